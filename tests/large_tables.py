"""Case records as tables: in CSV, Parquet and databases, right ones and wrong ones, and the check of them."""

import csv
import json
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from omicheck.model.vocabulary import Vocabulary
from omicheck.records.table_rows import layouts
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import Done, run
from strategies import ERAS, World, record

VOCABULARY = read_rule_base(packaged_rules()).vocabulary


AS_OF = "2009-05-20"


Row = dict[str, str]


# Records of which something is wrong, each in one way; the case X stands beside every one of them.
WRONG: dict[str, dict[str, list[Row]]] = {
    "a tier that is no number": {"cases": [{"case_id": "A", "sentence_type": "custody", "tier": "2.5"}]},
    "a tier out of range": {"cases": [{"case_id": "A", "sentence_type": "custody", "tier": "5"}]},
    "no sentence type": {"cases": [{"case_id": "A", "tier": "2"}]},
    "an impossible date": {"cases": [{"case_id": "A", "sentence_type": "custody", "sentence_date": "2009-02-30"}]},
    "a partial date of a case": {"cases": [{"case_id": "A", "sentence_type": "custody", "sentence_date": "2009-02"}]},
    "a date before the calendar": {"cases": [{"case_id": "A", "sentence_type": "custody", "end_date": "1989-12-31"}]},
    "a flag that is none": {"cases": [{"case_id": "A", "sentence_type": "custody", "ppo": "perhaps"}]},
    "a list with a stranger": {"cases": [{"case_id": "A", "sentence_type": "custody", "requirements": "curfew;x"}]},
    "a case twice": {
        "cases": [{"case_id": "A", "sentence_type": "custody"}] * 2,
        "events": [{"case_id": "A"} | {"type": "contact"}],
    },
    "a case twice, wrong the first time": {
        "cases": [{"case_id": "A", "sentence_type": "none"}, {"case_id": "A", "sentence_type": "custody"}]
    },
    "no case_id": {"cases": [{"sentence_type": "custody"}]},
    "an unknown event type": {"events": [{"case_id": "X", "type": "contct", "date": "2009-05-01"}]},
    "no event type": {"events": [{"case_id": "X", "date": "2009-05-01"}]},
    "an impossible event date": {"events": [{"case_id": "X", "type": "contact", "date": "2009-13"}]},
    "a change on a partial date": {"events": [{"case_id": "X", "type": "tier_set", "date": "2009-05", "value": "2"}]},
    "a change on no date": {"events": [{"case_id": "X", "type": "tier_set", "value": "2"}]},
    "a change to nothing": {"events": [{"case_id": "X", "type": "tier_set", "date": "2009-05-01"}]},
    "a change to a value of another field": {
        "events": [{"case_id": "X", "type": "tier_set", "date": "2009-05-01", "value": "high"}]
    },
    "an attribute of another type": {
        "events": [{"case_id": "X", "type": "contact", "date": "2009-05-01", "purpose": "initial"}]
    },
    "an attribute that is none": {
        "events": [{"case_id": "X", "type": "home_visit", "date": "2009-05-01", "purpose": "tea"}]
    },
    "an event of no case": {"events": [{"case_id": "Y", "type": "contact", "date": "2009-05-01"}]},
    "an event without a case": {"events": [{"type": "contact", "date": "2009-05-01"}]},
    "an answer that is none": {"answers": [{"case_id": "X", "question": "1.2.4", "answer": "yes"}]},
    "two answers to a question": {
        "answers": [
            {"case_id": "X", "question": "1.2.4", "answer": answer} for answer in ("sufficient", "not_applicable")
        ]
    },
    "an answer to nothing": {"answers": [{"case_id": "X", "answer": "sufficient"}]},
    "an answer of no case": {"answers": [{"case_id": "Z", "question": "1.2.4", "answer": "sufficient"}]},
}


GOOD = {"case_id": "X", "sentence_type": "custody", "sentence_date": "2009-04-06"}


RULE = {"id": "end", "question": "2.1.1", "check": {"recorded": {"field": "end_date"}}}


Tables = dict[str, list[Row]]


def tables_of(records: Sequence[dict[str, Any]]) -> Tables:
    """Records as tables of text."""

    def cell(value: object) -> str:
        if isinstance(value, list):
            return ";".join(value) or "none"
        return str(value).lower() if isinstance(value, bool) else str(value)

    tables: Tables = {"cases": [], "events": [], "answers": []}
    for one in records:
        tables["cases"].append({name: cell(value) for name, value in one.items() if name != "events"})
        for event in one["events"]:
            filled = {name: cell(value) for name, value in event.items() if value is not None}
            tables["events"].append({"case_id": one["case_id"], **filled})
    return tables


def generated(number: int, vocabulary: Vocabulary = VOCABULARY) -> Tables:
    random = Random(2009)  # noqa: S311, a seeded choice of data
    names = sorted(vocabulary.events, key=lambda name: (not vocabulary.events[name].attributes, name))
    world = World(vocabulary, ERAS[0], tuple(names[:12]))
    return tables_of([record(random, world, f"SYN-{place:04d}") for place in range(number)])


def written(table: list[Row], name: str) -> tuple[list[str], list[list[str | None]]]:
    columns = [*layouts(VOCABULARY)[name].known]
    return columns, [[row.get(column) for column in columns] for row in table]


def as_csv(tables: Tables, folder: Path) -> str:
    folder.mkdir()
    for name, table in tables.items():
        columns, rows = written(table, name)
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([columns, *([cell or "" for cell in row] for row in rows)])
    return str(folder)


def arrow(table: list[Row], name: str) -> pa.Table:
    columns, rows = written(table, name)
    found = pa.table(
        {column: pa.array([row[place] for row in rows], pa.string()) for place, column in enumerate(columns)}
    )
    if name == "events":
        found = found.append_column("seq", pa.array(range(len(rows)), pa.int64()))
    return found


def as_parquet(tables: Tables, folder: Path) -> str:
    folder.mkdir()
    for name, table in tables.items():
        pq.write_table(arrow(table, name).sort_by("case_id"), folder / f"{name}.parquet", row_group_size=7)
    return str(folder)


def as_files_in_disorder(tables: Tables, folder: Path) -> str:
    """Folders of Parquet files; the events lie in any order, and `seq` has the order of the record."""
    for name, table in tables.items():
        (folder / name).mkdir(parents=True)
        order = list(range(len(table)))
        if name == "events":
            Random(7).shuffle(order)  # noqa: S311, a seeded choice of data
        found = arrow(table, name).take(pa.array(order, pa.int64()))
        half = len(order) // 2
        pq.write_table(found[:half], folder / name / "0.parquet")
        pq.write_table(found[half:], folder / name / "1.parquet")
    return str(folder)


def as_duckdb(tables: Tables, folder: Path) -> str:
    folder.mkdir()
    with duckdb.connect(str(folder / "records.duckdb")) as connection:
        for name, table in tables.items():
            found = arrow(table, name)
            connection.register("found", found)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM found")  # noqa: S608, our own names
            connection.unregister("found")
    return f"duckdb:///{folder / 'records.duckdb'}"


def as_sqlite(tables: Tables, folder: Path) -> str:
    folder.mkdir()
    connection = sqlite3.connect(folder / "records.sqlite")
    for name, table in tables.items():
        columns, rows = written(table, name)
        with connection:
            connection.execute(f"CREATE TABLE {name} ({', '.join(map(repr, columns))})")
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608, our own names
    connection.close()
    return f"sqlite:///{folder / 'records.sqlite'}"


Writer = Callable[[Tables, Path], str]


WRITERS: list[Writer] = [as_parquet, as_files_in_disorder, as_duckdb, as_sqlite]


def check(address: str, *options: object) -> Done:
    return run("check", address, "--as-of", AS_OF, "--format", "jsonl", "--show-values", *options)


def rejects(address: str, rules: Path, file: Path, *options: object) -> tuple[Any, Done]:
    """What was rejected, without the file and the line, which differ; a table of texts has no order of its own."""
    done = check(address, "--rejects", file, "--rules", rules, *options)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        for problem in line["problems"]:
            del problem["file"], problem["line"]
    return sorted(lines, key=json.dumps), done
