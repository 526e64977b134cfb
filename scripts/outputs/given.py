"""What both programs are given: rules, fixtures, and files made from these, with no help from either program."""

import csv
import json
import math
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

# About so many cases, copied from those of the sample, are read one by one, but evaluated by columns.
_MANY: Final = 300
# So many are CSV that is read in parts.
_MANY_IN_CSV: Final = 1_500
_LENGTH_OF_A_DATE: Final = len("2009-04-01")
_LISTS: Final = ("requirements",)
_DAY: Final = "2009-04-01T12:00:00+0000"


def make_given(work: Path, code: Path, files: Mapping[str, str], *, only_complete: bool) -> None:
    """Makes the folder in which the commands of one program run.

    Args:
        work: the folder.
        code: a revision, whose rules and fixtures are taken.
        files: the text of further files, by name.
        only_complete: whether the sample is to hold complete records only.
    """
    work.mkdir(parents=True)
    for name in ("rules", "fixtures"):
        shutil.copytree(code / name, work / name)
    for name, text in files.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
    if only_complete:
        _leave_out_incomplete(work / "fixtures/sample")
    sample = json.loads((work / "fixtures/sample/cases.json").read_text(encoding="utf-8"))
    copies = range(math.ceil(_MANY / len(sample["cases"])))
    cases = [{**case, "case_id": f"{case['case_id']}-{copy}"} for copy in copies for case in sample["cases"]]
    (work / "many.json").write_text(json.dumps({"as_of": sample["as_of"], "cases": cases}), encoding="utf-8")
    lines = (json.dumps(case) + "\n" for case in sample["cases"])
    (work / "sample.jsonl").write_text("".join(lines), encoding="utf-8")
    tables = work / "fixtures/sample/tables"
    _copied_tables(tables, work / "large-csv")
    for name in ("parquet", "partly-bad"):
        _parquet(tables, work / name)
    _spoil(work / "partly-bad")
    _databases(tables, work)
    _repository(work)


def _leave_out_incomplete(sample: Path) -> None:
    """Leaves out of the sample every case of whose record something is missing that its rows may depend on."""
    document = json.loads((sample / "cases.json").read_text(encoding="utf-8"))
    document["cases"] = [case for case in document["cases"] if _is_complete(case)]
    (sample / "cases.json").write_text(json.dumps(document), encoding="utf-8")
    kept = {case["case_id"] for case in document["cases"]}
    for file in (sample / "tables").glob("*.csv"):
        header, *rows = _read(file)
        _write(file, [header, *(row for row in rows if row[0] in kept)])


def _is_complete(case: Mapping[str, Any]) -> bool:
    if case["sentence_type"] == "licence" and not case.get("release_date"):
        return False
    return all(
        len(event.get("date") or "") == _LENGTH_OF_A_DATE and (event["type"] != "absence" or "acceptable" in event)
        for event in case["events"]
    )


def _read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _write(file: Path, rows: Iterable[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def _copied_tables(tables: Path, folder: Path) -> None:
    folder.mkdir()
    copies = range(math.ceil(_MANY_IN_CSV / (len(_read(tables / "cases.csv")) - 1)))
    for file in sorted(tables.glob("*.csv")):
        header, *rows = _read(file)
        _write(folder / file.name, [header, *([f"{row[0]}-{copy:02}", *row[1:]] for copy in copies for row in rows)])


def _parquet(tables: Path, folder: Path) -> None:
    folder.mkdir()
    for file in sorted(tables.glob("*.csv")):
        _copy(_select(file), f"{folder / file.stem}.parquet")


def _select(file: Path) -> str:
    """A query for a table of the sample; lists in place of texts where a column holds lists."""
    header = _read(file)[0]
    columns = (_list(name) if name in _LISTS else f'"{name}"' for name in header)
    return f"SELECT {', '.join(columns)} FROM read_csv('{file}', all_varchar=true, header=true)"  # noqa: S608, our own


def _list(name: str) -> str:
    """The part of a query for a column of lists, in which `none` stands for an empty one."""
    return f"CASE WHEN {name} = 'none' THEN [] ELSE string_split({name}, ';') END AS {name}"


def _copy(query: str, file: str) -> None:
    duckdb.connect().execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")


def _spoil(folder: Path) -> None:
    """Cases that cannot be read, among others that can."""
    tier = "CASE WHEN case_id LIKE '%7' THEN 'two' ELSE tier END AS tier"
    whole = str(folder / "cases.parquet")
    query = f"SELECT * REPLACE ({tier}) FROM '{whole}'"  # noqa: S608, our own
    _copy(query, f"{folder / 'spoilt'}.parquet")
    (folder / "spoilt.parquet").replace(whole)


def _databases(tables: Path, work: Path) -> None:
    with duckdb.connect(str(work / "sample.duckdb")) as opened:
        for file in sorted(tables.glob("*.csv")):
            opened.execute(f"CREATE TABLE {file.stem} AS {_select(file)}")
    with sqlite3.connect(work / "sample.sqlite") as lite:
        for file in sorted(tables.glob("*.csv")):
            header, *rows = _read(file)
            columns = ", ".join(f'"{name}" TEXT' for name in header)
            lite.execute(f"CREATE TABLE {file.stem} ({columns})")
            marks = ", ".join("?" for _ in header)
            cells = ([cell or None for cell in row] for row in rows)
            lite.executemany(f"INSERT INTO {file.stem} VALUES ({marks})", cells)  # noqa: S608, our own
    lite.close()


def _repository(work: Path) -> None:
    """The folder as a repository of three commits, in which one rule changes."""
    person = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    days = {"GIT_AUTHOR_DATE": _DAY, "GIT_COMMITTER_DATE": _DAY}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in _git_commands():
        variables = {**os.environ, **person, **days, **settings}
        subprocess.run(command, cwd=work, env=variables, check=True, capture_output=True, shell=True)  # noqa: S602


def _git_commands() -> Iterator[str]:
    yield "git init -b main"
    yield "mkdir changing broken"
    for name in ("before", "after"):
        yield f"cp -r fixtures/changing-a-rule/{name}/. changing"
        yield f"git add changing && git commit -m {name} && git tag {name}"
    yield "cp -r changing/. broken && echo 'id: [' > broken/checks/start/broken.yaml"
    yield "git add broken && git commit -m broken && git tag broken"
