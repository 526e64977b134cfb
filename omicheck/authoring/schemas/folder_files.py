"""The schemas of what a rules folder may say of itself: its edition, and its bank holidays."""

from typing import Final

from omicheck.authoring.schemas.parts import DATE, DIALECT, SOURCE, TEXT, Schema, closed, documented, or_null
from omicheck.model.vocabulary import Vocabulary

_DAY: Final[Schema] = closed({"date": DATE, "source": SOURCE}, ("date", "source"))
_WORD: Final[Schema] = {"type": ["string", "integer"]}


def edition_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of `edition.yaml`."""
    properties = {
        "id": documented(_WORD, "what it is called where it is asked for, such as 2007"),
        "title": documented(TEXT, "its name"),
        "from": documented(_DAY, "the first day on which its standards were in force"),
        "until": documented(or_null(_DAY), "the last day on which they were; without it they still are"),
        "follows": documented({"type": ["string", "integer", "null"]}, "the id of the edition before it"),
        "note": documented(TEXT, "what else is to be known of it"),
    }
    closed_one = closed(properties, ("id", "title", "from"))
    return {"$schema": DIALECT, "title": "An edition of the standards, for omicheck", **closed_one}


def holidays_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of `holidays.yaml`, and of the file of `--holidays`."""
    day = closed(
        {
            "date": DATE,
            "name": documented(TEXT, "what the day is called"),
            "source": documented(TEXT, "who says so"),
        },
        ("date", "name", "source"),
    )
    days: Schema = {"type": "array", "items": day}
    begins = {"enum": ["england_and_wales", "nothing"]}
    properties = {
        "begins_with": documented(begins, "the list that is added to and taken from (default: england_and_wales)"),
        "announced_until": documented(DATE, "the last day for which bank holidays were announced"),
        "add": documented(days, "days that are bank holidays too"),
        "take_away": documented(days, "days that are none"),
    }
    return {"$schema": DIALECT, "title": "Bank holidays, for omicheck", **closed(properties)}
