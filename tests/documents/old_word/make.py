#!/usr/bin/env python3
"""Makes the documents of this folder anew from bundled reports: Word documents, saved by LibreOffice as .doc.

    python3 tests/documents/old_word/make.py

framed.doc is the clean report with what Word leaves in real ones: a frame table round everything, a digit deleted with changes tracked in front of each
number, a hidden one behind it, and each number the result of a field. Needs libreoffice-writer; NIANBAO names the program, or target/debug/nianbao.
"""

import os
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
PROGRAM = os.environ.get("NIANBAO", str(ROOT / "target/debug/nianbao"))
NUMBER = re.compile(r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>\d+</w:t></w:r>")
DELETED = '<w:del w:id="9" w:author="x" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>7</w:delText></w:r></w:del>'
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
FORMULA = FIELD.format("begin") + '<w:r><w:instrText xml:space="preserve"> =SUM(LEFT) </w:instrText></w:r>' + FIELD.format("separate")
FRAME = '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>{}<w:p/></w:tc></w:tr></w:tbl><w:p/>'


def framed(document):
    whole = re.search(r"<w:body>(.*)(<w:sectPr.*?</w:sectPr>)</w:body>", document, re.S)
    inner = NUMBER.sub(lambda found: DELETED + FORMULA + found.group(0) + FIELD.format("end") + HIDDEN, whole.group(1))
    return document.replace(whole.group(0), f"<w:body>{FRAME.format(inner)}{whole.group(2)}</w:body>")


def changed(path, change):
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def main():
    with tempfile.TemporaryDirectory() as work:
        for report, name, change in [("faulty.md", "faulty", None), ("markdown.md", "framed", framed)]:
            document = Path(work) / f"{name}.docx"
            subprocess.run([PROGRAM, "export", "--isolated", ROOT / "examples/reports" / report, "-o", document], check=True)
            if change:
                changed(document, change)
            profile = f"-env:UserInstallation=file://{work}/profile"
            subprocess.run(["soffice", "--headless", profile, "--convert-to", "doc", "--outdir", HERE, document], check=True)


if __name__ == "__main__":
    main()
