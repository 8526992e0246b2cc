# Debian packages that a test needs, installed once. Sourced by the scripts that need some.

skip() {
  skipped=yes
  echo "skipped: $*"
  return 1
}

debian_archive_answers() {
  command -v apt-get >/dev/null || { skip "this system has no Debian packages"; return 1; }
  [ "$(id -u)" = 0 ] || { skip "installing Debian packages takes root"; return 1; }
  [ -z "${archive_answered:-}" ] || return 0
  apt-get update -qq -o DPkg::Lock::Timeout=300 -o APT::Update::Error-Mode=any >/dev/null 2>&1 ||
    { skip "the Debian archive cannot be reached"; return 1; }
  archive_answered=yes
}

# debian_packages LOG PACKAGE...: they are here, or are installed now. What is not to be had is said; a broken installation ends the run.
debian_packages() {
  local log="$1" missing=() package
  shift
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  debian_archive_answers || return 1
  for package in "${missing[@]}"; do
    apt-cache show "$package" >/dev/null 2>&1 || { skip "this Debian has no package $package"; return 1; }
  done
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" >"$log" 2>&1 || {
    cat "$log" >&2
    exit 1
  }
}
