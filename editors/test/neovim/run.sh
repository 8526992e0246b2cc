#!/usr/bin/env bash
# The plugin in the Neovim of the Debian folder $1, without a screen.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
debian="$1"
. "$here/../debian/reports.sh"

cp -r "$root/editors/nvim" "$outside/plugin"
cp "$here"/*.lua "$outside"
cp "$outside/reports/report.md" "$outside/reports/fresh.md"
inside nvim --version | head -1
inside nvim --headless -u "$place/init.lua" report.md +"luafile $place/session.lua"
# A report with last year's in a folder of its own.
mkdir -p "$outside/reports/years"/{.git,2022,2023,2024}
cp "$root/examples/reports/markdown.md" "$outside/reports/years/2024/new.md"
sed 's/2024年/2023年/g' "$root/examples/reports/markdown.md" >"$outside/reports/years/2023/old.md"
inside nvim --headless -u "$place/init.lua" +"luafile $place/years.lua"
cmp "$outside/reports/report.md" "$outside/expected.md"
# The plain way of the page with its keys, for those releases that have it.
awk '/^```$/ { inside = 0 } inside { block = block $0 "\n" } /^```lua$/ { inside = 1; block = "" }
  /^```$/ && block ~ /LspAttach|fileencodings/ { printf "%s", block; block = "" }' "$root/editors/nvim/README.md" >"$outside/page.lua"
iconv -f UTF-8 -t GB18030 "$outside/reports/fresh.md" >"$outside/reports/national.md"
if inside nvim --headless --clean +'exe has("nvim-0.11") ? "qa" : "cq"' 2>/dev/null; then
  inside nvim --headless -u "$place/three_lines.lua" fresh.md +"luafile $place/attached.lua"
  cp "$root/examples/reports/faulty.md" "$outside/reports/followed.md"
  inside nvim --headless -u "$place/three_lines.lua" followed.md +"luafile $place/writing.lua"
fi
