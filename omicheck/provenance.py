"""Where a limit comes from, and how far it can be trusted: printed wherever the number is."""

from collections.abc import Mapping

from omicheck.model.limit import Limit, Source
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.model.scheme import Documents

STANDING_IN_WORDS: Mapping[str, str] = {
    "confirmed": "seen in the document",
    "from_report": "printed in the inspection report",
    "statute": "set by statute",
    "analogue": "seen, but for another year or regime",
    "assumed": "no source found; set locally",
}


def sources_of(row: Row, limit: Limit | None) -> tuple[Source, ...]:
    """The sources of the amount that a row used; all of the table's where the row does not say which.

    Args:
        row: a row.
        limit: the limit of its rule, or None.
    """
    if limit is None or row.trigger_date is None or row.due_date is None:
        return ()
    begun = [value for value in limit.values if value.from_ <= row.trigger_date]
    if not begun:
        return ()
    value = begun[-1]
    used = [value.sources[key] for key, amount in value.table.items() if row.limit is None or str(amount) == row.limit]
    return tuple(dict.fromkeys(used))


def cite(source: Source, documents: Documents) -> str:
    """A source in one line: document, place, standing."""
    document = documents.get(source.document)
    title = document.title if document is not None else source.document or "no document named"
    place = f", {source.place}" if source.place else ""
    note = f". {source.note.removesuffix('.')}" if source.note else ""
    return f"{title}{place} ({source.status}: {STANDING_IN_WORDS[source.status]}){note}"


def cite_briefly(sources: tuple[Source, ...]) -> str:
    """Sources for a table's cell: the document's id and the standing of each."""
    return "; ".join(dict.fromkeys(f"{source.document or '?'}, {source.status}" for source in sources))


def limit_of(rule: Rule, limits: Mapping[str, Limit]) -> Limit | None:
    """The limit that a rule names, if any."""
    return None if rule.check.limit is None else limits[rule.check.limit]
