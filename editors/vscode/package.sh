#!/usr/bin/env bash
# Makes installable extension packages. Without options: one with the program for this machine, built on the way, and one without a program.
#
#   package.sh [--out FOLDER] [--target PLATFORM --program FILE]
#   package.sh [--out FOLDER] --universal
#
# PLATFORM is VS Code's name for one (linux-x64, win32-arm64 ...), FILE the program built for it. FOLDER is target/vscode unless given.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
out="$root/target/vscode" target="" program="" universal=""

while [ $# -gt 0 ]; do
  case "$1" in
    --out) mkdir -p "$2" && out="$(cd "$2" && pwd)" && shift 2 ;;
    --target) target="$2" && shift 2 ;;
    --program) program="$(realpath "$2")" && shift 2 ;;
    --universal) universal=yes && shift ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
done

cd "$here"
# The lock file decides; a second run with the same one installs nothing.
if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-lock
fi
npm run --silent check
npm run --silent build

# package PLATFORM PROGRAM: both empty for the package without a program.
package() {
  local stage name
  stage="$(mktemp -d)"
  cp -r package.json package.nls*.json .vscodeignore README*.md icon.png schemas "$root/CHANGELOG.md" "$root/media" "$stage"
  cat "$root/LICENSE-MIT" <(printf '\n---\n\n') "$root/LICENSE-APACHE" >"$stage/LICENSE"
  mkdir -p "$stage/out"
  cp -r out/extension.js out/snippets "$stage/out"
  name="nianbao-${1:-universal}.vsix"
  if [ -n "$2" ]; then
    local inside=nianbao
    case "$1" in win32-*) inside=nianbao.exe ;; esac
    mkdir -p "$stage/server"
    install -m 755 "$2" "$stage/server/$inside"
  fi
  mkdir -p "$out"
  (cd "$stage" && "$here/node_modules/.bin/vsce" package --no-dependencies --allow-missing-repository --no-rewrite-relative-links \
    ${1:+--target "$1"} --out "$out/$name" >"$stage/../$name.log") || { cat "$stage/../$name.log"; exit 1; }
  rm -f "$stage/../$name.log"
  rm -rf "$stage"
  echo "$out/$name"
}

this_platform() { node -p 'process.platform + "-" + process.arch.replace(/^arm$/, "armhf")'; }

if [ -n "$universal" ]; then
  package "" ""
elif [ -n "$program" ]; then
  package "${target:-$(this_platform)}" "$program"
else
  # Compiles only what has changed since the last time.
  (cd "$root" && cargo build --release --locked)
  package "$(this_platform)" "${CARGO_TARGET_DIR:-$root/target}/release/nianbao"
  package "" ""
fi
