#!/usr/bin/env bash
# Helix in the Debian folder $1, in a terminal that a script types into.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
debian="$1"
. "$here/../debian/reports.sh"

if ! can_mount; then
  echo "skipped: Helix needs /proc, which cannot be mounted here"
  exit 0
fi
mkdir -p "$outside/home/.config/helix"
# the configuration as the page gives it
sed -n '/^```toml$/,/^```$/p' "$root/editors/helix.md" | sed -n '2,/^```$/{/^```$/d;p}' >"$outside/home/.config/helix/languages.toml"
inside hx --version
export -f inside can_mount
export debian place
python3 "$here/session.py" bash -c 'inside hx report.md'
cmp "$outside/reports/report.md" "$outside/expected.md"
