"""Makes fixtures/hertfordshire-2010/cases.json: 127 synthetic cases that come out at the report's printed shares.

The report on Hertfordshire (HM Inspectorate of Probation, March 2010) prints the share of each question, not the cases.
This draws cases with the printed composition from a fixed seed and gives each the events and answers that make the
numbers of relevant and sufficient cases of bases.csv. Then it evaluates the rules and fails if one number is not met.
`--check` fails if the file is not what this makes.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

from hertfordshire.caseload import AS_OF, CASES, make_fields, make_groups
from hertfordshire.events import make_events
from hertfordshire.plan import Base, Plan, read_bases
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.score.answers_and_verdicts import answers_and_verdicts_of
from omicheck.score.matrix import build_matrix
from omicheck.score.shares import count_outcomes

SEED = 20100118
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "fixtures" / "hertfordshire-2010"
FILE = FOLDER / "cases.json"
NOTE = (
    "Synthetic: made by scripts/make_hertfordshire.py from a fixed seed, to fit the printed shares. "
    "No person, office or court stands behind it."
)
EMPLOYED = 11  # found employment while in contact, by 3.3, area for improvement (b)

Case = dict[str, Any]


def make_cases(bases: dict[str, Base]) -> list[Case]:
    """The cases."""
    random = Random(SEED)
    groups = make_groups(random)
    plan = Plan(bases, groups, random)
    for question in bases:
        plan.of(question)
    found_work = plan.of("3.3.12").sufficient - groups["custody"]
    groups = {**groups, "employed": set(random.sample(sorted(found_work), EMPLOYED))}
    cases = []
    for number in range(1, CASES + 1):
        fields = make_fields(number, groups, random)
        events = make_events(number, fields, groups, plan, random)
        cases.append({**fields, "events": events, "answers": plan.answers(number)})
    return cases


def as_json(cases: Iterable[Case]) -> str:
    """The document: an event on a line, and the answers of a criterion."""
    parts = []
    for case in cases:
        head = {name: value for name, value in case.items() if name not in ("events", "answers")}
        events = ",".join(f"\n    {json.dumps(event)}" for event in case["events"])
        by_criterion = groupby(case["answers"], key=lambda answer: answer["question"].rpartition(".")[0])
        answers = ",".join("\n    " + ", ".join(json.dumps(one) for one in of) for _, of in by_criterion)
        parts.append(f'  {json.dumps(head)[:-1]},\n   "events": [{events}],\n   "answers": [{answers}]}}')
    body = ",\n".join(parts)
    return f'{{"note": {json.dumps(NOTE)},\n "as_of": "{AS_OF.isoformat()}",\n "cases": [\n{body}]}}\n'


def not_as_planned(text: str, bases: dict[str, Base]) -> list[str]:
    """The questions whose numbers are not those of bases.csv, once the rules have been evaluated."""
    rules = read_rule_base(packaged_rules(), with_examples=False)
    in_force = rules.with_status("in_force")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.json"
        file.write_text(text, encoding="utf-8")
        records = read_records(str(file), rules.vocabulary)
    problems = [str(problem) for one in records.rejected for problem in one.problems]
    rows = DurableEvaluator(rules).rows(records.cases, in_force, AS_OF)
    matrix = build_matrix(answers_and_verdicts_of(records.cases, rows, in_force, tuple(bases)), tuple(bases))
    for base, counts in zip(bases.values(), count_outcomes(matrix.joined("both")), strict=True):
        if (counts.relevant, counts.sufficient) != (base.relevant, base.sufficient):
            planned = f"{base.sufficient} of {base.relevant}"
            problems.append(f"{base.question}: {counts.sufficient} of {counts.relevant}, planned {planned}")
        if counts.cannot_tell or counts.error:
            problems.append(f"{base.question}: {counts}")
    return problems


def main() -> int:
    """Writes the file, or checks it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the file is not what this makes")
    options = parser.parse_args()
    bases = read_bases(FOLDER / "bases.csv")
    text = as_json(make_cases(bases))
    if options.check:
        if not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            print(f"{FILE.relative_to(ROOT)} is not what scripts/make_hertfordshire.py makes; run it", file=sys.stderr)
            return 1
        return 0
    problems = not_as_planned(text, bases)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        FILE.write_text(text, encoding="utf-8")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
