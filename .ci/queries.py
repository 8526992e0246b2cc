#!/usr/bin/env python3
"""queries.py PROGRAM: the queries of examples/data.md, run by DuckDB over what the program writes of made-up reports as CSV, JSON lines and Parquet.

All three must give the same, and the numbers of applications by year must be those added up here from `nianbao cells`. A program without Parquet is
tried with the other two. Needs Python 3; DuckDB is installed into target/queries, NIANBAO_QUERIES names another folder.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEPT = pathlib.Path(os.environ.get("NIANBAO_QUERIES", ROOT / "target" / "queries"))
DUCKDB = "duckdb==1.4.2"
ROW = ("applications", "new", "total")


def with_duckdb():
    """Runs this file again by a Python that has DuckDB."""
    python = KEPT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(KEPT, with_pip=True)
    if subprocess.run([python, "-c", "import duckdb"], capture_output=True).returncode:
        installed = subprocess.run([python, "-m", "pip", "install", "-q", DUCKDB])
        if installed.returncode:
            print("skipped: DuckDB cannot be installed")
            sys.exit(0)
    sys.exit(subprocess.run([python, __file__, *sys.argv[1:], "--here"]).returncode)


def run(program, folder, *words, codes=(0, 1)):
    done = subprocess.run([program, *words], cwd=folder, capture_output=True)
    if done.returncode not in codes:
        sys.exit(f"{words}: {done.returncode} {done.stderr.decode()}")
    return done


def reports(folder):
    """The bundled reports, moved to other years and bodies; one with blanks, one that cannot be read."""
    text = (ROOT / "examples" / "reports" / "markdown.md").read_text(encoding="utf-8")
    years = re.findall(r"(20\d\d)年", text)
    own = max(set(years), key=years.count)
    for year in range(2021, 2025):
        for at in range(3):
            moved = re.sub(r"20\d\d(?=年)", lambda found: str(int(found[0]) - int(own) + year), text)
            moved = moved.replace("| 11 |", f"| {11 + at} |") if at else moved
            (folder / f"{year}-{at}.md").write_text(moved, encoding="utf-8")
    for name in ("tabs.txt", "edition_2019.txt", "page.html"):
        (folder / name).write_bytes((ROOT / "examples" / "reports" / name).read_bytes())
    blank = text.replace("| 11 |", "|  |", 1)
    (folder / "blank.md").write_text(blank, encoding="utf-8")
    (folder / "unread.txt").write_bytes(b"caf\xe9 \xff\xff\xfe" * 9)


def queries():
    """The SQL of the documentation, in both languages the same."""
    def of(name):
        return re.findall(r"```sql\n(.*?)```", (ROOT / "examples" / name).read_text(encoding="utf-8"), re.S)

    english, chinese = of("data.md"), of("data.zh-CN.md")
    assert english and english == chinese, "both pages have the same queries"
    return english


def added_up(program, folder):
    """New applications by year, from what `cells` says of each file."""
    sums = {}
    for file in sorted(folder.iterdir()):
        if file.suffix not in (".md", ".txt", ".html") or file.name.startswith("unread"):
            continue
        tidy = run(program, folder, "data", "--output-format", "json-lines", file.name).stdout.decode().splitlines()
        year = json.loads(tidy[0])["year"]
        cells = json.loads(run(program, folder, "cells", "--output-format", "json", file.name).stdout)
        cells = cells["cells"] if isinstance(cells, dict) else cells
        for cell in cells:
            if (cell["table"], cell["row"], cell["column"]) == ROW and cell.get("value"):
                sums[year] = sums.get(year, 0) + float(cell["value"])
    return sums


def main(program):
    import duckdb

    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        reports(folder)
        endings = ["csv", "jsonl"]
        for name, words in (("data", []), ("wide", ["--wide"])):
            for ending in ("csv", "jsonl", "parquet"):
                output = f"{name}.{ending}"
                done = run(program, folder, "data", *words, ".", "-o", output, codes=(0, 1, 2))
                if ending == "parquet" and (folder / output).exists() and "parquet" not in endings:
                    endings.append("parquet")
                elif not (folder / output).exists() and ending != "parquet":
                    sys.exit(f"{output}: {done.stderr.decode()}")
        os.chdir(folder)
        for query in queries():
            results = {}
            for ending in endings:
                asked = re.sub(r"'(data|wide)\.csv'", rf"'\1.{ending}'", query)
                results[ending] = duckdb.sql(asked).fetchall()
            rows = results["csv"]
            assert rows, query
            for ending, other in results.items():
                assert other == rows, (query, ending, other, rows)
            print(f"{len(rows)} rows, the same from {', '.join(endings)}")
        received = dict(duckdb.sql(queries()[0]).fetchall())
        own = added_up(program, folder)
        assert {year: float(n) for year, n in received.items()} == {year: float(n) for year, n in own.items()}, (received, own)
        print(f"applications by year as added up from the cells: {own}")
        blanks = duckdb.sql("SELECT count(*), count(value) FROM 'data.csv' WHERE state = 'blank'").fetchone()
        assert blanks[0] > 0 and blanks[1] == 0, blanks
        types = {ending: duckdb.sql(f"SELECT typeof(value) FROM 'data.{ending}' LIMIT 1").fetchone()[0] for ending in endings}
        assert all(kind in ("BIGINT", "DOUBLE") for kind in types.values()), types
        print(f"{blanks[0]} blanks are empty; values are {types}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[-1] == "--here":
        main(os.path.abspath(sys.argv[1]))
    else:
        with_duckdb()
