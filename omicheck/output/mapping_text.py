"""What a mapping makes of an extract, as text for people."""

from collections.abc import Iterator

from omicheck.findings import show
from omicheck.plain_data import compact_json
from omicheck.records.mapping.report import MappedTableReport, MappingReport
from omicheck.text import counted, in_words, printable


def mapping_text(report: MappingReport) -> str:
    """The report as text."""
    return "\n".join(printable(line) for line in _lines(report)) + "\n"


def _lines(report: MappingReport) -> Iterator[str]:
    for table in report.tables:
        yield from _table(table)
        yield ""
    yield f"{counted(report.taken, 'record')} taken, {report.rejected} rejected"
    if report.rows_left_out:
        yield f"{counted(report.rows_left_out, 'row')} left out on purpose"
    if report.events:
        yield "events: " + ", ".join(f"{count} {in_words(name)}" for name, count in report.events.items())
    for kind in report.problems:
        yield f"  {kind}"
    if report.records:
        yield ""
        yield f"the first {counted(len(report.records), 'record')} as they come out:"
    for record in report.records:
        yield f"  {compact_json(record)}"


def _table(table: MappedTableReport) -> Iterator[str]:
    yield f"{table.name}: headings in row {table.heading_line}, {counted(table.rows, 'row')}, each one {table.each_row}"
    width = max(len(column.target) for column in table.columns)
    for column in table.columns:
        what = (
            f"always {show(column.constant)}"
            if column.heading is None
            else f"{column.heading} ({column.filled} filled)"
        )
        yield f"  {column.target:<{width}}  {what}"
        yield from (f"  {'':<{width}}    {doubt}" for doubt in column.doubts)
    if table.left_out:
        yield f"  left out on purpose: {', '.join(table.left_out)}"
    if table.left:
        yield f"  left out as the rest: {', '.join(table.left)}"
