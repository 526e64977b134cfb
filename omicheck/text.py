"""Words, dates and untrusted texts, as they are printed for people.

A sentence, a heading and a timeline give a date in words, with its weekday, on which business days turn. A cell of a
table, a file, and a message that quotes one give it as `YYYY-MM-DD`.
"""

import codecs
import re
from collections import Counter
from datetime import date
from functools import cache, lru_cache
from typing import Final

from omicheck.dates import ALL_TIME, Span

_COMPARED: Final = 300
_MOST_ALIKE: Final = 50
# strftime would follow the locale of the machine.
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
# What CI servers take for a command: of some at the beginning of a line, after blanks of any kind; of some anywhere.
_COMMAND: Final = re.compile(r"^(\s*):(?=:)|#(?=#[A-Za-z]*\[)")


@cache
def long_date(day: date) -> str:
    """`Wednesday 15 April 2009`, in English wherever it is printed."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def span_in_words(span: Span) -> str:
    """When something may have been: a day, `April 2009`, `2009`, or `no date`."""
    first, last = span.first, span.last
    if span == ALL_TIME:
        return "no date"
    if first == last:
        return long_date(first)
    if span == Span(date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    return f"{MONTHS[first.month - 1]} {first.year}"


def month_in_words(text: str) -> str:
    """`November 2026` of `2026-11`; any other text as it is."""
    found = _MONTH.fullmatch(text)
    return text if found is None else f"{MONTHS[int(found[2]) - 1]} {found[1]}"


def in_words(name: str) -> str:
    """A word of the vocabulary, or a unit, as words: `not_met` is `not met`."""
    return name.replace("_", " ")


def plain_text(value: object) -> str:
    """A value as records write it in a cell: a flag in small letters.

    >>> plain_text(True), plain_text(2), plain_text("high")
    ('true', '2', 'high')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)


def printable(text: str) -> str:
    """A text from a record without what could steer a terminal: such characters are shown as codes."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )


def without_commands(line: str) -> str:
    r"""A line that is printed for people without what a CI server, in whose log it may come, would take for a command.

    >>> without_commands("  ::stop-commands::x"), without_commands("B ##[error]x"), without_commands("a::b #1")
    ('  \\x3a:stop-commands::x', 'B \\x23#[error]x', 'a::b #1')
    """
    if "::" not in line and "##" not in line:
        return line
    return _COMMAND.sub(lambda one: f"{one[1] or ''}\\x{ord(one[0][-1]):02x}", line)


def harmless(line: str) -> str:
    """A line that is printed for people, without what whoever shows it would take for a command."""
    return without_commands(printable(line))


def amount_in_words(amount: str) -> str:
    """A length of time, or a number, as words: `5 business days`, `1 month`."""
    words = in_words(amount)
    return words.removesuffix("s") if words.startswith("1 ") else words


def ordinal(number: int) -> str:
    """`first`, `second`, `third`, and in figures from there on."""
    words = ("first", "second", "third")
    if number <= len(words):
        return words[number - 1]
    tens, ones = divmod(number % 100, 10)
    return f"{number}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 case`, `2 cases`, `3,400 cases`; a noun of which another plural is right is given with it."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def file_and_line(file: str, line: int | None) -> str:
    """A place in a file, as editors and compilers write it: `cases.json:12`; without a line the file alone."""
    return file if line is None else f"{file}:{line}"


def decoded(content: bytes) -> str:
    """A text in UTF-8, with a byte-order mark or without one, or in UTF-16 with one, as PowerShell writes it.

    Args:
        content: its bytes.

    Raises:
        UnicodeDecodeError: it is in another encoding.
    """
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if is_wide else "utf-8-sig")


# The same word stands in thousands of rows, and each search takes longer than reading its record.
@lru_cache(maxsize=10_000)
def nearest_text(name: str, names: tuple[str, ...]) -> str | None:
    """The text of some that is most like another, if any is like it."""
    from difflib import get_close_matches  # noqa: PLC0415, of use only where something is wrong

    word = name.casefold()
    # To compare each of thousands of wrong names with each of thousands of known ones would take minutes.
    folded = {one.casefold(): one for one in (names if len(names) <= _COMPARED else _most_alike(word, names))}
    matches = get_close_matches(word, folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def is_writable(text: str) -> bool:
    """Whether a text can be written as UTF-8, which one with half a surrogate pair in it cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _most_alike(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that share the most pairs of letters with a word."""
    index = _by_pair(names)
    shared = Counter(place for pair in _pairs(word) for place in index.get(pair, ()))
    return tuple(names[place] for place, _ in shared.most_common(_MOST_ALIKE))


@lru_cache(maxsize=4)
def _by_pair(names: tuple[str, ...]) -> dict[str, list[int]]:
    """The places of names, by each pair of letters in them."""
    index: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        for pair in _pairs(name.casefold()):
            index.setdefault(pair, []).append(place)
    return index


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(max(1, len(word) - 1))}
