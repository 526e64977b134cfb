"""Compares the two evaluators on generated rules and cases until so many rows were compared.

    python scripts/long_comparison.py --rows 10_000_000

The scenarios are those of the test suite (`tests/strategies.py`), drawn anew in rounds; a round's number seeds it, so
that any round can be had again with `--first-round`. A difference is shown in the smallest scenario that has it, and
ends the run with status 1.
"""

import argparse
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from other_field import other_vocabulary
from scenario import PACKAGED, read
from strategies import scenarios

_IN_A_ROUND = 50


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
        @settings(max_examples=_IN_A_ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(data=st.data())
        def one_round(data: st.DataObject) -> None:
            vocabulary = data.draw(st.sampled_from(vocabularies))
            found = read(data.draw(scenarios(vocabulary, options.rules, options.cases, quickly=True)), vocabulary)
            rows = found.rows("columnar")
            assert rows == found.rows("durable")  # noqa: S101, hypothesis looks for the smallest scenario that fails it
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
