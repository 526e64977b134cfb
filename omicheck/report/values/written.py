"""What people wrote beside the records, what they are asked to do, and by when."""

from datetime import date

from attrs import frozen

from omicheck.report.values.counts import Count
from omicheck.report.values.scores import Finding


@frozen
class Basis:
    """The figures of a criterion at an audit, as far as they are told.

    Attributes:
        percent: its score; None where there is none.
        questions: its weakest questions: number, sufficient and relevant cases.
    """

    percent: int | None
    questions: tuple[tuple[str, int, int], ...]


@frozen
class Recommendation:
    """A draft of a recommendation, or one that inspectors have written.

    Attributes:
        number: its number.
        criterion: the criterion that it is about.
        title: the title of the criterion.
        text: what is to be done.
        rests_on: the findings that it rests on.
        who: who is to see to it; empty until somebody is named.
        by_when: the day by which it is to be done; empty until one is set.
        became: what became of it; empty until that is known.
        is_draft: whether the program has drawn it from the weakest findings.
        basis: the figures that it rests on, by which the next audit can say what became of it.
    """

    number: int
    criterion: str
    title: str
    text: str
    rests_on: tuple[Finding, ...] = ()
    who: str = ""
    by_when: str = ""
    became: str = ""
    is_draft: bool = True
    basis: Basis | None = None


@frozen
class LastAudit:
    """The recommendations of the audit before.

    Attributes:
        as_of: its audit date; None where that is not told.
        is_published: whether its figures may be told to everybody.
        recommendations: what was recommended, with what became of it as far as that was written.
    """

    as_of: date | None
    is_published: bool
    recommendations: tuple[Recommendation, ...]


@frozen
class Followed:
    """A recommendation of the audit before, and what this audit sees of it.

    Attributes:
        recommendation: the recommendation.
        notes: the days and figures of then and now, in sentences.
    """

    recommendation: Recommendation
    notes: tuple[str, ...]


@frozen
class Step:
    """A step of the timetable: what, and when in words."""

    what: str
    when: str


@frozen
class GoodPractice:
    """An example of good practice, as an inspector wrote it."""

    criterion: str
    title: str
    text: str
    case_id: str | None = None


@frozen
class Answered:
    """How many gave an answer, of how many.

    Attributes:
        text: the answer.
        count: how many gave it.
        of: of how many.
        question: what it is one of several answers to, which exclude one another; empty where it stands alone.
    """

    text: str
    count: Count
    of: Count
    question: str = ""


@frozen
class Views:
    """What some group of people said.

    Attributes:
        group: who.
        about: how they were asked, in a sentence; empty where nobody wrote one.
        asked: how many questionnaires and interviews there were, as far as that was written.
        answers: their answers, as counts.
        quotes: what some of them said, in their words.
    """

    group: str
    about: str
    asked: tuple[tuple[str, Count], ...]
    answers: tuple[Answered, ...]
    quotes: tuple[str, ...]


@frozen
class ContextFigure:
    """A figure of the area, as it was given."""

    label: str
    value: str
    note: str = ""


@frozen
class Commentary:
    """What is to be said of a section as a whole, in paragraphs."""

    section: str
    text: tuple[str, ...]


@frozen
class Term:
    """A term and what it means here."""

    term: str
    meaning: str
