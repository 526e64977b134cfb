"""A decision tree as rulesets of durable-rules, inside the bounds in which that library can be relied upon.

What it does outside them is recorded, row by row, in `tests/evaluate/test_durable_rules.py`. The bounds are:

- facts are flat, of integers, asserted one at a time, and their state is deleted after each;
- a rule has one pattern, and every ruleset has a rule that every fact fires;
- a ruleset is small, and made anew long before the library's own leak or its 32-bit hashes could matter;
- actions only append to a list, since an exception in one would be swallowed;
- exactly one answer is required of each fact.
"""

import sys
import weakref
from collections.abc import Iterator
from itertools import count
from typing import Any, Final, Generic, TypeVar

from attrs import define, field, frozen

from omicheck.errors import EngineFailedError, EngineMissingError
from omicheck.evaluate.durable.decisions import Box, Leaf, Split, Tree, walked
from omicheck.evaluate.durable.engine_process import EngineEndedError, EngineRefusedError, Patterns, engine_process
from omicheck.evaluate.durable.library import why_missing
from omicheck.model.row import Reason

Answer = TypeVar("Answer")

# Beyond 64 rules that a fact must be tried against one by one the library gives error 303.
LEAVES_PER_RULESET: Final = 40
# False duplicates were seen after some 46,000 facts in one session.
FACTS_PER_RULESET: Final = 20_000
_numbers: Final = count(1)


@frozen
class AnswersError(EngineFailedError):
    """The engine gave no answer for a fact, or more than one.

    Attributes:
        answers: what it answered.
        reason: the reason of the row that is not to be had.
    """

    answers: tuple[Any, ...] = ()
    reason: Reason = "evaluator_failed"


def answers_error(answers: list[Any]) -> AnswersError:
    """The error of a fact that has none or several answers."""
    reason: Reason = "two_verdicts" if len(answers) > 1 else "no_verdict"
    return AnswersError(f"{len(answers)} answers where one was expected: {answers}", tuple(answers), reason)


@frozen
class _Onward:
    """The answer is in another ruleset of the same tree."""

    ruleset: int


@define(eq=False)
class Decision(Generic[Answer]):
    """A tree, decided by durable-rules; in plain Python where that cannot be used.

    An answer depends on nothing but the fact, so the same fact is asked once and remembered.

    Attributes:
        name: what is decided, for messages.
        keys: the fields of a fact, in order.
        tree: the tree.
    """

    name: str
    keys: tuple[str, ...]
    tree: Tree[Answer]
    _definitions: list[tuple[list[Any], list[Any]]] = field(init=False)
    _rulesets: dict[int, "_Ruleset"] = field(init=False, factory=dict)
    _remembered: dict[tuple[int, ...], Answer] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Lays the tree out as definitions of rulesets; the rulesets are made when they are first needed."""
        self._definitions = list(_definitions(self.tree))

    def ask(self, codes: tuple[int, ...]) -> Answer:
        """The answer for a fact.

        Args:
            codes: the integer of each field, in the order of `keys`.

        Raises:
            AnswersError: the engine gave no answer, or more than one.
        """
        answer = self._remembered.get(codes)
        if answer is None:
            answer = self._remembered[codes] = self._ask_engine(codes)
        return answer

    def _ask_engine(self, codes: tuple[int, ...]) -> Answer:
        if why_missing() is not None:
            return walked(self.tree, dict(zip(self.keys, codes, strict=True)))
        number = 0
        while True:
            answers = self._ruleset(number).fire(codes)
            if len(answers) != 1:
                raise answers_error(answers)
            answer = answers[0]
            if not isinstance(answer, _Onward):
                return answer  # type: ignore[no-any-return]  # the engine's own list
            number = answer.ruleset

    def _ruleset(self, number: int) -> "_Ruleset":
        ruleset = self._rulesets.get(number)
        if ruleset is None or ruleset.fired >= FACTS_PER_RULESET:
            if ruleset is not None:
                ruleset.delete()
            patterns, answers = self._definitions[number]
            ruleset = self._rulesets[number] = _Ruleset(self.name, self.keys, patterns, answers)
        return ruleset


class _Ruleset:
    """One ruleset, held by the engine's process."""

    def __init__(self, name: str, keys: tuple[str, ...], patterns: list[Any], answers: list[Any]) -> None:
        self.fired = 0
        self._name, self._answers = name, answers
        self._patterns = Patterns(next(_numbers), keys, patterns)
        engine = engine_process()
        # The library never gives the memory back by itself; at the end of the program there is no need to.
        self.delete = weakref.finalize(self, engine.drop, self._patterns.number)
        self.delete.atexit = False

    def fire(self, codes: tuple[int, ...]) -> list[Any]:
        """The answers of the rules that a fact fires."""
        self.fired += 1
        try:
            return [self._answers[number] for number in engine_process().ask(self._patterns, codes)]
        except (EngineEndedError, EngineMissingError, EngineRefusedError) as error:
            raise AnswersError(f"{self._name}: {error}") from error


def _definitions(tree: Tree[Answer]) -> Iterator[tuple[list[Any], list[Any]]]:
    """The patterns and answers of each ruleset: the top of the tree, then what was too much for one ruleset."""
    waiting: list[Tree[Answer]] = [tree]
    made = 0
    while made < len(waiting):
        patterns: list[Any] = []
        answers: list[Any] = []
        for part, box in _top(waiting[made]):
            patterns.append(_pattern(box))
            if isinstance(part, Leaf):
                answers.append(part.answer)
            else:
                waiting.append(part)
                answers.append(_Onward(len(waiting) - 1))
        yield patterns, answers
        made += 1


def _top(tree: Tree[Answer]) -> list[tuple[Tree[Answer], Box]]:
    """The uppermost parts of a tree, as many as a ruleset holds, each with the codes that lead to it."""
    parts: list[tuple[Tree[Answer], Box]] = [(tree, {})]
    while len(parts) < LEAVES_PER_RULESET:
        at = next((n for n, (part, _) in enumerate(parts) if isinstance(part, Split)), None)
        if at is None:
            break
        part, box = parts.pop(at)
        if isinstance(part, Split):
            key, cut = part.cut.key, part.cut.at
            lowest, highest = box.get(key, (-sys.maxsize, sys.maxsize))
            parts.append((part.low, {**box, key: (lowest, cut)}))
            parts.append((part.high, {**box, key: (cut + 1, highest)}))
    return parts


def _pattern(box: Box) -> Any:  # noqa: ANN401, the library's own form
    """The codes of a box as a pattern of durable-rules."""
    tests: list[dict[str, Any]] = [{"kind": 1}]
    for key, (lowest, highest) in box.items():
        if lowest == highest:
            tests.append({key: lowest})
            continue
        if lowest > -sys.maxsize:
            tests.append({"$gte": {key: lowest}})
        if highest < sys.maxsize:
            tests.append({"$lte": {key: highest}})
    return {"$and": tests} if len(tests) > 1 else tests[0]
