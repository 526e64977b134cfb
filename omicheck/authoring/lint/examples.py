"""Examples that are missing, cannot be read, or repeat another."""

import json
from collections.abc import Iterator
from operator import itemgetter

from attrs import evolve

from omicheck.authoring.examples import ExampleOutcome, read_examples
from omicheck.authoring.lint.faults import Fault, Level, fault
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase


def find(rule_base: RuleBase) -> Iterator[Fault]:
    """The faults of examples. Whether a rule gives what they expect is not asked here: `rules test` does."""
    for rule in rule_base.rules:
        if not rule.examples:
            expected = "at least one for each verdict that the rule can give"
            yield fault("missing-examples", rule, ("examples",), "no examples", expected)
        level: Level = "warning" if rule.status == "draft" else "error"
        for one in read_examples(rule, rule_base.vocabulary):
            if isinstance(one, ExampleOutcome):
                yield from (Fault(evolve(problem, kind="unreadable-example"), level) for problem in one.problems)
        yield from _repeated(rule)


def _repeated(rule: Rule) -> Iterator[Fault]:
    names: dict[str, str] = {}
    contents: dict[str, str] = {}
    for number, example in enumerate(rule.examples):
        path = ("examples", number)
        if example.name in names:
            found = f"a second example named {json.dumps(example.name)}"
            yield fault("repeated-example", rule, path, found, "each name once")
        names[example.name] = example.name
        # The order of events is kept: of two on one day the later in the record can count.
        told = {"case": example.data.get("case"), "as_of": example.data.get("as_of")}
        content = repr(_in_order_of_keys([told, example.data.get("events") or []]))
        if content in contents:
            found = f"the same case as in {json.dumps(contents[content])}"
            yield fault("repeated-example", rule, path, found, "a case that no other example shows")
        contents.setdefault(content, example.name)


def _in_order_of_keys(value: object) -> object:
    """A value in which the order of keys is of no account; YAML has keys that are not text, too."""
    match value:
        case dict():
            pairs = [(repr(key), _in_order_of_keys(one)) for key, one in value.items()]
            return sorted(pairs, key=itemgetter(0))
        case list():
            return [_in_order_of_keys(one) for one in value]
    return value
