"""Inspectors' answers, from plain data to frozen ones."""

from collections.abc import Mapping
from typing import Final

from omicheck.findings import Findings, Path
from omicheck.model.case import ANSWERS, Answer

_ANSWER_KEYS = ("question", "answer", "by", "reason")
ANSWERS_AS_THEY_ARE: Final[Mapping[str, str]] = {answer: answer for answer in ANSWERS}


def read_answers(data: object, findings: Findings, path: Path) -> tuple[Answer, ...]:
    """The answers that a record holds; what is wrong with them goes to the findings."""
    if data is None:
        return ()
    answers: dict[str, Answer] = {}
    for at, raw in findings.items(data, path, "a list of inspectors' answers"):
        answer = read_answer(raw, findings, at)
        if answer is None:
            continue
        if answer.question in answers:
            findings.add((*at, "question"), f"a second answer to {answer.question}", "one answer to a question")
        answers[answer.question] = answer
    return tuple(answers.values())


def read_answer(
    data: object, findings: Findings, path: Path, known: Mapping[str, str] = ANSWERS_AS_THEY_ARE
) -> Answer | None:
    """The answer that plain data stands for; None, or one whose problems are noted, where anything is wrong.

    Args:
        data: the answer, as JSON gives it.
        findings: takes the problems.
        path: where the answer stands.
        known: the answers, each with how problems tell it.
    """
    record = findings.mapping(data, path, "an answer, which is a mapping with a question and an answer")
    if record is None or not findings.keys(record, path, _ANSWER_KEYS, ("question", "answer")):
        return None
    question = findings.text(record["question"], (*path, "question"))
    answer = record["answer"]
    if answer not in ANSWERS:
        findings.unknown_word((*path, "answer"), "answer", answer, tuple(known.values()))
    texts = [None if record.get(key) is None else findings.text(record[key], (*path, key)) for key in ("by", "reason")]
    return Answer(question, str(answer), *texts)
