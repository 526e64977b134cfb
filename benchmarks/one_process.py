"""What durable-rules takes in one process, for any revision: run with that revision on PYTHONPATH.

    PYTHONPATH=CHECKOUT python benchmarks/one_process.py CASES

Prints the processor time that the rows of so many cases of the sample take, with all rules in force; reading and
writing are left out. `case_workers.py --old CHECKOUT` runs it in turn with what it measures. It asks for no more than
revisions of long ago have.
"""

import gc
import sys
import time
from datetime import date
from pathlib import Path

from attrs import evolve

import omicheck
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base


def main() -> int:
    """Measures, and prints it."""
    rule_base = read_rule_base(packaged_rules())
    rules = sorted(rule_base.with_status("in_force"), key=lambda rule: rule.id)
    sample = Path(omicheck.__file__).parents[1] / "fixtures/sample/cases.json"
    cases = read_records(str(sample), rule_base.vocabulary).cases
    named = [evolve(cases[at % len(cases)], case_id=f"{at:06}") for at in range(int(sys.argv[1]))]
    # As the command does.
    gc.freeze()
    gc.set_threshold(50_000)
    start = time.process_time()
    evaluator = DurableEvaluator(rule_base)
    for case in named:
        for _ in evaluator.rows_of_case(case, rules, date(2010, 1, 18)):
            pass
    print(time.process_time() - start)
    return 0


if __name__ == "__main__":
    sys.exit(main())
