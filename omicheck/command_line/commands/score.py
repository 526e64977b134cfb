"""`omicheck score`: question, criterion, section and headline scores."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_by, add_common, number_of_option
from omicheck.command_line.run_manifest import add_manifest, write_result_manifest
from omicheck.command_line.score_formats import FORMATS, refuse_score_options, write_scores
from omicheck.command_line.scoring_options import add_answers, add_scoring, file_of, score_request
from omicheck.command_line.terminal import console, write_lines
from omicheck.command_line.writing import write_rejects
from omicheck.output.nothing_taken import nothing_taken

_EPILOG: Final = """examples:
  omicheck score fixtures/sample/cases.json
  omicheck score cases.jsonl --as-of 2010-01-18 --answers answers.csv --caseload 1450
  omicheck score cases.jsonl --as-of 2010-01-18 --answers ann.xlsx --answers ben.xlsx --details
  omicheck score cases.jsonl --as-of 2010-01-18 --explain 1.2 --explain roh
  omicheck score cases.jsonl --as-of 2010-01-18 --by office
  omicheck score cases.jsonl --as-of 2010-01-18 --format xlsx --output scores.xlsx
  omicheck score national/ --as-of 2010-01-18 --answers inspections.csv --format json
  omicheck score cases.jsonl --as-of 2010-01-18 --overrides comments.yaml --grades grades.yaml --format json

exit status: 0 scored, 2 the command or the rules are wrong, 3 records or answers were rejected (the rest was
scored), 4 an evaluator failed or two disagree. A score is no failure: there is no --fail-on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, FORMATS)
    add_scoring(parser)
    add_by(parser, "scores by a text field of the cases")
    add_details(parser, "after the scores, every question, agreement with inspectors, and what is missing")
    add_answers(parser)
    parser.add_argument("--caseload", metavar="N", type=number_of_option, help="cases that the sample was drawn from")
    parser.add_argument(
        "--explain",
        action="append",
        metavar="NAME",
        help="show how a score is worked out, by its name, such as 1.2, 1 or roh; may be repeated",
    )
    parser.add_argument("--overrides", metavar="FILE", help="comments that inspectors give, as YAML")
    parser.add_argument("--grades", metavar="FILE", help="grades that inspectors give, with evidence, as YAML")
    add_manifest(parser)


def run(options: argparse.Namespace) -> int:
    """Scores, prints and gives the exit status."""
    refuse_score_options(options)
    from omicheck.score.shown_arithmetic import arithmetic, choose_scores  # noqa: PLC0415, heavy
    from omicheck.use_cases.score import score  # noqa: PLC0415, heavy

    request = evolve(score_request(options), overrides=file_of(options.overrides), grades=file_of(options.grades))
    result = score(request, observer_of(options))
    if options.rejects is not None:
        write_rejects(options.rejects, result.rejected)
    scores, explained = result.scores, choose_scores(result.scores, options.explain or ())
    match options.format:
        case "json" | "csv" | "xlsx":
            write_scores(options, result, explained)
        case _ if not result.case_ids:
            rejected = len(result.rejected)
            told = nothing_taken(options.path, rejected, "scored", by_mapping=options.mapping is not None)
            write_lines(options, (told,))
        case _ if explained:
            blocks = ("\n".join(arithmetic(one, scores)) for one in explained)
            write_lines(options, ("\n\n".join(blocks) + "\n",))
        case _:
            from omicheck.output.score_table import print_scores  # noqa: PLC0415, heavy

            with console(options) as out:
                print_scores(out, scores, result.rule_base.scheme, result.rule_base.vocabulary, details=options.details)
                for by in result.by:
                    from omicheck.output.group_tables import print_scores_by  # noqa: PLC0415, of use only here

                    print_scores_by(out, by, scores, result.rule_base.vocabulary, details=options.details)
    if options.manifest is not None:
        from omicheck.output.score_data import score_data  # noqa: PLC0415, heavy

        found = score_data(scores, {}, result.problems, ())
        write_result_manifest(options, result.manifest, result.engine, found)
    return result.status
