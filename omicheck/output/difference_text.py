"""A difference of rules as text for people, and as Markdown for a pull request: the same content in two dresses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from omicheck.authoring.difference import Difference, Flip
from omicheck.authoring.score_shifts import Shift, Standing
from omicheck.model.row import Row
from omicheck.output.difference_data import counts
from omicheck.output.markdown import escaped, table
from omicheck.output.text_table import TextTable, prose
from omicheck.text import counted, in_words, printable

_LONGEST_LIST: Final = 200
_LEVELS: Final = {"question": "Question", "criterion": "Criterion", "section": "Section", "headline": "Headline"}


@frozen
class Markup:
    """How headings and tables are written."""

    heading: Callable[[str], str]
    table: Callable[[Sequence[str], Sequence[Sequence[str]]], Iterator[str]]
    item: Callable[[str], str]


def lines(difference: Difference, names: tuple[str, str], markup: Markup) -> Iterator[str]:
    """The lines, each with its end.

    Args:
        difference: what differs.
        names: what the user called the two rule bases.
        markup: that of the format.
    """
    for line in _lines(difference, names, markup):
        yield f"{line}\n"


def _lines(difference: Difference, names: tuple[str, str], markup: Markup) -> Iterator[str]:
    yield markup.heading(f"Rules: {names[0]} -> {names[1]}")
    yield ""
    if not difference.changes:
        yield "No rule or limit in force differs in what it asks."
    for change in difference.changes:
        note = f" ({change.note})" if change.note else ""
        parts = "; ".join(part.text for part in change.parts)
        yield markup.item(f"{change.rule} {change.what}{note}{f': {parts}' if parts else ''}")
    yield ""
    if not difference.after.cases and not difference.before.cases:
        yield "No case was there, so verdicts, shares and scores were not compared; PATH names records."
        return
    yield from _flips(difference, markup)
    yield from _shifts(difference.shifts, markup)


def _flips(difference: Difference, markup: Markup) -> Iterator[str]:
    told = counts(difference)
    flips = counted(told["flips"], "verdict")
    flipping = "flips" if told["flips"] == 1 else "flip"
    yield markup.heading(f"{flips} {flipping} in {told['cases_with_flips']:,} of {counted(told['cases'], 'case')}")
    yield ""
    if difference.flips:
        kinds = [[verdict(one["from"]), verdict(one["to"]), f"{one['rows']:,}"] for one in told["from_to"]]
        yield from markup.table(("From", "To", "Verdicts"), kinds)
        yield ""
        columns = ("Case", "Rule", "From", "To", "Why")
        yield from markup.table(columns, [_flip(flip) for flip in difference.flips[:_LONGEST_LIST]])
        left = len(difference.flips) - _LONGEST_LIST
        if left > 0:
            yield f"and {left} more, which --format json lists"
        yield ""
    if difference.moved:
        rows = counted(len(difference.moved), "further row")
        yield f"{rows} with the same verdict and another date, limit or reason."
        yield ""


def _flip(flip: Flip) -> list[str]:
    row = flip.either
    number = f" #{row.occurrence}" if row.occurrence > 1 else ""
    why = "; ".join(flip.why)
    return [f"{printable(row.case_id)}{number}", row.rule, _told(flip.before), _told(flip.after), why]


def _told(row: Row | None) -> str:
    if row is None:
        return "no row"
    due = f", due {row.due_date}" if row.due_date is not None else ""
    return f"{in_words(row.verdict)} ({in_words(row.reason)}{due})"


def verdict(name: str | None) -> str:
    """A verdict in words, and what stands for none."""
    return "no row" if name is None else in_words(name)


def _shifts(shifts: Sequence[Shift], markup: Markup) -> Iterator[str]:
    changed = "" if shifts else ": none changes"
    yield markup.heading(f"Shares, scores and comments{changed}")
    if shifts:
        yield ""
        columns = ("Share or score", "What", "Before", "After")
        yield from markup.table(columns, [shift_cells(shift) for shift in shifts])


def shift_cells(shift: Shift) -> list[str]:
    """A shift as the cells of a table."""
    what = f"{_LEVELS[shift.level]} {shift.id}"
    return [what, shift.title, standing(shift.before), standing(shift.after)]


def standing(one: Standing) -> str:
    """A share or a score in a cell: `67% (2 of 3)`, `71% MODERATE`."""
    if one.percent is None:
        return "none"
    if one.relevant is not None:
        return f"{one.percent}% ({one.sufficient} of {one.relevant})"
    return f"{one.percent}% {one.comment}" if one.comment else f"{one.percent}%"


def _markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    return table(columns, (map(escaped, row) for row in rows))


def _plain(width: int) -> Markup:
    def plain_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        laid_out = TextTable(*(prose(column) for column in columns))
        for row in rows:
            laid_out.append(row)
        return laid_out.lines(width)

    return Markup(lambda text: text, plain_table, lambda text: f"  {text}")


_MARKDOWN: Final = Markup(lambda text: f"### {escaped(text)}", _markdown_table, lambda text: f"- {escaped(text)}")


def markup_of(format_: str, width: int) -> Markup:
    """The markup of a format.

    Args:
        format_: text or markdown.
        width: how wide the tables of a text may be.
    """
    return _MARKDOWN if format_ == "markdown" else _plain(width)
