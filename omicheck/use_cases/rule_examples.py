"""The examples of rules, tried."""

from collections.abc import Sequence

from attrs import frozen

from omicheck.authoring.examples import ExampleOutcome, try_examples
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.rule_selection import RulesRequest, selected_rules


@frozen
class ExamplesTried:
    """What became of examples.

    Attributes:
        outcomes: that of each example.
        without_examples: the rules that have none.
    """

    outcomes: tuple[ExampleOutcome, ...]
    without_examples: tuple[str, ...]


def tried_examples(request: RulesRequest) -> ExamplesTried:
    """Tries the examples of rules.

    Raises:
        CommandWrongError: a name of `only` is not known.
        RulesWrongError: the rules cannot be read.
    """
    return examples_of(*selected_rules(request))


def examples_of(rule_base: RuleBase, rules: Sequence[Rule]) -> ExamplesTried:
    """Tries the examples of rules that have been read.

    Args:
        rule_base: the rules, with their examples.
        rules: those whose examples are tried.
    """
    without = tuple(rule.id for rule in rules if not rule.examples)
    return ExamplesTried(tuple(try_examples(rule_base, rules)), without)
