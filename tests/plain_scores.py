"""What a score rests on by its definition, row by row and answer by answer: the arrays are held to this."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from omicheck.errors import nearest_name, one_of
from omicheck.model.case import ANSWERS, Answer, Case
from omicheck.model.row import Row, put_together
from omicheck.model.rule import Rule
from omicheck.model.scheme import Question, Scheme
from omicheck.score.agreement import Disagreement
from omicheck.score.matrix import OUTCOME_OF
from omicheck.score.means import means_of
from omicheck.score.missing import MissingField
from omicheck.score.settings import Side

Cell = tuple[str, str]
SAID = ("met", "not_met", "not_applicable", "not_due")


def rows_by_cell(rows: Iterable[Row], rules: Collection[Rule], questions: Collection[str]) -> dict[Cell, list[Row]]:
    entering = {rule.id for rule in rules if rule.decides in ("fully", "may_over_report")}
    said: dict[Cell, list[Row]] = defaultdict(list)
    for row in rows:
        if row.rule in entering and row.question in questions:
            said[row.case_id, row.question].append(row)
    return said


def answers_of(cases: Iterable[Case], questions: Collection[str]) -> dict[Cell, Answer]:
    return {
        (case.case_id, answer.question): answer
        for case in cases
        for answer in case.answers
        if answer.question in questions
    }


def outcomes(answers: Mapping[Cell, Answer], said: Mapping[Cell, Sequence[Row]], side: Side) -> dict[Cell, str]:
    """What enters the scores, where anything does."""
    found: dict[Cell, str] = {}
    if side != "answers_only":
        found |= {cell: OUTCOME_OF[put_together(row.verdict for row in rows)] for cell, rows in said.items()}
    if side != "rules_only":
        found |= {cell: answer.answer for cell, answer in answers.items()}
    return found


def disagreements(answers: Mapping[Cell, Answer], said: Mapping[Cell, Sequence[Row]]) -> dict[Cell, Disagreement]:
    found = {}
    for cell, answer in answers.items():
        if cell in said:
            verdict = put_together(row.verdict for row in said[cell])
            if verdict in SAID and OUTCOME_OF[verdict] != answer.answer:
                reasons = dict.fromkeys((row.rule, row.reason) for row in said[cell] if row.verdict == verdict)
                found[cell] = Disagreement(*cell, answer, verdict, tuple(reasons))
    return found


def missing(
    entered: Mapping[Cell, str], said: Mapping[Cell, Sequence[Row]], questions: Sequence[Question], scheme: Scheme
) -> set[tuple[str | None, int, int, int, tuple[tuple[str, Fraction], ...]]]:
    lacked: dict[Cell, set[str]] = {}
    for cell, outcome in entered.items():
        if outcome == "cannot_tell":
            lacked[cell] = {name for row in said[cell] if row.verdict == "cannot_tell" for name in row.unknown_fields}
    counted: dict[str, int] = defaultdict(int)
    for (_, question), outcome in entered.items():
        counted[question] += outcome in ("sufficient", "not_sufficient", "cannot_tell")
    found = set()
    for name in {name for names in lacked.values() for name in names or (None,)}:
        cells = [cell for cell, names in lacked.items() if name in (names or (None,))]
        widths: dict[str, Fraction] = defaultdict(Fraction)
        for cell in cells:
            widths[cell[1]] += Fraction(1, counted[cell[1]]) / max(1, len(lacked[cell]))
        shares = {question: widths[question] for question, number in counted.items() if number}
        narrows = tuple((mean.id, mean.score) for mean in means_of(shares, questions, scheme).every if mean.score)
        alone = sum(len(lacked[cell]) <= 1 for cell in cells)
        found.add((name, len({case for case, _ in cells}), len(cells), alone, narrows))
    return found


def as_plain(found: Iterable[MissingField]) -> set[tuple[str | None, int, int, int, tuple[tuple[str, Fraction], ...]]]:
    return {(one.field, one.cases, one.verdicts, one.alone, tuple(one.narrows.items())) for one in found}


def answers_with_file(
    own: Mapping[Cell, Answer], rows: Iterable[Sequence[str]], cases: Sequence[str], questions: Sequence[str], file: str
) -> tuple[dict[Cell, Answer], list[str]]:
    """The answers of cases and of the lines of a file, one after the other, and what is wrong with lines."""
    found = dict(own)
    stands = {cell: {answer.by: ("RECORDS", answer.answer)} for cell, answer in own.items()}
    problems = []
    for line, (case_id, question, answer, by) in enumerate(rows, 2):
        wrong = []
        if case_id not in cases:
            wrong.append(
                ("case_id: ", "", f"case {case_id!r}", "a case among the records", nearest_name(case_id, cases))
            )
        if answer not in ANSWERS:
            expected = f"a known answer: {one_of(ANSWERS)}"
            wrong.append(("answer: ", case_id, f'answer "{answer}"', expected, nearest_name(answer, ANSWERS)))
        if question not in questions:
            nearest = nearest_name(question, questions)
            wrong.append(("question: ", case_id, f"question {question!r}", "a question in the list", nearest))
        readers = stands.get((case_id, question), {})
        # One of another reader is a second reading.
        again = readers.get(by or None, next(iter(readers.values()), None) if not by or None in readers else None)
        if again is not None:
            differs = f", {again[1]}" if answer in ANSWERS and answer != again[1] else ""
            text = f"a second answer to {question} (the first: {again[0]}{differs})"
            expected = "one answer to a question for a case; the first is used"
            wrong.append(("question: ", case_id, text, expected, None))
        for path, case, text, expected, nearest in wrong:
            whose = f" case {case}:" if case else ""
            hint = f"; did you mean {nearest}?" if nearest else ""
            problems.append(f"{file}:{line}:{whose} {path}found {text}; expected {expected}{hint}")
        if not wrong:
            found.setdefault((case_id, question), Answer(question, answer, by or None))
            stands.setdefault((case_id, question), {})[by or None] = (f"line {line}", answer)
    return found, problems
