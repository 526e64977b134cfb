"""`omicheck sample`: draws a sample of a caseload for an inspection, or judges one."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_common, named_source
from omicheck.command_line.run_manifest import add_manifest
from omicheck.command_line.sample_formats import write_drawn, write_judged, write_workbook_of_sample
from omicheck.command_line.sampling_options import add_sampling, draw_request
from omicheck.command_line.writing import refuse_no_workbook
from omicheck.errors import CommandWrongError
from omicheck.sample.frame import CASE_KINDS, FEWEST, MOST, OLDEST, SIZE, YOUNGEST

_NUMBERS: Final = ", ".join(f"{kind.id}={kind.minimum}" for kind in CASE_KINDS)
_EPILOG: Final = f"""examples:
  omicheck sample fixtures/sample/cases.json --size 20
  omicheck sample caseload.jsonl --as-of 2010-01-18 --size 140 --seed 7 --format csv --output sample.csv
  omicheck sample caseload.jsonl --as-of 2010-01-18 --workbook inspection.xlsx
  omicheck sample caseload.jsonl --as-of 2010-01-18 --minimum ppo=17 --minimum high_rosh=22
  omicheck sample caseload.jsonl --as-of 2010-01-18 --judge sample.csv

The inspectorate drew {FEWEST} to over {MOST} cases about nine months old, with minimum numbers of some kinds, which its
report does not print (appendix 5). So these are assumed unless given: the age from {YOUNGEST} to {OLDEST} months, the
size of {SIZE}, and the minimums {_NUMBERS}.

exit status: 0 drawn or judged (what is short is printed), 2 the command or the rules are wrong, 3 records were rejected
(the rest was used), 4 an evaluator failed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json", "csv"))
    add_sampling(parser)
    add_details(parser, "every case of the sample, every group of cases and every criterion")
    add_manifest(parser)
    parser.add_argument("--workbook", metavar="FILE", help="write the inspectors' workbook of the sample there too")
    parser.add_argument(
        "--judge",
        metavar="SAMPLE",
        help="judge this sample instead: records in any format, or the CSV that this command writes",
    )


def run(options: argparse.Namespace) -> int:
    """Draws or judges, prints and gives the exit status."""
    from omicheck.use_cases import sample  # noqa: PLC0415, heavy

    if options.workbook is not None:
        refuse_no_workbook(options.workbook, "--workbook: a file SAMPLE.xlsx")
    request = draw_request(options)
    sample.check_draw(request)
    observer = observer_of(options)
    if options.judge is None:
        drawn = sample.draw_sample(request, observer)
        write_drawn(options, drawn)
        if options.workbook is None:
            return drawn.status
        return max(drawn.status, write_workbook_of_sample(options, drawn, observer))
    if options.workbook is not None:
        raise CommandWrongError("--workbook goes with drawing a sample; leave it out with --judge")
    if options.format == "csv":
        raise CommandWrongError("--judge goes with --format table or json: the CSV holds the cases of a sample drawn")
    if options.size is not None or options.replacements is not None:
        raise CommandWrongError("--size and --replacements go with drawing a sample; leave them out with --judge")
    # The file of rejects is for the records of the caseload.
    of_sample = sample.JudgeRequest(request.caseload, named_source(options, options.judge, options.mapping))
    judged = sample.judge_sample(of_sample, observer, evolve(observer, rejects=None))
    write_judged(options, judged)
    return judged.status
