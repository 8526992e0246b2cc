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
# the configuration as the page gives it: its first settings, and its last
settings() { awk -v wanted="$1" '/^```$/ { inside = 0 } inside && count == wanted; /^```toml$/ { inside = 1; count += 1 }' "$root/editors/helix.md"; }
settings 1 >"$outside/home/.config/helix/languages.toml"
cp "$outside/reports/report.md" "$outside/reports/年报 (一).md"
inside hx --version
export -f inside can_mount
export debian place
python3 "$here/session.py" fixes bash -c 'inside hx report.md'
cmp "$outside/reports/report.md" "$outside/expected.md"
# With what the page gives for saving, in the language of these files.
settings 3 | sed -i '/^name = "markdown"$/r /dev/stdin' "$outside/home/.config/helix/languages.toml"
grep -qF 'stdin-filename' "$outside/home/.config/helix/languages.toml"
python3 "$here/session.py" saving bash -c 'inside hx "年报 (一).md"'
{ cat "$outside/expected.md" && echo 补记一行; } | cmp "$outside/reports/年报 (一).md"
