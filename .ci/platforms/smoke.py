#!/usr/bin/env python3
"""Tries a built program out as people meet it: checks, fixes, and serves an editor, in folders with Chinese names and files of every encoding.

smoke.py [--windows] [--holder PROGRAM] [--native PROGRAM] REPORTS COMMAND...

COMMAND starts the program and may begin with what runs it: wine, qemu-aarch64-static. REPORTS is a folder of example reports; faulty.md in it
has problems, some of which are safe to fix. NATIVE is the same program for this machine, which has to say the same. With --windows, paths are
given as Windows has them, this machine's root being drive Z; HOLDER is then a program that keeps a file open and tells its process number.
"""

import argparse
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from urllib.parse import quote

# Seconds: more than anything takes on a busy machine, under an emulator.
PATIENCE = 90
WITHOUT_ROW_TOTALS = 'rules = { row-total = "off" } # 不查总计\n'


def options():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--windows", action="store_true")
    parser.add_argument("--holder")
    parser.add_argument("--native")
    parser.add_argument("reports", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def shown(path):
    """A path as a user of the platform writes it."""
    return str(path).replace("/", "\\") if GIVEN.windows else str(path)


def whole(path):
    """An absolute path as the platform has it."""
    return "Z:" + shown(path) if GIVEN.windows else str(path)


def uri(path, drive="z%3A"):
    return "file:///" + (drive + "/" if GIVEN.windows else "") + quote(str(path).lstrip("/"))


def run(*words, cwd, command=None, stdin=None):
    for _ in range(3):
        ended = subprocess.run([*(command or GIVEN.command), *words], cwd=cwd, input=stdin, capture_output=True, timeout=PATIENCE)
        if not (GIVEN.windows and ended.returncode == 1 and not ended.stdout and not ended.stderr):
            break
        # The program has a word to say of whatever it ends with 1 for. On a busy machine wine now and then does not get one going.
        print("wine did not start", *words, flush=True)
    return ended


class Held:
    """Another program at work, with a file open if one is named."""

    def __init__(self, path=None):
        if GIVEN.windows:
            command = ["wine", GIVEN.holder, *([whole(path)] if path else [])]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self.number = int(self.process.stdout.readline())
        else:
            self.process = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
            self.number = self.process.pid

    def end(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)


class InFolder(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name).resolve()
        # Where settings are no longer looked for.
        (self.folder / ".git").mkdir()
        self.reports = self.folder / "报告" / "甲 县"
        shutil.copytree(GIVEN.reports, self.reports)
        self.faulty = (self.reports / "faulty.md").read_text(encoding="utf-8")

    def codes(self, checked):
        return {finding["code"] for file in json.loads(checked.stdout)["files"] for finding in file["findings"]}


class OnTheCommandLine(InFolder):
    def add_encodings(self):
        text = self.faulty.replace("\n", "\r\n")
        (self.reports / "国标.txt").write_bytes(text.encode("gb18030"))
        (self.reports / "宽.txt").write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
        return text

    def test_it_tells_its_version(self):
        version = run("--version", cwd=self.folder)
        self.assertTrue(version.stdout.startswith(b"nianbao "), version)

    def test_every_encoding_is_fixed_and_kept(self):
        before = self.add_encodings()
        fixed = run("fix", shown("报告/甲 县"), cwd=self.folder)
        self.assertEqual(fixed.returncode, 1, fixed)
        for name, codec in (("国标.txt", "gb18030"), ("宽.txt", "utf-16")):
            after = (self.reports / name).read_bytes().decode(codec)
            self.assertFalse(after == before, f"{name} is as it was: {fixed}")
            self.assertNotIn("\n", after.replace("\r\n", ""), name)

    def test_it_says_and_writes_what_the_native_program_does(self):
        if GIVEN.native is None:
            self.skipTest("there is no program for this machine to compare with")
        self.add_encodings()
        before = {path: path.read_bytes() for path in self.reports.iterdir()}
        answers = []
        for command, path in ((GIVEN.command, shown("报告/甲 县")), ([GIVEN.native], "报告/甲 县")):
            for file, content in before.items():
                file.write_bytes(content)
            checked = run("check", "--output-format", "json", path, cwd=self.folder, command=command)
            said = json.loads(checked.stdout)
            for file in said["files"]:
                file["path"] = file["path"].replace("\\", "/")
            run("fix", path, cwd=self.folder, command=command)
            answers.append((checked.returncode, said, {file: file.read_bytes() for file in before}))
        self.assertEqual(answers[0][:2], answers[1][:2])
        self.assertEqual(answers[0][2], answers[1][2])

    def test_a_missing_file_is_named(self):
        missing = run("check", shown("报告/没有.txt"), cwd=self.folder)
        self.assertEqual(missing.returncode, 2)
        self.assertIn("没有.txt", missing.stderr.decode())
        self.assertIn("不存在", missing.stderr.decode())

    def test_settings_are_read_in_every_encoding(self):
        for codec in ("utf-8-sig", "gb18030", "utf-16"):
            (self.folder / "nianbao.toml").write_bytes(WITHOUT_ROW_TOTALS.encode(codec))
            checked = run("check", "--output-format", "json", shown("报告/甲 县/faulty.md"), cwd=self.folder)
            self.assertIn("balance", self.codes(checked), codec)
            self.assertNotIn("row-total", self.codes(checked), codec)

    def test_a_reader_who_has_seen_enough_is_no_error(self):
        command = [*GIVEN.command, "check", *(["-v"] * 2), shown("报告/甲 县")]
        # More than fits into the pipe.
        for copy in range(200):
            shutil.copy(self.reports / "faulty.md", self.reports / f"{copy}.md")
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        process.stderr.close()
        process.wait(PATIENCE)
        self.assertNotIn("error", said)
        self.assertNotRegex(said, r"[A-Za-z]{4,} [A-Za-z]{2,} [A-Za-z]{2,}", "no sentence of the system's")

    def test_wildcards_are_the_programs_where_no_shell_expands_them(self):
        if not GIVEN.windows:
            self.skipTest("a shell expands them here")
        checked = run("check", "--output-format", "json", "报告\\甲 县\\*.md", cwd=self.folder)
        names = {re.split(r"[\\/]", file["path"])[-1] for file in json.loads(checked.stdout)["files"]}
        self.assertEqual(names, {"faulty.md", "markdown.md"}, checked.stderr.decode())
        nothing = run("check", "报告\\甲 县\\*.xyz", cwd=self.folder)
        self.assertEqual(nothing.returncode, 2)
        self.assertIn("*.xyz", nothing.stderr.decode())
        self.assertNotIn("os error", nothing.stderr.decode())

    def test_a_file_that_another_program_has_open_is_left_whole_and_said_to_be_so(self):
        if not GIVEN.windows:
            self.skipTest("elsewhere an open file can be replaced")
        held = Held(self.reports / "faulty.md")
        fixed = run("fix", shown("报告/甲 县/faulty.md"), cwd=self.folder)
        held.end()
        self.assertEqual(fixed.returncode, 2, fixed)
        self.assertIn("其他程序", fixed.stderr.decode())
        self.assertEqual((self.reports / "faulty.md").read_text(encoding="utf-8"), self.faulty)
        self.assertEqual(len(list(self.reports.iterdir())), len(list(GIVEN.reports.iterdir())), "nothing is left behind")

    def test_a_file_that_is_let_go_in_a_moment_is_fixed(self):
        if not GIVEN.windows:
            self.skipTest("elsewhere an open file can be replaced")
        held = Held(self.reports / "faulty.md")
        command = [*GIVEN.command, "fix", shown("报告/甲 县/faulty.md")]
        fixing = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        time.sleep(0.1)
        held.end()
        said, _ = fixing.communicate(timeout=PATIENCE)
        self.assertEqual(fixing.returncode, 1, said.decode())
        self.assertNotEqual((self.reports / "faulty.md").read_text(encoding="utf-8"), self.faulty)


class Editor:
    """A client of the language server over pipes."""

    def __init__(self):
        self.server = subprocess.Popen([*GIVEN.command, "lsp", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.received = queue.Queue()
        self.waiting = []
        self.asked = 0
        threading.Thread(target=self.receive, daemon=True).start()

    def receive(self):
        while header := self.server.stdout.readline():
            length = re.match(rb"(?i)content-length: *(\d+)", header)
            if length:
                while self.server.stdout.readline().strip():
                    pass
                self.received.put(json.loads(self.server.stdout.read(int(length[1]))))

    def send(self, method, params, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def wait(self, is_wanted):
        for at, message in enumerate(self.waiting):
            if is_wanted(message):
                return self.waiting.pop(at)
        while True:
            message = self.received.get(timeout=PATIENCE)
            if is_wanted(message):
                return message
            self.waiting.append(message)

    def ask(self, method, params):
        self.asked += 1
        number = self.asked
        self.send(method, params, id=number)
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        return answer["result"]

    def introduce(self, folder, process=None):
        can = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        # This test has no number under wine.
        mine = None if GIVEN.windows else os.getpid()
        self.ask("initialize", {"processId": process or mine, "rootUri": uri(folder), "capabilities": can})
        self.send("initialized", {})

    def open(self, document, text):
        self.send("textDocument/didOpen", {"textDocument": {"uri": document, "languageId": "markdown", "version": 1, "text": text}})

    def findings(self, document, version):
        def is_it(message):
            params = message.get("params") or {}
            is_about = params.get("uri") == document and params.get("version") == version
            return message.get("method") == "textDocument/publishDiagnostics" and is_about

        return self.wait(is_it)["params"]["diagnostics"]

    def insert(self, document, version, text, length=0):
        edit = {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": length}}, "text": text}
        self.send("textDocument/didChange", {"textDocument": {"uri": document, "version": version}, "contentChanges": [edit]})

    def leave(self):
        self.ask("shutdown", None)
        self.send("exit", None)
        return self.server.wait(PATIENCE)


class UnderAnEditor(InFolder):
    def open_editor(self, **more):
        editor = Editor()
        self.addCleanup(editor.server.stdout.close)
        self.addCleanup(editor.server.wait, PATIENCE)
        self.addCleanup(editor.server.kill)
        editor.introduce(self.folder, **more)
        return editor

    def test_settings_reach_the_texts_below_them_and_no_other(self):
        # A text that is not saved yet has the settings of the folder that is open.
        below = [uri(self.reports / "faulty.md"), "untitled:Untitled-1"]
        others = [uri(self.folder.parent / "丁.md")]
        if GIVEN.windows:
            others += ["file://server/share/" + quote("丙.md")]
        for codec in ("utf-8", "gb18030", "utf-16"):
            (self.folder / "nianbao.toml").write_bytes(WITHOUT_ROW_TOTALS.encode(codec))
            editor = self.open_editor()
            for document in (*below, *others):
                editor.open(document, self.faulty)
                codes = {finding["code"] for finding in editor.findings(document, 1)}
                self.assertIn("balance", codes, (document, codec))
                self.assertEqual("row-total" not in codes, document in below, (document, codec))
            self.assertEqual(editor.leave(), 0)

    def test_a_drive_may_be_written_in_either_way(self):
        if not GIVEN.windows:
            self.skipTest("there are no drives here")
        (self.folder / "nianbao.toml").write_text(WITHOUT_ROW_TOTALS, encoding="utf-8")
        editor = self.open_editor()
        document = uri(self.folder / "乙.md", "Z:")
        editor.open(document, self.faulty)
        codes = {finding["code"] for finding in editor.findings(document, 1)}
        self.assertTrue("balance" in codes and "row-total" not in codes, codes)
        self.assertEqual(editor.leave(), 0)

    def test_edits_are_answered_one_by_one(self):
        editor = self.open_editor()
        document = uri(self.reports / "faulty.md")
        editor.open(document, self.faulty)
        first = editor.findings(document, 1)
        times = []
        for version in range(2, 42, 2):
            began = time.perf_counter()
            editor.insert(document, version, "年")
            editor.findings(document, version)
            times.append(time.perf_counter() - began)
            editor.insert(document, version + 1, "", 1)
            last = editor.findings(document, version + 1)
        self.assertEqual(last, first)
        print(f"from an edit to its findings: {sorted(times)[len(times) // 2] * 1000:.1f} ms")
        self.assertEqual(editor.leave(), 0)

    def test_an_editor_that_is_gone_is_not_outlived(self):
        editor = self.open_editor()
        editor.server.stdin.close()
        began = time.monotonic()
        self.assertEqual(editor.server.wait(PATIENCE), 1)
        self.assertLess(time.monotonic() - began, 5)

    def test_an_editor_that_is_gone_is_not_outlived_by_a_long_analysis(self):
        editor = self.open_editor()
        editor.open("untitled:Untitled-1", self.faulty * 2500)
        editor.server.stdin.close()
        began = time.monotonic()
        self.assertEqual(editor.server.wait(PATIENCE), 1)
        self.assertLess(time.monotonic() - began, 5)

    def test_a_server_whose_pipe_somebody_else_holds_open_ends_with_its_editor(self):
        held = Held()
        editor = self.open_editor(process=held.number)
        editor.open("untitled:Untitled-1", self.faulty)
        editor.findings("untitled:Untitled-1", 1)
        held.end()
        editor.server.wait(PATIENCE)


GIVEN = options()
# The program is started in other folders than this one.
GIVEN.command = [os.path.abspath(word) if os.path.isfile(word) else word for word in GIVEN.command]
if GIVEN.native:
    GIVEN.native = os.path.abspath(GIVEN.native)
# Warnings would be about pipes that end with the processes.
unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
