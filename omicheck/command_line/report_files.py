"""The files that a report goes to, and what goes with it."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from omicheck.command_line.run_manifest import write_page_manifest
from omicheck.command_line.writing import write, write_rejects

if TYPE_CHECKING:
    from omicheck.use_cases.report import ReportResult


def write_report(options: argparse.Namespace, result: "ReportResult", page: Sequence[str]) -> None:
    """Writes a report and what else is asked for: rejected records, recommendations, the run manifest.

    Args:
        options: those of the command.
        result: the report.
        page: the same as a page, in pieces.

    Raises:
        CommandWrongError: a file cannot be written.
    """
    if options.rejects is not None:
        write_rejects(options.rejects, result.rejected)
    if options.write_recommendations is not None:
        from omicheck.report.recommendations_file import recommendations_text  # noqa: PLC0415, heavy

        made = result.report
        write(
            options.write_recommendations,
            recommendations_text(made.recommendations, made.as_of, is_published=made.is_published),
        )
    write(options.output, page)
    if options.manifest is not None:
        write_page_manifest(options, result.manifest, result.engine, page)
