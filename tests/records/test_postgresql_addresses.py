"""Addresses of PostgreSQL, read and shown without their passwords."""

from pathlib import Path

import pytest

from omicheck.records.bulk.addresses import read_address
from pipeline import run


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


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql//ann:secret@db/x", "postgresql/ann@db/x"),
        ("postgresql:ann:secret@db/x", "postgresql:ann@db/x"),
        ("postgresql:/ann:secret@db/x", "postgresql:/ann@db/x"),
        ("postgresql:\\\\ann:secret@db\\x", "postgresql:\\\\ann@db\\x"),
        ("POSTGRESQL://ann:secret@db/x", "POSTGRESQL:/"),
        ("jdbc:postgresql://ann:secret@db/x", "jdbc:postgresql:/ann@db/x"),
        ("mysql://ann:secret@db/x", "mysql:/"),
        ("host=db password=secret", "host=db "),
        ("postgresql://ann:se cret@db:x/y", "postgresql://ann@db:x/y"),
        ("postgresql://ann:se@c/ret@db:x/y", "postgresql://ann@db:x/y"),
        ("postgresql://ann%3Asecret@db:x/y", "postgresql://ann@db:x/y"),
        ("postgresql://a@db:x/y?user=ann&password=secret", "postgresql://a@db:x/y?user=ann&"),
        ("postgresql://db/ann:secret@x", "postgresql://db/ann@x"),
        ("postgresql://a@b:x/y?Password =secret", "postgresql://a@b:x/y?"),
        ("postgresql://a@b:x/y?pass%77ord=secret", "postgresql://a@b:x/y?"),
        ("postgresql://a@b:x/y#password=secret", "postgresql://a@b:x/y#"),
        ("postgresql://a@b:x/y passfile=secret", "postgresql://a@b:x/y "),
    ],
)
@pytest.mark.parametrize("command", [("check", "--as-of", "2010-01-18"), ("map", "propose")])
def test_no_ill_formed_address_is_shown_with_its_password(command: tuple[str, ...], given: str, shown: str) -> None:
    done = run(*command, given)
    assert (done.output, done.status) == ("", 2)
    assert not any(part in done.errors for part in ("secret", "se cret", "c/ret"))
    assert shown in done.errors


def test_a_file_that_is_there_is_named_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "postgres:extract@north.json"
    (tmp_path / name).write_text("[", encoding="utf-8")
    assert f"\n{name}:1: found " in run("check", name).errors
