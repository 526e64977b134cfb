"""What a mapping makes of an extract, as text for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from omicheck.findings import show
from omicheck.model.not_held import NotHeld
from omicheck.plain_data import compact_json
from omicheck.records.mapping.report import MappedColumn, MappedTableReport, MappingReport
from omicheck.text import counted, in_words, printable


def mapping_text(report: MappingReport) -> str:
    """The report as text."""
    return "\n".join(printable(line) for line in _lines(report)) + "\n"


def not_held_text(not_held: NotHeld, rules: Mapping[str, Sequence[str]]) -> str:
    """What an extract does not hold, and which rules cannot be told for that; nothing where every rule can.

    Args:
        not_held: what the extract does not hold.
        rules: the rules, each with the names of what it asks about and the extract does not hold.
    """
    return "".join(f"{printable(line)}\n" for line in _not_held(not_held, rules))


def _not_held(not_held: NotHeld, rules: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if not_held.none:
        yield ""
        yield f"taken as none, as the mapping says: {', '.join(sorted(not_held.none))}"
    silent = {rule: names for rule, names in rules.items() if names}
    if not silent:
        return
    yield ""
    yield f"{len(silent)} of {counted(len(rules), 'rule')} cannot be told, as the extract does not hold"
    asked = Counter(name for names in silent.values() for name in names)
    width = max(map(len, asked))
    for name, number in sorted(asked.items(), key=lambda one: (-one[1], one[0])):
        yield f"  {name:<{width}}  {counted(number, 'rule')}{_share(name, not_held)}"
    yield "Give each a column; or, if there was none in any case, put it under `no_events_of` (a field: a constant)."
    yield ""
    width = max(map(len, silent))
    yield from (f"  {rule:<{width}}  {', '.join(names)}" for rule, names in silent.items())


def _share(name: str, not_held: NotHeld) -> str:
    share = not_held.in_part.get(name)
    if share is not None:
        return f", of which it holds {'the first' if share == 'first' else 'some'} only"
    return " (a field)" if name in not_held.fields else ""


def _lines(report: MappingReport) -> Iterator[str]:
    for table in report.tables:
        yield from _table(table)
        yield ""
    yield f"{counted(report.taken, 'record')} taken, {report.rejected:,} rejected"
    if report.rows_left_out:
        yield f"{counted(report.rows_left_out, 'row')} left out on purpose"
    if report.events:
        yield "events: " + ", ".join(f"{count} {in_words(name)}" for name, count in report.events.items())
    for kind in report.problems:
        yield f"  {kind}"
    if report.records:
        yield ""
        first = counted(len(report.records), "record")
        yield f"the first {first} as they come out:" if len(report.records) > 1 else "the first record as it comes out:"
    for record in report.records:
        yield f"  {compact_json(record)}"


def _table(table: MappedTableReport) -> Iterator[str]:
    if table.each:
        yield f"{table.name}: {counted(table.rows, 'row')}, one for each {table.each}, each one {table.each_row}"
    else:
        rows = counted(table.rows, "row")
        yield f"{table.name}: headings in row {table.heading_line}, {rows}, each one {table.each_row}"
    width = max(len(column.target) for column in table.columns)
    for column in table.columns:
        yield f"  {column.target:<{width}}  {_what(column)}"
        yield from (f"  {'':<{width}}    {doubt}" for doubt in column.doubts)
    if table.left_out:
        yield f"  left out on purpose: {', '.join(table.left_out)}"
    if table.left:
        yield f"  left out as the rest: {', '.join(table.left)}"
    if table.absent:
        yield f"  spoken of, and nowhere in the file: {', '.join(table.absent)}"
    if table.lacking:
        where = f"the list is not there in {counted(table.lacking, 'place')}"
        yield f"  {where}, so that nobody knows what it held; `absent: none`, if that means nothing"


def _what(column: MappedColumn) -> str:
    """Where a value comes from, and by what it is settled that it does."""
    by = f", by {' and '.join(column.asked)}" if column.asked else ""
    if column.heading is None:
        return f"{'' if by else 'always '}{show(column.constant)}{by}"
    return f"{column.heading} ({column.filled} filled{by})"
