"""What a run tells is of what it read, whatever others do to the files meanwhile."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from large_tables import AS_OF
from omicheck.errors import RecordsUnreadableError
from omicheck.records.bulk.opening import hashes, open_sources
from omicheck.records.bulk.parts import cut
from omicheck.records.mapping.extract import Extract
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import run
from spreadsheets import xlsx

VOCABULARY = read_rule_base(packaged_rules(), with_examples=False).vocabulary
CASES = [["case_id", "sentence_type", "sentence_date"], ["A", "community_order", "2009-04-06"]]
EVENTS = [["case_id", "type", "date"], ["A", "contact", "2009-04-08"]]


def _csv(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def _tables(folder: Path) -> Path:
    folder.mkdir()
    (folder / "cases.csv").write_text(_csv(CASES), encoding="utf-8")
    (folder / "events.csv").write_text(_csv(EVENTS), encoding="utf-8")
    return folder


def _book(folder: Path) -> Path:
    folder.mkdir()
    return xlsx(folder / "book.xlsx", {"cases": CASES, "events": EVENTS})


@pytest.mark.parametrize("make", [_tables, _book])
def test_every_file_is_read_once(make: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = make(tmp_path / "in")
    before = {file: file.read_bytes() for file in sorted((tmp_path / "in").iterdir())}
    read = Path.read_bytes

    def then_replaced(file: Path) -> bytes:
        content = read(file)
        file.write_bytes(b"another")
        return content

    monkeypatch.setattr(Path, "read_bytes", then_replaced)
    arguments = ("--as-of", AS_OF, "--engine", "durable", "--format", "jsonl", "--manifest", tmp_path / "manifest.json")
    done = run("check", records, *arguments)
    monkeypatch.undo()
    assert {row["case_id"] for row in done.rows} == {"A"}
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    expected = {file.name: hashlib.sha256(content).hexdigest() for file, content in before.items()}
    assert manifest["input"]["sha256"] == expected


def _parquet(folder: Path) -> Path:
    folder.mkdir()
    for name, (header, *rows) in {"cases": CASES, "events": EVENTS}.items():
        pq.write_table(pa.table(dict(zip(header, zip(*rows, strict=True), strict=True))), folder / f"{name}.parquet")
    return folder


def _replace(file: Path) -> None:
    other = file.with_name("other")
    shutil.copy(file, other)
    other.replace(file)


def _write(file: Path) -> None:
    before = file.stat()
    file.write_bytes(file.read_bytes())
    # As the clock of files may stand still for longer than a test takes.
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


@pytest.mark.parametrize("make", [_tables, _parquet])
@pytest.mark.parametrize("change", [_replace, _write])
def test_a_file_that_changes_while_it_is_read_in_parts(
    make: Callable[[Path], Path], change: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = make(tmp_path / "in")
    sources = open_sources(str(folder), VOCABULARY)
    parts = cut(sources, 1)
    assert len(list(parts.read())) == 1
    (events,) = sources["events"].files
    change(events)
    for read in (lambda: list(parts.read()), lambda: hashes(sources)):
        with pytest.raises(RecordsUnreadableError) as caught:
            read()
        expected = "found a file that was changed while it was read; expected one that stays; begin again"
        assert str(caught.value) == f"{events}: {expected}"


def test_a_file_of_an_extract_that_changes_between_two_of_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "extract.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    extract = Extract(file)
    extract.sheets(file)
    file.write_text("a,b\n1,3\n", encoding="utf-8")
    with pytest.raises(RecordsUnreadableError, match="a file that was changed while it was read"):
        extract.sheets(file, "windows-1252")


def _base(folder: Path, *, ahead: bool) -> tuple[Path, sqlite3.Connection]:
    file = folder / "base.sqlite"
    connection = sqlite3.connect(file, timeout=0)
    if ahead:
        connection.execute("PRAGMA journal_mode=wal")
    for name, (header, *rows) in {"cases": CASES, "events": EVENTS}.items():
        connection.execute(f"CREATE TABLE {name} ({', '.join(header)})")
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", rows)  # noqa: S608, a test's own name
    connection.commit()
    return file, connection


def _all_rows(sources: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401, as the tables are
    return [
        (place, *(table.num_rows for table in (part.cases, part.events))) for place, part in cut(sources, 100).read()
    ]


def test_sqlite_is_read_in_one_transaction_while_others_write_ahead(tmp_path: Path) -> None:
    file, writer = _base(tmp_path, ahead=True)
    sources = open_sources(f"sqlite:///{file}", VOCABULARY)
    before = hashes(sources)
    writer.execute("INSERT INTO cases VALUES ('B', 'community_order', '2009-04-06')")
    writer.execute("DELETE FROM events")
    writer.commit()
    assert (_all_rows(sources), hashes(sources)) == ([(0, 1, 1)], before)
    assert _all_rows(open_sources(f"sqlite:///{file}", VOCABULARY)) == [(0, 2, 0)]
    writer.close()


def test_sqlite_cannot_be_changed_in_place_while_it_is_read(tmp_path: Path) -> None:
    file, writer = _base(tmp_path, ahead=False)
    sources = open_sources(f"sqlite:///{file}", VOCABULARY)
    writer.execute("DELETE FROM events")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        writer.commit()
    assert _all_rows(sources) == [(0, 1, 1)]
    assert hashes(sources) == {file.name: hashlib.sha256(file.read_bytes()).hexdigest()}
    writer.close()


def test_sqlite_that_others_have_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, writer = _base(tmp_path, ahead=False)
    writer.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0))
    done = run("check", f"sqlite:///{file}", "--as-of", AS_OF)
    expected = "an SQLite database that is whole, and that nobody locks"
    told = f"sqlite:///{file}: found a file that SQLite cannot open (database is locked); expected {expected}"
    assert (done.output, done.errors, done.status) == ("", f"omicheck: the records cannot be read:\n{told}\n", 2)
    writer.close()
