"""The value that somebody may have meant who wrote another, for hints alone: nothing is read by it."""

from collections.abc import Collection
from functools import lru_cache

from omicheck.errors import nearest_name
from omicheck.records.mapping.date_forms import USUAL_FORMS, DateForm, read_form, readings
from omicheck.records.mapping.usual_words import FLAGS, HEADINGS

_FULL_DATE = len("YYYY-MM-DD")


def nearest_flag(text: str) -> str | None:
    """The flag that a word such as yes stands for.

    Args:
        text: the word.

    Examples:
        >>> nearest_flag("Yes"), nearest_flag("N"), nearest_flag("perhaps")
        ('true', 'false', None)
    """
    flag = FLAGS.get(text.strip().casefold())
    return None if flag is None else str(flag).lower()


def nearest_heading(heading: str, known: Collection[str]) -> str | None:
    """The column that a heading most likely stands for: one that is usually headed so, or else is written like it.

    Args:
        heading: what was found.
        known: the columns that there may be.

    Examples:
        >>> nearest_heading("CRN", ("case_id", "area")), nearest_heading("Case Id", ("case_id", "area"))
        ('case_id', 'case_id')
    """
    key = heading.strip().casefold().replace("_", " ")
    usual = (name for name, headings in HEADINGS.items() if name in known and key in headings)
    return next(usual, None) or nearest_name(heading, known)


@lru_cache(maxsize=10_000)
def nearest_day(text: str) -> str | None:
    """The only day that a text can mean in the forms in which dates are usually written.

    Args:
        text: the text.

    Examples:
        >>> nearest_day("27 Feb 2009"), nearest_day("02/03/2009")
        ('2009-02-27', None)
    """
    days = readings(text.strip(), _usual_forms())
    return days[0] if len(days) == 1 and len(days[0]) == _FULL_DATE else None


@lru_cache(maxsize=1)
def _usual_forms() -> tuple[DateForm, ...]:
    return tuple(form for text in USUAL_FORMS if (form := read_form(text)) is not None)
