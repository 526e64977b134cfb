"""Options of scoring, and the request that is made of them."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from omicheck.command_line.options import add_engine, evaluation_request, number_of_option
from omicheck.score.settings import RESAMPLES, SEED

if TYPE_CHECKING:
    from omicheck.use_cases.score import ScoreRequest


def add_scoring(parser: argparse.ArgumentParser) -> None:
    """Adds the options that scoring and comparing share."""
    add_engine(parser)
    sides = parser.add_mutually_exclusive_group()
    for side, of in (("rules_only", "the rules' verdicts"), ("answers_only", "the inspectors' answers")):
        sides.add_argument(
            f"--{side.replace('_', '-')}", dest="side", action="store_const", const=side, default="both",
            help=f"score {of} alone",
        )  # fmt: skip
    parser.add_argument(
        "--resamples",
        metavar="N",
        type=number_of_option,
        default=RESAMPLES,
        help="how many samples the bootstrap draws for the intervals of scores; 0 for none (default: %(default)s)",
    )
    about = "what the bootstrap draws by; the same seed draws the same (default: %(default)s)"
    parser.add_argument("--seed", metavar="N", type=number_of_option, default=SEED, help=about)


def add_answers(parser: argparse.ArgumentParser, prefix: str = "", whose: str = "") -> None:
    """Adds files of inspectors' answers.

    Args:
        parser: of the command.
        prefix: what stands before the name of the option.
        whose: whose answers they are, as the help says it.
    """
    about = (
        f"inspectors' answers{whose}: a workbook of omicheck prescreen, filled in, or CSV, .xlsx or .ods with case_id, "
        "question, answer, by, reason, or with a column for each question; may be repeated"
    )
    parser.add_argument(f"--{prefix}answers", action="append", metavar="FILE", help=about)


def score_request(options: argparse.Namespace) -> "ScoreRequest":
    """What is to be scored, and how, as far as options of scoring and comparing say it."""
    from omicheck.use_cases.score import ScoreRequest  # noqa: PLC0415, heavy

    return ScoreRequest(
        evaluation_request(options),
        files_of(options.answers),
        side=options.side,
        caseload=options.caseload,
        resamples=options.resamples,
        seed=options.seed,
    )


def file_of(name: str | None) -> Path | None:
    """A file that an option names, if it names one."""
    return None if name is None else Path(name)


def files_of(names: Sequence[str] | None) -> tuple[Path, ...]:
    """The files that an option names which may be given several times."""
    return tuple(map(Path, names or ()))
