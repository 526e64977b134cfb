"""Numbers with decimals, exactly as they are written: 0.1 is a tenth, whatever held it.

A number is kept as a `Decimal`. What holds records mostly has binary fractions, of which none is a tenth; but the
shortest text that stands for one is the text it was made from, as long as that had no more than fifteen digits. So a
number of more digits is refused: nobody can know what was written.

>>> as_number(0.1), as_number(12), as_number(Decimal("12.50"))
(Decimal('0.1'), Decimal('12'), Decimal('12.5'))
>>> as_number(0.1 + 0.2), as_number(float("nan")), as_number(True), as_number("0.1")
(None, None, None, None)

A cell of a table is a text; in it a number has digits and perhaps a point, and neither an exponent, which is how a
spreadsheet writes what it has no room for, nor signs between thousands.

>>> number_of_text("-12.50"), number_of_text("1.2E+05"), number_of_text("1,250")
(Decimal('-12.50'), '1.2E+05', '1,250')
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

# What a binary fraction of 64 bits keeps of a number, so that it comes out as it was written.
MOST_DIGITS: Final = 15
_WRITTEN: Final = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")


class DecimalText(str):
    """A text that stands without quotation marks where a number may stand, as `1.10` does in YAML.

    It is a text, so that the number of a question or of an edition stays as it is written, and a number to whoever
    asks for one.
    """

    __slots__ = ()


def as_number(data: object) -> Decimal | None:
    """The number that plain data stands for, without zeros at its end; None where it is none, or has too many digits.

    Args:
        data: a number of Python's own or a `DecimalText`; any other text is no number.
    """
    match data:
        case bool():
            return None
        case int() if abs(data) < 10**MOST_DIGITS:
            return Decimal(data)
        case float():
            return _plain(Decimal(repr(data)))
        case Decimal():
            return _plain(data)
        case DecimalText() if _WRITTEN.fullmatch(data):
            return _plain(Decimal(str(data)))
    return None


def _plain(number: Decimal) -> Decimal | None:
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        # It is not finite.
        return None
    some = "".join(map(str, digits)).strip("0")
    if not some:
        return Decimal(0)
    # No more digits before or behind the point either than there may be in all.
    if len(some) > MOST_DIGITS or not -MOST_DIGITS <= number.adjusted() < MOST_DIGITS:
        return None
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral() else short


def number_of_text(text: str) -> Decimal | str:
    """The number that a cell of a table stands for; the text itself where it is none."""
    return Decimal(text) if _WRITTEN.fullmatch(text) else text


def number_of_json(text: str) -> float | Decimal:
    """The number that a number with decimals in JSON stands for: a binary fraction where that says the same.

    >>> number_of_json("0.10"), number_of_json("0.30000000000000000001")
    (0.1, Decimal('0.30000000000000000001'))
    """
    binary = float(text)
    try:
        exact = Decimal(text)
        return binary if Decimal(repr(binary)) == exact else exact
    except InvalidOperation:
        return binary


def json_of_number(number: Decimal) -> int | float | str:
    """A number as JSON would hold it; as a text where no number of JSON's usual readers would be the same.

    >>> json_of_number(Decimal("12.50")), json_of_number(Decimal("12.00"))
    (12.5, 12)
    """
    if not number.is_finite():
        return str(number)
    if number == number.to_integral() and number.adjusted() < MOST_DIGITS:
        return int(number)
    binary = float(number)
    return binary if Decimal(repr(binary)) == number else str(number)


def number_in_words(number: Decimal) -> str:
    """A number as people write it, without an exponent.

    >>> number_in_words(Decimal("0.0000001")), number_in_words(Decimal("35.5"))
    ('0.0000001', '35.5')
    """
    return f"{number:f}"
