"""`omicheck compare`: two audits or areas, scored by the same rules."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from omicheck.command_line.commands.score import add_scoring
from omicheck.command_line.common import add_common, read_rules, remark, write
from omicheck.command_line.terminal import console
from omicheck.plain_data import compact_json, indented_json
from omicheck.records.bulk.addresses import shown_address
from omicheck.records.raw import rejects_lines
from omicheck.rulebase.folder import RuleBase

if TYPE_CHECKING:
    from omicheck.command_line.scored import Scored

_EPILOG: Final = """examples:
  omicheck compare 2009.json 2010.json
  omicheck compare east/ west/ --as-of 2010-01-18 --caseload 1450 --other-caseload 900 --format json
  omicheck compare 2009.jsonl 2010.jsonl --as-of 2009-01-19 --other-as-of 2010-01-18

exit status: 0 compared, 2 the command or the rules are wrong, 3 records or answers were rejected (the rest was
compared), 4 an evaluator failed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json"))
    parser.add_argument(
        "other", type=shown_address, metavar="OTHER_PATH", help="the records to set beside those of PATH"
    )
    parser.add_argument("--other-as-of", metavar="DATE", help="audit date of the others (default: that of --as-of)")
    add_scoring(parser)
    for prefix, whose in (("", ""), ("other-", " of the others")):
        parser.add_argument(f"--{prefix}answers", metavar="FILE", help=f"inspectors' answers{whose} as CSV or .xlsx")
        parser.add_argument(
            f"--{prefix}caseload", metavar="N", type=int, help=f"cases that the sample{whose} was drawn from"
        )


def _scored(options: argparse.Namespace, rule_base: RuleBase, other: Mapping[str, Any]) -> "Scored":
    """One of the two, without comments or grades of its own."""
    from omicheck.command_line.scored import score_records  # noqa: PLC0415, heavy

    apart = {"overrides": None, "grades": None}
    return score_records(argparse.Namespace(**{**vars(options), **apart, **other}), rule_base)


def run(options: argparse.Namespace) -> int:
    """Scores both, compares, prints and gives the exit status."""
    rule_base = read_rules(options)
    first = _scored(options, rule_base, {})
    of_other = {
        "path": options.other,
        "answers": options.other_answers,
        "caseload": options.other_caseload,
        "as_of": options.other_as_of or options.as_of,
        # The bootstraps of the two must be drawn apart.
        "seed": options.seed + 1,
    }
    second = _scored(options, rule_base, of_other)
    if options.rejects is not None:
        # Reading the second has written over the first's.
        rejected = (*first.rejected, *second.rejected)
        write(options.rejects, (f"{compact_json(line)}\n" for line in rejects_lines(rejected)))
    from omicheck.score.compare import compare  # noqa: PLC0415, heavy

    comparison = compare(first.scores, second.scores)
    in_both = len(first.case_ids & second.case_ids)
    if in_both:
        remark(
            options, f"{in_both} cases are in both: the intervals suppose two samples drawn apart, and may be too wide"
        )
    names = (options.path, options.other)
    if options.format == "json":
        from omicheck.output.compare_data import comparison_data  # noqa: PLC0415, heavy

        manifests = (first.manifest, second.manifest)
        data = comparison_data(comparison, names, manifests, (first.problems, second.problems))
        write(options.output, indented_json(data))
    else:
        from omicheck.output.compare_table import print_comparison  # noqa: PLC0415, heavy

        with console(options) as out:
            print_comparison(out, comparison, names)
    return max(first.status, second.status)
