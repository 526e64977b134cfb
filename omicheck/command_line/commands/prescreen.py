"""`omicheck prescreen`: the inspectors' workbook, which filled in goes back into `score` and `report`."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_common, add_engine, evaluation_request
from omicheck.command_line.prescreen_files import write_inspectors_workbook
from omicheck.command_line.writing import refuse_no_workbook, write_rejects

_EPILOG: Final = """examples:
  omicheck prescreen fixtures/sample/cases.json --output sample.xlsx
  omicheck sample caseload.jsonl --as-of 2010-01-18 --size 40 --format csv --output sample.csv
  omicheck prescreen caseload.jsonl --as-of 2010-01-18 --cases sample.csv --output sample.xlsx
  omicheck score caseload.jsonl --as-of 2010-01-18 --cases sample.csv --answers sample.xlsx

exit status: 0 written, whatever the rules say; 2 the command or the rules are wrong; 3 records were rejected (the
workbook has the others); 4 an evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("xlsx",))
    parser.add_argument("--case", action="append", metavar="ID", help="only this case; may be repeated")
    add_engine(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the workbook."""
    refuse_no_workbook(options.output, "prescreen needs --output: a file SAMPLE.xlsx")
    from omicheck.use_cases.prescreen import PrescreenRequest, prescreen  # noqa: PLC0415, heavy

    observer = observer_of(options)
    asked = evolve(evaluation_request(options), cases=tuple(options.case or ()))
    result = prescreen(PrescreenRequest(asked), observer)
    if options.rejects is not None:
        write_rejects(options.rejects, result.rejected)
    write_inspectors_workbook(options.output, result, options.path, observer)
    return result.status
