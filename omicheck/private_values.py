"""What is told of values that may be about a person: what kind of value was found, and not the value.

Anything may stand in a cell that is wrong: a name in the column of the tier, a date of birth in that of a word. So what
is told of it does not depend on the column, but on the value alone. A word that is written nearly as one that may stand
there tells no more than that word, and a number of two digits tells of nobody.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, Self

from omicheck.text import is_writable

# So alike are a word and the one that was meant; at less a name might pass for a word.
_NEARLY: Final = 0.75
# A number under a hundred, with two decimals at most.
_SMALL: Final = r"[+-]?[0-9]{1,2}(?:\.[0-9]{1,2})?"
# A longer text is no date.
_LONGEST_DATE: Final = 35
# Patterns are made when they are used, as nothing is wrong with most records.
_MONTH: Final = (
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|"
    r"september|october|november|december)\b"
)
_DAY: Final = r"(?:[0-9]|[-/.,: TZ+]|Mmm)*[0-9](?:[0-9]|[-/.,: TZ+]|Mmm)*"
_BETWEEN_WORDS: Final = r"[\s_-]+"


class ValueLeftOut(str):
    """A text that says what kind of value was found; the same with the value goes with it, for whoever asks for it.

    As a text it is the one without the value, so that whatever is made of it has no value in it either.
    """

    __slots__ = ("in_full",)
    in_full: str

    def __new__(cls, text: str, in_full: str) -> Self:
        """Makes the text.

        Args:
            text: what is told.
            in_full: the same with the value.
        """
        made = super().__new__(cls, text)
        made.in_full = in_full
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return str(self), self.in_full


def in_full(text: str) -> str:
    """A text with the values that are left out of it, if there are any."""
    return text.in_full if isinstance(text, ValueLeftOut) else text


def left_out_of_hint(nearest: str | None) -> str | None:
    """A hint that is as good as the value that was found, such as the day that a text means: told to nobody unasked."""
    return None if nearest is None else ValueLeftOut("", nearest)


def failed(what: str, error: BaseException, told: str | None = None) -> str:
    """That something failed, with the kind of error; its text, in which a library may quote a value, is left out.

    Args:
        what: what failed.
        error: the error.
        told: the text of the error, where it is not to be told as it stands.
    """
    text = str(error) if told is None else told
    return ValueLeftOut(f"{what} ({type(error).__name__})", f"{what} ({text})")


def of_unknown_case(case_id: str | None) -> str:
    """That a row is about no case that is known; what stands in the place of its reference may be anything."""
    if not case_id:
        return "a row without a case_id"
    return ValueLeftOut("a row for a case that is not there", f"a row for case {case_id!r}")


def kind_of(data: object, known: Iterable[object] = ()) -> str | None:
    """What kind of value something is; None for what tells nothing of anybody, so that it may be told as it stands.

    Args:
        data: the value, as JSON or YAML gives it.
        known: the words that may stand in its place.

    Examples:
        >>> kind_of("Jo Bloggs"), kind_of(1985), kind_of("27 Feb 1985"), kind_of("1985-02-27")
        ('a text', 'a number of 4 digits', 'a text written as 00 Mmm 0000', 'a text written as 0000-00-00')
        >>> kind_of(12), kind_of(""), kind_of([1, 2]), kind_of("Comunity order", ["community_order"])
        (None, None, None, None)
        >>> kind_of(" "), kind_of(chr(0xD800))
        ('blanks', 'a text with half a surrogate pair, which stands for no character')
    """
    if data is None or isinstance(data, bool | list | dict) or data == "":
        return None
    if isinstance(data, int | float | Decimal | str) and re.fullmatch(_SMALL, str(data)):
        return None
    if isinstance(data, int):
        return f"a number of {len(str(abs(data)))} digits"
    if isinstance(data, float | Decimal):
        return "a number with decimals"
    if isinstance(data, date):
        return "a day, or a moment of one"
    if not isinstance(data, str):
        return "a value of another kind"
    if any(_is_nearly(data, str(word)) for word in known):
        return None
    if not data.strip():
        return "blanks"
    if not is_writable(data):
        return "a text with half a surrogate pair, which stands for no character"
    with_months = re.sub(_MONTH, "Mmm", data) if len(data) <= _LONGEST_DATE else data
    if len(data) <= _LONGEST_DATE and re.fullmatch(_DAY, with_months):
        return f"a text written as {re.sub('[0-9]', '0', with_months)}"
    return "a text"


# The same word stands in thousands of rows.
@lru_cache(maxsize=100_000)
def _is_nearly(text: str, word: str) -> bool:
    one, other = (re.sub(_BETWEEN_WORDS, "_", each.casefold().strip()) for each in (text, word))
    if one == other:
        return True
    # The likeness of two texts is no more than what their lengths allow, and what their letters do.
    if 2 * min(len(one), len(other)) < _NEARLY * (len(one) + len(other)):
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415, of use only where something is wrong

    matcher = SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= _NEARLY and matcher.ratio() >= _NEARLY
