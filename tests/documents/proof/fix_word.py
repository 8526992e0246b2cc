#!/usr/bin/env python3
"""Proves `nianbao fix` on many Word documents: other programs read the numbers that it wrote, and nothing else has changed.

    python3 tests/documents/proof/fix_word.py            # 500 documents
    python3 tests/documents/proof/fix_word.py 50 --pdf   # fewer; LibreOffice turns every one into a PDF afterwards

python-docx writes a report with merged cells, every number known; numbers are torn over several runs in some. In each document totals are left blank
and numbers are changed. After `fix`, python-docx reads the tables back: a blank total holds the sum of its parts or, where numbers contradict each
other, is left blank; every other cell says what it said, and all parts but the text are the same bytes. After `fix --unsafe`, a cell may hold the number
of the model or what stood there; anything else is counted as wrong.
Needs Debian with python3-venv, and for --pdf libreoffice-writer. NIANBAO names the program; otherwise it is target/debug/nianbao.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/converted"))
import make as converted  # noqa: E402

WORK = ROOT / "target" / "converted" / "proof"
PROGRAM = os.environ.get("NIANBAO", str(ROOT / "target/debug/nianbao"))
TEXT = "word/document.xml"
AT_ONCE = 50


def install():
    python = WORK / "venv/bin/python"
    if Path(sys.prefix) == WORK / "venv":
        return
    if not python.exists():
        WORK.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "python-docx==1.2.0"], check=True)
    os.execv(python, [str(python), __file__, *sys.argv[1:]])


def token(table, key):
    return f"@{table}.{key[0]}.{key[1]}@"


def template(report):
    """The report with a mark in the place of every number, and where each stands: {mark: (table, row, column)}."""
    import docx

    numbers = {id: {key: token(id, key) for key in cells} for id, cells in report["numbers"].items()}
    document = docx.Document()
    for kind, words in converted.blocks({**report, "numbers": report["numbers"]}):
        if kind != "table":
            document.add_paragraph(words)
            continue
        grid = converted.GRIDS[words](numbers[words])
        wide = len(converted.WIDTHS[words])
        table = document.add_table(len(grid), wide, style="Table Grid")
        taken = set()
        for y, row in enumerate(grid):
            x = 0
            for text, across, down in row:
                while (y, x) in taken:
                    x += 1
                taken |= {(y + dy, x + dx) for dy in range(down) for dx in range(across)}
                cell = table.cell(y, x).merge(table.cell(y + down - 1, x + across - 1))
                cell.paragraphs[0].add_run(text)
                x += across
    path = WORK / "template.docx"
    document.save(path)
    return path, {text: place for text, place in cells_of(path) if text.startswith("@")}


def cells_of(path):
    import docx

    for number, table in enumerate(docx.Document(path).tables):
        wide = len(table.columns)
        for at, cell in enumerate(table._cells):
            yield cell.text, (number, at // wide, at % wide)


def numbers_of(dice):
    """A report of random numbers that holds."""
    sums = [[dice.choice([0, 0, dice.randint(1, 40)]) for _ in range(4)] for _ in range(3)]
    part = lambda *_: dice.choice([0, dice.randint(1, 60)])  # noqa: E731
    return {
        "proactive": converted.proactive((dice.randint(0, 9),) * 3, [dice.randint(0, 500) for _ in range(3)], 0),
        "applications": converted.with_totals(part, lambda _: (dice.randint(0, 9), dice.randint(0, 9))),
        "disputes": converted.disputes(sums),
    }


def planted(numbers, dice):
    """What the document says: some totals blank, in some documents a number changed. And which cells are blank or changed."""
    said = {token(id, key): str(value) for id, cells in numbers.items() for key, value in cells.items()}
    totals = [token("applications", key) for key in numbers["applications"] if key[1] == "total"]
    totals += [token("disputes", key) for key in numbers["disputes"] if key[1] == "total"]
    blank = set(dice.sample(sorted(totals), dice.randint(0, 3)))
    said |= {mark: "" for mark in blank}
    changed = set()
    if dice.random() < 0.5:
        mark = dice.choice(sorted(set(said) - blank))
        changed = {mark}
        said[mark] = str(int(float(said[mark])) + dice.randint(1, 9))
    return said, blank, changed


def write(source, path, said, dice):
    """The template with these numbers, some of them over two runs."""

    def run(match):
        text = said[match.group(2)]
        if len(text) > 1 and dice.random() < 0.2:
            cut = dice.randint(1, len(text) - 1)
            return f"<w:r><w:t>{text[:cut]}</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>{text[cut:]}</w:t></w:r>"
        return f"<w:r><w:t>{text}</w:t></w:r>" if text else ""

    with zipfile.ZipFile(source) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename == TEXT:
                text = data.decode("utf-8")
                data = re.sub(r"(<w:r><w:t>)(@[a-z0-9_.]+@)</w:t></w:r>", run, text).encode("utf-8")
            after.writestr(entry, data)


def parts(path):
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None, path
        return {entry.filename: (package.read(entry), entry.date_time, entry.compress_type) for entry in package.infolist()}


def fix(folder, *more):
    command = [PROGRAM, "fix", "--isolated", "--quiet", "--exit-zero", *more, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def measure(folder, truth, marks):
    """Cells by what they say after `fix`."""
    count = {"filled": 0, "blank": 0, "restored": 0, "left": 0, "same": 0, "wrong": 0, "parts": 0}
    for name, (numbers, said, blank, changed) in truth.items():
        path = folder / name
        now = dict((place, text) for text, place in cells_of(path))
        for mark, place in marks.items():
            id, row, column = mark.strip("@").split(".")
            right, before = str(numbers[id][row, column]), said[mark]
            text = now[place]
            if mark in blank:
                # Where a part of the row was changed, the total is that of the parts as they stand.
                parts_said = [said[token(id, key)] for key in numbers[id] if key[0] == row and key[1] != "total"]
                stands = str(sum(map(int, parts_said))) if all(parts_said) else right
                kind = "filled" if text in (right, stands) else "blank" if text == "" else "wrong"
            elif mark in changed:
                kind = "restored" if text == right else "left" if text == before else "wrong"
            else:
                kind = "same" if text == before else "wrong"
            count[kind] += 1
            if kind == "wrong":
                print(f"  {name} {mark}: {before!r} became {text!r}, the model has {right!r}; changed: {[(own, said[own]) for own in changed]}")
        before, after = parts(WORK / "before" / name), parts(path)
        assert list(before) == list(after), name
        count["parts"] += sum(before[part] != after[part] for part in before if part != TEXT)
    return count


def to_pdf(files):
    """LibreOffice makes a PDF of every document, some at a time, each time with a profile of its own: one program that runs on through hundreds stops by itself."""
    out, profile = WORK / "pdf", WORK / "office-profile"
    shutil.rmtree(out, ignore_errors=True)
    complaints = []
    for first in range(0, len(files), AT_ONCE):
        shutil.rmtree(profile, ignore_errors=True)
        some = files[first : first + AT_ONCE]
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", out]
        try:
            done = subprocess.run([*command, *some], capture_output=True, text=True, timeout=15 * len(some))
        except subprocess.TimeoutExpired:
            complaints.append(f"too long from {some[0].name}")
            continue
        complaints += [line for line in done.stderr.splitlines() if "rror" in line]
        if done.returncode:
            complaints.append(f"status {done.returncode} from {some[0].name}")
    pages = [path for path in out.glob("*.pdf") if path.read_bytes().startswith(b"%PDF")]
    print(f"LibreOffice: {len(pages)} of {len(files)} PDF files, {len(complaints)} complaints {complaints[:3]}")


def main():
    install()
    n = int(next((word for word in sys.argv[1:] if word.isdigit()), 500))
    folders = {name: WORK / name for name in ["before", "safe", "unsafe"]}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    report = converted.REPORTS["sparse"]
    source, marks = template(report)
    assert len(marks) == 200, len(marks)
    truth = {}
    for seed in range(n):
        dice = random.Random(seed)
        numbers = numbers_of(dice)
        said, blank, changed = planted(numbers, dice)
        name = f"{seed:03}.docx"
        truth[name] = (numbers, said, blank, changed)
        write(source, folders["before"] / name, said, dice)
        for kind in ["safe", "unsafe"]:
            shutil.copy2(folders["before"] / name, folders[kind] / name)
    fix(folders["safe"])
    fix(folders["unsafe"], "--unsafe")
    for kind in ["safe", "unsafe"]:
        print(f"{n} documents, fix {kind}: {measure(folders[kind], truth, marks)}")
    if "--pdf" in sys.argv:
        to_pdf(sorted(folders["safe"].iterdir()))


if __name__ == "__main__":
    main()
