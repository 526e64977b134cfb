"""Headings of columns that are of a person and that no record has a place for: names, days of birth, addresses.

A proposal never takes such a column for anything else, however like its heading is to that of a team or of an office:
what a record holds of these is not under a pseudonym.
"""

import re
from collections.abc import Iterable
from typing import Final

from omicheck.records.mapping.usual_words import PERSONAL, PERSONAL_WORDS

_SIGNS: Final = re.compile(r"[^0-9a-z]+")
# Of an officer or a team a column may say which it is by a name.
_NAME: Final = frozenset(("name", "names"))


def is_of_person(heading: str, names: Iterable[str]) -> bool:
    """Whether a heading tells of a person, unless it is one of these names, also with `name` behind it.

    >>> is_of_person("Date of Birth", ["breach date"]), is_of_person("Name", ["team name"])
    (True, True)
    >>> is_of_person("Manager name", ["manager"]), is_of_person("Team", ["team"])
    (False, False)
    """
    words = _words(heading)
    if " ".join(words) not in PERSONAL and not PERSONAL_WORDS.intersection(words):
        return False
    known = [frozenset(_words(name)) for name in names]
    return frozenset(words) not in known and frozenset(words) - _NAME not in known


def without_name(heading: str) -> str:
    """A heading without the word `name`, if it has others."""
    rest = [word for word in _words(heading) if word not in _NAME]
    return " ".join(rest) if rest and _NAME.intersection(_words(heading)) else heading


def _words(heading: str) -> list[str]:
    return _SIGNS.sub(" ", heading.casefold().replace(".", "")).split()
