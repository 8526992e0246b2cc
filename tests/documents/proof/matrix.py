#!/usr/bin/env python3
"""Proves that documents of other programs are read cell by cell: the two reports of ../../converted/make.py, every number known, in every format.

    python3 tests/documents/proof/matrix.py

LibreOffice saves them as .docx, .doc, .odt and .pdf; openpyxl writes .xlsx with merged cells, which LibreOffice saves as .ods and .xls. Prints for each how many of the
200 cells are right, wrong and lost, and how many problems are found; these reports have none. Needs Debian with libreoffice-writer, libreoffice-calc and
python3-venv. NIANBAO names the program; otherwise it is target/debug/nianbao.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/converted"))
import make as converted  # noqa: E402

WORK = ROOT / "target" / "converted" / "matrix"
PROGRAM = os.environ.get("NIANBAO", str(ROOT / "target/debug/nianbao"))


def install():
    python = WORK / "venv/bin/python"
    if Path(sys.prefix) == WORK / "venv":
        return
    if not python.exists():
        WORK.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "openpyxl==3.1.5"], check=True)
    os.execv(python, [str(python), __file__, *sys.argv[1:]])


def workbook(report, path):
    """One sheet from top to bottom, numbers as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet, y = book.active, 1
    for kind, words in converted.blocks(report):
        if kind != "table":
            sheet.cell(y, 1, words)
            sheet.merge_cells(start_row=y, end_row=y, start_column=1, end_column=15)
            y += 1
            continue
        grid = converted.GRIDS[words](report["numbers"][words])
        taken = set()
        for row in grid:
            x = 1
            for text, across, down in row:
                while (y, x) in taken:
                    x += 1
                taken |= {(y + dy, x + dx) for dy in range(down) for dx in range(across)}
                number = text.replace(".", "", 1).isdigit()
                sheet.cell(y, x, float(text) if "." in text and number else int(text) if number else text)
                if across * down > 1:
                    sheet.merge_cells(start_row=y, end_row=y + down - 1, start_column=x, end_column=x + across - 1)
                x += across
            y += 1
        y += 1
    book.save(path)


def truth_of(report):
    lines = [line.split("\t") for line in converted.truth(report).splitlines()[1:]]
    return {(table, row, column): value for table, row, column, value in lines}


def run(*command):
    done = subprocess.run([PROGRAM, *map(str, command)], capture_output=True, text=True)
    return json.loads(done.stdout)


def measure(path, truth):
    cells = run("cells", "--isolated", "--output-format", "json", path)["cells"]
    right = wrong = 0
    for cell in cells:
        value = cell.get("value")
        expected = truth.get(tuple(cell["ids"]) if "ids" in cell else (cell["table"], cell["row"], cell["column"]))
        if value is not None:
            same = str(value) == expected or float(value) == float(expected)
            right, wrong = right + same, wrong + (not same)
    findings = run("check", "--isolated", "--output-format", "json", path)["files"][0]["findings"]
    print(f"{path.parent.name} {path.suffix}: right {right}, wrong {wrong}, lost {200 - right - wrong}, findings {len(findings)}")
    return right == 200 and not findings


def main():
    install()
    is_good = True
    for name, report in converted.REPORTS.items():
        folder = WORK / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.fodt").write_text(converted.document(report), "utf-8")
        workbook(report, folder / "report.xlsx")
        for form in ["docx", "doc", "odt", "pdf"]:
            converted.office(folder / "report.fodt", form)
        for form in ["ods", "xls"]:
            converted.office(folder / "report.xlsx", form)
        for form in ["docx", "doc", "odt", "pdf", "xlsx", "ods", "xls"]:
            is_good &= measure(folder / f"report.{form}", truth_of(report))
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
