"""The answers of inspectors' files, and which of the cases that are scored they are on."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from omicheck.records.case_list import Listed
from omicheck.records.pseudonyms import Pseudonyms
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.folder import RuleBase
from omicheck.score.answers_file import AnswersFile
from omicheck.score.answers_reader import read_answers_files
from omicheck.score.matrix import UNANSWERED, Matrix
from omicheck.text import counted
from omicheck.use_cases.observer import Observer


def answers_of_files(
    files: Sequence[Path],
    rule_base: RuleBase,
    questions: Sequence[str],
    observer: Observer,
    pseudonyms: Pseudonyms | None = None,
) -> AnswersFile:
    """The answers of files, of which there may be none.

    Args:
        files: the files.
        rule_base: has the texts of the questions.
        questions: the numbers of the questions, in their order.
        observer: is told how many questions are answered.
        pseudonyms: what gives pseudonyms, by which the cases are named; None where they are named as in the files.

    Raises:
        RecordsUnreadableError: a file cannot be read.
        EngineMissingError: what reads workbooks is not installed.
    """
    read = read_answers_files(files, questions, {one.id: one.text for one in rule_base.questions.values()}, pseudonyms)
    for remark in read.remarks:
        observer.remark(remark)
    return read


def tell_answered(files: Sequence[Path], matrix: Matrix, observer: Observer) -> None:
    """Says so where inspectors read only some of the cases that are scored: a sample, perhaps, of a caseload.

    Args:
        files: the answers.
        matrix: what inspectors and rules say of every case.
        observer: is told.
    """
    answered = int((matrix.answers != UNANSWERED).any(axis=1).sum())
    cases = len(matrix.case_ids)
    name = " and ".join(map(str, files))
    if 0 < answered < cases:
        others = f"the other {cases - answered:,} from rules' verdicts alone"
        observer.remark(
            f"{name}: answers on {answered:,} of {counted(cases, 'case')}; all are scored, {others}; "
            f"--cases {files[0]} scores those with answers"
        )


def without_left_out(rejected: Iterable[Rejected], listed: Listed | None) -> Iterator[Rejected]:
    """Answers that cannot be used, without those about cases left out on purpose, which are neither used nor wrong.

    Args:
        rejected: the answers.
        listed: what became of the list of cases that was asked for; None where all were.
    """
    return (one for one in rejected if listed is None or one.record.get("case_id") not in listed.others)
