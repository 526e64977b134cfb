"""What is to come out: for every question the cases that are relevant, and those of them that are sufficient.

bases.csv says how many, and of whom. Its columns `among`, `sufficient_among`, `answered` and `not_applicable` name
cases in words: groups of the caseload, or the cases that are `relevant`, `sufficient` or `insufficient` for another
question, each of them perhaps with `not`, joined by `and`; groups of terms that are joined so may be joined by `or`.
"""

import csv
from pathlib import Path
from random import Random

from attrs import define, field, frozen

from hertfordshire.caseload import Group, Groups


@frozen
class Base:
    """A row of bases.csv.

    Attributes:
        question: its number.
        relevant: the cases that the share is of; 0 where no share is printed.
        sufficient: those of them where the work was good enough.
        base: where the number of relevant cases comes from: printed, recovered, chosen, none.
        among: the cases that the relevant ones are drawn from.
        sufficient_among: the cases that the sufficient ones are drawn from, if not from all.
        answered: the relevant cases that are decided by an answer; the others are by events.
        not_applicable: the cases that a rule judges and the question does not concern.
        why: why this base.
    """

    question: str
    relevant: int
    sufficient: int
    base: str
    among: str
    sufficient_among: str
    answered: str
    not_applicable: str
    why: str


@frozen
class Outcome:
    """The cases of a question."""

    relevant: Group
    sufficient: Group


@define
class Plan:
    """The outcomes of all questions, drawn when they are first asked for.

    Attributes:
        bases: the rows, by question.
        groups: of the caseload.
        random: the seeded generator.
    """

    bases: dict[str, Base]
    groups: Groups
    random: Random
    _outcomes: dict[str, Outcome] = field(init=False, factory=dict)

    def of(self, question: str) -> Outcome:
        """The cases of a question."""
        if question not in self._outcomes:
            base = self.bases[question]
            among = self.cases(base.among)
            good = among & self.cases(base.sufficient_among) if base.sufficient_among else among
            sufficient = set(self.random.sample(sorted(good), base.sufficient))
            others = self.random.sample(sorted(among - sufficient), base.relevant - base.sufficient)
            self._outcomes[question] = Outcome(sufficient | set(others), sufficient)
        return self._outcomes[question]

    def cases(self, words: str) -> Group:
        """The cases that words name; none for no words."""
        if not words:
            return set()
        return set().union(*(self._all_of(terms) for terms in words.split(" or ")))

    def _all_of(self, terms: str) -> Group:
        found = set(self.groups["every"])
        for term in terms.split(" and "):
            name = term.removeprefix("not ")
            cases = self._named(name)
            found = found & cases if name == term else found - cases
        return found

    def _named(self, name: str) -> Group:
        if name in self.groups:
            return self.groups[name]
        outcome, question = name.split()
        of = self.of(question)
        return {"relevant": of.relevant, "sufficient": of.sufficient, "insufficient": of.relevant - of.sufficient}[
            outcome
        ]

    def good(self, number: int, question: str) -> bool:
        """Whether a case is sufficient for a question."""
        return number in self.of(question).sufficient

    def relevant(self, number: int, question: str) -> bool:
        """Whether a case is relevant for a question."""
        return number in self.of(question).relevant

    def answers(self, number: int) -> list[dict[str, str]]:
        """What inspectors say of a case: where no rule decides, or the rules' scope is another than the question's."""
        answers = []
        for question, base in self.bases.items():
            if number in self.of(question).relevant & self.cases(base.answered):
                answer = "sufficient" if self.good(number, question) else "not_sufficient"
                answers.append({"question": question, "answer": answer})
            elif number in self.cases(base.not_applicable):
                reason = f"bases.csv, {question}"
                answers.append({"question": question, "answer": "not_applicable", "reason": reason})
        return answers


def read_bases(file: Path) -> dict[str, Base]:
    """The rows of bases.csv, by question, in its order."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns = ("question", "base", "among", "sufficient_among", "answered", "not_applicable", "why")
    return {
        row["question"]: Base(
            relevant=int(row["relevant"]), sufficient=int(row["sufficient"]), **{name: row[name] for name in columns}
        )
        for row in rows
    }
