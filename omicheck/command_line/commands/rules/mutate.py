"""`omicheck rules mutate`."""

import argparse
import json
from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve

from omicheck.authoring.flow_yaml import flow
from omicheck.authoring.mutants import mutants_of, with_limits_of
from omicheck.command_line.chosen import choose_rules
from omicheck.command_line.common import add_shared, read_rules, write
from omicheck.errors import ExitStatus
from omicheck.text import counted

_EPILOG: Final = """examples:
  omicheck rules mutate
  omicheck rules mutate --only breach-instigated-on-time --list
  omicheck rules mutate --format json

A mutant is a rule, a limit or a vocabulary made wrong on purpose. Each has to be caught by an example of a rule that it
changes; for one that is not, an example that would catch it is looked for. One that no case can show is
recorded in the rule file, under equivalent_mutants, with the reason.
exit status: 0 every mutant is caught or recorded, 1 one is not, or a record is wrong, or an example fails"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "json"))
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="a rule, question, criterion or topic; may be repeated"
    )
    parser.add_argument("--list", action="store_true", help="list the mutants that were caught too")


def run(options: argparse.Namespace) -> int:
    """Tries the mutants."""
    from omicheck.authoring.survivors import judge  # noqa: PLC0415, heavy
    from omicheck.evaluate.durable.evaluator import DurableEvaluator  # noqa: PLC0415, heavy

    rule_base = read_rules(options, with_examples=True)
    rules = choose_rules(rule_base, options.only) if options.only else rule_base.rules
    # A limit is shared, so its mutants may be caught by an example of a rule that was not asked for.
    mutants = [
        mutant for mutant in mutants_of(rule_base, rule_base.rules) if any(rule in rules for rule, _ in mutant.changed)
    ]
    base = with_limits_of(mutants, rule_base)
    mutation = judge(
        mutants,
        rule_base.rules,
        rule_base.vocabulary,
        DurableEvaluator(base),
        lambda vocabulary: DurableEvaluator(evolve(base, vocabulary=vocabulary)),
    )
    data = _data(mutation, {rule.id for rule in rules})
    if options.format == "json":
        write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
    else:
        write(options.output, (f"{line}\n" for line in _lines(data, with_caught=options.list)))
    found = data["survived"] or data["failing_examples"] or data["wrong_records"]
    return ExitStatus.FOUND if found else ExitStatus.NOTHING_FOUND


def _data(mutation: Any, chosen: set[str]) -> dict[str, Any]:  # noqa: ANN401, a Mutation, whose module is heavy
    counts = {"caught": 0, "survived": 0, "equivalent": 0}
    mutants = []
    for one in mutation.judged:
        counts[one.fate] += 1
        caught_by = one.caught_by and {"rule": one.caught_by[0], "example": one.caught_by[1]}
        suggestion = one.suggestion and {"rule": one.suggestion[0], "example": one.suggestion[1]}
        mutants.append(
            {
                "of": one.mutant.of,
                "mutant": one.mutant.name,
                "rules": [rule.id for rule, _ in one.mutant.changed],
                "fate": one.fate,
                "caught_by": caught_by,
                "reason": one.reason or None,
                "suggestion": suggestion,
            }
        )
    failing = [{"rule": rule, "example": name} for rule, name in mutation.failing if rule in chosen]
    wrong = [{"rule": rule, "mutant": name, "why": why} for rule, name, why in mutation.wrong_records if rule in chosen]
    return {**counts, "failing_examples": failing, "wrong_records": wrong, "mutants": mutants}


def _lines(data: dict[str, Any], *, with_caught: bool) -> Iterator[str]:
    for one in data["mutants"]:
        if one["fate"] == "survived":
            yield f"survived: {one['mutant']}, of {one['of']}"
            if one["suggestion"] is None:
                yield "  No example that catches it was found among the cases near those of the rule. Either write one,"
                yield "  or record under equivalent_mutants why no case can show it."
            else:
                yield f"  This example of {one['suggestion']['rule']} would catch it, if its expectation is right:"
                yield f"  - {flow(one['suggestion']['example'])}"
        elif one["fate"] == "equivalent":
            yield f"recorded: {one['mutant']}, of {one['of']}: {one['reason']}"
        elif with_caught:
            by = one["caught_by"]
            yield f"caught: {one['mutant']}, of {one['of']}, by {by['rule']}: {by['example']}"
    for one in data["failing_examples"]:
        yield f"fails without a change, so it can catch none: {one['rule']}: {one['example']}"
    for one in data["wrong_records"]:
        yield f"wrongly recorded as equivalent: {one['rule']}: {one['mutant']}: {one['why']}"
    told = f"{data['caught']} caught, {data['survived']} survived, {data['equivalent']} recorded as not to be shown"
    yield f"{counted(len(data['mutants']), 'mutant')}: {told}"
