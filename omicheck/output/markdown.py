"""Tables of Markdown."""

from collections.abc import Iterable, Iterator, Sequence


def cell(text: str) -> str:
    """A text that may hold markup, in one line and without what would end a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def escaped(text: str) -> str:
    """A text in one line without what Markdown would take for markup."""
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>#|" else one for one in " ".join(text.split()))


def table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table, whose cells can stand as they are."""
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
