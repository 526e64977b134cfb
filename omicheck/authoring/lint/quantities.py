"""The numbers in a sentence, with their units and directions: `within five working days`, `six months before`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from attrs import frozen

from omicheck.dates import Period, Unit

_ONES: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: (place + 2) * 10 for place, word in enumerate(_TENS)},
    **{
        f"{ten}-{one}": (place + 2) * 10 + number
        for place, ten in enumerate(_TENS)
        for number, one in enumerate(_ONES[1:10], 1)
    },
}
# With commas between the thousands or without.
_DIGITS: Final = r"(?<!\d,)(?<!\d\.)(?:\d{1,3}(?:,\d{3})+|\d+)(?!,\d{3}\b)(?!\.\d)"
_DECIMAL: Final = re.compile(r"(?<![\w.])\d+\.\d+(?!\w|\.\d)")
_NUMBER: Final = rf"(?P<number>{_DIGITS}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_UNIT: Final = r"(?P<unit>(?:business|working|calendar)[ -]days?|days?|weeks?|months?|years?)"
_UNITS: Final[dict[str, Unit]] = {
    "business": "business_days",
    "working": "business_days",
    "calendar": "days",
    "day": "days",
    "week": "weeks",
    "month": "months",
}
_MONTHS_OF_A_YEAR: Final = 12

# What a number follows when it is a name and not an amount.
_NAMES: Final = r"(?:tier|tiers|level|levels|category|categories|stage|band|schedule|section|paragraph|part|article)"
_NAMED: Final = re.compile(rf"{_NAMES}\s+(?:\S+\s+(?:or|and|to)\s+|\S+,\s+)*$", re.IGNORECASE)
_TIMED: Final = re.compile(rf"\b{_NUMBER}[ -]{_UNIT}\b(?P<after>[^.;,]*)", re.IGNORECASE)
_NEXT_DAY: Final = re.compile(
    r"\bby the (?:next|following|day after)(?P<unit> (?:business|working) day)?", re.IGNORECASE
)
_SAME_DAY: Final = re.compile(r"\b(?:by|on or before) the day(?: of| by| on)\b", re.IGNORECASE)
_BARE: Final = re.compile(rf"\b{_NUMBER}\b(?!-\w|\s?%|[ -]{_UNIT}\b)(?P<after>[^.;,]*)", re.IGNORECASE)
_TIER: Final = re.compile(r"^\W*(?:\S+\s+){0,3}?in (?!the\b)(?P<field>[a-z]+) (?P<value>\d+)\b", re.IGNORECASE)
_LEAST: Final = re.compile(
    r"\b(?:at least|not less than|no fewer than|a minimum of)\s+(?:as many as\s+)?$", re.IGNORECASE
)
_MOST: Final = re.compile(r"\b(?:at most|no more than|not more than|a maximum of)\s+$", re.IGNORECASE)
_WITHIN: Final = re.compile(r"\bwithin\s+(?:the\s+)?(?:first\s+)?$", re.IGNORECASE)
_BEFORE: Final = re.compile(r"^\s*(?:\w+\s+)?(?:before|beforehand|prior to|ahead of)\b", re.IGNORECASE)

Bound = Literal["at_least", "at_most", ""]


@frozen
class Quantity:
    """A number in a sentence.

    Attributes:
        text: the words, as they stand there.
        amount: the length of time, or the bare number.
        before: whether it is said to lie before what follows.
        bound: whether it is said to be the least or the most.
        by: the field and the value that it is said of, as in `two in tier 4`.
    """

    text: str
    amount: Period | int | Decimal
    before: bool = False
    bound: Bound = ""
    by: tuple[str, int] | None = None


def quantities(sentence: str) -> list[Quantity]:
    """The numbers of a sentence in their order, without those that name a tier, a level or a paragraph."""
    text = " ".join(sentence.split())
    found = [*_timed(text), *_days_in_words(text)]
    found += _bare(text, found)
    found += _decimals(text)
    return [quantity for _, quantity in sorted(found, key=lambda one: one[0])]


def _timed(text: str) -> Iterator[tuple[int, Quantity]]:
    for match in _TIMED.finditer(text):
        before = text[: match.start()]
        yield (
            match.start(),
            Quantity(
                f"{match['number']} {match['unit']}",
                _period(_number(match["number"]), match["unit"]),
                before=bool(_BEFORE.match(match["after"])),
                bound=_bound(before),
                by=_by(match["after"]),
            ),
        )


def _days_in_words(text: str) -> Iterator[tuple[int, Quantity]]:
    for match in _NEXT_DAY.finditer(text):
        yield match.start(), Quantity(match.group(), Period(1, "business_days" if match["unit"] else "days"))
    for match in _SAME_DAY.finditer(text):
        yield match.start(), Quantity(match.group(), Period(0, "days"))


def _bare(text: str, timed: list[tuple[int, Quantity]]) -> list[tuple[int, Quantity]]:
    """Numbers without a unit: after `within`, or in front of `before`, they take that of the amount before them.

    Elsewhere they are counts.
    """
    found = []
    for match in _BARE.finditer(text):
        before = text[: match.start()]
        if _NAMED.search(before):
            continue
        amount: Period | int = _number(match["number"])
        units = [one.amount for at, one in timed if at < match.start() and isinstance(one.amount, Period)]
        is_before = bool(_BEFORE.match(match["after"])) and bool(units)
        if units and (is_before or _WITHIN.search(before)):
            amount = Period(_number(match["number"]), units[-1].unit)
        elif match["number"].lower() == "one":
            continue  # a pronoun: "a late one counts"
        by = _by(match["after"])
        found.append((match.start(), Quantity(match["number"], amount, is_before, _bound(before), by)))
    return found


def _decimals(text: str) -> Iterator[tuple[int, Quantity]]:
    for match in _DECIMAL.finditer(text):
        before = text[: match.start()]
        if not _NAMED.search(before):
            yield match.start(), Quantity(match.group(), Decimal(match.group()), bound=_bound(before))


def _bound(before: str) -> Bound:
    return "at_least" if _LEAST.search(before) else "at_most" if _MOST.search(before) else ""


def _by(after: str) -> tuple[str, int] | None:
    match = _TIER.match(after)
    return None if match is None else (match["field"].lower(), int(match["value"]))


def _number(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else _WORDS[text.lower()]


def _period(number: int, unit: str) -> Period:
    word = unit.lower()
    if word.startswith("year"):
        return Period(number * _MONTHS_OF_A_YEAR, "months")
    first = next(known for known in _UNITS if word.startswith(known))
    return Period(number, _UNITS[first])
