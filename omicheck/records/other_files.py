"""Files that are named as records and are something else: what they are, and what to name in their place."""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from omicheck.errors import Problem
from omicheck.records.sheets import CSV_SUFFIXES

PATHS_EXPECTED: Final = (
    "a JSON or JSON Lines file, a workbook, a folder with the tables cases and events, or the address of a database"
)
_FOLDER: Final = "the folder with cases.csv and events.csv in it"
# By the bytes with which they begin: what it is, and what is expected.
_KINDS: Final[Mapping[bytes, tuple[str, str]]] = {
    b"PK\x03\x04": (
        "a workbook or another archive, under a name that is not one's",
        "a workbook under a name that ends in .xlsx or .ods; of an archive what is in it",
    ),
    b"\xd0\xcf\x11\xe0": ("an old workbook (.xls), or one that is protected by a password", "it saved as .xlsx"),
    b"PAR1": ("a single Parquet table", "the folder with cases.parquet and events.parquet in it"),
    b"SQLite format 3\x00": ("an SQLite database", "its address, sqlite:///{name}"),
    b"\x1f\x8b": ("a compressed file", "it unpacked"),
    b"<": ("a text in XML or HTML", PATHS_EXPECTED),
}
_DUCKDB: Final = slice(8, 12)
_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_ADDRESSES: Final = "sqlite:///FILE or duckdb:///FILE, with three slashes, or postgresql://USER@HOST/DATABASE"
_HEAD: Final = 100
# What a row has that a record has not, and how far its first line is looked at.
_OF_A_ROW: Final = (b'"case_id":', b'"rule":', b'"occurrence":', b'"verdict":')
_LINE: Final = 2000


def other_address(name: str) -> Problem | None:
    """What is wrong with a name that is no file, if it looks like the address of something.

    Examples:
        >>> print(other_address("sqlite://cases.db"))
        sqlite://: found an address that is not read; expected sqlite:///FILE or duckdb:///FILE, with three slashes, \
or postgresql://USER@HOST/DATABASE; what lies elsewhere is fetched first
    """
    address = _ADDRESS.match(name)
    if address is None:
        return None
    # Behind it a password may stand.
    expected = f"{_ADDRESSES}; what lies elsewhere is fetched first"
    return Problem(f"{address[1]}://", None, "", "an address that is not read", expected)


def other_file(name: str, content: bytes) -> Problem | None:
    """What is wrong with a file that is not JSON, if it can be told by its name or by how it begins.

    Args:
        name: the file, as the user named it.
        content: its bytes.

    Examples:
        >>> print(other_file("sample.csv", b"case_id,role"))
        sample.csv: found a single CSV table; expected the folder with cases.csv and events.csv in it; a table that \
is headed otherwise comes in through a mapping: omicheck map propose sample.csv
        >>> print(other_file("cases.json", b"[]"))
        None
    """
    if content[_DUCKDB] == b"DUCK":
        return Problem(name, None, "", "a DuckDB database", f"its address, duckdb:///{name}")
    head = content[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    for beginning, (found, expected) in _KINDS.items():
        if head.startswith(beginning):
            return Problem(name, None, "", found, expected.format(name=name))
    if head.startswith(b"{") and all(key in content[:_LINE].partition(b"\n")[0] for key in _OF_A_ROW):
        found = "rows that `omicheck check` wrote, which hold what was found and not the records"
        return Problem(name, None, "", found, "the records that were checked")
    if Path(name).suffix.lower() in CSV_SUFFIXES:
        remedy = f"a table that is headed otherwise comes in through a mapping: omicheck map propose {name}"
        return Problem(name, None, "", "a single CSV table", f"{_FOLDER}; {remedy}")
    return None
