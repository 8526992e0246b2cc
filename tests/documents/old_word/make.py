#!/usr/bin/env python3
"""Makes the documents of this folder anew from bundled reports: Word documents, saved by LibreOffice as .doc.

    python3 tests/documents/old_word/make.py

framed.doc is the clean report with what Word leaves in real ones: a frame table round everything, a digit deleted with changes tracked in front of each
number, a hidden one behind it, and each number the result of a field. boxed.doc is the clean report with a text box. In numbered.doc the numbers of headings and labels are counted by Word. Needs libreoffice-writer; NIANBAO names the program, or target/debug/nianbao.
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


BOX = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape type="#_x0000_t202" style="position:absolute;width:120pt;height:40pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>联系电话另附</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def boxed(document):
    return document.replace("<w:body>", "<w:body>" + BOX)


LISTS = [("chineseCounting", "%1、", r"[一二三四五六]、", "Heading1"), ("chineseCounting", "%1、", r"[一二三四]、", "Table"), ("chineseCounting", "（%1）", r"（[一二三四五六七]）", "Table"), ("decimal", "%1.", r"\d\.", "Table")]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def numbering():
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:suff w:val="nothing"/><w:lvlText w:val="{}"/></w:lvl>'
    # Each group of labels begins its digits anew: a list of its own, of a kind of its own.
    kinds = [*LISTS, *[LISTS[3]] * 9]
    lists = [f'<w:abstractNum w:abstractNumId="{at}">{level.format(*kind[:2])}</w:abstractNum>' for at, kind in enumerate(kinds)]
    uses = [f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(kinds))]
    return f'<w:numbering xmlns:w="{WORD}">{"".join(lists + uses)}</w:numbering>'


def numbered(document):
    groups = 3

    def paragraph(found):
        nonlocal groups
        text = found.group(0)
        for at, (_, _, number, style) in enumerate(LISTS):
            first = re.search(rf'<w:pStyle w:val="{style}[^"]*"/>.*?<w:t[^>]*>({number})', text)
            if not first:
                continue
            groups += first.group(1) == "1."
            use = at + 1 if at < 3 else groups
            style_ends = text.index("/>", text.index("<w:pStyle")) + 2
            of_list = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{use}"/></w:numPr>'
            return text[:style_ends] + of_list + text[style_ends : first.start(1)] + text[first.end(1) :]
        return text

    return re.sub(r"<w:p>(?:(?!</w:p>).)*</w:p>", paragraph, document, flags=re.S)


def changed(path, change):
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if change is numbered:
        parts["word/numbering.xml"] = numbering().encode()
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
        more = {
            "[Content_Types].xml": '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>',
            "word/_rels/document.xml.rels": f'<Relationship Id="rId9" Type="{office}" Target="numbering.xml"/></Relationships>',
        }
        for name, end in more.items():
            closing = end[end.rindex("</") :]
            parts[name] = parts[name].decode().replace(closing, end).encode()
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def main():
    with tempfile.TemporaryDirectory() as work:
        for report, name, change in [("faulty.md", "faulty", None), ("markdown.md", "framed", framed), ("markdown.md", "numbered", numbered), ("markdown.md", "boxed", boxed)]:
            document = Path(work) / f"{name}.docx"
            subprocess.run([PROGRAM, "export", "--isolated", ROOT / "examples/reports" / report, "-o", document], check=True)
            if change:
                changed(document, change)
            profile = f"-env:UserInstallation=file://{work}/profile"
            subprocess.run(["soffice", "--headless", profile, "--convert-to", "doc", "--outdir", HERE, document], check=True)


if __name__ == "__main__":
    main()
