"""An edition of the standards: which it is, when it was in force, and which it follows."""

from datetime import date

from attrs import frozen

from omicheck.dates import FIRST_DAY, LAST_DAY, Span
from omicheck.model.limit import Source


@frozen
class Edition:
    """An edition of the standards, as a rules folder holds it.

    Attributes:
        id: what it is called where it is asked for, such as `2007`.
        title: its name.
        from_: the first day on which its standards were in force.
        from_source: who says so.
        until: the last day, None where it still is in force.
        until_source: who says so; None where there is no last day.
        follows: the id of the edition before it, None for none.
        note: what else is to be known of it.
    """

    id: str
    title: str
    from_: date
    from_source: Source
    until: date | None = None
    until_source: Source | None = None
    follows: str | None = None
    note: str = ""

    @property
    def in_force(self) -> Span:
        """The days on which it was in force."""
        return Span(self.from_, LAST_DAY if self.until is None else self.until)


@frozen
class EditionAsked:
    """The edition by which a rule is asked, where several are at hand.

    Attributes:
        edition: the edition.
        days: the days of a trigger on which it is the one to ask: those on which it was in force, and those after,
            until the next came into force. Of the first edition those before too, as none other could be asked.
        others: the days of the other editions, each with its edition.
    """

    edition: Edition
    days: Span
    others: tuple[tuple[Edition, Span], ...] = ()


def asked_by_edition(editions: tuple[Edition, ...]) -> tuple[EditionAsked, ...]:
    """Which days belong to which of some editions, in the order in which they came into force.

    Every day belongs to exactly one of them, so that each occurrence of a check is asked by one edition.
    """
    in_order = sorted(editions, key=lambda edition: edition.from_)
    begins = [FIRST_DAY, *(edition.from_ for edition in in_order[1:])]
    ends = [date.fromordinal(day.toordinal() - 1) for day in begins[1:]] + [date.max]
    begins[0] = date.min
    spans = [(edition, Span(begin, end)) for edition, begin, end in zip(in_order, begins, ends, strict=True)]
    return tuple(
        EditionAsked(edition, span, tuple(other for other in spans if other[0] is not edition))
        for edition, span in spans
    )
