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
    answers: list[Answer] = []
    readers: dict[str, dict[str | None, int]] = {}
    for at, raw in findings.items(data, path, "a list of inspectors' answers"):
        answer = read_answer(raw, findings, at)
        if answer is None:
            continue
        before = readers.setdefault(answer.question, {})
        if answer_in_the_way(answer.by, before) is None:
            before[answer.by] = len(answers)
        else:
            expected = "one answer to a question, or those of readers who are named and differ"
            findings.add((*at, "question"), f"a second answer to {answer.question}", expected)
        answers.append(answer)
    return tuple(answers)


def answer_in_the_way(reader: str | None, before: Mapping[str | None, int]) -> int | None:
    """The earlier answer to a question that keeps another from being used; None where there is none.

    One of another named reader does not: it is a second reading.

    Args:
        reader: whose the other is; None where no name is given.
        before: the place of the first answer of each reader so far.
    """
    if reader in before:
        return before[reader]
    if reader is None or None in before:
        return min(before.values(), default=None)
    return None


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
