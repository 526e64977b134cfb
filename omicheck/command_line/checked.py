"""What `omicheck check` found, in the format that is asked for."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field

from omicheck.accepted import Acceptance, acceptance, read_baseline, read_waivers
from omicheck.command_line.common import from_here, remark, status_of, write
from omicheck.errors import CommandWrongError, EngineMissingError
from omicheck.evaluate.verdict_counts import Tally
from omicheck.model.case import Case
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output import jsonl
from omicheck.plain_data import compact_json
from omicheck.records.bulk import BULK_MISSING
from omicheck.records.places import Place
from omicheck.records.raw import Rejected
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.text import printable

if TYPE_CHECKING:
    from omicheck.output.audit import Audit

FORMATS: Final = ("table", "jsonl", "json", "csv", "parquet", "xlsx", "junit", "sarif", "github")
# Those that point at records.
WITH_PLACES: Final = ("junit", "sarif", "github")
# Those that say what was found in records.
WITH_CASES: Final = (*WITH_PLACES, "xlsx")
# Those that hold the run manifest.
WITH_MANIFEST: Final = ("json", "parquet", "xlsx", "junit", "sarif")
FAILS: Final[dict[str, tuple[Verdict, ...]]] = {
    "not_met": ("error", "not_met"),
    "cannot_tell": ("error", "not_met", "cannot_tell"),
    "error": ("error",),
    "never": (),
}


def refuse_output(options: argparse.Namespace) -> None:
    """Says what is wrong with where the output is to go.

    Raises:
        CommandWrongError: the format cannot be written there.
    """
    if options.format == "parquet" and options.output is None:
        raise CommandWrongError("--format parquet needs --output: a file ROWS.parquet, or a folder for a file per part")
    if options.format == "xlsx" and (options.output is None or not options.output.lower().endswith(".xlsx")):
        found = "" if options.output is None else f"; found {options.output}, which Excel would not open"
        raise CommandWrongError(f"--format xlsx needs --output: a file ROWS.xlsx{found}")
    if options.row_order and options.format != "parquet":
        raise CommandWrongError("--row-order is for --format parquet: rows are always in order in any other output")


@define(eq=False, slots=False)
class Checked:
    """Rows on their way out, and what else is to be known of them.

    Attributes:
        options: those of the command.
        rule_base: the rules folder.
        rules: the rules that were evaluated.
        as_of: the audit date.
        engine: the evaluator, for the manifest.
        found: the rows, as they are found.
        records: gives what was read, once all rows have been found.
        place_of: tells where the record of a case stands, of which a row was just found.
        more: what else the manifest says.
        case_of: gives the record of a case; None where it is not at hand.
    """

    options: argparse.Namespace
    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    engine: str
    found: Iterable[Row]
    records: Callable[[], Records]
    place_of: Callable[[str], Place]
    more: Mapping[str, Any] = field(factory=dict)
    case_of: Callable[[str], Case | None] = lambda _: None
    _tally: Tally = field(init=False, factory=Tally)

    def print(self) -> int:
        """Prints the rows as they are found, says what else is to be said, and gives the exit status."""
        options, rows = self.options, self._accepted.passing(self._tally.passing(self.found))
        match options.format:
            case "jsonl":
                write(options.output, jsonl.lines(rows))
            case "csv":
                from omicheck.output import csv_table  # noqa: PLC0415, of use only for this format

                write(options.output, csv_table.lines(rows))
            case "json":
                from omicheck.output import json_document  # noqa: PLC0415, of use only for this format
                from omicheck.output.accepted_data import acceptance_data  # noqa: PLC0415, of use only for this format

                kept = list(rows)
                is_used = bool(self._accepted.waivers) or self._accepted.baseline is not None
                more = acceptance_data(self._accepted, kept) if is_used else None
                write(options.output, json_document.lines(kept, self._manifest(), more))
            case "parquet" | "xlsx":
                self._write_file(rows)
            case "junit" | "sarif" | "github":
                write(options.output, self._lines(rows))
            case _:
                from omicheck.command_line.terminal import console  # noqa: PLC0415, of use only for this format
                from omicheck.output.table import print_table  # noqa: PLC0415, heavy

                kept = list(rows)
                with console(options) as out:
                    print_table(out, kept, self.rules, self.rule_base, self.as_of, self._accepted)
        if options.manifest is not None:
            write(options.manifest, (compact_json(self._manifest()), "\n"))
        if options.format != "json":
            self._tell_waivers()
        return status_of(self.records(), self._accepted.open_verdicts, FAILS[options.fail_on])

    def _manifest(self) -> Mapping[str, Any]:
        from omicheck.manifest import manifest  # noqa: PLC0415, heavy

        of_run = manifest(self.rule_base, self.rules, self.records(), self._tally.verdicts, self.as_of, self.engine)
        return {**of_run, **self.more}

    def _write_file(self, rows: Iterable[Row]) -> None:
        """Writes a file that is no text."""
        path = Path(self.options.output)
        try:
            if self.options.format == "xlsx":
                from omicheck.output.workbook import write_workbook  # noqa: PLC0415, heavy

                write_workbook(path, self._audit(rows))
                return
            try:
                from omicheck.output.parquet import parquet_file, tables_of  # noqa: PLC0415, heavy
            except ImportError as error:
                raise EngineMissingError(BULK_MISSING) from error
            with parquet_file(path) as file:
                for table in tables_of(rows):
                    file.write(table)
                file.describe(self._manifest())
        except OSError as error:
            raise CommandWrongError(f"{path} cannot be written: {error.strerror or error}") from error

    def _lines(self, rows: Iterable[Row]) -> Iterator[str]:
        """The text of a format that other programs tell people from."""
        from omicheck.output import check_github, check_junit, check_sarif  # noqa: PLC0415, of use only for these

        formats = {"junit": check_junit.lines, "sarif": check_sarif.lines, "github": check_github.lines}
        return formats[self.options.format](self._audit(rows))

    def _audit(self, rows: Iterable[Row]) -> "Audit":
        from omicheck.output.audit import Audit  # noqa: PLC0415, of use only for some formats

        file_of = cache(from_here)

        def place_of(row: Row) -> Place:
            place = self.place_of(row.case_id)
            return Place(file_of(place.file), place.line)

        return Audit(
            self.rules,
            self.rule_base,
            self.as_of,
            self._accepted,
            self.options.waivers,
            FAILS[self.options.fail_on],
            # The place is asked for at once: of tables read in parts it is known only while its part is at hand.
            ((row, place_of(row)) for row in rows),
            lambda: [_from_here(one) for one in self.records().rejected],
            self._manifest,
            self.case_of,
        )

    @cached_property
    def _accepted(self) -> Acceptance:
        """What the files of waivers and known failures say, if there are any."""
        options = self.options
        names = [rule.id for rule in self.rule_base.rules]
        waivers = () if options.waivers is None else read_waivers(Path(options.waivers), names)
        baseline = None if options.baseline is None else read_baseline(Path(options.baseline))
        chosen = {rule.id for rule in self.rules} if options.only else None
        outcomes = frozenset(rule.id for rule in self.rule_base.rules if rule.asks == "outcome")
        return acceptance(waivers, baseline, self.as_of, chosen, options.case, outcomes)

    def _tell_waivers(self) -> None:
        """Says which waivers have no effect, so that they do not lie about."""
        file = self.options.waivers
        for what, waivers in (("expired", self._accepted.expired), ("unused", self._accepted.unused)):
            for waiver in waivers:
                place = file if waiver.line is None else f"{file}:{waiver.line}"
                why = f"it held until {waiver.expiry}" if what == "expired" else "there is no such failure"
                told = f"{place}: {what} waiver for case {printable(waiver.case)}, rule {waiver.rule}: {why}"
                remark(self.options, told)


def _from_here(rejected: Rejected) -> Rejected:
    problems = (evolve(problem, file=from_here(problem.file)) for problem in rejected.problems)
    return evolve(rejected, problems=tuple(problems))
