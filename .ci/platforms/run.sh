#!/usr/bin/env bash
# Builds the program for other systems than this one and tries every result out as people use it: Windows under wine, other processors
# under qemu.
#
#   run.sh                     static Linux on x64, and Windows: what .ci/run tries in ten minutes
#   run.sh --all               also Windows 7, and Linux on ARM and LoongArch
#   run.sh windows7 ...        some of: linux-x64 windows windows7 linux-arm64 linux-loong64
#
#   --release     optimised as for users; without it in a quarter of the time, larger and slower
#   --tests       also the whole test suite for Windows, under wine
#   --strict      what is not to be had is a failure
#   --minutes N   begins nothing new after so many minutes, and ends what takes longer; 20 unless given
#
# The programs lie in .cache/platforms/out afterwards, beside everything that is kept for the next run; NIANBAO_PLATFORMS names another
# folder. On Debian 12 with root all parts are installed when they are missing. A platform is skipped, with the reason, only where its
# parts are not to be had or the time is up.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
kept="${NIANBAO_PLATFORMS:-$root/.cache/platforms}"
mkdir -p "$kept/out" "$kept/log"
. "$here/../debian.sh"
. "$here/parts.sh"

profile=quick features=() tests="" strict="" minutes=20 names=()
while [ $# -gt 0 ]; do
  case "$1" in
    --all) names=(linux-x64 windows windows7 linux-arm64 linux-loong64) ;;
    --release) profile=release features=(--features parquet) ;;
    --tests) tests=yes ;;
    --strict) strict=yes ;;
    --minutes) minutes="$2" && shift ;;
    linux-x64 | windows | windows7 | linux-arm64 | linux-loong64) names+=("$1") ;;
    *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0" >&2 && exit 2 ;;
  esac
  shift
done
[ ${#names[@]} -gt 0 ] || names=(linux-x64 windows)

rust_target() {
  case "$1" in
    windows) echo x86_64-pc-windows-gnu ;;
    # Rust's other programs for Windows need Windows 10.
    windows7) echo x86_64-win7-windows-gnu ;;
    linux-x64) echo x86_64-unknown-linux-musl ;;
    linux-arm64) echo aarch64-unknown-linux-musl ;;
    linux-loong64) echo loongarch64-unknown-linux-musl ;;
  esac
}

# in_time COMMAND...: ends it with the status 124 when the time is up.
in_time() {
  local left=$((minutes * 60 - SECONDS))
  [ $left -gt 0 ] || return 124
  timeout --foreground "$left" "$@"
}

failed() {
  echo "FAILED: $*"
  worst=1
}

# compile TARGET CARGO_WORD...: with the compiler that has a library for the target; the last words after -- go to the compiler.
compile() {
  local target="$1"
  shift
  (
    case "$(library "$target")" in
      # The library is built along; the first variable allows that outside nightly.
      sources) export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_unwind ;;
      debian)
        export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_unwind PATH="/usr/bin:$PATH"
        unset RUSTUP_TOOLCHAIN RUSTC RUSTDOC CARGO
        ;;
    esac
    in_time "$@"
  )
}

# build NAME CARGO...: the program ends up in $built.
build() {
  local name="$1" target began=$SECONDS status=0 log="$kept/log/build-$1" options=()
  shift
  target="$(rust_target "$name")"
  compiler "$target" || return 1
  # A library that was built along has no start files; Zig's do.
  case "$name-$(library "$target")" in
    linux-*-here) ;;
    linux-*) options=(-- -C link-self-contained=no) ;;
  esac
  compile "$target" "$@" rustc --manifest-path "$root/Cargo.toml" --target-dir "$kept/target" --bin nianbao --locked \
    --profile "$profile" "${features[@]}" --target "$target" "${options[@]}" >"$log" 2>&1 || status=$?
  if [ $status = 124 ]; then
    skip "$name: its $minutes minutes are up"
    return 1
  elif [ $status != 0 ]; then
    tail -n 30 "$log"
    failed "$name does not build"
    return 1
  fi
  local ending=""
  case "$name" in windows*) ending=.exe ;; esac
  built="$kept/out/nianbao-$name$ending"
  cp "$kept/target/$target/$profile/nianbao$ending" "$built"
  echo "$name: built in $((SECONDS - began)) s, $(stat -c %s "$built") bytes"
}

# try_out NAME OPTIONS... -- COMMAND...
try_out() {
  local name="$1" options=() status=0
  shift
  while [ "$1" != -- ]; do options+=("$1") && shift; done
  shift
  # The program of this machine, which the tests before have built, has to say the same.
  local native="${CARGO_TARGET_DIR:-$root/target}/debug/nianbao"
  [ ! -x "$native" ] || options+=(--native "$native")
  in_time python3 "$here/smoke.py" "${options[@]}" "$root/examples/reports" "$@" || status=$?
  case $status in
    0) ;;
    124) skip "$name was not tried out to the end: its $minutes minutes are up" || true ;;
    *) failed "$name does not work as it should" ;;
  esac
}

on_windows() {
  mingw || return 0
  build "$1" cargo || return 0
  wine_as "$2" || return 0
  # Its server stays meanwhile: a program that starts while the server ends may not be run, and looks like one that ended with 1.
  end_wine
  wineserver --persistent
  try_out "$1" --windows --holder "$kept/out/holder.exe" -- wine "$built"
  end_wine
}

# Ends with 1 where nothing runs.
end_wine() { wineserver --kill || true; }

on_linux() {
  zig || return 0
  build "$1" "$kept/python/bin/cargo-zigbuild" || return 0
  local runner=()
  case "$1" in
    linux-arm64) qemu_aarch64 || return 0 ;;
    linux-loong64) qemu_loongarch64 || return 0 ;;
  esac
  try_out "$1" -- "${runner[@]}" "$built"
}

# The tests find their files under drive Z:, which is the root of this machine.
windows_tests() {
  local target=x86_64-pc-windows-gnu
  mingw && compiler "$target" && wine_as win10 || return 0
  export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=wine TMP='Z:\tmp' TEMP='Z:\tmp' CARGO_PROFILE_DEV_DEBUG=0
  compile "$target" cargo test --manifest-path "$root/Cargo.toml" --target-dir "$kept/target" --locked --no-fail-fast --target "$target" \
    >"$kept/log/tests-windows" 2>&1 || failed "tests on Windows"
  grep -E '^test result|^test .* FAILED$' "$kept/log/tests-windows" || true
}

worst=0
for name in "${names[@]}"; do
  printf '\n==> platforms: %s\n' "$name"
  case "$name" in
    windows) on_windows "$name" win10 ;;
    windows7) on_windows "$name" win7 ;;
    linux-*) on_linux "$name" ;;
  esac
done
if [ -n "$tests" ]; then
  printf '\n==> platforms: the tests on Windows\n'
  windows_tests
fi
if [ -n "$strict" ] && [ -n "${skipped:-}" ]; then worst=1; fi
exit "$worst"
