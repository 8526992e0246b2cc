"""What a writer does in Helix, typed into a terminal: sees the problems, takes the fix for everything that is safe, saves; or lets saving do all
that."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 20


class Terminal:
    def __init__(self, command):
        self.process, self.line = pty.fork()
        if self.process == 0:
            os.execvp(command[0], command)
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.shown = ""

    def read(self, seconds):
        """Takes in what is shown within some seconds."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and select.select([self.line], [], [], 0.1)[0]:
            try:
                part = os.read(self.line, 65536)
            except OSError:
                return
            self.shown += part.decode("utf-8", "replace")

    def words(self):
        """What has been shown since it was last asked, without colours and positions, and without blanks: wide characters leave some."""
        return re.sub(r"\x1b\[[0-9;:?]*[A-Za-z]|\s", "", self.shown)

    def sees(self, words):
        give_up = time.monotonic() + PATIENCE
        while re.sub(r"\s", "", words) not in self.words():
            if time.monotonic() > give_up:
                sys.exit(f"waited in vain for {words}; shown: {self.words()[-2000:]}")
            self.read(0.5)
        self.shown = ""

    def type(self, keys):
        os.write(self.line, keys.encode())


def take_the_fix(helix):
    """The problems of the whole file, in a list that can be searched; then what is offered at one of them."""
    deadline = time.monotonic() + PATIENCE
    while True:
        helix.type(" d")
        helix.read(1)
        if "总计填报26" in helix.words():
            break
        helix.type("\x1b")
        if time.monotonic() > deadline:
            sys.exit(f"no problems are listed; shown: {helix.words()[-2000:]}")
    helix.shown = ""
    print("ok: problems are listed, in Chinese")
    helix.type("空白，按分项应为\r")
    helix.read(1)
    helix.type(" a")
    helix.sees("填写总计2")
    print("ok: fixes are offered at a problem")
    # Helix lists what belongs to the problem first: filling it in, and accepting it. Fixing everything comes behind.
    for _ in range(2):
        helix.type("\x0e")
        helix.read(0.5)
    helix.type("\r")
    helix.read(1)
    helix.type(":write\r")
    helix.sees("written")


def save(helix):
    """Saving alone, in a file whose name the shell would tear; what was typed before is in the file too."""
    helix.type("ge")
    helix.read(0.5)
    helix.type("o补记一行\x1b")
    helix.read(1)
    helix.type(":write\r")
    helix.sees("written")
    print("ok: saving fixes a file with a blank in its name")


helix = Terminal(sys.argv[2:])
helix.sees("南渡区城市管理局")
{"fixes": take_the_fix, "saving": save}[sys.argv[1]](helix)
helix.type(":quit\r")
give_up = time.monotonic() + PATIENCE
while True:
    helix.read(0.5)
    ended, status = os.waitpid(helix.process, os.WNOHANG)
    if ended:
        sys.exit(os.waitstatus_to_exitcode(status))
    if time.monotonic() > give_up:
        os.kill(helix.process, signal.SIGKILL)
        sys.exit(f"it does not quit; shown: {helix.words()[-2000:]}")
