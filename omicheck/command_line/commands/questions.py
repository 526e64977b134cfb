"""`omicheck questions`: the questions of the scheme, and who decides each."""

import argparse
from typing import Final

from attrs import asdict, fields

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.options import add_shared, rules_asked
from omicheck.command_line.terminal import console
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.plain_data import indented_json
from omicheck.use_cases.questions import DECIDERS, ListedQuestion, QuestionsRequest, list_questions

_EPILOG: Final = """examples:
  omicheck questions
  omicheck questions --only 2.1 --details
  omicheck questions --only ce --decided-by rule
  omicheck questions --format csv --output questions.csv

exit status: 0 listed, 2 the rules cannot be read, or a name is not known"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "json", "csv"))
    about = "a question, criterion, section or headline score (roh, lor, ce); may be repeated"
    parser.add_argument("--only", action="append", metavar="NAME", help=about)
    parser.add_argument("--decided-by", choices=DECIDERS, help="only those that rules decide, or inspectors")
    add_details(parser, "a line on each question, as there is for up to 15, and not only their numbers by criterion")


def run(options: argparse.Namespace) -> int:
    """Lists the questions."""
    request = QuestionsRequest(rules_asked(options), tuple(options.only or ()), options.decided_by)
    questions = list_questions(request)
    if options.format == "json":
        write(options.output, indented_json([asdict(one) for one in questions]))
    elif options.format == "csv":
        from omicheck.output.csv_table import csv_lines  # noqa: PLC0415, of use only for this format

        columns = [one.name for one in fields(ListedQuestion)]
        records = (asdict(one, value_serializer=_as_list).values() for one in questions)
        write(options.output, csv_lines(columns, records))
    else:
        from omicheck.output.question_table import print_questions  # noqa: PLC0415, heavy

        with console(options) as out:
            print_questions(out, questions, details=options.details)
    return ExitStatus.NOTHING_FOUND


def _as_list(_instance: object, _attribute: object, value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
