# What the tests need, installed once and kept. Sourced by run.sh.

kept="${NIANBAO_EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/nianbao-editors}"
mkdir -p "$kept"

. "$(dirname "${BASH_SOURCE[0]}")/../../.ci/debian.sh"

npm_registry_answers() {
  npm ping --fetch-timeout=20000 --fetch-retries=1 >/dev/null 2>&1 || skip "the npm registry cannot be reached"
}

# The Debian packages behind the commands that a part needs.
packages_for() {
  case "$1" in
    chromium) echo chromium fonts-noto-cjk ;;
    rg) echo ripgrep libkrb5-dev libsecret-1-dev libx11-dev libxkbfile-dev build-essential python3 ;;
    debootstrap) echo debootstrap ;;
  esac
}

# need npm PRESENT FOLDER: either PRESENT is there in FOLDER, or the registry answers.
# need debian COMMAND...: the commands are there, or are installed now.
need() {
  if [ "$1" = npm ]; then
    [ -e "$3/$2" ] || npm_registry_answers
    return
  fi
  shift
  local command packages=""
  for command in "$@"; do
    command -v "$command" >/dev/null || packages="$packages $(packages_for "$command")"
  done
  # shellcheck disable=SC2086 # a list of words
  debian_packages "$kept/apt.log" $packages
}

# installed NAME SCRIPT [FILE...]: runs SCRIPT to fill $kept/NAME, unless that was done with the same SCRIPT and FILEs before.
installed() {
  local name="$1" script="$2" mark
  shift
  mark="$(cat "$@" | sha256sum)"
  if [ "$(cat "$kept/$name/.installed" 2>/dev/null)" = "$mark" ]; then
    return 0
  fi
  case "$name" in
    debian-*) need debian debootstrap && debian_archive_answers || return 1 ;;
    *) npm_registry_answers || return 1 ;;
  esac
  rm -rf "${kept:?}/$name"
  echo "installing $name into $kept"
  "$script" "$kept/$name" || exit 1
  echo "$mark" >"$kept/$name/.installed"
}
