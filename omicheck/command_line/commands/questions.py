"""`omicheck questions`: the questions of the scheme, and who decides each."""

import argparse
from typing import Final

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.options import add_shared, rules_folder
from omicheck.command_line.terminal import console
from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.plain_data import indented_json

_EPILOG: Final = """examples:
  omicheck questions
  omicheck questions --only 1.2 --only roh
  omicheck questions --only inspector --details
  omicheck questions --format csv --output questions.csv

exit status: 0 listed, 2 the rules cannot be read, or a name is not known"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "csv", "json"))
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        help="a question, criterion, section, headline score, rule or topic, or rule or inspector for who is to decide",
    )
    add_details(parser, "a line on each question, as there is for up to 40, and not a line on each criterion")


def run(options: argparse.Namespace) -> int:
    """Lists the questions."""
    from omicheck.use_cases.questions import QuestionsRequest, list_questions  # noqa: PLC0415, heavy

    if options.details and options.format != "table":
        raise CommandWrongError("--details is for --format table: any other output has everything")
    questions = list_questions(QuestionsRequest(rules_folder(options), tuple(options.only or ())))
    from omicheck.output import question_list  # noqa: PLC0415, heavy

    match options.format:
        case "json":
            write(options.output, indented_json(question_list.questions_data(questions)))
        case "csv":
            write(options.output, question_list.csv_of_questions(questions))
        case _:
            with console(options) as out:
                question_list.print_questions(out, questions, details=options.details)
    return ExitStatus.NOTHING_FOUND
