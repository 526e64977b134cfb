"""What durable-rules does where we rely on it, row by row, so that an upgrade that changes it is seen.

Whatever may end the process runs in one of its own.
"""

import gc
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from omicheck.evaluate.durable.decisions import Clause, first_that_holds
from omicheck.evaluate.durable.engine import (
    FACTS_PER_RULESET,
    LEAVES_PER_RULESET,
    AnswersError,
    Decision,
)
from omicheck.evaluate.durable.engine_process import engine_process
from omicheck.evaluate.durable.engine_program import load_engine
from omicheck.evaluate.durable.library import why_missing

# The library itself is run here, without what keeps its warning from our users.
pytestmark = [
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning"),
    pytest.mark.skipif(why_missing() is not None, reason=f"{why_missing()}"),
]

Definition = dict[str, Any]


def fired(definition: Mapping[str, Any], *facts: Mapping[str, Any]) -> list[list[str]]:
    """The names of the rules that each fact fires in a ruleset, with the catch-all left out."""
    names: list[str] = []

    def note(name: str) -> Callable[[object], None]:
        def append(_closure: object) -> None:
            names.append(name)

        return append

    rules: Definition = {name: {"all": [{"m": pattern}], "run": note(name)} for name, pattern in definition.items()}
    rules["seen"] = {"all": [{"m": {"kind": 1}}], "run": lambda _: None}
    ruleset = load_engine().Ruleset("test", None, rules)
    answers = []
    for fact in facts:
        names.clear()
        state = ruleset.assert_fact({"sid": "1", "kind": 1, **fact})
        ruleset.do_actions(state, lambda _error, _state: None)
        ruleset.delete_state("1")
        answers.append(sorted(names))
    return answers


def run_apart(program: str) -> subprocess.CompletedProcess[str]:
    """A program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_it_loads_on_this_python() -> None:
    done = run_apart("from omicheck.evaluate.durable.engine_program import load_engine; print(load_engine().__name__)")
    assert (done.stdout, done.stderr, done.returncode) == ("durable.engine\n", "", 0)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="the function that it asks for is still there")
def test_it_does_not_load_by_itself_on_python_3_13() -> None:
    done = run_apart("import durable.engine")
    assert "PyEval_CallObject" in done.stderr


def test_a_ruleset_starts_no_threads() -> None:
    before = threading.active_count()
    fired({"a": {"x": 1}}, {"x": 1})
    assert threading.active_count() == before


def test_a_fact_fires_every_rule_that_matches() -> None:
    pair = {"low": {"$lte": {"x": 5}}, "high": {"$gte": {"x": 5}}}
    assert fired(pair, {"x": 4}, {"x": 5}, {"x": 6}) == [["low"], ["high", "low"], ["high"]]


def test_a_branching_or_fires_once_for_each_true_branch() -> None:
    """Why codes are told apart by spans that exclude each other, never by an OR."""
    either = {"either": {"$or": [{"$lte": {"x": 5}}, {"$gte": {"x": 3}}]}}
    assert fired(either, {"x": 4}, {"x": 9}) == [["either", "either"], ["either"]]


def test_signs_and_spans_of_integers_are_told_apart() -> None:
    spans = {
        "behind": {"x": -1},
        "ahead": {"$and": [{"$gte": {"x": 0}}, {"$lte": {"x": 1}}]},
        "missing": {"$lte": {"x": -2}},
    }
    assert fired(spans, {"x": -2}, {"x": -1}, {"x": 0}, {"x": 1}) == [["missing"], ["behind"], ["ahead"], ["ahead"]]


def test_text_satisfies_number_tests() -> None:
    """Why facts hold nothing but integers."""
    assert fired({"over": {"$gt": {"x": 5}}}, {"x": "9"}) == [["over"]]


def test_an_exception_in_an_action_is_swallowed() -> None:
    """Why actions only append to a list, and exactly one answer is required."""

    def fail(_closure: object) -> None:
        raise ValueError("lost")

    rules = {"a": {"all": [{"m": {"x": 1}}], "run": fail}}
    ruleset = load_engine().Ruleset("test", None, rules)
    errors: list[object] = []
    state = ruleset.assert_fact({"sid": "1", "x": 1})
    ruleset.do_actions(state, lambda error, _state: errors.append(error))
    assert errors == [None]


def test_facts_that_fire_only_the_catch_all_can_be_deleted() -> None:
    """Without the catch-all, deleting the state of such a fact ends the process."""
    done = run_apart(
        """
        from omicheck.evaluate.durable.engine_program import Ruleset
        ruleset = Ruleset(["x"], [{"x": 1}])
        print(sum(len(ruleset.fire([number])) for number in range(2, 5002)))
        """
    )
    assert (done.stdout, done.returncode) == ("0\n", 0)


def test_too_many_rules_without_a_common_test_give_error_303() -> None:
    rules = {f"r{n}": {"all": [{"m": {f"field{n}": 1}}], "run": lambda _: None} for n in range(80)}
    ruleset = load_engine().Ruleset("test", None, rules)
    with pytest.raises(Exception, match="303"):
        ruleset.assert_fact({"sid": "1", **{f"field{n}": 1 for n in range(80)}})


def chain(fields: int) -> Decision[str]:
    """A decision that asks every field in turn, so that its tree has one leaf more than fields."""
    keys = tuple(f"field{n}" for n in range(fields))
    clauses = [Clause("all", dict.fromkeys(keys, (2, 3))), Clause("not all", {})]
    return Decision("chain", keys, first_that_holds(clauses, dict.fromkeys(keys, (0, 4))))


@pytest.mark.parametrize("fields", [1, 16, 33, 60, 120])
def test_a_large_tree_is_spread_over_small_rulesets(fields: int) -> None:
    decision = chain(fields)
    sizes = [len(patterns) for patterns, _answers in decision._definitions]
    assert max(sizes) <= LEAVES_PER_RULESET
    middle = [2] * fields
    middle[fields // 2] = 1
    assert [decision.ask((2,) * fields), decision.ask((4,) * fields), decision.ask(tuple(middle))] == [
        "all",
        "not all",
        "not all",
    ]


def test_a_decision_that_is_gone_has_given_its_memory_back() -> None:
    """The library keeps every ruleset until it is told otherwise, some megabytes for the rules of one evaluator."""
    decision = chain(60)
    decision.ask((2,) * 60)
    deleted = [ruleset.delete for ruleset in decision._rulesets.values()]
    assert [one.alive for one in deleted] == [True] * len(decision._definitions)
    del decision
    gc.collect()
    assert [one.alive for one in deleted] == [False] * len(deleted)


def test_every_rule_has_a_single_pattern_of_integers() -> None:
    for patterns, _answers in chain(60)._definitions:
        for pattern in patterns:
            tests = pattern.get("$and", [pattern])
            values = [value for one in tests for value in one.values()]
            values = [inner for value in values for inner in (value.values() if isinstance(value, dict) else [value])]
            assert all(type(value) is int for value in values)


def test_no_answer_and_two_answers_are_errors() -> None:
    decision = chain(1)
    patterns, answers = decision._definitions[0]
    decision._definitions[0] = ([*patterns, {"field0": 2}], [*answers, "again"])
    with pytest.raises(AnswersError) as two:
        decision.ask((2,))
    assert sorted(two.value.answers) == ["again", "all"]
    decision = chain(1)
    patterns, answers = decision._definitions[0]
    decision._definitions[0] = (patterns[:1], answers)
    with pytest.raises(AnswersError) as none:
        decision.ask((2,))
    assert none.value.answers == ()


def test_a_ruleset_is_made_anew_before_its_hashes_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FACTS_PER_RULESET < 46_000
    monkeypatch.setattr("omicheck.evaluate.durable.engine.FACTS_PER_RULESET", 3)
    decision = chain(2)
    asked = {(low, high): decision.ask((low, high)) for low in range(5) for high in range(5)}
    assert asked == {
        (low, high): "all" if {low, high} <= {2, 3} else "not all" for low in range(5) for high in range(5)
    }
    assert decision._rulesets[0].fired <= 3


def test_many_facts_are_answered_right_in_flat_memory() -> None:
    keys = ("a", "b")
    tree = first_that_holds([Clause("yes", {"a": (0, 0)}), Clause("no", {})], {"a": (0, 1), "b": (0, 10**6)})
    decision = Decision("flat", keys, tree)

    def ask(first: int, last: int) -> set[tuple[int, str]]:
        found = set()
        for number in range(first, last):
            found.add((number % 2, decision.ask((number % 2, number))))
            decision._remembered.clear()
        return found

    def most_memory() -> int:
        """Of the engine's process so far, in kibibytes."""
        told = Path(f"/proc/{engine_process().process_id}/status").read_text(encoding="ascii")
        return int(told.partition("VmHWM:")[2].split()[0])

    assert ask(0, 6_000) == {(0, "yes"), (1, "no")}
    before = most_memory()
    assert ask(6_000, 30_000) == {(0, "yes"), (1, "no")}
    # The library leaks some 20 bytes for each fired action.
    assert most_memory() - before < 8_000
