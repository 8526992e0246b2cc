#!/usr/bin/env bash
# eglot in the Emacs of the Debian folder $1, without a screen.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
debian="$1"
. "$here/../debian/reports.sh"

cp "$here/session.el" "$outside"
# the configuration as the page gives it
sed -n '/^```elisp$/,/^```$/p' "$root/editors/emacs.md" | sed -n '2,/^```$/{/^```$/d;p}' >"$outside/init.el"
mv "$outside/reports/report.md" "$outside/reports/report.txt"
inside emacs --version | head -1
inside emacs --batch -Q -l "$place/init.el" -l "$place/session.el"
cmp "$outside/reports/report.txt" "$outside/expected.md"
