"""`omicheck score`: question, criterion, section and headline scores."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from omicheck.command_line.common import (
    add_common,
    add_engine,
    choose_rules,
    console,
    progress,
    read_rules,
    remark,
    status_of,
    tell,
    write,
)
from omicheck.errors import CommandWrongError, ExitStatus, Problem
from omicheck.output.fields import compact_json, indented_json
from omicheck.output.manifest import manifest
from omicheck.records.raw import Rejected, rejects_lines
from omicheck.rulebase.folder import RuleBase
from omicheck.score.settings import RESAMPLES, SEED, Settings

if TYPE_CHECKING:
    from omicheck.command_line.judged import Judged
    from omicheck.score.gathered import Gathered
    from omicheck.score.result import Scores

# From here on the resamples take more than a moment.
_MANY_CASES: Final = 5_000
_EPILOG: Final = """examples:
  omicheck score fixtures/sample/cases.json
  omicheck score cases.jsonl --as-of 2010-01-18 --answers answers.csv --caseload 1450
  omicheck score cases.jsonl --as-of 2010-01-18 --explain 1.2 --explain roh
  omicheck score national/ --as-of 2010-01-18 --answers inspections.csv --format json
  omicheck score cases.jsonl --as-of 2010-01-18 --overrides comments.yaml --grades grades.yaml --format json

exit status: 0 scored, 2 the command or the rules are wrong, 3 records or answers were rejected (the rest was
scored), 4 an evaluator failed. A score is no failure: there is no --fail-on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json", "csv"))
    add_scoring(parser)
    parser.add_argument(
        "--answers", metavar="FILE", help="inspectors' answers as CSV or .xlsx: case_id, question, answer, by, reason"
    )
    parser.add_argument("--caseload", metavar="N", type=int, help="cases that the sample was drawn from")
    parser.add_argument(
        "--explain", action="append", metavar="NAME", help="a criterion, section or headline; may be repeated"
    )
    parser.add_argument("--overrides", metavar="FILE", help="comments that inspectors give, as YAML")
    parser.add_argument("--grades", metavar="FILE", help="grades that inspectors give, with evidence, as YAML")
    parser.add_argument("--manifest", metavar="FILE", help="write versions, hashes and counts there, as JSON")


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
        "--resamples", metavar="N", type=int, default=RESAMPLES, help="of the bootstrap (default: %(default)s)"
    )
    parser.add_argument("--seed", metavar="N", type=int, default=SEED, help="of the bootstrap (default: %(default)s)")


@frozen
class Scored:
    """What a record set came to.

    Attributes:
        scores: the scores.
        case_ids: the cases that were scored.
        rejected: records and answers that could not be used.
        problems: what could not be used of records and answers, and rules' questions that are not in the list.
        manifest: of the run.
        status: the exit status.
    """

    scores: "Scores"
    case_ids: frozenset[str]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    manifest: Mapping[str, Any]
    status: int


def run(options: argparse.Namespace) -> int:
    """Scores, prints and gives the exit status."""
    if options.explain and options.format == "csv":
        raise CommandWrongError("--explain goes with --format table or json: the CSV holds the questions")
    rule_base = read_rules(options)
    scored = score_records(options, rule_base)
    if options.rejects is not None:
        write(options.rejects, (f"{compact_json(line)}\n" for line in rejects_lines(scored.rejected)))
    if options.manifest is not None:
        write(options.manifest, (compact_json(scored.manifest), "\n"))
    from omicheck.score.arithmetic import arithmetic, choose_scores  # noqa: PLC0415, heavy

    explained = choose_scores(scored.scores, options.explain or ())
    match options.format:
        case "json":
            from omicheck.output.score_data import score_data  # noqa: PLC0415, heavy

            data = score_data(scored.scores, scored.manifest, scored.problems, explained)
            write(options.output, indented_json(data))
        case "csv":
            from omicheck.output.score_data import csv_of_questions  # noqa: PLC0415, heavy

            write(options.output, csv_of_questions(scored.scores))
        case _ if explained:
            blocks = ("\n".join(arithmetic(one, scored.scores)) for one in explained)
            write(options.output, ("\n\n".join(blocks), "\n"))
        case _:
            from omicheck.output.score_table import print_scores  # noqa: PLC0415, heavy

            with console(options) as out:
                print_scores(out, scored.scores, rule_base.scheme)
    return scored.status


def score_records(options: argparse.Namespace, rule_base: RuleBase) -> Scored:
    """Reads the records and answers that options name, evaluates and scores them.

    Raises:
        CommandWrongError: a number that an option gives cannot be used.
    """
    from omicheck.command_line.judged import judged  # noqa: PLC0415, heavy
    from omicheck.score.given import read_grades, read_overrides  # noqa: PLC0415, heavy
    from omicheck.score.scores import scores_of  # noqa: PLC0415, heavy

    scheme = rule_base.scheme
    overrides = {} if options.overrides is None else read_overrides(Path(options.overrides), scheme)
    grades = {} if options.grades is None else read_grades(Path(options.grades), scheme)
    rules = choose_rules(rule_base, None)
    _check_numbers(options)
    found = judged(options, rule_base, rules)
    if found.taken is not None:
        _check_caseload(options, found.taken)
    gathered, wrong, sha256 = _gathered(options, found, rule_base)
    wrong_answers = [problem for one in wrong for problem in one.problems]
    for problem in wrong_answers:
        tell(str(problem))
    if wrong:
        remark(options, f"{len(wrong)} answers not used")
    cases = len(gathered.matrix.case_ids)
    _check_caseload(options, cases)
    settings = Settings(options.side, options.caseload, options.resamples, options.seed)
    with progress(options, settings.resamples if cases >= _MANY_CASES else 0, "resamples") as advance:
        scores = scores_of(gathered, rules, rule_base.questions, scheme, settings, overrides, grades, advance)
    unlisted = _unlisted(scores, rule_base)
    for problem in unlisted:
        remark(options, str(problem))
    records = found.records_with_hashes()
    status = status_of(records, found.verdicts, ())
    if wrong:
        status = max(status, ExitStatus.RECORDS_REJECTED)
    of_records = [problem for one in records.rejected for problem in one.problems]
    run_manifest = manifest(rule_base, rules, records, found.verdicts, found.as_of, found.engine)
    return Scored(
        scores,
        frozenset(gathered.matrix.case_ids),
        (*records.rejected, *wrong),
        (*of_records, *wrong_answers, *unlisted),
        {
            **run_manifest,
            "answers": {"sha256": dict(sha256), "rejected": len(wrong)},
            "score": {
                "side": settings.side,
                "caseload": settings.caseload,
                "resamples": settings.resamples,
                "seed": settings.seed,
            },
        },
        status,
    )


def _gathered(
    options: argparse.Namespace, found: "Judged", rule_base: RuleBase
) -> tuple["Gathered", list[Rejected], Mapping[str, str]]:
    """What is said of all cases, the answers that cannot be used, and the hash of the file of answers, by name."""
    from omicheck.score.answers_file import read_answers_file  # noqa: PLC0415, heavy
    from omicheck.score.gathered import gather  # noqa: PLC0415, heavy
    from omicheck.score.said import Said  # noqa: PLC0415, heavy
    from omicheck.score.scores import question_ids  # noqa: PLC0415, heavy

    questions = question_ids(rule_base.questions, rule_base.scheme)
    file = None if options.answers is None else read_answers_file(Path(options.answers), questions)
    wrong: list[Rejected] = []

    def parts() -> Iterator[Said]:
        for part in found.parts():
            wrong.extend(part.unlisted(questions))
            answers = part.answers(questions)
            if file is not None:
                answers = file.added_to(answers, part.case_ids, options.path)
            yield Said(part.case_ids, answers, part.verdicts)

    gathered = gather(parts(), questions, options.side)
    if file is not None:
        refused = {problem.case_id for one in found.records().rejected for problem in one.problems if problem.case_id}
        wrong.extend(file.rejected(frozenset(gathered.matrix.case_ids), refused))
    return gathered, wrong, {} if file is None else file.sha256


def _check_numbers(options: argparse.Namespace) -> None:
    if options.resamples < 0:
        raise CommandWrongError(f"--resamples: found {options.resamples}; expected 0 (no intervals of means) or more")
    if options.seed < 0:
        raise CommandWrongError(f"--seed: found {options.seed}; expected a whole number from 0")


def _check_caseload(options: argparse.Namespace, cases: int) -> None:
    if options.caseload is not None and options.caseload < max(1, cases):
        raise CommandWrongError(
            f"--caseload: found {options.caseload}; expected the number of cases that the sample was drawn from, "
            f"at least the {cases} that are in it"
        )


def _unlisted(scores: "Scores", rule_base: RuleBase) -> tuple[Problem, ...]:
    """Rules and questions that the list of questions or the scheme has no place for: they are in no score."""
    files = {rule.id: rule.file for rule in rule_base.rules}
    rules = [
        Problem(files[rule], None, "question", f"question {question}", "a question in the list; it enters no score")
        for question, of in scores.unlisted.items()
        for rule in of
    ]
    criteria = {one.id for section in rule_base.scheme.sections for one in section.criteria}
    questions = [
        Problem(
            str(rule_base.folder), None, f"question {one.question.id}", f"criterion {one.question.criterion}",
            "a criterion of the scheme; it is in no criterion's score",
        )
        for one in scores.questions
        if one.question.criterion not in criteria
    ]  # fmt: skip
    return (*rules, *questions)
