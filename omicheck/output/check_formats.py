"""The formats of `omicheck check`, and what it found in each: text line by line, a table for people, or a workbook."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from omicheck.errors import CommandWrongError
from omicheck.model.row import Row
from omicheck.output import jsonl
from omicheck.records.raw_records import Rejected
from omicheck.records.record_lines import Place
from omicheck.use_cases.running_check import RunningCheck
from omicheck.use_cases.sources import NamedSource
from omicheck.use_cases.status import FAILS

if TYPE_CHECKING:
    from rich.console import Console

    from omicheck.evaluate.row_columns import RowColumns
    from omicheck.groups import Group
    from omicheck.output.check_flagged import Audit
    from omicheck.output.check_table import Detail

FORMATS: Final = ("table", "jsonl", "json", "csv", "parquet", "xlsx", "junit", "sarif", "github")
# Those that point at records.
WITH_PLACES: Final = ("junit", "sarif", "github")
# Those that say what was found in records.
WITH_CASES: Final = (*WITH_PLACES, "xlsx")

# Those of which every field is fixed.
FIXED: Final = ("jsonl", "parquet")
# Those that a person opens, who acts by office and by officer.
WITH_WHOSE: Final = (*WITH_CASES, "csv", "table")

FileName = Callable[[str], str]


def refuse_output(name: str, output: str | None, *, row_order: bool, detail: Sequence[str], by: Sequence[str]) -> None:
    """Says what is wrong with where a format is to be written.

    Args:
        name: the format.
        output: the file or the folder; None for standard output.
        row_order: whether the order of rows in files is asked for.
        detail: the options that ask for more than the summary.
        by: the fields by which cases are grouped.

    Raises:
        CommandWrongError: the format cannot be written there.
    """
    if name == "parquet" and output is None:
        raise CommandWrongError("--format parquet needs --output: a file ROWS.parquet, or a folder for a file per part")
    if row_order and name != "parquet":
        raise CommandWrongError("--row-order is for --format parquet: rows are always in order in any other output")
    if by and name in FIXED:
        other = "json has a section for groups, csv and xlsx have columns"
        raise CommandWrongError(f"--by is not for --format {name}, whose fields are fixed: {other}")
    if detail and name != "table":
        raise CommandWrongError(f"{detail[0]} is for --format table: any other output has every failure")


def lines(name: str, check: RunningCheck, file_of: FileName) -> Iterator[str]:
    """The text of a format.

    Args:
        name: the format, any but `table`, `parquet` and `xlsx`.
        check: the check; its rows are gone through.
        file_of: what a file is to be called, where a format points at records.
    """
    if name == "jsonl":
        return jsonl.lines_of_columns(check.columns()) if check.has_columns else jsonl.lines(check.rows())
    if name == "csv":
        return _csv(check)
    if name == "json":
        return _json(check)
    return _told(name, check, file_of)


def _csv(check: RunningCheck) -> Iterator[str]:
    """The rows, each with whose its case is at the end, and with whatever else cases are grouped by."""
    from omicheck.output import csv_table  # noqa: PLC0415, of use only for this format

    fields = check.evaluation.by
    if check.has_columns:
        return csv_table.lines_of_columns(_columns_with_groups(check), fields)
    return csv_table.lines(((row, check.groups_of(row.case_id).values()) for row in check.rows()), fields)


def _columns_with_groups(check: RunningCheck) -> "Iterator[tuple[RowColumns, Mapping[str, Sequence[Group]]]]":
    """The rows as columns, some cases at a time, and the value of each field that is at hand for each case."""
    for part, columns in check.parts_of_columns():
        yield columns, {name: part.groups(name) for name in check.evaluation.by}


def _told(name: str, check: RunningCheck, file_of: FileName) -> Iterator[str]:
    from omicheck.output import check_github, check_junit, check_sarif  # noqa: PLC0415, of use only for these

    if name == "junit" and check.has_columns:
        in_here = cache(file_of)

        def place_of(case_id: str) -> Place:
            place = check.place_of(case_id)
            return Place(in_here(place.file), place.line)

        return check_junit.lines_of_columns(_audit(check, file_of), check.columns(), place_of)
    if name == "junit":
        return check_junit.lines(_audit(check, file_of))
    flagged = _audit(check, file_of, flagged_alone=True)
    return check_sarif.lines(flagged) if name == "sarif" else check_github.lines(flagged)


def print_check(console: "Console", check: RunningCheck, detail: "Detail") -> None:
    """Prints a summary for people, and what is asked for beyond it; where no record was taken that, and what to do.

    Args:
        console: where.
        check: the check; its rows are gone through.
        detail: how much is shown beyond the summary.
    """
    from omicheck.output.check_findings import findings_of  # noqa: PLC0415, of use only for this format

    evaluation = check.evaluation
    findings = findings_of(check, detail.most_kept)
    if not evaluation.records().taken:
        from omicheck.output.nothing_taken import nothing_taken  # noqa: PLC0415, of use only here
        from omicheck.output.prose import print_text  # noqa: PLC0415, of use only for this format

        source = check.request.evaluation.source
        by_mapping = isinstance(source, NamedSource) and source.mapping is not None
        for line in nothing_taken(source.name, len(check.rejected), "checked", by_mapping=by_mapping).splitlines():
            print_text(console, line)
        return
    from omicheck.output.check_summary import CheckScreen  # noqa: PLC0415, heavy
    from omicheck.output.check_table import print_screen  # noqa: PLC0415, heavy

    print_screen(console, CheckScreen(findings, evaluation.rules, evaluation.rule_base, check), detail)


def write_check_workbook(path: str, check: RunningCheck, file_of: FileName) -> None:
    """Writes an Excel workbook.

    Raises:
        CommandWrongError: it cannot be written, or a sheet cannot hold the rows.
    """
    from omicheck.output.check_workbook import RowsWithGroups, write_workbook  # noqa: PLC0415, heavy
    from omicheck.output.sheet_rows import MOST_ROWS, too_many_rows  # noqa: PLC0415, heavy

    # Said at once, and not after all rows have been found: every case gives at least one row for each rule.
    least = check.evaluation.expected * len(check.evaluation.rules)
    if least > MOST_ROWS:
        raise too_many_rows(least)
    try:
        rows = RowsWithGroups(_columns_with_groups(check), check.evaluation.by, lambda: check.failures_by_group)
        write_workbook(Path(path), _audit(check, file_of), rows)
    except OSError as error:
        raise CommandWrongError(f"{Path(path)} cannot be written: {error.strerror or error}") from error


def _json(check: RunningCheck) -> Iterator[str]:
    from omicheck.output import json_document  # noqa: PLC0415, of use only for this format
    from omicheck.output.accepted_data import acceptance_data  # noqa: PLC0415, of use only for this format

    rows = list(check.all_rows())
    kept = [row for row in rows if check.is_shown(row)]
    more: dict[str, Any] = {}
    if check.accepted.is_used:
        more["accepted"] = acceptance_data(check.accepted, rows, check.gone)
    if check.failures_by_group:
        from omicheck.output.group_data import failures_data  # noqa: PLC0415, of use only where it is asked for

        more["by"] = [failures_data(one) for one in check.failures_by_group]
    return json_document.lines(kept, check.evaluation.manifest(), more)


def _audit(check: RunningCheck, file_of: FileName, *, flagged_alone: bool = False) -> "Audit":
    """What is said of rows: of all of them, or only of those that call for somebody."""
    from omicheck.output.check_flagged import Audit  # noqa: PLC0415, of use only for some formats

    evaluation, file_of = check.evaluation, cache(file_of)

    def rows() -> Iterator[tuple[Row, Place]]:
        for row, place in check.flagged_with_places() if flagged_alone else check.rows_with_places():
            yield row, Place(file_of(place.file), place.line)

    def renamed(one: Rejected) -> Rejected:
        return evolve(one, problems=tuple(evolve(problem, file=file_of(problem.file)) for problem in one.problems))

    return Audit(
        evaluation.rules,
        evaluation.rule_base,
        evaluation.as_of,
        check.accepted,
        check.request.waivers,
        FAILS[check.request.fail_on],
        rows(),
        lambda: [renamed(one) for one in check.rejected],
        evaluation.manifest,
        check.case_of,
        check.groups_of,
        check.is_shown,
        file_of,
    )
