"""`omicheck report`: one HTML file in the manner of an inspection's report."""

import argparse
from typing import TYPE_CHECKING, Final

from attrs import evolve

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_by, add_common, number_of_option
from omicheck.command_line.report_files import write_report
from omicheck.command_line.run_manifest import add_manifest
from omicheck.command_line.scoring_options import add_answers, add_scoring, file_of, score_request
from omicheck.errors import LibraryMissingError

if TYPE_CHECKING:
    from omicheck.use_cases.report import ReportRequest

_EPILOG: Final = """examples:
  omicheck report fixtures/sample/cases.json --output report.html
  omicheck report cases.jsonl --as-of 2010-01-18 --answers answers.csv --caseload 1450 --output report.html
  omicheck report cases.jsonl --as-of 2010-01-18 --grades grades.yaml --context area.yaml --views views.yaml \\
    --good-practice good.yaml --fieldwork 2010-01-15 --output report.html
  omicheck report fixtures/sample/cases.json --by area --strength-from 75 --output report.html
  omicheck report cases.jsonl --as-of 2010-01-18 --publish --output published.html
  omicheck report cases.jsonl --as-of 2010-01-18 --output draft.html --write-recommendations recommendations.yaml
  omicheck report later.jsonl --as-of 2011-01-17 --last-recommendations recommendations.yaml --output report.html

exit status: 0 reported, 2 the command, the rules or a file beside the records is wrong, 3 records or answers were
rejected (the rest was reported), 4 an evaluator failed or two disagree. What is reported is no failure of the
command."""
_MISSING: Final = "a report needs jinja2, which is not installed: pip install 'omicheck[report]'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("html",))
    add_scoring(parser)
    add_by(parser, "scores, and failures beside those by office and offender manager, are told by this field")
    add_answers(parser)
    for name, about in (
        ("overrides", "comments that inspectors give, as YAML"),
        ("grades", "grades that inspectors give, with evidence, as YAML"),
        ("figures", "CSV of what the area was given for the metrics"),
        ("context", "the area: its figures, a foreword, commentaries, terms, as YAML"),
        ("views", "questionnaires and interviews, as counts and quotes, as YAML"),
        ("good-practice", "examples of good practice, as YAML"),
        ("recommendations", "recommendations with who and by when, as YAML, in place of drafts"),
        ("last-recommendations", "those of the audit before, to say what became of them"),
        ("write-recommendations", "write those of this report as YAML, to be filled in"),
    ):
        parser.add_argument(f"--{name}", metavar="FILE", help=about)
    add_manifest(parser)
    parser.add_argument("--framework", metavar="DIR", help="framework folder (default: performance/ of the rules)")
    parser.add_argument("--beside", metavar="EDITION", help="another edition, such as 2021, told beside that in use")
    parser.add_argument("--caseload", metavar="N", type=number_of_option, help="cases that the sample was drawn from")
    parser.add_argument("--fieldwork", metavar="DATE", help="last day of the fieldwork YYYY-MM-DD, for the timetable")
    small = "shares of fewer cases are told as counts"
    for name, number, about in (("strength-from", 70, "least per cent that is a strength"), ("small-base", 20, small)):
        parser.add_argument(
            f"--{name}", metavar="N", type=number_of_option, default=number, help=f"{about} (default: {number})"
        )
    about = (
        "leave out cases, offender managers and offices, and withhold counts of one to four, and what gives them away"
    )
    parser.add_argument("--publish", action="store_true", help=about)


def run(options: argparse.Namespace) -> int:
    """Writes the report and gives the exit status."""
    try:
        from omicheck.output.report.page import report_page  # noqa: PLC0415, an extra
    except ImportError as error:
        raise LibraryMissingError(_MISSING) from error
    from omicheck.use_cases.report import report  # noqa: PLC0415, heavy

    result = report(_request(options), observer_of(options))
    write_report(options, result, tuple(report_page(result.report)))
    return result.status


def _request(options: argparse.Namespace) -> "ReportRequest":
    from omicheck.report.sentences import Style  # noqa: PLC0415, heavy
    from omicheck.use_cases.report import ReportRequest  # noqa: PLC0415, heavy

    files = ("framework", "figures", "context", "views", "good_practice", "recommendations", "last_recommendations")
    scored = evolve(score_request(options), overrides=file_of(options.overrides), grades=file_of(options.grades))
    return ReportRequest(
        scored,
        **{name: file_of(getattr(options, name)) for name in files},
        fieldwork=options.fieldwork,
        style=Style(options.strength_from, options.small_base),
        is_published=options.publish,
        beside=options.beside,
    )
