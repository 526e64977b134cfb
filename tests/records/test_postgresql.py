"""Records in PostgreSQL: the same rows and rejected records as from files."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from amounts import EXPECTED, RULES, VOCABULARY, WRITTEN, amount_tables
from large_tables import AS_OF, GOOD, RULE, WRONG, Tables, as_csv, check, generated, rejects
from omicheck.records.bulk.addresses import without_password
from pipeline import run, write_rules
from postgres_database import Database
from postgres_server import program

pytestmark = [
    pytest.mark.skipif(program("initdb") is None, reason="no PostgreSQL server on this machine (initdb)"),
    pytest.mark.usefixtures("no_settings_of_postgresql", "small_parts"),
]


def faults() -> Tables:
    tables: Tables = {"cases": [GOOD], "events": [{"case_id": "X", "type": "contact", "date": "2009-04-08"}]}
    return {**tables, "answers": []}


@pytest.mark.parametrize("wrong", [*WRONG, "all of them at once"])
def test_the_same_records_are_rejected_for_the_same_reasons(wrong: str, database: Database, tmp_path: Path) -> None:
    tables = faults()
    for one in WRONG if wrong not in WRONG else [wrong]:
        for name, rows in WRONG[one].items():
            tables[name] = [*tables[name], *rows]
    rules = write_rules(tmp_path / "rules", [RULE], {})
    expected, ordinary = rejects(as_csv(tables, tmp_path / "csv"), rules, tmp_path / "1.jsonl", "--engine", "durable")
    database.fill(tables)
    found, done = rejects(database.address(), rules, tmp_path / "2.jsonl")
    assert expected != []
    assert found == expected
    assert (done.output, done.status) == (ordinary.output, 3)
    one_by_one, done = rejects(database.address(), rules, tmp_path / "3.jsonl", "--engine", "durable")
    assert (one_by_one, done.output, done.status) == (expected, ordinary.output, 3)
    assert (tmp_path / "3.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_the_same_rows_and_the_same_with_both_evaluators(database: Database, tmp_path: Path) -> None:
    tables = generated(60)
    folder = as_csv(tables, tmp_path / "csv")
    database.fill(tables)
    expected = check(folder, "--engine", "durable")
    found = check(database.address())
    assert (found.output, found.status) == (expected.output, expected.status)
    assert found.errors == "omicheck: 60 cases, evaluated with the columnar evaluator in 8 parts\n"
    both = check(database.address(), "--engine", "both")
    assert (both.output, both.status) == (expected.output, expected.status)
    case = ("--case", "SYN-0031")
    assert check(database.address(), *case).output == check(folder, "--engine", "durable", *case).output
    for options in (("score", "--format", "json"), ("performance", "--format", "json")):
        outputs = [run(*options, place, "--as-of", AS_OF).output for place in (folder, database.address())]
        from_csv, from_database = [json.loads(output) for output in outputs]
        assert from_csv.pop("manifest")["counts"] == from_database.pop("manifest")["counts"]
        assert from_database == from_csv
    explained = [run("explain", "SYN-0031", place, "--as-of", AS_OF).output for place in (folder, database.address())]
    assert explained[0] == explained[1] != ""


def test_columns_of_all_types(database: Database, tmp_path: Path) -> None:
    database.run(
        "CREATE TYPE sentence AS ENUM ('custody', 'community_order')",
        "CREATE DOMAIN whole AS numeric(3, 0)",
        "CREATE DOMAIN tier AS whole",
        """CREATE TABLE cases (case_id uuid, sentence_type sentence, sentence_date date, end_date timestamp, tier tier,
           rosh_level varchar(9), lor_level char(9), ppo boolean, mappa_level int, mappa_category numeric,
           requirements text[], area name)""",
        "CREATE TABLE events (case_id uuid, seq bigint, type text, date date)",
    )
    one, other, third = (f"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1{digit}" for digit in "123")
    insert = "INSERT INTO cases VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    rows: list[tuple[Any, ...]] = [
        (one, "custody", "2009-04-06", "2009-05-01", 2, "high", "low", True, 3, "1", ["curfew", "residence"], "Kent"),
        (other, "community_order", None, None, None, None, None, None, None, None, [], None),
        (third, "custody", "infinity", "2009-05-01 10:30", 9, "", "odd", None, 4, "1.5", ["curfew;tea", None], " "),
    ]
    for row in rows:
        database.connection.execute(insert, row)
    events = "INSERT INTO events VALUES (%s, 1, 'contact', '2009-05-01')"
    database.connection.execute(events, (other,))
    done = check(database.address(), "--rejects", tmp_path / "rejects.jsonl", "--only", "2.1.1")
    [line] = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {problem["path"]: problem["found"] for problem in line["problems"]}
    assert done.status == 3
    assert found == {
        "sentence_date": "a text",
        "end_date": "a text written as 0000-00-00T00:00:00",
        "tier": "9",
        "lor_level": "a text",
        "mappa_level": "4",
        "mappa_category": '"1.5"',
        "requirements[0]": '"{curfew"',
        "requirements[1]": "a text",
        "area": "blanks",
    }
    csv = tmp_path / "csv"
    csv.mkdir()
    header = "case_id,sentence_type,sentence_date,end_date,tier,rosh_level,lor_level,ppo,mappa_level,mappa_category,"
    (csv / "cases.csv").write_text(
        f"{header}requirements,area\n"
        f"{one},custody,2009-04-06,2009-05-01,2,high,low,true,3,1,curfew;residence,Kent\n"
        f"{other},community_order,,,,,,,,,none,\n",
        encoding="utf-8",
    )
    (csv / "events.csv").write_text(f"case_id,type,date\n{other},contact,2009-05-01\n", encoding="utf-8")
    database.connection.execute("DELETE FROM cases WHERE case_id = %s", (third,))
    assert check(database.address()).output == check(str(csv)).output != ""


def test_numbers_with_decimals_are_what_was_written(database: Database, tmp_path: Path) -> None:
    rules = write_rules(tmp_path, RULES, {})
    (rules / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    tables = amount_tables(WRITTEN)
    for kind in ("numeric", "numeric(12, 4)", "float8", "real", "text"):
        for name, rows in tables.items():
            columns = ", ".join(f"{key} {kind if key == 'amount' else 'text'}" for key in rows[0])
            database.run(f"DROP TABLE IF EXISTS {name}", f"CREATE TABLE {name} ({columns}, seq int)")
            for row in rows:
                values = ", ".join(f"'{value}'" for value in row.values())
                database.run(f"INSERT INTO {name} VALUES ({values}, 1)")  # noqa: S608, our own
        if kind != "text":
            database.run("UPDATE cases SET amount = 1e-05 WHERE case_id = 'B'")
        done = check(database.address(), "--rules", rules)
        found = [(row["case_id"], row["rule"], row["verdict"]) for row in done.rows]
        assert sorted(found, key=lambda row: row[1]) == EXPECTED


def test_numbers_of_all_types_are_whole_numbers_if_they_have_no_fraction(database: Database) -> None:
    database.run(
        "CREATE TABLE cases (case_id text, sentence_type text, tier float8, mappa_level real)",
        "CREATE TABLE events (case_id text, type text, seq int)",
        "INSERT INTO cases VALUES ('A', 'custody', 2, 'NaN'), ('B', 'custody', 2.5, 1)",
    )
    done = check(database.address())
    place = without_password(database.address())
    assert done.errors.splitlines()[1:] == [
        f'{place} cases:1: case A: mappa_level: found "NaN"; expected a whole number from 1 to 3',
        f'{place} cases:2: case B: tier: found "2.5"; expected a whole number from 1 to 4',
        "omicheck: 2 rejected, 0 taken; --rejects FILE writes the rejected ones",
    ]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TABLE events", ": found no table events; expected the tables cases and events"),
        (
            "ALTER TABLE events RENAME TO evnts",
            ": found no table events; expected the tables cases and events; did you mean evnts?",
        ),
        (
            "ALTER TABLE events DROP COLUMN seq",
            (
                " events:1: found no column seq; expected a column of whole numbers that has the order of a case's "
                "events, as rows have none in PostgreSQL"
            ),
        ),
        (
            "ALTER TABLE cases RENAME COLUMN tier TO teir",
            " cases:1: found the column 'teir'; expected a column of the table; did you mean tier?",
        ),
        (
            "ALTER TABLE cases DROP COLUMN sentence_date; ALTER TABLE cases ADD COLUMN sentence_date timestamptz",
            (
                " cases: found the column sentence_date of type timestamp with time zone; expected dates; a view can "
                "say of which time zone: (... AT TIME ZONE 'Europe/London')::date"
            ),
        ),
        (
            "ALTER TABLE cases DROP COLUMN area; ALTER TABLE cases ADD COLUMN area jsonb",
            " cases: found the column area of type jsonb; expected texts, numbers, flags, dates or lists of texts",
        ),
        (
            "ALTER TABLE cases ALTER COLUMN case_id TYPE int USING 1",
            " cases: found the column case_id of type integer; expected a column of texts",
        ),
        (
            "ALTER TABLE events ALTER COLUMN seq TYPE text",
            " events: found the column seq of type text; expected a column of whole numbers",
        ),
    ],
)
def test_tables_that_cannot_be_used(statement: str, told: str, database: Database) -> None:
    database.fill(faults())
    database.run(*statement.split("; "))
    done = check(database.address())
    place = without_password(database.address())
    assert (done.output, done.status) == ("", 2)
    assert done.errors == f"omicheck: the records cannot be read:\n{place}{told}\n"


def test_order_is_by_code_point_and_by_seq_whatever_the_server_does(database: Database) -> None:
    tables = generated(4)
    names = dict(zip(["SYN-0000", "SYN-0001", "SYN-0002", "SYN-0003"], ["b", "Å", "B", "a"], strict=True))
    for table in tables.values():
        for row in table:
            row["case_id"] = names[row["case_id"]]
    database.fill(tables)
    database.run('ALTER TABLE cases ALTER COLUMN case_id TYPE text COLLATE "und-x-icu"')
    first = check(database.address(), "--format", "json")
    ids = [row["case_id"] for row in json.loads(first.output)["rows"]]
    assert list(dict.fromkeys(ids)) == ["B", "a", "b", "Å"]
    database.run("CREATE TABLE other AS TABLE events ORDER BY seq", "DROP TABLE events")
    database.run("ALTER TABLE other RENAME TO events")
    assert check(database.address(), "--format", "json").output == first.output


def test_the_manifest_has_the_hash_of_what_was_read(database: Database, tmp_path: Path) -> None:
    database.run(
        "CREATE TABLE cases (case_id text, sentence_type text, area text)",
        "CREATE TABLE events (case_id text, type text, seq int)",
        """INSERT INTO cases VALUES ('B', 'custody', ''), ('A', 'licence', 'a "b", c')""",
        "INSERT INTO events VALUES ('A', 'induction', 2), ('A', 'contact', 1)",
    )
    check(database.address(), "--manifest", tmp_path / "manifest.json")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    # The content as CSV, in the order of the reference and of seq, the latter without its column.
    cases = 'case_id,sentence_type,area\nA,licence,"a ""b"", c"\nB,custody,""\n'
    events = "case_id,type\nA,contact\nA,induction\n"
    expected = {"cases": cases, "events": events}
    assert manifest["input"]["sha256"] == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in expected.items()
    }


def test_schemas(database: Database) -> None:
    tables = generated(5)
    database.fill(tables, "extract")
    expected = check(database.address(query="?schema=extract"))
    assert expected.status == 1
    assert check(database.address(query="?options=-csearch_path%3Dextract")).output == expected.output
    database.run("CREATE VIEW cases AS SELECT * FROM extract.cases", "CREATE VIEW events AS TABLE extract.events")
    assert check(database.address()).output == expected.output
    done = check(database.address(query="?schema=extrakt"))
    place = without_password(database.address(query="?schema=extrakt"))
    told = f"{place}: found no schema 'extrakt'; expected a schema of the database; did you mean extract?"
    assert done.errors == f"omicheck: the records cannot be read:\n{told}\n"
