"""The values of attributes of an event log, as the cells of a table."""

from typing import Final

from omicheck.decimals import number_of_json
from omicheck.records.sheets.grid import BrokenCell, Cell

# The elements of XES that are attributes with one value, and those that hold others.
PLAIN: Final = ("string", "date", "int", "float", "boolean", "id")
HOLDERS: Final = ("list", "container")
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}
_BETWEEN: Final = ";"


def cell_of(kind: str, text: str) -> Cell:
    """The cell of an attribute; what is no value of its kind stays a text, to be found wrong if it is asked for.

    Args:
        kind: the element, one of `PLAIN`.
        text: its value as it is written.
    """
    bare = text.strip()
    match kind:
        case "boolean":
            return _FLAGS.get(bare, bare)
        case "int" if bare.removeprefix("-").isdecimal() and bare.isascii() and len(bare) <= 18:  # noqa: PLR2004
            return int(bare)
        case "float":
            return _number(bare)
    # A date keeps its time and its distance from Greenwich, of which the mapping says what becomes.
    return bare


def _number(text: str) -> Cell:
    try:
        number = number_of_json(text)
    except ValueError:
        return text
    # A number of too many digits stays as it is written, and is refused where a number is asked for.
    return number if isinstance(number, float) and abs(number) < float("inf") else text


def cell_of_items(items: list[Cell | None]) -> Cell:
    """The cell of a list: its items as a CSV table has them.

    Args:
        items: the cells of its items, None for one that is no plain value.
    """
    texts = ["" if item is None else str(item).lower() if isinstance(item, bool) else str(item) for item in items]
    if not all(texts) or any(_BETWEEN in text for text in texts):
        return BrokenCell(f"a list of {len(items)} that no cell can hold")
    return _BETWEEN.join(texts) or "none"
