"""`omicheck rules coverage`."""

import argparse
import json
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from omicheck.command_line.chosen import choose_rules
from omicheck.command_line.common import add_shared, audit_date, read_cases, read_rules, write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.records.bulk.addresses import shown_address

if TYPE_CHECKING:
    from omicheck.authoring.coverage import Covered

_EPILOG: Final = """examples:
  omicheck rules coverage cases.json
  omicheck rules coverage --examples --threshold 95
  omicheck rules coverage cases.json --only enforcement --format json

Counted are: the answers that a scope can give, those of each condition in it, the amounts of limits, and the
verdicts with their reasons. exit status: 0 at or above --threshold, 1 below it, 2 the command or the rules are
wrong, 3 records were rejected (the rest was used)"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "path", nargs="?", type=shown_address, metavar="PATH", help="the cases; may be left out with --examples"
    )
    parser.add_argument("--as-of", metavar="DATE", help="audit date, if the records carry none")
    parser.add_argument("--rejects", metavar="FILE", help="write rejected records there, as JSON Lines")
    parser.add_argument("--examples", action="store_true", help="count the examples of each rule too")
    parser.add_argument("--threshold", metavar="PERCENT", type=_percent, help="the least part that must be exercised")
    parser.add_argument("--only", action="append", metavar="NAME", help="a rule, question, criterion or topic")
    add_shared(parser, ("text", "json"))


def _percent(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = math.nan
    # What is no number compares with nothing, so that a threshold of it would let everything pass.
    if not 0 <= percent <= 100:  # noqa: PLR2004, a per cent
        raise argparse.ArgumentTypeError(f"found {text}; expected a percentage from 0 to 100")
    return percent


def run(options: argparse.Namespace) -> int:
    """Counts, prints and gives the exit status."""
    from omicheck.authoring.coverage import Covered, coverage  # noqa: PLC0415, heavy
    from omicheck.authoring.examples import readable_examples  # noqa: PLC0415, heavy
    from omicheck.evaluate.durable.evaluator import DurableEvaluator  # noqa: PLC0415, heavy

    if options.path is None and not options.examples:
        raise CommandWrongError("found no cases; expected a PATH of records, or --examples")
    rule_base = read_rules(options, with_examples=options.examples)
    rules = choose_rules(rule_base, options.only)
    cases, status = [], ExitStatus.NOTHING_FOUND
    if options.path is not None:
        records = read_cases(options, rule_base)
        as_of = audit_date(options, records)
        cases = [(case, as_of) for case in records.cases]
        status = ExitStatus.RECORDS_REJECTED if records.rejected else status
    evaluator = DurableEvaluator(rule_base)
    branches: dict[Any, int] = {}
    for rule in rules:
        own = readable_examples(rule, rule_base.vocabulary) if options.examples else []
        shown = [*cases, *((trial.case, trial.as_of) for trial in own)]
        branches |= coverage((rule,), shown, rule_base, evaluator).branches
    covered = Covered(branches)
    data = _data(covered, options.threshold)
    if options.format == "json":
        write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
    else:
        write(options.output, (f"{line}\n" for line in _lines(data)))
    below = options.threshold is not None and data["percent"] < options.threshold
    return max(status, ExitStatus.FOUND if below else ExitStatus.NOTHING_FOUND)


def _data(covered: "Covered", threshold: float | None) -> dict[str, Any]:
    from omicheck.authoring.coverage import KINDS  # noqa: PLC0415, heavy

    kinds = {}
    for kind in KINDS:
        numbers = [number for branch, number in covered.branches.items() if branch.kind == kind]
        kinds[kind] = {"branches": len(numbers), "taken": sum(number > 0 for number in numbers)}
    return {
        "percent": 100 * (covered.share() or 0.0),
        "threshold": threshold,
        "kinds": kinds,
        "branches": [
            {"rule": branch.rule, "kind": branch.kind, "name": branch.name, "rows": number}
            for branch, number in covered.branches.items()
        ],
    }


def _lines(data: dict[str, Any]) -> Iterator[str]:
    missing: dict[str, list[str]] = {}
    for one in data["branches"]:
        if not one["rows"]:
            missing.setdefault(one["rule"], []).append(f"{one['kind']} {one['name']}")
    for rule, names in missing.items():
        yield f"{rule}: never {'; '.join(names)}"
    for kind, numbers in data["kinds"].items():
        yield f"{kind}: {numbers['taken']} of {numbers['branches']}"
    threshold = "" if data["threshold"] is None else f" (at least {data['threshold']:g} asked for)"
    total = len(data["branches"])
    taken = sum(one["rows"] > 0 for one in data["branches"])
    yield f"{data['percent']:.1f}%: {taken} of {total}{threshold}"
