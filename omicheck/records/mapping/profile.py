"""What stands in a column of an extract, as far as a proposal asks for it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from attrs import frozen

from omicheck.dates import read_date, read_span
from omicheck.records.mapping.date_forms import SERIAL_FORM, usual_forms, without_time
from omicheck.records.sheets.grid import BrokenCell, Cell, Table
from omicheck.records.sheets.texts import text_of
from omicheck.text import MONTHS, WEEKDAYS

# Of a free text every cell is another; looking at so many different ones tells that it is one.
_MOST_WORDS: Final = 60
_LAST_MONTH: Final = 12
# A day, a month and a year with marks or blanks between them.
_DAY: Final = rf"(?:(?:{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*,? )?(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_MONTH: Final = rf"(?:0?[1-9]|1[0-2]|(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*[.,]?)"
_LIKE_DATE: Final = re.compile(rf"{_DAY}([-/. ] ?){_MONTH}[-/. ] ?(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})", re.IGNORECASE)


@frozen(eq=False)
class Profile:
    """A column.

    Attributes:
        heading: its heading.
        filled: how many cells have something in them.
        different: how many different things stand in it.
        words: the most frequent ones, texts and numbers, with the number of cells.
        date_cells: how many cells are dates.
        date_texts: how many are texts that look like dates.
        odd_dates: how those of them look that no usual form reads, such as `00.00.00`, with the number of cells.
        forms: the usual forms that all of these texts have, those without a year in full last.
        ways: the different sets of usual forms that one of these texts has.
        serials: how many cells are numbers that a spreadsheet may keep of dates.
        numbers: how many are numbers.
        swapped: whether all cells that are dates may have day and month the wrong way round.
        timed: whether a date has a time of day.
    """

    heading: str
    filled: int
    different: int
    words: Mapping[str, int]
    date_cells: int
    date_texts: int
    odd_dates: Mapping[str, int]
    forms: tuple[str, ...]
    ways: frozenset[tuple[str, ...]]
    serials: int
    numbers: int
    swapped: bool
    timed: bool

    @property
    def dates(self) -> float:
        """The share of cells that are dates, or look like them."""
        return (self.date_cells + self.date_texts) / self.filled if self.filled else 0.0


def profile(table: Table, heading: str, rows: Sequence[int]) -> Profile:
    """What stands in some rows of a column."""
    column = table.columns[heading]
    cells = [column[row] for row in rows if column[row] != "" and not isinstance(column[row], BrokenCell)]
    days = [cell for cell in cells if isinstance(cell, date)]
    words = Counter(text_of(cell) for cell in cells if not isinstance(cell, date))
    texts: Counter[str] = Counter()
    for word, count in words.items():
        texts[without_time(word, any_time=True)] += count
    read_as = {text: tuple(form.text for form in usual_forms() if form.read(text)) for text in texts}
    looking = [text for text, forms in read_as.items() if forms]
    iso = [text for text in texts if read_date(text) is not None]
    ways = frozenset(read_as[text] for text in looking)
    forms = tuple(form.text for form in usual_forms() if ways and all(form.text in way for way in ways))
    odd = [text for text, forms in read_as.items() if not forms and _is_odd_date(text)]
    return Profile(
        heading,
        len(cells),
        len(set(cells)),
        dict(words.most_common(_MOST_WORDS)),
        len(days),
        sum(texts[text] for text in (*looking, *iso, *odd)),
        _looks(odd, texts),
        forms,
        ways,
        sum(SERIAL_FORM.read(text_of(cell)) is not None for cell in cells if not isinstance(cell, date)),
        sum(isinstance(cell, float) for cell in cells),
        _may_be_swapped(days, looking),
        any(isinstance(cell, datetime) and cell.time().isoformat() != "00:00:00" for cell in cells)
        or any(without_time(word, any_time=True) != without_time(word, any_time=False) for word in words),
    )


def _is_odd_date(text: str) -> bool:
    """Whether a text looks like a date in none of the usual forms."""
    if read_span(text) is not None or _LIKE_DATE.fullmatch(text) is None:
        return False
    # A day that there is not is written in a usual form all the same.
    return not any(form.pattern.fullmatch(text) for form in usual_forms())


def _looks(texts: Sequence[str], counts: Mapping[str, int]) -> Mapping[str, int]:
    looks: Counter[str] = Counter()
    for text in texts:
        looks[re.sub("[0-9]", "0", text)] += counts[text]
    return looks


def _may_be_swapped(days: Sequence[date], texts: Sequence[str]) -> bool:
    """Whether dates look as if a program with American settings had read British ones.

    It would have taken 3/4/2009 for 4 March, and left 27/2/2009 a text.
    """
    firsts = [int(text.partition("/")[0]) for text in texts if text.partition("/")[0].isdecimal()]
    return bool(days and firsts) and all(day.day <= _LAST_MONTH for day in days) and min(firsts) > _LAST_MONTH


def looks_like_total(cell: Cell) -> bool:
    """Whether a cell begins a row of totals."""
    return isinstance(cell, str) and cell.strip().casefold().startswith(("total", "grand total", "sum of", "count of"))


def rows_of_totals(table: Table, totals: str | None) -> Mapping[str, Sequence[int]]:
    """The words with which rows of totals begin under the heading of totals, with the lines of these rows.

    Args:
        table: the table.
        totals: the heading, if there is one.
    """
    if totals is None:
        return {}
    words: dict[str, list[int]] = {}
    for row, cell in enumerate(table.columns[totals]):
        if looks_like_total(cell):
            # What follows the first word is mostly a number, which is another one next time.
            first, *more = text_of(cell).split()
            words.setdefault(f"{first.rstrip(':')}*" if more else first, []).append(table.lines[row])
    return words
