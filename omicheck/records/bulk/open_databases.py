"""What DuckDB and SQLite have in common: databases that are kept open, and how a table is asked for."""

import weakref
from collections.abc import Sequence
from typing import Any, Final

from attrs import define

ROWS_AT_A_TIME: Final = 200_000


@define(eq=False)
class Opened:
    """A database that stays open, and so as it is, as long as anything that is in it is in use.

    Attributes:
        connection: to DuckDB or SQLite.
    """

    connection: Any

    def __attrs_post_init__(self) -> None:
        """Sees to it that it is closed."""
        weakref.finalize(self, self.connection.close)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def select_of(table: str, columns: Sequence[str] | None) -> str:
    """What gives the rows of a table, or the columns of them that are named."""
    chosen = "*" if columns is None else ", ".join(map(quoted, columns))
    return f"SELECT {chosen} FROM {quoted(table)}"  # noqa: S608, every name is quoted
