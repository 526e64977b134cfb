"""How a notebook shows rows and results: references of cases, dates and what rules say; nothing else of a record."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from omicheck.model.row import Row
from omicheck.plain_data import row_data
from omicheck.text import counted, in_words, printable

_SHOWN: Final = ("case_id", "rule", "occurrence", "verdict", "reason", "trigger_date", "due_date", "outcome_date")
_MORE: Final = ("days_late", "limit", "count", "unknown_fields")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in HTML, every text in it escaped; None is an empty cell."""
    head = "".join(f"<th>{quoted(in_words(column))}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{quoted(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def paragraph(text: str) -> str:
    """A paragraph in HTML."""
    return f"<p>{quoted(text)}</p>"


def quoted(cell: object) -> str:
    """A value as a text in HTML, in which nothing steers a page or a terminal; nothing for None."""
    if isinstance(cell, list | tuple):
        cell = ", ".join(map(str, cell))
    return "" if cell is None else escape(printable(str(cell)))


def page_of_rows(first: Iterable[Row], length: int) -> str:
    """The first rows as a table, and how many there are.

    Args:
        first: the first of them.
        length: how many there are.
    """
    columns = (*_SHOWN, *_MORE)
    shown = [[data[name] for name in columns] for data in map(row_data, first)]
    rest = f", of which {len(shown)} are shown" if len(shown) < length else ""
    return table(columns, shown) + paragraph(counted(length, "row") + rest)
