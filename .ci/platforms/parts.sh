# What building and running for other systems takes, each part got once and kept in $kept. Sourced by run.sh.
# Each function ends with 1 and a word why where its part is not to be had.

export WINEDEBUG=-all WINEARCH=win64

packages() { debian_packages "$kept/log/apt" "$@"; }

# library TARGET: where Rust's own library for it comes from. It is `here`, beside the compiler on the PATH, or its `sources` are; else
# `debian` has a compiler with the sources of its library.
library() {
  if [ -d "$(rustc --print target-libdir --target "$1" 2>/dev/null)" ]; then
    echo here
  elif [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library" ]; then
    echo sources
  else
    echo debian
  fi
}

# compiler TARGET: one that can build for it.
compiler() {
  [ "$(library "$1")" != debian ] || packages rustc-web cargo-web rust-web-src gcc libc6-dev
}

mingw() { packages gcc-mingw-w64-x86-64-win32; }

# Links for every Linux and brings musl for each processor.
zig() {
  packages python3-venv || return 1
  local wanted="ziglang==0.17.1 cargo-zigbuild==0.24.1"
  if [ "$(cat "$kept/python/.installed" 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv --clear "$kept/python"
    # shellcheck disable=SC2086 # a list of words
    "$kept/python/bin/pip" install --quiet --disable-pip-version-check $wanted >"$kept/log/pip" 2>&1 ||
      { skip "PyPI has no $wanted: $(tail -n 1 "$kept/log/pip")"; return 1; }
    echo "$wanted" >"$kept/python/.installed"
  fi
  CARGO_ZIGBUILD_ZIG_PATH="$(echo "$kept"/python/lib/python3*/site-packages/ziglang/zig)"
  export CARGO_ZIGBUILD_ZIG_PATH
}

# wine_as VERSION: wine shows itself as that Windows (win10, win7).
wine_as() {
  packages wine wine64 || return 1
  export WINEPREFIX="$kept/$1"
  if [ ! -e "$WINEPREFIX/.ready" ]; then
    rm -rf "$WINEPREFIX"
    # One after the other: the second would find half a Windows while the first still makes it.
    { wine wineboot --init && wineserver --wait && wine winecfg -v "$1" && wineserver --wait; } >"$kept/log/wine" 2>&1 ||
      { skip "wine makes no Windows: $(tail -n 1 "$kept/log/wine")"; return 1; }
    # Debian 12's wine lacks this library, which Rust's programs for Windows 10 begin with.
    local library="$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll"
    [ -e "$library" ] || x86_64-w64-mingw32-gcc -shared -o "$library" "$here/bcryptprimitives.c" -ladvapi32
    touch "$WINEPREFIX/.ready"
  fi
  x86_64-w64-mingw32-gcc -municode -o "$kept/out/holder.exe" "$here/holder.c"
}

# What runs programs for other processors ends up in $runner.
qemu_aarch64() {
  packages qemu-user-static || return 1
  runner=(qemu-aarch64-static)
}

# Before version 8 it lacks the vector instructions that Rust takes for granted on LoongArch. Debian 12 has a newer one in its backports, which
# is unpacked, not installed.
qemu_loongarch64() {
  local folder="$kept/backports" sources=/etc/apt/sources.list.d/debian.sources
  runner=(qemu-loongarch64-static)
  case "$(qemu-loongarch64-static --version 2>/dev/null)" in
    "" | *"version 7."*) ;;
    *) return 0 ;;
  esac
  runner=("$folder/usr/bin/qemu-loongarch64")
  [ ! -x "$folder/usr/bin/qemu-loongarch64" ] || return 0
  [ -e "$sources" ] || { skip "the Debian archive is not known in the way that this needs"; return 1; }
  mkdir -p "$folder/lists/partial"
  sed '/^$/,$d; s/^Suites:.*/Suites: bookworm-backports/' "$sources" >"$folder/backports.sources"
  local there=(-qq -o "Dir::Etc::SourceList=$folder/backports.sources" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::lists=$folder/lists")
  (cd "$folder" && apt-get "${there[@]}" update && apt-get "${there[@]}" download qemu-user && dpkg -x qemu-user_*.deb .) \
    >"$kept/log/backports" 2>&1 || { skip "bookworm-backports has no qemu-user: $(tail -n 1 "$kept/log/backports")"; return 1; }
}
