"""A row as plain data: the fields in the order of the semantics, once for all formats."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, Final

import attrs

from omicheck.decimals import json_of_number
from omicheck.model.row import Row


def _as_json(value: object) -> Any:  # noqa: ANN401, it is data of any shape
    """What JSON can say of what it has no form for: numbers with decimals."""
    if isinstance(value, Decimal):
        return json_of_number(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


# One encoder for all rows: json.dumps would make a new one each time it is told of separators.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_json, allow_nan=False)
_PIECES: Final = 10_000
_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")
FIELDS: Final = tuple(attribute.name for attribute in attrs.fields(Row))
_DATES: Final = ("trigger_date", "due_date", "outcome_date")


def row_data(row: Row) -> dict[str, Any]:
    """A row as JSON would hold it: dates as ISO text, lists as lists, nulls written."""
    data: dict[str, Any] = dict(vars(row))
    for name in _DATES:
        if (day := data[name]) is not None:
            data[name] = day.isoformat()
    data["unknown_fields"] = list(row.unknown_fields)
    return data


def indented_json(data: object) -> Iterator[str]:
    """JSON for people and machines, a level being a blank, and a line's end; in pieces, as the whole may be large."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1, default=_as_json, allow_nan=False).iterencode(data)
    while some := "".join(islice(pieces, _PIECES)):
        yield _with_codes(some)
    yield "\n"


def compact_json(data: object) -> str:
    """JSON in one line, without a space that is not in a text.

    A number that JSON does not have, such as a record may hold that is rejected, is written as a text.

    >>> compact_json({"tier": float("inf"), "was": [1.5, float("nan")]})
    '{"tier":"Infinity","was":[1.5,"NaN"]}'
    """
    try:
        return _with_codes(_ENCODER.encode(data))
    except ValueError:
        return _with_codes(_ENCODER.encode(_with_texts(data)))


def _with_texts(data: Any) -> Any:  # noqa: ANN401, it is data of any shape
    match data:
        case Mapping():
            return {key: _with_texts(value) for key, value in data.items()}
        case list() | tuple():
            return [_with_texts(value) for value in data]
        case float() if not math.isfinite(data):
            return "NaN" if math.isnan(data) else "Infinity" if data > 0 else "-Infinity"
    return data


def _with_codes(text: str) -> str:
    # Half a surrogate pair, which a rejected record may have, can be written only as JSON's own code for it.
    return text if text.isascii() else _HALF_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
