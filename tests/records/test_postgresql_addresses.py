"""Addresses of PostgreSQL, read and shown without their passwords."""

import pytest

from omicheck.records.bulk.addresses import read_address


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
