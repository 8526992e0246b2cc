# Reports for the tests in the Debian folder $debian, and the program. Sourced by the tests of single editors, which then call `inside`.

place=/srv/nianbao
outside="$debian$place"
rm -rf "$outside"
mkdir -p "$outside"/{bin,home,program,reports}
cp "$NIANBAO_PROGRAM" "$outside/program/nianbao"
# The one on the path leaves the number of its process, so that a test can kill it.
printf '#!/bin/sh\n[ "$1" != lsp ] || echo $$ >%s/pid\nexec %s/program/nianbao "$@"\n' "$place" "$place" >"$outside/bin/nianbao"
chmod +x "$outside/bin/nianbao"

# A character outside the BMP in front of a wrong total: columns differ by one between UTF-16 and characters, by three from bytes.
sed 's/| 一、本年新收政府信息公开申请数量 /| 一、本年新收政府信息公开申请𠮷数量 /' "$root/examples/reports/faulty.md" >"$outside/reports/report.md"
grep -q 𠮷 "$outside/reports/report.md"
printf '# 会议记录\n\n| 总计 | 1 | 2 | 4 |\n' >"$outside/reports/notes.md"
# What fixing on save has to write. Problems are left, so the program ends with 1.
"$NIANBAO_PROGRAM" fix --isolated --quiet - <"$outside/reports/report.md" >"$outside/expected.md" 2>/dev/null || [ $? = 1 ]
! cmp -s "$outside/reports/report.md" "$outside/expected.md"

# inside COMMAND...: runs a command there, in the folder of the reports, where possible with /proc as long as it runs.
inside() {
  local run='cd "$0" && exec timeout --foreground 120 "$@"'
  local chrooted=(chroot "$debian" /usr/bin/env -i HOME="$place/home" PATH="$place/bin:/usr/bin:/bin" LANG=C.UTF-8
    TERM=xterm-256color sh -c "$run" "$place/reports" "$@")
  if can_mount; then
    unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec "$@"' "$debian" "${chrooted[@]}"
  else
    "${chrooted[@]}"
  fi
}

can_mount() {
  unshare --mount mount -t proc proc "$debian/proc" 2>/dev/null
}
