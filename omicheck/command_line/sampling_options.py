"""Options of drawing a sample, and the request that is made of them."""

import argparse
from typing import TYPE_CHECKING

from omicheck.command_line.options import number_of_option, rules_asked, source_of, stated_date
from omicheck.errors import RequestWrongError, one_of
from omicheck.sample.frame import CASE_KINDS, OLDEST, SIZE, YOUNGEST
from omicheck.score.settings import SEED

if TYPE_CHECKING:
    from omicheck.use_cases.sample import DrawRequest


def add_sampling(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say what is to be drawn."""
    parser.add_argument("--size", metavar="N", type=number_of_option, help=f"cases to draw (default: {SIZE})")
    about = "what is drawn by; the same seed draws the same cases (default: %(default)s)"
    parser.add_argument("--seed", metavar="N", type=number_of_option, default=SEED, help=about)
    ages = (("youngest", YOUNGEST, "at least"), ("oldest", OLDEST, "at most"))
    for name, default, which in ages:
        parser.add_argument(
            f"--{name}", metavar="MONTHS", type=number_of_option, default=default,
            help=f"age of a case, {which} (default: %(default)s, assumed)",
        )  # fmt: skip
    parser.add_argument(
        "--minimum", metavar="KIND=N", action="append", default=[],
        help=f"least number of a kind: {one_of(kind.id for kind in CASE_KINDS)}; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--replacements", metavar="N", type=number_of_option,
        help="cases in reserve (default: 13 for each 140 of the sample, as in 2010, rounded up)",
    )  # fmt: skip


def draw_request(options: argparse.Namespace) -> "DrawRequest":
    """What is to be drawn, if anything is; what a sample is held against is asked for in the same words."""
    from omicheck.use_cases.sample import DrawRequest  # noqa: PLC0415, heavy
    from omicheck.use_cases.sample_frame import CaseloadRequest, check_minimums  # noqa: PLC0415, heavy

    minimums: dict[str, int] = {}
    for text in options.minimum:
        kind, equals, number = text.partition("=")
        check_minimums({kind: 0})
        if not (equals and number.isascii() and number.isdigit()):
            raise RequestWrongError(("minimum",), repr(text), f"a whole number, as in {kind}=10")
        minimums[kind] = int(number)
    records = source_of(options)
    rules, as_of = rules_asked(options), stated_date(options.as_of)
    caseload = CaseloadRequest(records, rules, as_of, options.youngest, options.oldest, minimums)
    size = SIZE if options.size is None else options.size
    return DrawRequest(caseload, size, options.replacements, options.seed)
