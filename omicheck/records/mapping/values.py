"""Cells to values of the record, as JSON would hold them; what cannot be taken is told, with the remedy."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from attrs import evolve, frozen

from omicheck.dates import read_date, read_span
from omicheck.decimals import as_number, number_of_text
from omicheck.findings import show, value_left_out
from omicheck.model.vocabulary import ValueType
from omicheck.private_values import ValueLeftOut
from omicheck.records.mapping.date_forms import (
    SERIAL,
    DateForm,
    has_time,
    readings,
    why_not_read,
    without_days,
    without_time,
)
from omicheck.records.mapping.model import RecordMapping, Source
from omicheck.records.mapping.words import Words, word_key
from omicheck.records.sheets.grid import BrokenCell, Cell, SingleCell
from omicheck.records.sheets.texts import text_of
from omicheck.records.structure import as_value, describe, known_words, nearest_value
from omicheck.records.table_rows import EMPTY_LIST
from omicheck.records.written_values import whole_number
from omicheck.text import in_words

# A spreadsheet keeps so many digits of a number; the rest of a longer reference is gone.
_MOST_EXACT: Final = 10**15
# Longer lists are not read.
_MOST_LISTED: Final = 16
_ONE_OF_THEM: Final = "one value; a path to one of them, as with [0], or a table with `each` of them"
_SAY_SO: Final = "or say under `values:` of the mapping what the word means"


@frozen
class Wrong:
    """That a cell cannot be taken.

    Attributes:
        found: what was found.
        expected: what was expected, and the remedy.
        nearest: the nearest value, if any.
        text: the cell as it stands.
        heading: the heading of its column, where a value may come from one of several.
    """

    found: str
    expected: str
    nearest: str | None
    text: str
    heading: str | None = None


def converted(
    cells: Sequence[Cell], source: Source, wanted: ValueType, mapping: RecordMapping, *, of_event: bool = False
) -> list[Any]:
    """What the cells of a column say: values, None for what is not known, or `Wrong`.

    Args:
        cells: the cells.
        source: what the mapping says of the column.
        wanted: the type of the values.
        mapping: the mapping.
        of_event: whether they are dates of events, which may be known in part.
    """
    read = _reader(source, wanted, mapping, of_event=of_event)

    def value(cell: Cell) -> Any:  # noqa: ANN401, it is data of any shape
        if isinstance(cell, tuple):
            if wanted.kind == "list":
                return _items(list(map(text_of, cell)), cell, source, wanted, {**mapping.values, **source.values})
            return value(cell[0] if cell else "") if len(cell) <= 1 else Wrong(_several(cell), _ONE_OF_THEM, None, "")
        if isinstance(cell, BrokenCell):
            return Wrong(cell.what, cell.expected, None, cell.what)
        if cell == "" or (isinstance(cell, str) and not cell.strip()):
            return source.empty
        key = word_key(cell)
        if key in source.values:
            meant = source.values[key]
            return [meant] if wanted.kind == "list" and isinstance(meant, str) else meant
        if key in mapping.values and _may_be(mapping.values[key], wanted):
            return mapping.values[key]
        return read(cell)

    # Of texts and days the same stand in many cells; of the rest true and 1 would be taken for the same.
    known = {cell: value(cell) for cell in set(cells) if type(cell) is str or type(cell) is date}
    return [known[cell] if type(cell) is str or type(cell) is date else value(cell) for cell in cells]


def _several(cells: tuple[SingleCell, ...]) -> str:
    return ValueLeftOut(f"{len(cells)} values", show(text_of(cells)))


def filled_down(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells, of which an empty one has what stands in the last before it that is not."""
    filled: list[Cell] = []
    last: Cell = ""
    for cell in cells:
        last = cell if cell != "" else last
        filled.append(last)
    return filled


def _may_be(value: Any, wanted: ValueType) -> bool:  # noqa: ANN401, it is data of any shape
    """Whether what a word means in the whole mapping can be meant here: never in a free text, but for `null`."""
    if value is None:
        return True
    return wanted.kind in ("flag", "choice", "level", "integer", "number") and as_value(value, wanted) is not None


def _reader(source: Source, wanted: ValueType, mapping: RecordMapping, *, of_event: bool) -> Callable[[Cell], Any]:
    forms, left_out = source.dates or mapping.dates, mapping.time_of_day_left_out
    match wanted.kind:
        case "date":
            return lambda cell: _date(cell, forms, of_event=of_event, time_left_out=left_out)
        case "text":
            return lambda cell: _text(cell, source.digits)
        case "list":
            return lambda cell: _list(cell, source, wanted, {**mapping.values, **source.values})
        case "integer":
            return lambda cell: _plain(_number(cell), cell, wanted)
        case "number":
            return lambda cell: _plain(_decimal(cell), cell, wanted)
        case "flag":
            return lambda cell: _plain(_flag(cell), cell, wanted)
    written = _as_written(wanted)
    return lambda cell: _plain(written.get(word_key(cell), text_of(cell)), cell, wanted)


def _as_written(wanted: ValueType) -> Words:
    """The values of a type by how people write them: `Very High` for `very_high`."""
    return {word_key(in_words(value)): value for value in wanted.values} | {word_key(one): one for one in wanted.values}


def _plain(value: Any, cell: Cell, wanted: ValueType) -> Any:  # noqa: ANN401, it is data of any shape
    if as_value(value, wanted) is not None:
        return value
    text = text_of(cell)
    expected = describe(wanted) if len(wanted.values) <= _MOST_LISTED else "a word of the vocabulary"
    return Wrong(value_left_out(text, known_words(wanted)), f"{expected}; {_SAY_SO}", nearest_value(text, wanted), text)


def _number(cell: Cell) -> Any:  # noqa: ANN401, it is data of any shape
    text = text_of(cell)
    number = None if isinstance(cell, bool) else whole_number(text)
    return text if number is None else number


def _decimal(cell: Cell) -> Any:  # noqa: ANN401, it is data of any shape
    number = as_number(cell)
    return number_of_text(text_of(cell)) if number is None else number


def _flag(cell: Cell) -> Any:  # noqa: ANN401, it is data of any shape
    text = text_of(cell).lower()
    return text == "true" if text in ("true", "false") else text


def _text(cell: Cell, digits: int) -> Any:  # noqa: ANN401, it is data of any shape
    text = text_of(cell)
    if isinstance(cell, float) and abs(cell) >= _MOST_EXACT:
        expected = "a text; a spreadsheet keeps only fifteen digits of a number, so its last ones may be lost"
        return Wrong(value_left_out(cell, (), f"the number {text}"), expected, None, text)
    return text.zfill(digits) if digits and text.isdecimal() else text


def _list(cell: Cell, source: Source, wanted: ValueType, words: Words) -> Any:  # noqa: ANN401, it is data of any shape
    text = text_of(cell)
    if text.casefold() == EMPTY_LIST:
        return []
    return _items([part.strip() for part in text.split(source.separator)], cell, source, wanted, words)


def _items(texts: Sequence[str], cell: Cell, source: Source, wanted: ValueType, words: Words) -> Any:  # noqa: ANN401
    items: list[Any] = []
    words = {**_as_written(wanted), **words}
    for item in texts:
        meant = words.get(word_key(item), item) if item else None
        items += meant if isinstance(meant, list) else [] if meant is None else [meant]
    wrong = [item for item in items if item not in wanted.values]
    if not wrong:
        return items
    one = evolve(wanted, kind="choice")
    separated = "" if isinstance(cell, tuple) else f", separated by {source.separator!r}"
    return Wrong(
        value_left_out(wrong[0], known_words(one)),
        f"{describe(wanted)}{separated}; {_SAY_SO}",
        nearest_value(wrong[0], one),
        text_of(cell),
    )


def _date(cell: Cell, forms: Sequence[DateForm], *, of_event: bool, time_left_out: bool) -> Any:  # noqa: ANN401
    if isinstance(cell, datetime):
        if time_left_out or cell.time() == time():
            return cell.date().isoformat()
        return _with_time(cell.isoformat(sep=" "))
    if isinstance(cell, date):
        return cell.isoformat()
    text = text_of(cell)
    if isinstance(cell, time | timedelta):
        return Wrong(ValueLeftOut("a time of day", f"{text}, a time of day"), "a date", None, text)
    if isinstance(cell, str):
        return _date_of_text(text, forms, of_event=of_event, time_left_out=time_left_out)
    if of_event and read_span(text) is not None:
        return text
    if serial := readings(text, (form for form in forms if form.text == SERIAL)):
        return serial[0]
    return Wrong(
        ValueLeftOut("a value that is no date", f"{text}, which is no date"),
        "a date; if it is one, format the cells of the column as dates, or say `dates: serial` in the mapping",
        None,
        text,
    )


def _date_of_text(text: str, forms: Sequence[DateForm], *, of_event: bool, time_left_out: bool) -> Any:  # noqa: ANN401
    day = without_time(text, any_time=time_left_out)
    if read_date(day) is not None or (of_event and read_span(day) is not None):
        return day
    found = readings(day, forms)
    if len(found) == 1:
        return found[0]
    stated = " or ".join(form.text for form in forms)
    if found:
        expected = f"a date that only one of {stated} can mean"
        with_days = ValueLeftOut(expected, f"{expected}, not {' or '.join(found)}")
        return Wrong(value_left_out(text), with_days, None, text)
    if has_time(day) and (readings(without_time(day, any_time=True), forms) or read_date(day[:10]) is not None):
        return _with_time(text)
    why = why_not_read(day)
    expected = f"a date as {stated}" if forms else "a date as YYYY-MM-DD, or `dates:` of the mapping"
    if why and not forms:
        # Which days it may be is as good as the value.
        expected = ValueLeftOut(f"{expected} ({without_days(why)})", f"{expected} ({why})")
    return Wrong(value_left_out(text), expected, None, text)


def _with_time(text: str) -> Wrong:
    return Wrong(
        ValueLeftOut(f"{value_left_out(text)}, with a time of day", f"{show(text)}, with a time of day"),
        "a date; `time_of_day: left_out` of the mapping leaves it out",
        None,
        text,
    )
