"""What rules say of the records that options name, for `score` until it uses a request."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date

from attrs import define, evolve, frozen

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import evaluation_request
from omicheck.evaluate.verdict_columns import VerdictColumns
from omicheck.model.row import Verdict
from omicheck.model.rule import Rule
from omicheck.records.raw import Rejected
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.score.answers_and_verdicts import AnswerColumns
from omicheck.use_cases.evaluation import Evaluation
from omicheck.use_cases.strategies import evaluated


@frozen(eq=False)
class JudgedPart:
    """Some cases and what is said of them."""

    case_ids: Sequence[str]
    verdicts: VerdictColumns
    answers: Callable[[Sequence[str]], AnswerColumns]
    unlisted: Callable[[Sequence[str]], Iterable[Rejected]]


@define(eq=False)
class Judged:
    """The records that options name, evaluated as they are asked for."""

    _evaluation: Evaluation
    _context: AbstractContextManager[Evaluation]

    @property
    def as_of(self) -> date:
        """The audit date."""
        return self._evaluation.as_of

    @property
    def engine(self) -> str:
        """The evaluator."""
        return self._evaluation.engine

    @property
    def taken(self) -> int | None:
        """The number of cases; None where it is not known before all parts are there."""
        return self._evaluation.taken

    def parts(self) -> Iterator[JudgedPart]:
        """The cases in the order of their references, some at a time."""
        for part in self._evaluation.parts():
            yield JudgedPart(part.case_ids, part.verdicts(), part.answers, part.unlisted)
        self._context.__exit__(None, None, None)

    def records(self) -> Records:
        """What was read."""
        return self._evaluation.records()

    def records_with_hashes(self) -> Records:
        """The same with the hashes of the files."""
        return self._evaluation.records(with_hashes=True)

    def in_order(self, unlisted: Iterable[Rejected]) -> list[Rejected]:
        """Answers to questions that are not in the list, in the order of the records."""
        return self._evaluation.in_order(unlisted)

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given so far."""
        return self._evaluation.verdicts


def judged(options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule]) -> Judged:
    """The records that options name, and what rules say of them."""
    request = evolve(evaluation_request(options), rules=evolve(rule_base, rules=tuple(rules)))
    context = evaluated(request, observer_of(options))
    return Judged(context.__enter__(), context)
