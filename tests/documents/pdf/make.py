#!/usr/bin/env python3
"""Makes the PDF files of this folder anew: the two reports of ../../converted/make.py, every number known, printed by programs that people print with.
In the bare ones no table has a line.

    python3 tests/documents/pdf/make.py

Needs Debian with libreoffice-writer, chromium, fonts-wqy-zenhei and python3-venv; WeasyPrint goes into target/converted/venv-pdf. It is run by hand:
`cargo test` only reads the files.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/converted"))
import make as converted  # noqa: E402

WORK = ROOT / "target" / "converted"
STYLE = """<style>
@page { size: A4; margin: 25mm 26mm 20mm; @bottom-center { content: "— " counter(page) " —"; } }
body { font: 14pt/1.8 'WenQuanYi Zen Hei'; text-align: justify; }
h1 { font-size: 20pt; text-align: center; } h2 { font-size: 15pt; }
p { text-indent: 2em; margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; line-height: 1.3; text-align: center; }
td { border: 0.5pt solid #000; padding: 2px; }
</style></head>"""
SEPARATE = STYLE.replace("border-collapse: collapse", "border-spacing: 0")


def venv(*packages):
    folder = WORK / "venv-pdf"
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/python", "-m", "pip", "install", "-q", *packages], check=True)
    return folder / "bin"


def main():
    weasyprint = venv("weasyprint==66.0") / "weasyprint"
    for name, report in converted.REPORTS.items():
        folder = WORK / "pdf" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.fodt").write_text(converted.document(report), "utf-8")
        converted.office(folder / "report.fodt", "pdf")
        (folder / "report.pdf").replace(HERE / f"{name}-libreoffice.pdf")
        bare = converted.document(report).replace('fo:border="0.5pt solid #000000"', 'fo:border="none"')
        (folder / "report.fodt").write_text(bare, "utf-8")
        converted.office(folder / "report.fodt", "pdf")
        (folder / "report.pdf").replace(HERE / f"{name}-bare.pdf")
        page = converted.page(report)
        for kind, style in [("collapsed", STYLE), ("separate", SEPARATE)]:
            html = folder / f"{kind}.html"
            html.write_text(page.replace("</head>", style), "utf-8")
        chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        out = HERE / f"{name}-chromium.pdf"
        subprocess.run([*chromium, f"--print-to-pdf={out}", (folder / "collapsed.html").as_uri()], check=True, capture_output=True)
        out = HERE / f"{name}-weasyprint.pdf"
        subprocess.run([weasyprint, folder / "separate.html", out], check=True)
    # Reports of the project, exported by itself.
    for name in ["faulty", "markdown"]:
        document = WORK / "pdf" / f"{name}.docx"
        program = os.environ.get("NIANBAO", ROOT / "target/debug/nianbao")
        subprocess.run([program, "export", ROOT / f"examples/reports/{name}.md", "--force", "-o", document], check=True)
        converted.office(document, "pdf")
        document.with_suffix(".pdf").replace(HERE / f"{name}.pdf")


if __name__ == "__main__":
    main()
