"""Compares both evaluators and the plain program of the benchmarks on generated rules and cases, so many rows long.

    python scripts/long_comparison.py --rows 10_000_000

The scenarios are those of the test suite (`tests/strategies/`), drawn anew in rounds; a round's number seeds it, so
that any round can be had again with `--first-round`. The first difference is shown, with its rule, limits and
record, and ends the run.
"""

import argparse
import sys
import time
from itertools import zip_longest
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from omicheck.model.row import Row

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from other_field import other_vocabulary
from scenario import PACKAGED, read
from strategies import Scenario, scenarios

# The scenarios are too large to be made smaller: a difference is told as it was found.
_SETTINGS = settings(
    max_examples=50,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def _told(scenario: Scenario, row: Row | None, other: Row | None) -> str:
    case_id, rule_id = next((one.case_id, one.rule) for one in (row, other) if one is not None)
    rule = next(rule for rule in scenario.rules if rule["id"] == rule_id)
    record = next(record for record in scenario.records if record["case_id"] == case_id)
    return f"as of {scenario.as_of}\n{row}\n{other}\n{rule}\n{scenario.limits}\n{record}"


def main() -> int:
    """Compares, and says how much was compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000, help="stop when as many were compared")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="or when this long has passed")
    parser.add_argument("--first-round", type=int, default=0, help="begin there")
    parser.add_argument("--rules", type=int, default=6, help="rules in a scenario, at most")
    parser.add_argument("--cases", type=int, default=200, help="cases in a scenario")
    options = parser.parse_args()
    vocabularies = (PACKAGED.vocabulary, other_vocabulary())
    compared = {"rows": 0, "scenarios": 0}
    started = time.monotonic()
    number = options.first_round
    while compared["rows"] < options.rows and time.monotonic() - started < 60 * options.minutes:

        @seed(number)
        @_SETTINGS
        @given(data=st.data())
        def one_round(data: st.DataObject) -> None:
            vocabulary = data.draw(st.sampled_from(vocabularies))
            scenario = data.draw(scenarios(vocabulary, options.rules, options.cases, quickly=True))
            found = read(scenario, vocabulary)
            rows = found.rows("columnar")
            for others in (found.rows("durable"), found.plain_rows()):
                for row, other in zip_longest(rows, others):
                    if row != other:
                        raise AssertionError(_told(scenario, row, other))
            compared["rows"] += len(rows)
            compared["scenarios"] += 1

        one_round()
        number += 1
        minutes = (time.monotonic() - started) / 60
        print(
            f"rounds {options.first_round} to {number - 1}: {compared['rows']:,} rows of {compared['scenarios']:,} "
            f"scenarios compared in {minutes:.1f} minutes, all the same",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
