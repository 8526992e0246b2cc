#!/usr/bin/env python3
"""Makes the fixtures beside it anew: two made-up reports whose every number is known, as converters leave them.

    python3 tests/converted/make.py            # both reports through every converter
    python3 tests/converted/make.py pandoc     # only converters whose name contains this

A report is written as a document of an office program (flat ODT) and as a web page, goes through LibreOffice to PDF and Word, and
from there through everything that people turn such files into text with. `dense` has another number in every cell, so that a
number in a wrong place shows; `sparse` is nearly all zeros, as most reports are. `dense.tsv` and `sparse.tsv` say what is true.

Needs Debian with libreoffice-writer, fonts-wqy-zenhei, poppler-utils, pandoc and python3-venv, which it installs when it is run as root
and they are missing; the Python packages go into target/converted/venv. It is run by hand: `cargo test` only reads the fixtures.
"""

import html
import os
import random
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "converted"
DEBIAN = {"soffice": "libreoffice-writer", "pdftotext": "poppler-utils", "pandoc": "pandoc"}
PYTHON = ["pymupdf==1.26.5", "pymupdf4llm==0.0.27", "pdfplumber==0.11.7", "html2text==2025.4.15", "mammoth==1.11.0"]
FORM = tomllib.loads((ROOT / "src/form/editions/2021.toml").read_text("utf-8"))
TABLES = {table["id"]: table for table in FORM["table"]}


# ---- what is needed ---------------------------------------------------------------------------------------------------------------------


def install():
    """Makes sure of the programs, and goes on inside the virtual environment that has the packages."""
    missing = [package for program, package in DEBIAN.items() if not shutil.which(program)]
    if missing:
        packages = [*missing, "fonts-wqy-zenhei", "python3-venv"]
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            sys.exit("install these first: " + " ".join(packages))
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *packages], check=True)
    python = WORK / "venv/bin/python"
    if Path(sys.prefix) == WORK / "venv":
        return
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", *PYTHON], check=True)
    os.execv(python, [str(python), str(HERE / "make.py"), *sys.argv[1:]])


# ---- the numbers ------------------------------------------------------------------------------------------------------------------------


def parts_of(table, name):
    return next(relation["parts"] for relation in table["relation"] if relation["id"] == name)


def with_totals(part, carried):
    """The numbers of part three as {(row, column): number}: parts, what is carried in and out, and all that follows from them."""
    table = TABLES["applications"]
    rows, columns = parts_of(table, "column"), parts_of(table, "row")
    cells = {(row, column): part(row, column) for row in rows for column in columns}
    for column in columns:
        done = sum(cells[row, column] for row in rows)
        carried_in, carried_out = carried(column)
        cells["processed_total", column] = done
        cells["carried_in", column], cells["carried_out", column] = carried_in, carried_out
        cells["new", column] = done + carried_out - carried_in
    for row in {row for row, _ in cells}:
        cells[row, "total"] = sum(cells[row, column] for column in columns)
    return cells


def disputes(numbers):
    cells = {}
    for row, values in zip(["review", "direct_suit", "suit_after_review"], numbers):
        columns = ["maintained", "corrected", "other", "pending"]
        cells |= {(row, column): value for column, value in zip(columns, values)}
        cells[row, "total"] = sum(values)
    return cells


def proactive(documents, decisions, fee):
    """No bureau makes regulations: their row says 0."""
    columns = ["made", "repealed", "in_force"]
    cells = {("regulations", column): 0 for column in columns}
    cells |= {("normative_documents", column): value for column, value in zip(columns, documents)}
    cells |= {(row, "decisions"): value for row, value in zip(["licences", "penalties", "coercion"], decisions)}
    return cells | {("fees", "fee"): fee}


def dense():
    """No number stands twice, but for the zeros of the regulations."""
    for seed in range(10000):
        dice = random.Random(seed)
        pool = dice.sample(range(11, 1000), 126 + 2 * 6 + 3 * 4)
        sums = [[pool.pop() for _ in range(4)] for _ in range(3)]
        tables = {
            "proactive": proactive((7, 3, 46), (8123, 1947, 462), 37.25),
            "applications": with_totals(lambda *_: pool.pop(), lambda _: (pool.pop(), pool.pop())),
            "disputes": disputes(sums),
        }
        values = [value for cells in tables.values() for value in cells.values() if value != 0]
        if len(set(values)) == len(values):
            return tables
    raise AssertionError("no seed gives different numbers")


def sparse():
    """A small office: a dozen applications, everything else is 0."""
    few = {
        ("granted", "natural"): 4,
        ("granted", "business"): 1,
        ("partial", "natural"): 1,
        ("unable1", "natural"): 2,
        ("unable1", "legal"): 1,
        ("notproc2", "natural"): 1,
        ("other3", "other"): 1,
    }
    return {
        "proactive": proactive((1, 0, 5), (12, 0, 0), 0),
        "applications": with_totals(
            lambda row, column: few.get((row, column), 0), lambda column: (0, 1) if column == "business" else (0, 0)
        ),
        "disputes": disputes([(1, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 1)]),
    }


# ---- the tables, as rows of (words, columns, rows) ----------------------------------------------------------------------------------------


def group_of(table, id):
    return next(group for group in table.get("group", []) if group["id"] == id)


def rows_in(table, group):
    inner = [other["id"] for other in table["group"] if other.get("parent") == group]
    return sum(row.get("group") in [group, *inner] for row in table["row"])


def column_labels(table):
    return {column["id"]: column["label"] for column in table["column"]}


def proactive_grid(cells):
    table, grid, last = TABLES["proactive"], [], None
    labels = column_labels(table)
    for row in table["row"]:
        wide = 3 // len(row["columns"])
        if row["group"] != last:
            last = row["group"]
            grid.append([(group_of(table, last)["label"], 4, 1)])
            heads = [(labels[column], wide, 1) for column in row["columns"]]
            grid.append([(table["header"][0]["label"], 1, 1), *heads])
        values = [(str(cells[row["id"], column]), wide, 1) for column in row["columns"]]
        grid.append([(row["label"], 1, 1), *values])
    return grid


def applications_grid(cells):
    table = TABLES["applications"]
    rule, applicants, organisations = [header["label"] for header in table["header"]]
    labels = column_labels(table)
    inner = [(labels[column], 1, 1) for column in list(labels)[1:-1]]
    grid = [
        [(rule, 3, 3), (applicants, 7, 1)],
        [(labels["natural"], 1, 2), (organisations, 5, 1), (labels["total"], 1, 2)],
        inner,
    ]
    begun = set()
    for row in table["row"]:
        names = [row["group"]] if "group" in row else []
        while names and "parent" in group_of(table, names[0]):
            names.insert(0, group_of(table, names[0])["parent"])
        lead = [(group_of(table, name)["label"], 1, rows_in(table, name)) for name in names if name not in begun]
        begun.update(names)
        wide = 3 - len(names)
        values = [(str(cells[row["id"], column]), 1, 1) for column in labels]
        grid.append([*lead, (row["label"], wide, 1), *values])
    return grid


def disputes_grid(cells):
    table = TABLES["disputes"]
    rows = {row["id"]: row["label"] for row in table["row"]}
    labels = column_labels(table)
    upper = [(label, 1, 2) for label in labels.values()]
    suits = [(rows["direct_suit"], 5, 1), (rows["suit_after_review"], 5, 1)]
    return [
        [(rows["review"], 5, 1), (group_of(table, "suit")["label"], 10, 1)],
        upper + suits,
        [(label, 1, 1) for label in labels.values()] * 2,
        [(str(cells[row, column]), 1, 1) for row in rows for column in labels],
    ]


GRIDS = {"proactive": proactive_grid, "applications": applications_grid, "disputes": disputes_grid}
WIDTHS = {  # millimetres
    "proactive": [50, 34, 34, 34],
    "applications": [10, 17, 38, 13, 13, 13, 13, 13, 13, 13],
    "disputes": [10.2] * 15,
}


# ---- the reports --------------------------------------------------------------------------------------------------------------------------

REPORTS = {
    "dense": {
        "body": "云屏县自然资源局",
        "numbers": dense(),
        "foot": "- {} -",
        "middle": True,
        "prose": {
            "overview": [
                "本报告依据《中华人民共和国政府信息公开条例》编写，所列数据的统计期限为2024年1月1日至12月31日。",
                "征地批后实施、不动产登记和地质灾害防治是群众问得最多的三件事。我局把办事材料、经办窗口和常见疑问合并在一页，"
                "并在每个乡镇服务大厅放置了同样内容的纸质折页。",
                "{new}",
            ],
            "problems": [
                "历史图件未全部数字化，查找费时；部分告知书对理由说得不够细。下一步将按年代分批扫描图件，并为每一类答复编写说理要点。"
            ],
            "other": ["本年度未收取政府信息公开信息处理费。"],
        },
    },
    "sparse": {
        "body": "石渡县文化和旅游局",
        "numbers": sparse(),
        "foot": "第{}页",
        "middle": False,
        "prose": {
            "overview": [
                "现将我局本年度政府信息公开工作情况报告如下。",
                "县图书馆的新书目录、非遗传习课表和景区限流提示均在发布当日同步到县政府网站，便于居民提前安排。",
                "{new}",
            ],
            "problems": ["栏目更新集中在下半年，平时提醒不够。今后每季度末由办公室列出应更新的栏目，交各股室逐项补齐。"],
            "other": ["本年度没有收取信息处理费，也没有其他需要报告的事项。"],
        },
    },
}


def blocks(report):
    """The report from top to bottom: ("headline" | "heading" | "text", words) and ("table", id)."""
    cells = report["numbers"]["applications"]
    received = (
        f"全年新收政府信息公开申请{cells['new', 'total']}件，上年结转{cells['carried_in', 'total']}件，"
        f"结转下年度{cells['carried_out', 'total']}件。"
    )
    yield "headline", report["body"] + "2024年政府信息公开工作年度报告"
    for section in FORM["section"]:
        yield "heading", f"{section['number']}、{section['title']}"
        for text in report["prose"].get(section["id"], []):
            yield "text", text.format(new=received)
        if section["id"] in GRIDS:
            yield "table", section["id"]


def truth(report):
    lines = ["table\trow\tcolumn\tvalue"]
    for id, cells in report["numbers"].items():
        for row in TABLES[id]["row"]:
            columns = row.get("columns") or list(column_labels(TABLES[id]))
            lines += [f"{id}\t{row['id']}\t{column}\t{cells[row['id'], column]}" for column in columns]
    assert len(lines) == 201, len(lines)
    return "\n".join(lines) + "\n"


# ---- the report as a web page and as a document -------------------------------------------------------------------------------------------


def page(report):
    """HTML, cells merged as in the form."""
    out = ['<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head><body>']
    for kind, words in blocks(report):
        if kind != "table":
            name = {"headline": "h1", "heading": "h2", "text": "p"}[kind]
            out.append(f"<{name}>{html.escape(words)}</{name}>")
            continue
        out.append("<table>")
        for row in GRIDS[words](report["numbers"][words]):
            cells = (f'<td colspan="{wide}" rowspan="{deep}">{html.escape(text)}</td>' for text, wide, deep in row)
            out.append("<tr>" + "".join(cells) + "</tr>")
        out.append("</table>")
    return "\n".join([*out, "</body></html>"]) + "\n"


def flat_table(id, grid):
    name, out = f"t-{id}", []
    out.append(f'<table:table table:name="{id}" table:style-name="{name}">')
    out += [f'<table:table-column table:style-name="{name}-{at}"/>' for at in range(len(WIDTHS[id]))]
    covered = {}
    for y, row in enumerate(grid):
        out.append("<table:table-row>")
        row, x = list(row), 0
        while x < len(WIDTHS[id]):
            if covered.pop((y, x), None):
                out.append("<table:covered-table-cell/>")
                x += 1
                continue
            text, wide, deep = row.pop(0)
            covered |= {(y + dy, x + dx): True for dy in range(deep) for dx in range(wide) if dx or dy}
            out.append(
                f'<table:table-cell table:style-name="cell" table:number-columns-spanned="{wide}" '
                f'table:number-rows-spanned="{deep}"><text:p text:style-name="in-cell">{html.escape(text)}</text:p></table:table-cell>'
            )
            x += 1
        out.append("</table:table-row>")
    return [*out, "</table:table>"]


def flat_styles(report):
    align = "middle" if report["middle"] else "top"
    yield (
        '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" '
        f'fo:padding="0.8mm" style:vertical-align="{align}"/></style:style>'
    )
    for name, size, more in [
        ("headline", 20, 'fo:text-align="center"'),
        ("heading", 15, 'fo:keep-with-next="always"'),
        ("text", 14, 'fo:text-indent="10mm"'),
        ("in-cell", 10, 'fo:text-align="center"'),
        ("foot", 12, 'fo:text-align="center"'),
    ]:
        yield (
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {more}/>'
            f'<style:text-properties style:font-name="zh" style:font-name-asian="zh" fo:font-size="{size}pt" '
            f'style:font-size-asian="{size}pt"/></style:style>'
        )
    for id, widths in WIDTHS.items():
        yield (
            f'<style:style style:name="t-{id}" style:family="table"><style:table-properties style:width="{sum(widths):.1f}mm" '
            'table:align="center"/></style:style>'
        )
        for at, width in enumerate(widths):
            yield (
                f'<style:style style:name="t-{id}-{at}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
            )


def document(report):
    """Flat ODT: A4, a page number below, tables that break over pages."""
    before, after = report["foot"].split("{}")
    names = {"office": "office", "style": "style", "text": "text", "table": "table", "fo": "xsl-fo-compatible", "svg": "svg-compatible"}
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"' for name, uri in names.items())
    body = []
    for kind, words in blocks(report):
        if kind == "table":
            body += flat_table(words, GRIDS[words](report["numbers"][words]))
        else:
            body.append(f'<text:p text:style-name="{kind}">{html.escape(words)}</text:p>')
    return "\n".join(
        [
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces} office:version="1.3" '
            'office:mimetype="application/vnd.oasis.opendocument.text">',
            '<office:font-face-decls><style:font-face style:name="zh" svg:font-family="\'WenQuanYi Zen Hei\'"/></office:font-face-decls>',
            "<office:automatic-styles>",
            *flat_styles(report),
            '<style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" '
            'fo:margin-top="25mm" fo:margin-bottom="20mm" fo:margin-left="26mm" fo:margin-right="26mm"/>'
            '<style:footer-style><style:header-footer-properties fo:min-height="10mm" fo:margin-top="5mm"/></style:footer-style>'
            "</style:page-layout></office:automatic-styles>",
            '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="a4"><style:footer>'
            f'<text:p text:style-name="foot">{before}<text:page-number/>{after}</text:p></style:footer></style:master-page>'
            "</office:master-styles><office:body><office:text>",
            *body,
            "</office:text></office:body></office:document>",
        ]
    )


# ---- converters: from the folder with report.{html,docx,pdf} to text -----------------------------------------------------------------------


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout.decode("utf-8")


def pymupdf_text(folder):
    import pymupdf

    with pymupdf.open(folder / "report.pdf") as pages:
        return "".join(page.get_text() for page in pages)


def pymupdf_markdown(folder):
    import pymupdf4llm

    return pymupdf4llm.to_markdown(str(folder / "report.pdf"), show_progress=False)


def pdfplumber_text(folder):
    import pdfplumber

    with pdfplumber.open(folder / "report.pdf") as pages:
        return "\n".join(page.extract_text() for page in pages.pages) + "\n"


def pdfplumber_bars(folder):
    """Text outside of tables, and tables between bars, from top to bottom of each page."""
    import pdfplumber

    out = []
    with pdfplumber.open(folder / "report.pdf") as pages:
        for page in pages.pages:
            top = 0
            for table in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
                above = page.crop((0, top, page.width, max(table.bbox[1], top)))
                out.append(above.extract_text())
                for row in table.extract():
                    out.append("| " + " | ".join((cell or "").replace("\n", "") for cell in row) + " |")
                top = table.bbox[3]
            out.append(page.crop((0, top, page.width, page.height)).extract_text())
    return "\n".join(out) + "\n"


def html2text_markdown(folder):
    import html2text

    return html2text.html2text((folder / "report.html").read_text("utf-8"), bodywidth=0)


def mammoth_markdown(folder):
    import mammoth

    with open(folder / "report.docx", "rb") as word:
        return mammoth.convert_to_markdown(word).value


def libreoffice_text(folder):
    office(folder / "report.fodt", "txt:Text (encoded):UTF8")
    return (folder / "report.txt").read_text("utf-8-sig")


def pandoc(form):
    return lambda folder: run("pandoc", "--from=docx", f"--to={form}", folder / "report.docx")


CONVERTERS = {
    "pdftotext.txt": lambda folder: run("pdftotext", "-enc", "UTF-8", folder / "report.pdf", "-"),
    "pdftotext-layout.txt": lambda folder: run("pdftotext", "-enc", "UTF-8", "-layout", folder / "report.pdf", "-"),
    "pymupdf.txt": pymupdf_text,
    "pymupdf.md": pymupdf_markdown,
    "pdfplumber.txt": pdfplumber_text,
    "pdfplumber-bars.txt": pdfplumber_bars,
    "pandoc-plain.txt": pandoc("plain"),
    "pandoc-gfm.md": pandoc("gfm"),
    "pandoc-rst.rst": pandoc("rst"),
    "pandoc-mediawiki.wiki": pandoc("mediawiki"),
    "pandoc-org.org": pandoc("org"),
    "html2text.md": html2text_markdown,
    "mammoth.md": mammoth_markdown,
    "libreoffice.txt": libreoffice_text,
}


def office(source, form):
    home = (WORK / "office-profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", form, "--outdir", source.parent, source]
    run(*command)


def main():
    install()
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, report in REPORTS.items():
        folder = WORK / name
        folder.mkdir(parents=True, exist_ok=True)
        (HERE / name).mkdir(exist_ok=True)
        (HERE / f"{name}.tsv").write_text(truth(report), "utf-8")
        (folder / "report.html").write_text(page(report), "utf-8")
        (folder / "report.fodt").write_text(document(report), "utf-8")
        for form in ["pdf", "docx"]:
            office(folder / "report.fodt", form)
        for file, convert in CONVERTERS.items():
            if wanted in file:
                text = convert(folder)
                (HERE / name / file).write_bytes(text.encode("utf-8"))
                print(f"{name}/{file}: {len(text)} characters")


if __name__ == "__main__":
    main()
