"""A few good files of each kind, small, so that very many of them can be damaged and read."""

import gzip
import json
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pipeline import ROOT, run
from spreadsheets import ods, xlsx

FIXTURES: Final = ROOT / "fixtures"
AS_OF: Final = "2010-01-18"
_CASES: Final = 3
_ROWS: Final = 6
_TABLES: Final = ("cases", "events", "answers")

Tables = Mapping[str, list[list[str]]]


def records() -> list[dict[str, Any]]:
    """A few case records, with answers."""
    document = json.loads((FIXTURES / "sample" / "cases.json").read_bytes())
    found: list[dict[str, Any]] = document["cases"][:_CASES]
    for record in found:
        record["events"] = record["events"][:6]
        record["answers"] = record.get("answers", [])[:3]
    return found


def tables() -> Tables:
    """The same as tables: a row of headings, and a row for each."""
    found: dict[str, list[list[str]]] = {}
    names: set[str] = set()
    for table in _TABLES:
        lines = (FIXTURES / "sample" / "tables" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        rows = [line.split(",") for line in lines]
        place = rows[0].index("case_id")
        names = names or {row[place] for row in rows[1 : _CASES + 1]}
        found[table] = [rows[0], *[row for row in rows[1:] if row[place] in names][:12]]
    return found


def many_tables(copies: int, *, are_wrong: bool = False) -> Tables:
    """The same tables with every row so many times, each copy for another case; if so wanted no day is one."""
    made: dict[str, list[list[str]]] = {}
    for table, (header, *rows) in tables().items():
        place = header.index("case_id")
        dates = [at for at, name in enumerate(header) if name.endswith("date") and are_wrong]
        copied = [[*row[:place], f"{row[place]}-{copy}", *row[place + 1 :]] for copy in range(copies) for row in rows]
        made[table] = [header, *[["x" if at in dates else cell for at, cell in enumerate(row)] for row in copied]]
    return made


def csv(rows: list[list[str]]) -> bytes:
    """A table as CSV."""
    return "".join(",".join(row) + "\n" for row in rows).encode()


def workbook(folder: Path, suffix: str, sheets: Tables) -> bytes:
    """Tables as a workbook."""
    make = ods if suffix == ".ods" else xlsx
    return make(folder / f"seed{suffix}", sheets).read_bytes()


def parquet(folder: Path, made: Tables | None = None) -> Mapping[str, bytes]:
    """The tables, or those given, as files of Parquet, with dates, numbers and flags in types of their own."""
    import duckdb  # noqa: PLC0415, of use only for these

    written = {}
    for table, rows in (made or tables()).items():
        (folder / f"{table}.csv").write_bytes(csv(rows))
        target = folder / f"{table}.parquet"
        duckdb.sql(f"COPY (SELECT * FROM read_csv('{folder / table}.csv')) TO '{target}' (FORMAT parquet)")  # noqa: S608
        written[table] = target.read_bytes()
    return written


def sqlite(folder: Path, made: Tables | None = None) -> bytes:
    """The tables, or those given, as an SQLite database."""
    file = folder / "seed.sqlite"
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    for table, (header, *rows) in (made or tables()).items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(header)})")
        filled = [[cell or None for cell in row] for row in rows]
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(header))})", filled)  # noqa: S608
    connection.commit()
    connection.close()
    return file.read_bytes()


def duckdb(folder: Path, made: Tables | None = None) -> bytes:
    """The tables, or those given, as a DuckDB database."""
    import duckdb as library  # noqa: PLC0415, of use only for these

    file = folder / "seed.duckdb"
    file.unlink(missing_ok=True)
    parquet(folder, made)
    with library.connect() as connection:
        # With the smallest blocks, which make a file of some pages in place of a megabyte.
        connection.execute(f"ATTACH '{file}' AS made (BLOCK_SIZE 16384)")
        connection.execute("USE made")
        for table in _TABLES:
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM '{folder / table}.parquet'")  # noqa: S608
    return file.read_bytes()


def log() -> bytes:
    """The beginning of an event log."""
    text = gzip.decompress((FIXTURES / "road-traffic-fines" / "log.xes.gz").read_bytes())
    end = [place for place in range(len(text)) if text.startswith(b"</trace>", place)][2] + len(b"</trace>")
    return text[:end] + b"\n</log>\n"


def cases_of_log() -> list[str]:
    """The names of the cases of that log."""
    texts = re.findall(rb"<trace>\s*<string key=\"concept:name\" value=\"([^\"]*)\"", log())
    return [text.decode() for text in texts]


def rows(folder: Path, suffix: str) -> bytes:
    """Some rows of a check; as Parquet all of a case."""
    source, target = folder / "seed.json", folder / f"seed-rows{suffix}"
    source.write_text(json.dumps({"as_of": AS_OF, "cases": records()[:1]}), encoding="utf-8")
    target.unlink(missing_ok=True)
    kind = "parquet" if suffix == ".parquet" else "jsonl"
    done = run("check", source, "--format", kind, "--output", target, "--quiet")
    assert target.exists(), done
    content = target.read_bytes()
    return content if kind == "parquet" else b"".join(content.splitlines(keepends=True)[:_ROWS])


def prescreen(folder: Path) -> bytes:
    """The inspectors' workbook of the cases of a log, which has few questions."""
    source, target, fines = folder / "seed.xes", folder / "seed-prescreen.xlsx", FIXTURES / "road-traffic-fines"
    source.write_bytes(log())
    target.unlink(missing_ok=True)
    options = ("--mapping", fines / "mapping.yaml", "--rules", fines / "rules")
    done = run("prescreen", source, *options, "--output", target, "--quiet")
    assert target.exists(), done
    return target.read_bytes()
