#!/usr/bin/env bash
# Installs VS Code 1.100 that runs in a browser, and the browser, into the folder $1. Downloads come from the npm registry and the Debian archive.
# The package's own installation fetches ripgrep from elsewhere, so its parts are installed one by one.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
into="$1"

mkdir -p "$into"
cp "$here/package.json" "$here/package-lock.json" "$into"
cd "$into"
npm_quietly() { npm "$@" --no-audit --no-fund --loglevel=error; }
npm_quietly ci --ignore-scripts

modules="$into/node_modules"
code="$modules/code-server/lib/vscode"
# npm's own compiler of native modules, with the headers of the Node that is installed
node_gyp="$(npm root --global)/npm/node_modules/node-gyp/bin/node-gyp.js"
node_home="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")"
compile() (cd "$1" && node "$node_gyp" rebuild --nodedir="$node_home" >compile.log 2>&1 || { cat compile.log; exit 1; })

(cd "$code" && npm_quietly install --omit=dev --ignore-scripts)
(cd "$code/extensions" && npm_quietly install --omit=dev --ignore-scripts)
for native in @parcel/watcher @vscode/spdlog native-watchdog node-pty; do
  compile "$code/node_modules/$native"
done
(cd "$modules/argon2" && PATH="$modules/.bin:$PATH" node-pre-gyp rebuild --build-from-source --nodedir="$node_home" >compile.log 2>&1) || { cat "$modules/argon2/compile.log"; exit 1; }
mkdir -p "$code/node_modules/@vscode/ripgrep/bin"
ln -sf "$(command -v rg)" "$code/node_modules/@vscode/ripgrep/bin/rg"
ln -sfn node_modules "$code/node_modules.asar"
