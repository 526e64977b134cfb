"""What people wrote beside the records, what they are asked to do, and by when."""

from attrs import frozen

from omicheck.report.values.counts import Count
from omicheck.report.values.scores import Finding


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
    """How many gave an answer, of how many."""

    text: str
    count: Count
    of: Count


@frozen
class Views:
    """What some group of people said.

    Attributes:
        group: who.
        about: how they were asked, in a sentence; empty where nobody wrote one.
        questionnaires: how many they filled in; None where that is not told.
        interviews: how many were held with them; None where that is not told.
        answers: their answers, as counts.
        quotes: what some of them said, in their words.
    """

    group: str
    about: str
    questionnaires: Count
    interviews: Count
    answers: tuple[Answered, ...]
    quotes: tuple[str, ...]


@frozen
class ContextFigure:
    """A figure of the area, as it was given."""

    label: str
    value: str
    note: str = ""
