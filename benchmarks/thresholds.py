"""Bare threshold tests by other rule engines, for scale: is a number of days within a limit, yes or no.

    python benchmarks/thresholds.py [--tests 20_000] [--repeat 5]

Nothing is looked for in a record, nothing is unknown, nothing is explained: it is the least that any of these engines
could be asked, and a small part of a check. Every engine gets the same numbers one at a time, as facts or mappings, its
rule compiled beforehand, and has to find the same ones too late; the program fails if one does not. CPU time of one
process, medians, the engines in turn, so that what else the machine does meets all of them.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, Final

import celpy
import clips
import numpy as np
import rule_engine
import zen
from numpy.typing import NDArray

from omicheck.evaluate.durable.engine_program import load_engine

LIMIT: Final = 15
# The places of the numbers that are too late; the numbers are given as a list and as a column.
Way = Callable[[Sequence[int], NDArray[np.int32]], list[int]]


def in_clips() -> Way:
    """CLIPS, a fact for each number, a thousand of them before the rules run."""
    environment = clips.Environment()
    environment.build("(deftemplate done (slot at (type INTEGER)) (slot days (type INTEGER)))")
    environment.build("(deftemplate late (slot at (type INTEGER)))")
    environment.build(f"(defrule late (done (at ?at) (days ?days&:(> ?days {LIMIT}))) => (assert (late (at ?at))))")
    environment.build(f"(defrule in-time (done (at ?at) (days ?days&:(<= ?days {LIMIT}))) =>)")
    template, answer = environment.find_template("done"), environment.find_template("late")

    def late(numbers: Sequence[int], _: NDArray[np.int32]) -> list[int]:
        found = []
        for start in range(0, len(numbers), 1000):
            environment.reset()
            for at, days in enumerate(numbers[start : start + 1000], start):
                template.assert_fact(at=at, days=days)
            environment.run()
            found += [fact["at"] for fact in answer.facts()]
        return sorted(found)

    return late


def in_rule_engine() -> Way:
    """rule-engine, a compiled expression."""
    rule = rule_engine.Rule(f"days <= {LIMIT}")
    return lambda numbers, _: [at for at, days in enumerate(numbers) if not rule.matches({"days": days})]


def in_zen() -> Way:
    """zen-engine, a compiled expression."""
    expression = zen.compile_expression(f"days <= {LIMIT}")
    return lambda numbers, _: [at for at, days in enumerate(numbers) if not expression.evaluate({"days": days})]


def in_cel() -> Way:
    """cel-python, a compiled program."""
    environment = celpy.Environment()
    program = environment.program(environment.compile(f"days <= {LIMIT}"))
    number = celpy.celtypes.IntType
    return lambda numbers, _: [at for at, days in enumerate(numbers) if not program.evaluate({"days": number(days)})]


def in_durable_rules() -> Way:
    """durable-rules, a fact for each number, used as omicheck uses it."""
    answers: list[bool] = []

    def rule(test: dict[str, Any], *, answer: bool) -> dict[str, Any]:
        return {"all": [{"m": test}], "run": lambda _: answers.append(answer)}

    ruleset = load_engine().Ruleset(
        "thresholds",
        None,
        {"late": rule({"$gt": {"days": LIMIT}}, answer=True), "in_time": rule({"$lte": {"days": LIMIT}}, answer=False)},
    )

    def late(numbers: Sequence[int], _: NDArray[np.int32]) -> list[int]:
        answers.clear()
        for days in numbers:
            state = ruleset.assert_fact({"sid": "1", "days": days})
            ruleset.do_actions(state, lambda _error, _state: None)
            ruleset.delete_state("1")
        return [at for at, answer in enumerate(answers) if answer]

    return late


def in_python() -> Way:
    """A comparison in Python."""
    return lambda numbers, _: [at for at, days in enumerate(numbers) if not days <= LIMIT]


def in_numpy() -> Way:
    """A comparison of a column, which is what the columnar evaluator is made of."""
    return lambda _, column: np.flatnonzero(column > LIMIT).tolist()


WAYS: Final[dict[str, tuple[str, Callable[[], Way]]]] = {
    "CLIPS": ("clipspy", in_clips),
    "rule-engine": ("rule-engine", in_rule_engine),
    "zen-engine": ("zen-engine", in_zen),
    "durable-rules": ("durable-rules", in_durable_rules),
    "cel-python": ("cel-python", in_cel),
    "a comparison in Python": ("", in_python),
    "a comparison of a NumPy column": ("numpy", in_numpy),
}


def main() -> int:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    generator = random.Random(1)  # noqa: S311, made-up numbers
    numbers = [generator.randrange(2 * LIMIT) for _ in range(options.tests)]
    column = np.array(numbers, dtype=np.int32)
    expected = [at for at, days in enumerate(numbers) if days > LIMIT]
    ways = {name: make() for name, (_, make) in WAYS.items()}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.repeat):
        for name, way in ways.items():
            started = time.process_time()
            found = way(numbers, column)
            seconds[name].append(time.process_time() - started)
            if found != expected:
                raise RuntimeError(f"{name} finds others too late")
    scale = statistics.median(seconds["durable-rules"])
    print("| | version | tests a CPU second | to durable-rules |\n| --- | --- | --- | --- |")
    for name, (package, _) in WAYS.items():
        median = statistics.median(seconds[name])
        of = version(package) if package else ""
        print(f"| {name} | {of} | {len(numbers) / median:,.0f} | {scale / median:.2g} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
