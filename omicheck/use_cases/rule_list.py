"""Rules to look at: a line on each, or all there is to know of some."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from omicheck.authoring.rule_description import describe_rule, summarise_rule
from omicheck.model.rule import SCORING
from omicheck.use_cases.rule_selection import RulesRequest, selected_rules


@frozen
class RuleList:
    """Rules in a line each.

    Attributes:
        rules: what `summarise_rule` gives of each.
        decided_by_rules: how many questions the list says a rule decides.
        answered: how many of them a rule of the list that is in force answers.
        scored: how many of these its verdicts decide for scores too; of the others they say a part.
    """

    rules: tuple[Mapping[str, Any], ...]
    decided_by_rules: int
    answered: int
    scored: int


def list_rules(request: RulesRequest) -> RuleList:
    """A line on each rule.

    Raises:
        CommandWrongError: a name of `only` is not known.
        RulesWrongError: the rules cannot be read.
    """
    rule_base, rules = selected_rules(request)
    in_force = [rule for rule in rules if rule.status == "in_force"]
    answered = {rule.question for rule in in_force}
    scored = {rule.question for rule in in_force if rule.decides in SCORING}
    decided = [question.id for question in rule_base.questions.values() if question.decided_by == "rule"]
    summaries = tuple(summarise_rule(rule, rule_base) for rule in rules)
    return RuleList(summaries, len(decided), *(sum(one in these for one in decided) for these in (answered, scored)))


def describe_rules(request: RulesRequest) -> tuple[Mapping[str, Any], ...]:
    """All there is to know of each rule.

    Raises:
        CommandWrongError: a name of `only` is not known.
        RulesWrongError: the rules cannot be read.
    """
    rule_base, rules = selected_rules(request)
    return tuple(describe_rule(rule, rule_base) for rule in rules)
