"""Fills in what is missing in records, and counts the verdicts that change by it.

    python scripts/fill_in.py generated --cases 1_000_000
    python scripts/fill_in.py sample --cases 2_000 --fillings 20

`generated` draws rules and records as the tests do; a verdict that was settled and changes ends the run, and is shown.
`sample` draws records as scripts/make_sample.py does, takes away one date in a hundred and one value in thirty, and
evaluates the packaged rules. It counts too how often `cannot_tell` was given although all the fillings drawn agree: as
they are drawn and not all there are, that is more than there would be with every filling. `--program` names another
checkout whose program evaluates, and `--rules` its rules, so that two can be compared on the same records.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from fill_in_counts import Counts, Found, Key, report
from filling import asks_whether_recorded, filled, thinned, verdicts
from make_sample import make_case
from omicheck.model.row import put_together
from omicheck.model.rule import EventTrigger, Rule
from omicheck.rulebase.folder import read_rule_base
from other_field import other_vocabulary
from scenario import PACKAGED, Read, read
from strategies import Scenario, scenarios
from synthetic.timeline import AS_OF

_SETTINGS = settings(
    max_examples=20, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
ROOT = Path(__file__).resolve().parent.parent
FULL = len("2009-04-06")
OF_DATES, OF_VALUES = 1 / 100, 1 / 30


def of_generated(options: argparse.Namespace) -> int:
    """Rules and records at random, until so many cases were filled in."""
    counted: Counter[str] = Counter()
    started, number = time.monotonic(), options.first_round
    while counted["cases"] < options.cases and time.monotonic() - started < 60 * options.minutes:

        @seed(number)
        @_SETTINGS
        @given(data=st.data())
        def one_round(data: st.DataObject) -> None:
            vocabulary = data.draw(st.sampled_from((PACKAGED.vocabulary, other_vocabulary())))
            scenario = data.draw(scenarios(vocabulary, 6, options.in_scenario, quickly=True))
            random = Random(data.draw(st.integers(0, 2**32)))
            days = sorted({event["date"] for one in scenario.records for event in one["events"] if event["date"]})
            full = [day for day in days if len(day) == FULL]
            records = [
                {**filled(one, vocabulary, random, full), "case_id": f"{one['case_id']}/{each}"}
                for one in scenario.records
                for each in range(options.fillings)
            ]
            found = without_recorded(read(scenario, vocabulary))
            after = without_recorded(read(evolve(scenario, records=records), vocabulary))
            before = verdicts(found.rows(options.engine))
            counted["cases"] += len(records)
            for (case_id, rule), verdict in verdicts(after.rows(options.engine)).items():
                first = before[case_id.partition("/")[0], rule]
                counted["verdicts"] += 1
                counted["settled"] += first != "cannot_tell"
                if first not in ("cannot_tell", verdict):
                    raise AssertionError(told(scenario, records, case_id, rule, first, verdict))

        one_round()
        number += 1
        minutes = (time.monotonic() - started) / 60
        print(
            f"rounds {options.first_round} to {number - 1}, {options.engine}: {counted['cases']:,} filled-in cases, "
            f"{counted['verdicts']:,} verdicts, {counted['settled']:,} of them settled before, none changed; "
            f"{minutes:.1f} minutes",
            flush=True,
        )
    return 0


def without_recorded(found: Read) -> Read:
    """The same without the rules that ask whether something is recorded."""
    rules = tuple(rule for rule in found.rule_base.rules if not asks_whether_recorded(rule))
    return evolve(found, rule_base=evolve(found.rule_base, rules=rules))


def told(scenario: Scenario, records: list[dict[str, Any]], case_id: str, rule: str, first: str, verdict: str) -> str:
    """A verdict that changed, with all that it was given on."""
    of = case_id.partition("/")[0]
    record = next(one for one in scenario.records if one["case_id"] == of)
    after = next(one for one in records if one["case_id"] == case_id)
    check = next(one for one in scenario.rules if one["id"] == rule)
    return f"{first} became {verdict}, as of {scenario.as_of}\n{check}\n{scenario.limits}\n{record}\n{after}"


def of_sample(options: argparse.Namespace) -> int:
    """Records as the sample has them, with little missing; some hundreds at a time, so that memory does not grow."""
    random = Random(options.first_round)
    # What asks whether something is recorded may change.
    rules = read_rule_base(options.rules, with_examples=False).rules
    counts = Counts(
        frozenset(rule.id for rule in rules if asks_whether_recorded(rule)),
        frozenset(rule.id for rule in rules if counts_from_case_date(rule)),
    )
    for first in range(1, options.cases + 1, BATCH):
        cases: list[dict[str, Any]] = []
        for number in range(first, min(first + BATCH, options.cases + 1)):
            case = sample_case(number, random, options)
            cases += [case, *fillings_of(case, random, options)]
        counts.add(evaluated(cases, options), options.fillings)
        print(f"{first + BATCH - 1:,} cases", file=sys.stderr, flush=True)
    report(counts, options.cases, options.fillings)
    return 0


def counts_from_case_date(rule: Rule) -> bool:
    """Whether a rule's trigger is an event on or after a case date."""
    trigger = rule.check.trigger
    return isinstance(trigger, EventTrigger) and trigger.on_or_after is not None


def sample_case(number: int, random: Random, options: argparse.Namespace) -> dict[str, Any]:
    """A record of the sample from which a little was taken away."""
    case = {name: value for name, value in make_case(number, random).items() if name != "answers"}
    if options.old:
        case = {name: value for name, value in case.items() if name not in NEW_FIELDS}
        case["events"] = [event for event in case["events"] if event["type"] not in NEW_EVENTS]
        case["mappa_category"] = case["mappa_category"] or None
    return thinned(case, PACKAGED.vocabulary, random, OF_DATES, OF_VALUES)


def fillings_of(case: dict[str, Any], random: Random, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The record filled in wholly, as often as is asked, each under a number of its own."""
    dates = [event["date"] for event in case["events"] if event.get("date")]
    days = [day for day in dates if len(day) == FULL] or [AS_OF.isoformat()]
    found = [filled(case, PACKAGED.vocabulary, random, days, wholly=1) for _ in range(options.fillings)]
    if options.old:
        found = [{name: value for name, value in one.items() if name not in NEW_FIELDS} for one in found]
        for one in found:
            one["mappa_category"] = one["mappa_category"] or random.randint(1, 3)
    return [{**one, "case_id": f"{case['case_id']}/{number}"} for number, one in enumerate(found)]


# What records of the first edition do not have.
NEW_FIELDS = ("taken_over", "in_custody", "in_recall", "in_breach", "contact_suspended")
NEW_EVENTS = ("returned_to_custody", "released", "recall_rescinded")
# Records of the sample that are evaluated at a time, apart from their fillings.
BATCH = 250


def evaluated(cases: list[dict[str, Any]], options: argparse.Namespace) -> dict[Key, Found]:
    """The verdict of each rule on each case, and the first reason why it could not be told, by a checkout's program."""
    program = options.program.resolve()
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "cases.json", Path(folder) / "rows.jsonl"
        file.write_text(json.dumps({"as_of": AS_OF.isoformat(), "cases": cases}), encoding="utf-8")
        command = [sys.executable, "-m", "omicheck", "check", str(file), "--format", "jsonl", "--output", str(out)]
        command += [
            "--engine",
            options.engine,
            "--fail-on",
            "never",
            "--quiet",
            "--rules",
            str(options.rules.resolve()),
        ]
        subprocess.run(command, check=True, cwd=program, env={**os.environ, "PYTHONPATH": str(program)})
        found: dict[Key, Found] = {}
        with out.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                key = (row["case_id"], row["rule"])
                verdict, reason = found.get(key, (row["verdict"], ""))
                if row["verdict"] == "cannot_tell":
                    reason = reason or row["reason"]
                found[key] = (put_together((verdict, row["verdict"])), reason)
    return found


def main() -> int:
    """Fills in, and counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("of", choices=["generated", "sample"])
    parser.add_argument("--cases", type=int, default=100_000, help="filled-in cases, or cases of the sample")
    parser.add_argument("--fillings", type=int, default=10, help="how often each record is filled in")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop when this long has passed")
    parser.add_argument("--first-round", type=int, default=0, help="begin there; the seed of the sample")
    parser.add_argument("--in-scenario", type=int, default=60, help="records in a scenario")
    parser.add_argument("--engine", choices=["columnar", "durable"], default="columnar")
    parser.add_argument("--program", type=Path, default=ROOT, help="the checkout whose program evaluates")
    parser.add_argument("--rules", type=Path, help="a rules folder")
    parser.add_argument("--old", action="store_true", help="records as the first edition could hold them")
    options = parser.parse_args()
    options.rules = options.rules or options.program / "rules"
    return of_generated(options) if options.of == "generated" else of_sample(options)


if __name__ == "__main__":
    sys.exit(main())
