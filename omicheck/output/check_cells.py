"""The cells that the tables of a check share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from omicheck.accepted import Acceptance
from omicheck.groups import Group
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.text import amount_in_words, printable

# On a narrower screen there is no room for whose a case is beside its days.
WIDE: Final = 100
STYLES: Final[Mapping[Verdict, str]] = {
    "met": "green",
    "not_met": "bold red",
    "cannot_tell": "yellow",
    "error": "bold white on red",
    "not_due": "dim",
    "not_applicable": "dim",
}


def title_of(rule: Rule) -> str:
    """A rule by its title and its name: `Absence judged in time [absence-judged-on-time]`."""
    return f"{rule.title} [{rule.id}]" if rule.title else rule.id


def with_verdicts(verdicts: Sequence[Verdict], counts: Iterable[Mapping[Verdict, int]]) -> Sequence[Verdict]:
    """The verdicts that have a column: `error` only where there is one."""
    if any(of.get("error") for of in counts):
        return verdicts
    return [one for one in verdicts if one != "error"]


def day_cell(day: date | None) -> str:
    """A day, if there is one."""
    return "" if day is None else day.isoformat()


def done_cell(row: Row) -> str:
    """When it was done, or how much of it was found."""
    if row.outcome_date is not None:
        return row.outcome_date.isoformat()
    return "not found" if row.count is None else f"{row.count} found"


def days_late_cell(row: Row) -> str:
    """How many days late, where that is known."""
    return "" if row.days_late is None else str(row.days_late)


def limit_cell(row: Row) -> str:
    """The limit; where it is not known which holds, and a failure all the same, that it is any of them."""
    if row.limit is not None:
        return amount_in_words(row.limit)
    return "whichever holds" if row.due_date is not None else ""


def accepted_by(row: Row, accepted: Acceptance) -> str:
    """Who accepted a failure, until when and why; or that it is known."""
    waiver = accepted.waiver_of(row)
    if waiver is not None:
        return printable(f"until {waiver.expiry} by {waiver.author}: {waiver.reason}")
    return "known" if accepted.is_known(row) else ""


def whose_columns(
    rows: Sequence[Row], whose: Mapping[str, Mapping[str, Group]], vocabulary: Vocabulary
) -> list[tuple[str, list[str]]]:
    """Whose the cases of rows are, such as their office and officer: the heading and the cells of each column.

    Args:
        rows: the rows.
        whose: the values of text fields of each case, by its reference; a field that none has gives no column.
        vocabulary: the words, for the names of the fields.
    """
    fields = dict.fromkeys(name for row in rows for name, group in whose[row.case_id].items() if group is not None)
    columns = []
    for name in fields:
        named = vocabulary.named(name)
        groups = (whose[row.case_id][name] for row in rows)
        columns.append((f"{named[0].upper()}{named[1:]}", ["" if one is None else printable(one) for one in groups]))
    return columns
