#!/usr/bin/env bash
# Puts a newer Debian with its editors into the folder $1, whose name ends in the release: editors of several ages, apart from the system.
set -euo pipefail
into="$1"
release="${into##*-}"
case "$release" in
  sid) editors=neovim,hx,emacs-nox ;;
  *) editors=neovim ;;
esac
# the mirror that this machine uses
mirror="$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' | awk '$1 == "Debian" { print $2; exit }')"
mkdir -p "$into"
debootstrap --variant=minbase --include="$editors" "$release" "$into" "$mirror" >"$into.log" 2>&1 || {
  tail -20 "$into.log" >&2
  exit 1
}
rm -rf "$into"/var/cache/apt/archives/*.deb "$into.log"
