"""The formats of `omicheck score` that other programs take: where each can be written, and how."""

import argparse
from typing import TYPE_CHECKING, Final

from omicheck.command_line.writing import refuse_no_workbook, write
from omicheck.errors import CommandWrongError
from omicheck.plain_data import indented_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omicheck.score.result import Score
    from omicheck.use_cases.score import ScoreResult

FORMATS: Final = ("table", "json", "csv", "xlsx")


def refuse_score_options(options: argparse.Namespace) -> None:
    """Says what is wrong with options that do not go together.

    Raises:
        CommandWrongError: they do not go together.
    """
    if options.explain and options.format in ("csv", "xlsx"):
        raise CommandWrongError("--explain goes with --format table or json: the others hold no arithmetic")
    if options.format == "xlsx":
        refuse_no_workbook(options.output, "--format xlsx needs --output: a file SCORES.xlsx")


def write_scores(options: argparse.Namespace, result: "ScoreResult", explained: "Sequence[Score]") -> None:
    """Writes scores as JSON, CSV or a workbook, as the options say.

    Args:
        options: of the command.
        result: the scores.
        explained: those whose arithmetic is asked for.

    Raises:
        CommandWrongError: they cannot be written.
    """
    if options.format == "xlsx":
        from omicheck.output.score_workbook import write_score_workbook  # noqa: PLC0415, heavy

        write_score_workbook(options.output, result)
    elif options.format == "json":
        from omicheck.output.group_data import scores_by_data  # noqa: PLC0415, heavy
        from omicheck.output.score_data import score_data  # noqa: PLC0415, heavy

        groups = [scores_by_data(one) for one in result.by]
        data = score_data(result.scores, result.manifest, result.problems, explained, groups)
        write(options.output, indented_json(data))
    elif result.by:
        from omicheck.output.group_csv import csv_of_groups  # noqa: PLC0415, of use only here

        write(options.output, csv_of_groups(result.scores, result.by))
    else:
        from omicheck.output.score_data import csv_of_scores  # noqa: PLC0415, heavy

        write(options.output, csv_of_scores(result.scores))
