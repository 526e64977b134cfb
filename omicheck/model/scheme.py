"""What verdicts are put together into: questions, criteria, sections, headline scores and comments."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from attrs import field, frozen

from omicheck.model.limit import Standing

DecidedBy = Literal["rule", "inspector"]
DECIDED_BY: Final[tuple[DecidedBy, ...]] = get_args(DecidedBy)


@frozen
class Question:
    """An inspection question.

    Attributes:
        id: its number.
        criterion: the criterion that it belongs to.
        text: what it asks, in our own words.
        decided_by: whether a rule can answer it, or only an inspector.
        headlines: the headline scores that it is tagged for.
        file: the file that it stands in.
        line: its line there.
    """

    id: str
    criterion: str
    text: str
    decided_by: DecidedBy
    headlines: tuple[str, ...] = ()
    file: str = field(default="", eq=False)
    line: int | None = field(default=None, eq=False)


@frozen
class Criterion:
    """A criterion: a group of questions."""

    id: str
    title: str


@frozen
class Section:
    """A section: a group of criteria, scored from the cases or graded by inspectors.

    Attributes:
        id: its number.
        title: its name.
        criteria: its criteria.
        graded: whether inspectors grade it.
        source: where its questions are from, and under which licence; empty where nothing is said of it.
    """

    id: str
    title: str
    criteria: tuple[Criterion, ...]
    graded: bool = False
    source: str = ""


@frozen
class Headline:
    """A headline score: the questions tagged with its id, in some sections."""

    id: str
    title: str
    sections: tuple[str, ...]


@frozen
class Band:
    """A comment and the least whole per cent that earns it."""

    at_least: int
    comment: str


@frozen
class Ladder:
    """The comment bands, with the standing of their cut-points.

    Attributes:
        bands: the bands, highest first.
        status: the standing.
        note: more about it; empty where there is nothing to say.
        followed_by: what follows a comment where it is told in full, such as `improvement required`.
    """

    bands: tuple[Band, ...]
    status: Standing
    note: str
    followed_by: str = ""

    def in_full(self, comment: str) -> str:
        """A comment with what follows it."""
        return f"{comment} {self.followed_by}".rstrip()

    def comment(self, percent: int) -> str:
        """The comment that a whole per cent earns.

        Raises:
            ValueError: no band reaches as low as that.
        """
        for band in self.bands:
            if percent >= band.at_least:
                return band.comment
        raise ValueError(percent)


@frozen
class Scheme:
    """What an inspection asks, and how it is scored where that is known.

    Attributes:
        title: its name.
        sections: what its criteria are put together to.
        headlines: its headline scores.
        ladder: its comment bands; none where there is no arithmetic.
        grades: the words by which sections that inspectors grade are graded.
        has_arithmetic: whether it is known how answers become scores. Of some inspections only the questions were seen.
        ratings: the words of the ratings, where inspectors give them as a whole, the best first.
    """

    title: str
    sections: tuple[Section, ...]
    headlines: tuple[Headline, ...]
    ladder: Ladder
    grades: tuple[str, ...] = ()
    has_arithmetic: bool = True
    ratings: tuple[str, ...] = ()


@frozen
class Document:
    """A document that numbers are taken from.

    Attributes:
        id: what sources name it by.
        title: its title.
        publisher: who published it.
        date: when.
        where: where it can be found.
        seen: what of it was seen.
        looked_at: when it was looked at; empty where that is not said.
    """

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    where: str = ""
    seen: str = ""
    looked_at: str = ""


Questions = Mapping[str, Question]
Documents = Mapping[str, Document]
