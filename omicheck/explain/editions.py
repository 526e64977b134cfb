"""By which edition of the standards a row was judged, and why by that one."""

from collections.abc import Iterator
from datetime import date

from omicheck.explain.scene import Scene
from omicheck.model.edition import Edition
from omicheck.text import long_date


def of_another_edition(scene: Scene) -> bool:
    """Whether a row is out of scope because another edition is asked about it."""
    asked, day = scene.rule.edition, _day(scene)
    return asked is not None and day is not None and day not in asked.days


def by_edition(scene: Scene) -> Iterator[str]:
    """The edition, where rules of several are asked."""
    asked = scene.rule.edition
    if asked is None:
        return
    edition, day = asked.edition, _day(scene)
    if day is None:
        yield f"It counts from no day that is known, so that each edition is asked; this rule is of {_named(edition)}."
    elif day not in asked.days:
        other = next(one for one, days in asked.others if day in days)
        yield f"The rule is of {_named(edition)}; on {_told(day, scene)} that to be asked is {_named(other)}."
    elif day in edition.in_force:
        yield f"Judged by {_named(edition)}, in force on {_told(day, scene)}."
    else:
        known = (edition, *(one for one, _ in asked.others))
        in_force = "; ".join(map(in_force_in_words, sorted(known, key=lambda one: one.from_)))
        yield f"No edition on file was in force on {_told(day, scene)} ({in_force}); asked is {_named(edition)}."


def in_force_in_words(edition: Edition) -> str:
    """The days on which an edition was in force: `2007 from 30 September 2007 to 31 July 2015`."""
    until = "" if edition.until is None else f" to {long_date(edition.until)}"
    return f"{edition.id} from {long_date(edition.from_)}{until}"


def _named(edition: Edition) -> str:
    return f"the edition of {edition.id}, {edition.title}"


def _day(scene: Scene) -> date | None:
    """The day by which the edition is chosen: that of the trigger, or the audit date of what asks for the record."""
    if scene.check.kind == "recorded":
        return None if scene.rule.edition_of_record is None else scene.as_of
    return scene.row.trigger_date


def _told(day: date, scene: Scene) -> str:
    whence = "the audit date" if scene.check.kind == "recorded" else "the day from which it counts"
    return f"{long_date(day)}, {whence}"
