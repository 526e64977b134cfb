"""`omicheck compare`: two audits or areas, scored by the same rules."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_common, named_source, number_of_option, stated_date
from omicheck.command_line.scoring_options import add_answers, add_scoring, files_of, score_request
from omicheck.command_line.terminal import console, write_lines
from omicheck.command_line.writing import write, write_rejects
from omicheck.output.nothing_taken import nothing_taken
from omicheck.plain_data import indented_json
from omicheck.records.bulk.addresses import shown_address

_EPILOG: Final = """examples:
  omicheck compare 2009.json 2010.json
  omicheck compare east/ west/ --as-of 2010-01-18 --caseload 1450 --other-caseload 900 --format json
  omicheck compare 2009.jsonl 2010.jsonl --as-of 2009-01-19 --other-as-of 2010-01-18

exit status: 0 compared, 2 the command or the rules are wrong, 3 records or answers were rejected (the rest was
compared), 4 an evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json"))
    parser.add_argument(
        "other", type=shown_address, metavar="OTHER_PATH", help="the records to set beside those of PATH"
    )
    parser.add_argument("--other-mapping", metavar="FILE", help="mapping of the others (default: that of --mapping)")
    parser.add_argument("--other-as-of", metavar="DATE", help="audit date of the others (default: that of --as-of)")
    add_scoring(parser)
    add_details(parser, "every question, and not only those that differ by more than chance")
    for prefix, whose in (("", ""), ("other-", " of the others")):
        add_answers(parser, prefix, whose)
        if prefix:
            parser.add_argument("--other-cases", metavar="FILE", help="the same as --cases, of the others")
        parser.add_argument(
            f"--{prefix}caseload",
            metavar="N",
            type=number_of_option,
            help=f"cases that the sample{whose} was drawn from",
        )


def run(options: argparse.Namespace) -> int:
    """Scores both, compares, prints and gives the exit status."""
    from omicheck.use_cases.compare import CompareRequest, compare  # noqa: PLC0415, heavy

    first = score_request(options)
    second = evolve(
        first,
        evaluation=evolve(
            first.evaluation,
            source=named_source(options, options.other, options.other_mapping or options.mapping, options.other_cases),
            as_of=stated_date(options.other_as_of or options.as_of),
        ),
        answers=files_of(options.other_answers),
        caseload=options.other_caseload,
    )
    result = compare(CompareRequest(first, second), observer_of(options))
    if options.rejects is not None:
        # Reading the second has written over the first's.
        write_rejects(options.rejects, result.rejected)
    names = (options.path, options.other)
    if options.format == "json":
        from omicheck.output.compare_data import comparison_data  # noqa: PLC0415, heavy

        manifests = (result.first.manifest, result.second.manifest)
        problems = (result.first.problems, result.second.problems)
        write(options.output, indented_json(comparison_data(result.comparison, names, manifests, problems)))
    elif not (result.first.case_ids and result.second.case_ids):
        name, side, mapping = (
            (options.other, result.second, options.other_mapping or options.mapping)
            if result.first.case_ids
            else (options.path, result.first, options.mapping)
        )
        told = nothing_taken(name, len(side.rejected), "compared", by_mapping=mapping is not None)
        write_lines(options, (told,))
    else:
        from omicheck.output.compare_table import print_comparison  # noqa: PLC0415, heavy

        with console(options) as out:
            print_comparison(out, result.comparison, names, details=options.details)
    return result.status
