"""Addresses of PostgreSQL databases, taken apart and shown without the password that may be in them."""

import re
from collections.abc import Mapping
from typing import Final, Self
from urllib.parse import parse_qsl, unquote

from attrs import field, frozen

from omicheck.records.bulk import POSTGRESQL, is_postgresql

# Compiled when an address is first seen, as most commands see none.
# From the scheme to the last @ of the word: a password that was not written as it should be has any sign in it.
_FULL_LOGIN: Final = r"([a-z][a-z0-9+]*:/{1,3}[^\s:@/?]*):\S*@"
# Where the host was forgotten, a password stands where a port should.
_NO_PORT: Final = r"(postgres\w*(?:\+\w+)?:/{1,3}[^\s:@/?]*):(?![0-9]*(?:[^0-9\w]|$))[^\s/?]*"
_HIDDEN_PARAMETER: Final = r"(?i)(?<=[?&])[^\s=&?]*(?:password|passfile|secret)[^\s=&]*=[^\s&]*&?"


@frozen
class Address:
    """Where a database is.

    Attributes:
        parameters: what libpq is given, by its own names.
        schema: the schema of the tables; None for those that the search path finds.
    """

    parameters: Mapping[str, str] = field(repr=False)
    schema: str | None


class ShownAddress(str):
    """An address as it may be shown anywhere, which only what connects to it asks for its password.

    Attributes:
        given: the address as it was given.
    """

    __slots__ = ("given",)
    given: str

    def __new__(cls, given: str) -> Self:
        """The address without its password."""
        shown = super().__new__(cls, without_password(given))
        shown.given = given
        return shown


def shown_address(name: str) -> str:
    """A name of records, without the password if it is an address."""
    return ShownAddress(name) if is_postgresql(name) else name


def without_password(text: str) -> str:
    """A text without the passwords in the addresses in it.

    >>> without_password("no case in postgresql://ann:se:cr@t@db/x?password=y&schema=z")
    'no case in postgresql://ann@db/x?schema=z'
    >>> without_password("postgresql://ann:secret, postgresql://db:5432/x")
    'postgresql://ann postgresql://db:5432/x'
    """
    if not any(mark in text for mark in (":/", "?", "&")):
        return text
    return re.sub(_HIDDEN_PARAMETER, "", re.sub(_NO_PORT, r"\1", re.sub(_FULL_LOGIN, r"\1@", text)))


def read_address(name: str) -> Address | None:
    """The parts of an address `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=SCHEMA`; any may be left out.

    Returns:
        The parts, or None if it is no such address.
    """
    if isinstance(name, ShownAddress):
        name = name.given
    rest = next((name.removeprefix(one) for one in POSTGRESQL if name.startswith(one)), None)
    if rest is None:
        return None
    rest, _, query = rest.partition("?")
    authority, _, database = rest.partition("/")
    login, _, place = authority.rpartition("@")
    user, _, password = login.partition(":")
    hosts = [_host(one) for one in place.split(",")]
    if any(one is None for one in hosts) or set("@/") & set(login + database):
        return None
    try:
        more = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError:
        return None
    schema = more.pop("schema", None)
    parts = {
        "user": unquote(user),
        "password": unquote(password),
        "host": ",".join(unquote(one[0]) for one in hosts if one),
        "port": ",".join(one[1] for one in hosts if one),
        "dbname": unquote(database),
    }
    given = {key: value for key, value in parts.items() if value.strip(",")}
    return Address({"fallback_application_name": "omicheck", "connect_timeout": "30", **given, **more}, schema)


def _host(text: str) -> tuple[str, str] | None:
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.%]+\]|[^:\[\]@]*)(?::([0-9]*))?", text)
    return None if match is None else (match[1].strip("[]"), match[2] or "")
