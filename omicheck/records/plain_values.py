"""Values as Python and its libraries for data have them, made into what JSON would say."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from omicheck.records.written_values import PARTS_OF_A_DAY, is_whole, moment

_PLAIN: Final = frozenset((str, bool, int, float, type(None)))
# How pandas writes that a value is missing where it has a type of its own for it.
_MISSING: Final = ("NAType", "NaTType")


def plain_value(value: Any) -> Any:  # noqa: ANN401, it is data of any shape
    """A value as JSON would say it, None for one that is missing; what JSON cannot say stays as it is.

    A day is its text, also where it is told as its first moment without a time zone. A number that is whole is a whole
    number however it is kept, since a column of whole numbers with one missing is mostly kept as one of fractions.

    Args:
        value: the value.

    Examples:
        >>> plain_value([date(2010, 1, 18), datetime(2010, 1, 18), 2.0, 2.5, float("nan")])
        ['2010-01-18', '2010-01-18', 2, 2.5, None]
        >>> plain_value(datetime(2010, 1, 18, 9, 30))
        datetime.datetime(2010, 1, 18, 9, 30)
    """
    if value is None or isinstance(value, str | bool) or type(value) is int:
        return value
    if type(value).__name__ in _MISSING:
        return None
    if isinstance(value, Mapping):
        return {key: plain_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    # What numpy has: numbers, flags and days of its own, and arrays of them.
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        # Days counted in billionths of a second would become bare numbers.
        made = (value.astype("datetime64[us]") if value.dtype.kind == "M" else value).tolist()
        if value.dtype.kind == "M" and isinstance(made, int):
            return _plain_moment(moment(made, PARTS_OF_A_DAY["us"]))
        return value if type(made) is type(value) else plain_value(made)
    if isinstance(value, float | Decimal):
        return _number(value)
    return _plain_moment(value)


def _plain_moment(value: Any) -> Any:  # noqa: ANN401, as above
    if isinstance(value, datetime):
        is_day = value.tzinfo is None and value.time() == time.min and not getattr(value, "nanosecond", 0)
        # One of pandas may lie outside Python's calendar, in which it is no day.
        return value.isoformat().partition("T")[0] if is_day else value
    return value.isoformat() if isinstance(value, date) else value


def _number(value: float | Decimal) -> float | Decimal | int | None:
    if value != value:  # noqa: PLR0124, what is no number is not equal to itself
        return None
    return int(value) if is_whole(value) else value


def is_plain(value: object) -> bool:
    """Whether JSON could say a value.

    Args:
        value: the value, as `plain_value` gives it.
    """
    # Nearly all are of these types.
    if type(value) in _PLAIN:
        return True
    if isinstance(value, list):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(one) for key, one in value.items())
    return isinstance(value, str | int | float | Decimal)


def hash_of(records: Iterable[object]) -> str:
    """The hash of what records say, which is the same whatever held them and in whatever order their keys stand.

    Args:
        records: the records, as `plain_value` gives them.
    """
    encoder = json.JSONEncoder(sort_keys=True, default=str)
    digest = hashlib.sha256()
    for record in records:
        digest.update(f"{encoder.encode(record)}\n".encode())
    return digest.hexdigest()


def written(value: Any) -> Any:  # noqa: ANN401, it is data of any shape
    """A value as JSON can write it, whatever held it: what JSON has no form for is a text.

    Args:
        value: the value.

    Examples:
        >>> written({"date": date(2010, 1, 18), "hours": [Decimal("1.50"), float("inf")], "by": b"x"})
        {'date': '2010-01-18', 'hours': [Decimal('1.50'), 'inf'], 'by': "b'x'"}
    """
    if isinstance(value, Mapping):
        return {str(key): written(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [written(one) for one in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return value if isfinite(value) else str(value)
    return value if value is None or isinstance(value, str | int) else str(value)
