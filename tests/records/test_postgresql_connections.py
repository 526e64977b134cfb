"""PostgreSQL: passwords, roles, encodings, and checks that are stopped."""

import signal
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from large_tables import AS_OF, WRONG, check, generated
from omicheck.records.bulk import postgresql as reading
from omicheck.records.bulk.addresses import without_password
from pipeline import run
from postgres_database import Database, ways
from postgres_server import PASSWORD, QUOTED, Server, program
from stopping import assert_same_rows, assert_stopped, start

pytestmark = [
    pytest.mark.skipif(program("initdb") is None, reason="no PostgreSQL server on this machine (initdb)"),
    pytest.mark.usefixtures("no_settings_of_postgresql", "small_parts"),
]


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


@pytest.mark.long
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
        "manifest.parquet",
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
            ": found a text that cannot be had as UTF-8 (",
        ),
    ],
)
def test_other_encodings(server: Server, encoding: str, statement: str, status: int, told: str) -> None:
    tables = generated(9)
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


def sessions(database: Database) -> list[tuple[Any, ...]]:
    """What our own command has open at the server."""
    found = "SELECT state, query FROM pg_stat_activity WHERE application_name = 'omicheck' AND datname = %s"
    return database.connection.execute(found, (database.name,)).fetchall()


@pytest.mark.long
@pytest.mark.usefixtures("small_parts")
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
    process = start("", 0, tmp_path / "temporary", *options, tmp_path / "rows")
    process.communicate()
    assert process.returncode == 1
    # The whole run that nobody stops needs no process of its own.
    assert run(*options, tmp_path / "whole").status == 1
    assert_same_rows(tmp_path / "rows", tmp_path / "whole")


@pytest.mark.long
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
