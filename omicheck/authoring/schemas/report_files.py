"""The schemas of what people write beside the records for a report."""

from collections.abc import Iterable, Mapping
from typing import Final

from omicheck.authoring.schemas.parts import DIALECT, TEXT, Schema, closed, documented
from omicheck.model.vocabulary import Vocabulary
from omicheck.report.recommendations_file import BASIS_KEYS, DOCUMENT_KEYS, RECOMMENDATION_KEYS
from omicheck.report.small_files import (
    ANSWER_KEYS,
    COMMENTARY_KEYS,
    CONTEXT_KEYS,
    FIGURE_KEYS,
    GOOD_PRACTICE_KEYS,
    TERM_KEYS,
    VIEWS_KEYS,
)

_WORD: Final[Schema] = {"anyOf": [TEXT, {"type": "integer"}]}
_PARAGRAPHS: Final[Schema] = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
_NUMBER: Final[Schema] = {"type": "integer", "minimum": 0}
_TEXT_OR_NOTHING: Final[Schema] = {"anyOf": [TEXT, {"type": "null"}]}
_CRITERION: Final[Schema] = documented({"type": ["string", "number"]}, "the number of a criterion of the scheme")


def context_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of a file of figures of the area."""
    figure = closed(dict.fromkeys(FIGURE_KEYS, _WORD), FIGURE_KEYS[:2])
    section, text = COMMENTARY_KEYS
    commentary = closed({section: {"type": ["string", "number"]}, text: _PARAGRAPHS}, COMMENTARY_KEYS)
    area, foreword, signed, commentaries, figures, note, terms = CONTEXT_KEYS
    return _document(
        "What is to be known of an area, for omicheck report",
        {
            area: documented(TEXT, "the name of the area"),
            foreword: documented(_PARAGRAPHS, "what the report begins with"),
            signed: documented(TEXT, "who wrote the foreword"),
            commentaries: documented(_list(commentary), "what is to be said of sections as a whole"),
            figures: _list(figure),
            note: documented(TEXT, "what is to be known of the figures"),
            terms: documented(_list(closed(dict.fromkeys(TERM_KEYS, TEXT), TERM_KEYS)), "terms to be explained"),
        },
        (),
    )


def views_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of a file of what people said."""
    text, *numbers, question = ANSWER_KEYS
    about = "what this is one of several answers to, which exclude one another"
    words = {text: TEXT, question: documented(TEXT, about)}
    answer = closed({**words, **dict.fromkeys(numbers, _NUMBER)}, ANSWER_KEYS[:3])
    group, asked, questionnaires, interviews, answers, quotes = VIEWS_KEYS
    views = closed(
        {
            group: documented(TEXT, "who was asked"),
            asked: documented(TEXT, "how they were asked"),
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
    _, *words, score, questions = RECOMMENDATION_KEYS
    question, *counts = BASIS_KEYS
    figures = closed({question: {"type": ["string", "number"]}, **dict.fromkeys(counts, _NUMBER)}, BASIS_KEYS)
    one = closed(
        {
            "criterion": _CRITERION,
            **dict.fromkeys(words, _TEXT_OR_NOTHING),
            "text": TEXT,
            score: documented(_NUMBER, "the score of the criterion at this audit"),
            questions: documented(_list(figures), "its weakest questions at this audit"),
        },
        RECOMMENDATION_KEYS[:2],
    )
    as_of, published, recommendations = DOCUMENT_KEYS
    properties = {
        as_of: documented({"type": "string", "format": "date"}, "the audit date"),
        published: documented({"type": "boolean"}, "whether the figures may be told to everybody"),
        recommendations: _list(one),
    }
    return _document("Recommendations, for omicheck report", properties, (recommendations,))


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _document(title: str, properties: Mapping[str, Schema], required: Iterable[str]) -> Schema:
    return {"$schema": DIALECT, "title": title, **closed(properties, required)}
