#!/usr/bin/env bash
# Tests the program in real editors, as a writer meets it.
#
#   run.sh                  everything
#   run.sh vscode neovim    some of: extension vscode protocol neovim helix emacs; years: of vscode what is between two years alone
#   run.sh pictures         takes the pictures of the READMEs and the walkthrough anew, into media/
#
# Needs Node 20, and for the editors Debian or a system like it, and root. What is needed beside that is installed into
# $NIANBAO_EDITORS (~/.cache/nianbao-editors unless set) and kept there. Screenshots and logs lie in target/editors afterwards.
# A part is skipped, with the reason, only if what it needs is not here and cannot be fetched.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
. "$here/installing.sh"

artefacts="$root/target/editors"
rm -rf "$artefacts"
mkdir -p "$artefacts"

(cd "$root" && cargo build --locked)
# Without what only debuggers read, the program is a tenth of its size.
strip -o "$artefacts/nianbao" "${CARGO_TARGET_DIR:-$root/target}/debug/nianbao"
export NIANBAO_PROGRAM="$artefacts/nianbao" NIANBAO_ARTEFACTS="$artefacts"

part_extension() {
  need npm node_modules "$root/editors/vscode" || return 0
  "$root/editors/vscode/package.sh" --out "$artefacts" --program "$NIANBAO_PROGRAM"
  (cd "$root/editors/vscode" && npm test --silent)
}

# in_vscode SCRIPT: with VS Code, the packed extension and a browser.
in_vscode() {
  need debian chromium rg || return 0
  installed vscode "$here/vscode/install.sh" "$here/vscode/package-lock.json" || return 0
  [ -e "$artefacts"/nianbao-*.vsix ] || part_extension
  NIANBAO_VSIX="$(echo "$artefacts"/nianbao-*.vsix)" NIANBAO_VSCODE="$kept/vscode" NIANBAO_BROWSER="$(command -v chromium)" \
    node --test "$here/vscode/$1"
}

part_vscode() {
  for session in session page years writing; do
    in_vscode "$session.test.mjs"
  done
}

part_years() { in_vscode years.test.mjs; }

part_pictures() { NIANBAO_PICTURES="$root/media" in_vscode pictures.mjs; }

part_protocol() {
  installed protocol "$here/protocol/install.sh" "$here/protocol/package-lock.json" || return 0
  NIANBAO_CLIENT="$kept/protocol" node --test "$here/protocol/conversation.test.mjs"
}

part_neovim() {
  installed debian-sid "$here/debian/install.sh" || return 0
  installed debian-trixie "$here/debian/install.sh" || return 0
  "$here/neovim/run.sh" "$kept/debian-sid"
  "$here/neovim/run.sh" "$kept/debian-trixie"
}

part_helix() {
  installed debian-sid "$here/debian/install.sh" || return 0
  "$here/helix/run.sh" "$kept/debian-sid"
}

part_emacs() {
  installed debian-sid "$here/debian/install.sh" || return 0
  "$here/emacs/run.sh" "$kept/debian-sid"
}

for part in ${*:-extension protocol neovim helix emacs vscode}; do
  printf '\n==> editors: %s\n' "$part"
  "part_$part"
done
