"""The schemas of what people write beside the records for a report."""

from collections.abc import Iterable, Mapping
from typing import Final

from omicheck.authoring.schemas.parts import DIALECT, TEXT, Schema, closed, documented
from omicheck.model.vocabulary import Vocabulary
from omicheck.report.small_files import (
    ANSWER_KEYS,
    CONTEXT_KEYS,
    FIGURE_KEYS,
    GOOD_PRACTICE_KEYS,
    RECOMMENDATION_KEYS,
    VIEWS_KEYS,
)

_WORD: Final[Schema] = {"anyOf": [TEXT, {"type": "integer"}]}
_NUMBER: Final[Schema] = {"type": "integer", "minimum": 0}
_CRITERION: Final[Schema] = documented({"type": ["string", "number"]}, "the number of a criterion of the scheme")


def context_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of a file of figures of the area."""
    figure = closed(dict.fromkeys(FIGURE_KEYS, _WORD), FIGURE_KEYS[:2])
    area, figures, note = CONTEXT_KEYS
    about = "what is to be known of the figures"
    return _document(
        "The figures of an area, for omicheck report",
        {area: documented(TEXT, "the name of the area"), figures: _list(figure), note: documented(TEXT, about)},
        (),
    )


def views_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of a file of what people said."""
    text, *numbers = ANSWER_KEYS
    answer = closed({text: TEXT, **dict.fromkeys(numbers, _NUMBER)}, ANSWER_KEYS)
    group, about, questionnaires, interviews, answers, quotes = VIEWS_KEYS
    views = closed(
        {
            group: documented(TEXT, "who was asked"),
            about: documented(TEXT, "how they were asked"),
            questionnaires: documented(_NUMBER, "how many were filled in"),
            interviews: documented(_NUMBER, "how many were held"),
            answers: _list(answer),
            quotes: _list(TEXT),
        },
        VIEWS_KEYS[:1],
    )
    return _document("What people said, for omicheck report", {"views": _list(views)}, ("views",))


def good_practice_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of a file of examples of good practice."""
    example = closed({**dict.fromkeys(GOOD_PRACTICE_KEYS, TEXT), "criterion": _CRITERION}, GOOD_PRACTICE_KEYS[:3])
    title = "Examples of good practice, for omicheck report"
    return _document(title, {"good_practice": _list(example)}, ("good_practice",))


def recommendations_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of a file of recommendations."""
    one = closed({**dict.fromkeys(RECOMMENDATION_KEYS, TEXT), "criterion": _CRITERION}, RECOMMENDATION_KEYS[:2])
    return _document("Recommendations, for omicheck report", {"recommendations": _list(one)}, ("recommendations",))


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _document(title: str, properties: Mapping[str, Schema], required: Iterable[str]) -> Schema:
    return {"$schema": DIALECT, "title": title, **closed(properties, required)}
