"""Fixtures of several files of tests; what they need is imported only where they are asked for."""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from pipeline import ROOT

if TYPE_CHECKING:
    from postgres_database import Database
    from postgres_server import Server

_OF_POSTGRESQL = ("PGPASSWORD", "PGPASSFILE", "PGUSER", "PGHOST", "PGPORT", "PGDATABASE", "PGOPTIONS", "PGSERVICE")
_CASES = 9


@pytest.fixture
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the project is the working folder."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are evaluated in parts of a few cases."""
    from omicheck.use_cases import in_parts  # noqa: PLC0415, see above

    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", _CASES)


@pytest.fixture
def small_parts_of_all_readers(small_parts: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001, it comes first
    """The same, also of tables that are read whole."""
    from omicheck.records.bulk import parts  # noqa: PLC0415, see above

    monkeypatch.setattr(parts, "CASES_IN_A_PART", _CASES)


@pytest.fixture(scope="module")
def server() -> Iterator["Server"]:
    """A server of PostgreSQL."""
    from postgres_server import program, running  # noqa: PLC0415, see above

    if program("initdb") is None:
        pytest.skip("no PostgreSQL server on this machine (initdb)")
    with running() as one:
        yield one


@pytest.fixture
def no_settings_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment says nothing of a server."""
    for name in _OF_POSTGRESQL:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def database(server: "Server", request: pytest.FixtureRequest) -> Iterator["Database"]:
    """A database of that server, named after the test."""
    from postgres_database import Database  # noqa: PLC0415, see above

    name = f"x{hashlib.sha256(request.node.name.encode()).hexdigest()[:16]}"
    with server.database(name) as connection:
        yield Database(server, name, connection)
