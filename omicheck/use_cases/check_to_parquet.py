"""The rows of a check as Parquet: one file or, of tables read in parts, a folder with a file for each part."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from omicheck.errors import CommandWrongError, EngineMissingError, ExitStatus
from omicheck.records.bulk import BULK_MISSING
from omicheck.records.raw_records import Rejected
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import is_read_in_parts
from omicheck.use_cases.row_watch import RowWatch
from omicheck.use_cases.running_check import CheckRequest, RunningCheck, running_check
from omicheck.use_cases.status import FAILS, exit_status
from omicheck.use_cases.strategies import evaluated

if TYPE_CHECKING:
    from omicheck.use_cases.evaluation_in_parts import InParts


@frozen
class WrittenCheck:
    """What a check came to whose rows are in files.

    Attributes:
        rejected: the records that were not taken.
        manifest: the run manifest.
        engine: the evaluator.
        status: the exit status that the rows call for.
    """

    rejected: Sequence[Rejected]
    manifest: Mapping[str, Any]
    engine: str
    status: ExitStatus


def check_to_parquet(
    request: CheckRequest,
    path: Path,
    observer: Observer,
    *,
    row_order: bool = False,
    told: Mapping[str, Any] | None = None,
    watch: RowWatch | None = None,
) -> WrittenCheck:
    """Holds records against rules, and writes the rows.

    Args:
        request: what is to be checked.
        path: a file `ROWS.parquet`, or a folder for the files of parts.
        observer: is told of what is read, of progress and of what goes wrong.
        row_order: whether the rows in a file of a folder are in the order of case, rule and occurrence.
        told: what else the manifest of a folder says.
        watch: sees every row as it passes; those of tables read in parts do not.

    Raises:
        CommandWrongError: the rows cannot be written.
        RequestWrongError: the folder holds those of another run.
        EngineMissingError: what writes Parquet is not installed.
        OmicheckError: what `running_check` raises.
    """
    asked = request.evaluation
    try:
        if not is_read_in_parts(asked.source, asked.engine):
            return _write_rows(request, path, observer, watch)
        if request.waivers is not None or request.baseline is not None:
            raise CommandWrongError(
                "--waivers and --baseline need the rows one by one, which tables read in parts do not give as Parquet: "
                "leave them out, or take --format jsonl"
            )
        with evaluated(asked, observer) as evaluation:
            from omicheck.use_cases.parquet_of_parts import write_rows  # noqa: PLC0415, heavy

            in_parts: InParts = evaluation  # type: ignore[assignment]  # as they are read so
            manifest = write_rows(path, in_parts, observer, row_order=row_order, told=told or {})
    except OSError as error:
        raise CommandWrongError(f"{path} cannot be written: {error.strerror or error}") from error
    # Outcomes do not count, but an evaluator's failure does, whatever it is on.
    counted = {**in_parts.of_duties, "error": in_parts.verdicts["error"]}
    rejected = in_parts.records().rejected
    return WrittenCheck(rejected, manifest, in_parts.engine, exit_status(rejected, counted, FAILS[request.fail_on]))


def _write_rows(request: CheckRequest, path: Path, observer: Observer, watch: RowWatch | None) -> WrittenCheck:
    """Writes rows to one file, those of the columnar evaluator as columns, unless they may be accepted or known."""
    with running_check(request, observer, watch) as check:
        try:
            from omicheck.evaluate.columnar.arrow import table_of  # noqa: PLC0415, heavy
            from omicheck.row_files.parquet import parquet_file, tables_of  # noqa: PLC0415, heavy
        except ImportError as error:
            raise EngineMissingError(BULK_MISSING) from error
        is_by_columns = check.evaluation.engine == "columnar" and not check.accepted.is_used
        columns = (table_of(found.in_row_order()) for _, found in check.parts_with_columns())
        with parquet_file(path) as file:
            for table in columns if is_by_columns else tables_of(check.rows()):
                file.write(table)
            manifest = check.evaluation.manifest()
            file.describe(manifest)
        _tell_waivers(check, observer)
        return WrittenCheck(check.rejected, manifest, check.evaluation.engine, check.status)


def _tell_waivers(check: RunningCheck, observer: Observer) -> None:
    for text in (check.outside_editions, *check.waivers_without_effect()):
        if text:
            observer.remark(text)
