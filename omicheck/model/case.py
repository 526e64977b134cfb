"""A case record, once it has been read and found right."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from omicheck.dates import Span
from omicheck.model.vocabulary import Value


@frozen
class Event:
    """One event of a case.

    Attributes:
        type: its type, a word of the vocabulary.
        span: the days on which it may have happened; one day where its date is full.
        dated: whether its date is full.
        attributes: those that have a value.
    """

    type: str
    span: Span
    dated: bool
    attributes: Mapping[str, Value]

    @property
    def day(self) -> date:
        """The day of a dated event."""
        return self.span.first


@frozen
class Answer:
    """An inspector's answer to a question about a case.

    Attributes:
        question: the question's number.
        answer: sufficient, not_sufficient or not_applicable.
        by: who gave it, as a reference.
        reason: in the inspector's words.
    """

    question: str
    answer: str
    by: str | None = None
    reason: str | None = None


ANSWERS = ("sufficient", "not_sufficient", "not_applicable")


@frozen
class Case:
    """One case.

    Attributes:
        case_id: its reference.
        fields: those that have a value; a field that is missing here is unknown.
        events: in the order of the record.
        answers: inspectors' answers, if any.
    """

    case_id: str
    fields: Mapping[str, Value]
    events: tuple[Event, ...]
    answers: tuple[Answer, ...] = ()
