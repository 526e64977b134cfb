"""Records in PostgreSQL: read where they are, in one picture, with the same rows and rejects, and no password shown."""

import hashlib
import json
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import psycopg
import pyarrow.parquet as pq
import pytest
from psycopg import sql

from large_tables import AS_OF, GOOD, RULE, WRONG, Tables, as_csv, check, generated, rejects, written
from omicheck.records.bulk import postgresql as reading
from omicheck.records.bulk.addresses import read_address, without_password
from omicheck.use_cases import in_parts
from pipeline import Done, run, write_rules
from postgres_server import PASSWORD, QUOTED, Server, program, running
from stopping import assert_same_rows, assert_stopped, start

pytestmark = pytest.mark.skipif(program("initdb") is None, reason="no PostgreSQL server on this machine (initdb)")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as one:
        yield one


@pytest.fixture(autouse=True)
def by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGPASSWORD", "PGPASSFILE", "PGUSER", "PGHOST", "PGPORT", "PGDATABASE", "PGOPTIONS", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 9)


@attrs.define
class Database:
    """A database of a test."""

    server: Server
    name: str
    connection: psycopg.Connection[Any]

    def address(self, **more: Any) -> str:  # noqa: ANN401
        return self.server.address(self.name, **more)

    def run(self, *statements: str) -> None:
        for statement in statements:
            self.connection.execute(statement)

    def fill(self, tables: Tables, schema: str = "public") -> None:
        """Tables of texts, their rows in no order that means anything."""
        self.run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for name, table in tables.items():
            columns, rows = written(table, name)
            numbered = [[*row, place] for place, row in enumerate(rows)]
            names = [*columns, "seq"]
            place = sql.Identifier(schema, name)
            texts = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in columns)
            self.connection.execute(sql.SQL("CREATE TABLE {} ({}, seq int)").format(place, texts))
            marks = sql.SQL(", ").join([sql.Placeholder()] * len(names))
            cursor = self.connection.cursor()
            cursor.executemany(sql.SQL("INSERT INTO {} VALUES ({})").format(place, marks), numbered[::-1])


@pytest.fixture
def database(server: Server, request: pytest.FixtureRequest) -> Iterator[Database]:
    name = f"x{hashlib.sha256(request.node.name.encode()).hexdigest()[:16]}"
    with server.database(name) as connection:
        yield Database(server, name, connection)


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
        (third, "custody", "infinity", "2009-05-01 10:30", 9, "", "odd", None, 4, "1.0", ["curfew;tea", None], " "),
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
        "sentence_date": '"infinity"',
        "end_date": '"2009-05-01T10:30:00"',
        "tier": "9",
        "lor_level": '"odd"',
        "mappa_level": "4",
        "mappa_category": '"1.0"',
        "requirements": "a list of 2",
        "area": '" "',
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


def test_numbers_with_a_fraction_are_no_whole_numbers(database: Database) -> None:
    database.run(
        "CREATE TABLE cases (case_id text, sentence_type text, tier float8, mappa_level real)",
        "CREATE TABLE events (case_id text, type text, seq int)",
        "INSERT INTO cases VALUES ('A', 'custody', 2, 'NaN')",
    )
    done = check(database.address())
    place = without_password(database.address())
    assert done.errors.splitlines()[1:3] == [
        f'{place} cases:1: case A: tier: found "2.0"; expected a whole number from 1 to 4',
        f'{place} cases:1: case A: mappa_level: found "NaN"; expected a whole number from 1 to 3',
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


def test_a_role_that_may_only_read_suffices(database: Database) -> None:
    database.fill(generated(5))
    role = f"reader_{database.name}"
    database.run(
        f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'",
        f"ALTER ROLE {role} SET default_transaction_read_only = on",
        f"GRANT SELECT ON cases, events TO {role}",
        "DROP TABLE answers",
    )
    reader = database.address(user=role)
    assert check(reader).output == check(database.address()).output != ""
    database.run(f"REVOKE ALL ON events FROM {role}")
    done = check(reader)
    expected = "the right to read it: GRANT SELECT ON TABLE ... TO ..., and GRANT USAGE ON SCHEMA ... TO ..."
    told = f"{without_password(reader)}: found permission denied for table events; expected {expected}"
    assert (done.output, done.errors, done.status) == ("", f"omicheck: the records cannot be read:\n{told}\n", 2)


def test_what_changes_meanwhile_is_not_seen(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.fill(generated(30))
    before = check(database.address(), "--format", "json").output
    right = reading._copied

    def changed(*arguments: Any) -> Any:  # noqa: ANN401
        done = right(*arguments)
        # Behind the back of the transaction, once a table has been read.
        database.run("DELETE FROM events", "UPDATE cases SET tier = NULL", "DELETE FROM answers")
        return done

    monkeypatch.setattr(reading, "_copied", changed)
    meanwhile = check(database.address(), "--format", "json").output
    monkeypatch.setattr(reading, "_copied", right)
    assert meanwhile == before
    assert check(database.address(), "--format", "json").output != before


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


def ways(database: Database, folder: Path) -> Iterator[Done]:
    """Everything that a command can do with an address with a password in it, right and wrong."""
    address = database.address()
    options = ("--as-of", AS_OF)
    files = ("--manifest", folder / "manifest.json", "--rejects", folder / "rejects.jsonl")
    for form in ("table", "jsonl", "json", "csv", "xlsx", "junit", "sarif", "github"):
        yield run("check", address, *options, *files, "--format", form, "--output", folder / f"rows.{form}")
    for place in ("rows.parquet", "rows"):
        yield run("check", address, *options, "--format", "parquet", "--output", folder / place)
    yield run("check", address, *options, "--engine", "both", *files)
    yield run("explain", address, *options)
    yield run("explain", "SYN-0001", address, *options)
    yield run("score", address, *options)
    yield run("score", address, *options, "--format", "json")
    yield run("compare", address, address, *options)
    yield run("rules", "what-if", address, "induction=5 business_days", *options)
    yield run("rules", "what-if", address, address, *options)
    yield run("rules", "coverage", address, *options)
    yield run("check", address)
    yield run("check", address, *options, "--case", "SYN-9999")
    yield run("check", "x.json", address, *options)
    yield run(address)
    yield run("check", address.replace("postgresql:", "postgresql+psycopg:"), *options)
    yield run("check", address.replace(QUOTED, PASSWORD), *options)
    yield run("check", address.replace(QUOTED, f"{QUOTED}x"), *options)
    yield run("check", address.replace("@127.0.0.1:", "@127.0.0.1:9"), *options)
    yield run("check", address.partition("@")[0], *options)
    yield run("check", f"{database.address(password=False)}?password={QUOTED}", *options)
    yield run("check", f"{address}-missing", *options)
    yield run("check", f"{address}?schema=missing", *options)
    yield run("check", f"{address}?no_such_thing=1", *options)
    yield run("check", database.address(user="nobody"), *options)


def test_the_password_is_never_shown(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tables = generated(12)
    for number, rows in enumerate(WRONG.values()):
        for name, more in rows.items():
            tables[name] += [{**row, "case_id": f"W-{number}"} for row in more]
    tables["events"].append({"case_id": "nowhere", "type": "contact"})
    database.fill(tables)
    done = list(ways(database, tmp_path))
    assert {one.status for one in done} == {2, 3}
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.name for file in files} == {
        "manifest.json",
        "rejects.jsonl",
        "rows.table",
        "rows.jsonl",
        "rows.json",
        "rows.csv",
        "rows.xlsx",
        "rows.junit",
        "rows.sarif",
        "rows.github",
        "rows.parquet",
        "run.json",
        *(f"part-{number:05d}.parquet" for number in range(4)),
    }
    shown = [text for one in done for text in (one.output, one.errors)]
    shown += [file.read_bytes().decode("utf-8", "replace") for file in files]
    shown += [str(pq.read_metadata(file).metadata) for file in files if file.suffix == ".parquet"]
    with zipfile.ZipFile(tmp_path / "rows.xlsx") as archive:
        shown += [archive.read(name).decode() for name in archive.namelist()]
    for text in shown:
        for secret in (PASSWORD, QUOTED, "ge:h", "ge%3Ah", "e/i?m", "i%3Fm"):
            assert secret not in text
        assert "Traceback" not in text


def test_the_password_may_stand_where_postgresql_looks_for_it(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.fill(generated(3))
    expected = check(database.address()).output
    address = database.address(password=False)
    wrong = check(address)
    assert (wrong.output, wrong.status) == ("", 2)
    assert wrong.errors.startswith(f"omicheck: the records cannot be read:\n{address}: found no way in (connection ")
    assert wrong.errors.endswith(
        "; expected a server that lets this user in; a password may stand in PGPASSWORD or the file .pgpass\n"
    )
    assert wrong.errors.count("\n") == 2
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert check(address).output == expected
    monkeypatch.delenv("PGPASSWORD")
    file = tmp_path / "passwords"
    escaped = PASSWORD.replace("\\", "\\\\").replace(":", "\\:")
    file.write_text(f"127.0.0.1:*:*:*:{escaped}\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert check(address).output == expected


@pytest.mark.parametrize(
    ("encoding", "statement", "status", "told"),
    [
        ("LATIN1", "SELECT 1", 1, "evaluated with the columnar evaluator"),
        ("SQL_ASCII", "SELECT 1", 1, "evaluated with the columnar evaluator"),
        (
            "SQL_ASCII",
            r"UPDATE cases SET area = E'\xC5lesund'",
            2,
            ": found a text that cannot be had as UTF-8 (invalid byte",
        ),
    ],
)
def test_other_encodings(server: Server, encoding: str, statement: str, status: int, told: str) -> None:
    tables = generated(3)
    for row in tables["cases"]:
        row["area"] = "Ålesund"
    name = f"{encoding}_{status}".lower()
    with server.database(name, f"ENCODING '{encoding}' TEMPLATE template0") as connection:
        one = Database(server, name, connection)
        one.run("SET client_encoding = 'UTF8'")
        one.fill(tables)
        one.run(statement)
        done = check(one.address())
        assert told in done.errors
        assert done.status == status


def test_without_psycopg_what_is_missing_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for options in ((), ("--engine", "durable")):
        done = check(database.address(), *options)
        told = "omicheck: postgresql:// needs psycopg, which is not installed: pip install 'omicheck[postgresql]'\n"
        assert (done.output, done.errors, done.status) == ("", told, 2)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgresql://", {}),
        ("postgres:///records", {"dbname": "records"}),
        ("postgresql://ann@[::1]:5433/x", {"user": "ann", "host": "::1", "port": "5433", "dbname": "x"}),
        ("postgresql://a,b:1/x", {"host": "a,b", "port": ",1", "dbname": "x"}),
        ("postgresql://%2Frun%2Fs/x?sslmode=require", {"host": "/run/s", "dbname": "x", "sslmode": "require"}),
        ("postgresql://a:b:c@h", {"user": "a", "password": "b:c", "host": "h"}),
        ("postgresql://a:b/c@h", None),
        ("postgresql://a:b", None),
        ("postgresql+psycopg://a@h", None),
    ],
)
def test_addresses(given: str, expected: dict[str, str] | None) -> None:
    address = read_address(given)
    usual = {"fallback_application_name": "omicheck", "connect_timeout": "30"}
    assert (None if address is None else address.parameters) == (None if expected is None else usual | expected)


def sessions(database: Database) -> list[tuple[Any, ...]]:
    """What our own command has open at the server."""
    found = "SELECT state, query FROM pg_stat_activity WHERE application_name = 'omicheck' AND datname = %s"
    return database.connection.execute(found, (database.name,)).fetchall()


@pytest.mark.parametrize(
    ("where", "times"),
    [
        ("omicheck.records.bulk.postgresql:cells_of_block", 2),
        ("omicheck.evaluate.columnar.part_work:evaluate_partition", 4),
    ],
)
def test_stopped_and_given_again(where: str, times: int, database: Database, tmp_path: Path) -> None:
    database.fill(generated(60))
    options = ("check", database.address(), "--as-of", AS_OF, "--format", "parquet", "--only", "2.1.4", "--output")
    assert_stopped(start(where, times, tmp_path / "1", *options, tmp_path / "rows.parquet"), tmp_path / "1")
    assert not list(tmp_path.glob("rows*"))
    assert_stopped(start(where, times, tmp_path / "2", *options, tmp_path / "rows"), tmp_path / "2")
    assert sessions(database) == []
    for name in ("rows", "whole"):
        process = start("", 0, tmp_path / f"temporary-{name}", *options, tmp_path / name)
        process.communicate()
        assert process.returncode == 1
    assert_same_rows(tmp_path / "rows", tmp_path / "whole")


def test_stopped_while_the_server_works(database: Database, tmp_path: Path) -> None:
    database.fill(generated(3))
    database.run(
        "ALTER TABLE events RENAME TO kept", "CREATE VIEW events AS SELECT kept.* FROM kept, pg_sleep(600) AS slept"
    )
    rows = ("--format", "parquet", "--output", tmp_path / "rows.parquet")
    process = start("", 0, tmp_path / "temporary", "check", database.address(), *rows, "--as-of", AS_OF)
    until = time.monotonic() + 60
    # The server works at the second table, and sends no row of it.
    while not any(state == "active" and '"type"' in query for state, query in sessions(database)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, sessions(database)
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert_stopped(process, tmp_path / "temporary")
    while sessions(database):
        assert time.monotonic() < until
        time.sleep(0.05)
