"""Where a limit comes from, how far it can be trusted, and so how far a rule can: printed wherever the number is."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from omicheck.errors import one_of
from omicheck.model.limit import Limit, Source
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.model.scheme import Documents
from omicheck.text import amount_in_words, in_words, month_in_words

STANDING_IN_WORDS: Mapping[str, str] = {
    "confirmed": "seen in the document",
    "from_report": "printed in the inspection report",
    "statute": "set by statute",
    "analogue": "seen, but for another year or regime",
    "assumed": "no source found; set locally",
}
# What tells a reader how far the verdicts of a rule can be trusted.
Mark = Literal["needs_reader", "may_over_report", "assumed_limit", "partly_assumed_limit"]
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)


def sources_of(row: Row, limit: Limit | None) -> tuple[Source, ...]:
    """The sources of the amount that a row used; all of the table's where the row does not say which.

    Args:
        row: a row.
        limit: the limit of its rule, or None.
    """
    return tuple(_amounts_by_source(row, limit))


def _amounts_by_source(row: Row, limit: Limit | None) -> Mapping[Source, tuple[str, ...]]:
    """The sources of the amount that a row used, each with the amounts that rest on it."""
    if limit is None or row.trigger_date is None or row.due_date is None:
        return {}
    value = limit.latest(row.trigger_date)
    if value is None:
        return {}
    found: dict[Source, dict[str, None]] = {}
    for key, amount in value.table.items():
        if row.limit is None or str(amount) == row.limit:
            found.setdefault(value.sources[key], {})[str(amount)] = None
    return {source: tuple(amounts) for source, amounts in found.items()}


def cite_each(row: Row, limit: Limit | None, documents: Documents) -> tuple[tuple[str, str], ...]:
    """The sources of the amount that a row used, each in a line, behind the amounts that rest on it.

    A single source stands behind no amount, as there is none to be told from.
    """
    found = _amounts_by_source(row, limit)
    return tuple(
        (one_of([amount_in_words(amount) for amount in amounts]) if len(found) > 1 else "", cite(source, documents))
        for source, amounts in found.items()
    )


def cite(source: Source, documents: Documents) -> str:
    """A source in one line: document, place, standing, and when it was looked at where that is said."""
    document = documents.get(source.document)
    title = document.title if document is not None else source.document or "no document named"
    place = f", {source.place}" if source.place else ""
    note = f". {source.note[0].upper()}{source.note[1:].removesuffix('.')}" if source.note else ""
    return f"{title}{place} ({standing_and_when(source, documents)}){note}"


def standing_and_when(source: Source, documents: Documents) -> str:
    """How far a source can be trusted, and when its document was looked at where that is said."""
    document = documents.get(source.document)
    standing = standing_in_words(source.status)
    if document is None or not document.looked_at:
        return standing
    return f"{standing}; looked at in {month_in_words(document.looked_at)}"


def standing_in_words(status: str) -> str:
    """How far a source can be trusted: `assumed: no source found; set locally`."""
    meaning = STANDING_IN_WORDS[status]
    return meaning if status == "from_report" else f"{status}: {meaning}"


def standing_briefly(status: str) -> str:
    """The same in a word or two, for a table's cell."""
    return "printed in the report" if status == "from_report" else in_words(status)


def cite_briefly(sources: tuple[Source, ...]) -> str:
    """Sources for a table's cell: the document's id and the standing of each."""
    cited = (f"{source.document or '?'}, {standing_briefly(source.status)}" for source in sources)
    return "; ".join(dict.fromkeys(cited))


def limit_of(rule: Rule, limits: Mapping[str, Limit]) -> Limit | None:
    """The limit that a rule names, if any."""
    return None if rule.check.limit is None else limits[rule.check.limit]


def marks_of(rule: Rule, limits: Mapping[str, Limit]) -> tuple[Mark, ...]:
    """What is to be borne in mind of the verdicts of a rule; nothing where it decides fully on limits with a source.

    A rule that would decide fully may over-report all the same where a limit of it was assumed.
    """
    marks: set[Mark] = set()
    if rule.decides != "fully":
        marks.add(rule.decides)
    limit = limit_of(rule, limits)
    standings = {one.status for value in limit.values for one in value.sources.values()} if limit is not None else set()
    if "assumed" in standings:
        marks.add("assumed_limit" if standings == {"assumed"} else "partly_assumed_limit")
        if rule.decides == "fully":
            marks.add("may_over_report")
    return tuple(mark for mark in MARKS if mark in marks)


_MARKS_IN_WORDS: Final[Mapping[Mark, str]] = {
    "needs_reader": "needs a reader",
    "may_over_report": "may over-report",
    "assumed_limit": "rests on an assumed limit",
    "partly_assumed_limit": "rests in part on an assumed limit",
}


def decides_in_words(rule: Rule, limits: Mapping[str, Limit]) -> str:
    """How far a rule decides its question: `fully`, or `may over-report, and rests on an assumed limit`."""
    return ", and ".join(_MARKS_IN_WORDS[mark] for mark in marks_of(rule, limits)) or "fully"


def reservation(rule: Rule, limits: Mapping[str, Limit]) -> str:
    """The same as a sentence, with the rule's own note; empty where it decides fully."""
    if not marks_of(rule, limits):
        return ""
    return f"The rule {decides_in_words(rule, limits)}{f': {rule.decides_note}' if rule.decides_note else '.'}"
