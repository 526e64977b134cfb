"""What another edition of the standards says of the same cases, as a report shows it."""

from attrs import frozen


@frozen
class DutyBeside:
    """A duty under two editions.

    Attributes:
        title: what it is called.
        becomes: what becomes of it in the later edition, in words.
        limits: its number under the earlier and under the later edition; empty where there is none.
        met: how many verdicts of the earlier and of the later edition are met, not met and cannot be told; empty where
            that edition does not have it, and in a report that is published.
    """

    title: str
    becomes: str
    limits: tuple[str, str]
    met: tuple[str, str]


@frozen
class EditionsBeside:
    """Two editions side by side.

    Attributes:
        names: the names of the earlier and the later edition.
        titles: their titles.
        told: how they are asked, and how many duties become what.
        duties: each duty.
        has_counts: whether verdicts are told.
    """

    names: tuple[str, str]
    titles: tuple[str, str]
    told: str
    duties: tuple[DutyBeside, ...]
    has_counts: bool
