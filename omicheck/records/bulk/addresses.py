"""Addresses of PostgreSQL databases, taken apart and shown without the password that may be in them."""

import re
from collections.abc import Mapping
from os.path import lexists
from typing import Final, Self
from urllib.parse import parse_qsl, unquote

from attrs import field, frozen

from omicheck.records.bulk import POSTGRESQL, is_postgresql

# Compiled when an address is first seen, as most commands see none.
# From the scheme to the last @ of the word: a password that was not written as it should be has any sign in it.
_FULL_LOGIN: Final = r"([a-z][a-z0-9+]*:/{1,3}[^\s:@/?]*):\S*@"
# The same in what is an address as a whole, whatever is wrong with it: with blanks, with other strokes, or with none.
_SCHEME: Final = r"(?is)(\s*(?:jdbc:)?[a-z][a-z0-9+.]*:?[/\\]*)(.*)"
_AFTER_USER: Final = r"(?i):|%3a"
# Where the host was forgotten, a password stands where a port should.
_NO_PORT: Final = r"(postgres\w*(?:\+\w+)?:/{1,3}[^\s:@/?]*):(?![0-9]*(?:[^0-9\w]|$))[^\s/?]*"
_PARAMETER: Final = r"(?<=[?&;#\s])([^\s=&?;#]+)\s*=\s*[^\s&;#]*&?"
_HIDDEN: Final = ("password", "passwd", "passfile", "pwd", "secret")
# What may be meant for an address, as far as its name tells.
_MEANT: Final = r"(?i)\s*(?:jdbc:)?(?:postgres|pgsql)|.*(?:password|passwd|passfile|pwd|secret)[^=]*=|[a-z0-9+.]+:[/\\]"


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
        shown = super().__new__(cls, _without_login(given))
        shown.given = given
        return shown


def shown_address(name: str) -> str:
    """A name of records, without the password if it is an address, or may be meant for one."""
    if is_postgresql(name):
        return ShownAddress(name)
    if not re.match(_MEANT, name) or lexists(name):
        return name
    return _without_login(name)


def _without_login(name: str) -> str:
    """A name that is an address as a whole, however it is written, without the password in it.

    >>> _without_login("postgresql//ann:secret@db/x"), _without_login("postgresql://ann:sec ret@db/x")
    ('postgresql//ann@db/x', 'postgresql://ann@db/x')
    """
    match = re.fullmatch(_SCHEME, name)
    if match is not None and "@" in match[2]:
        login, _, place = match[2].rpartition("@")
        name = f"{match[1]}{re.split(_AFTER_USER, login, maxsplit=1)[0]}@{place}"
    return without_password(name)


def without_password(text: str) -> str:
    """A text without the passwords in the addresses in it.

    >>> without_password("no case in postgresql://ann:se:cr@t@db/x?password=y&schema=z")
    'no case in postgresql://ann@db/x?schema=z'
    >>> without_password("postgresql://ann:secret, postgresql://db:5432/x")
    'postgresql://ann postgresql://db:5432/x'
    """
    if not any(mark in text for mark in (":/", "=")):
        return text
    return re.sub(_PARAMETER, _shown_parameter, re.sub(_NO_PORT, r"\1", re.sub(_FULL_LOGIN, r"\1@", text)))


def _shown_parameter(parameter: re.Match[str]) -> str:
    name = unquote(parameter[1]).lower()
    return "" if any(hidden in name for hidden in _HIDDEN) else parameter[0]


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
