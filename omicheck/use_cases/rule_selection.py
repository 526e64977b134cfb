"""What is asked of rules alone, without cases: which of them are meant."""

from attrs import evolve, frozen

from omicheck.model.rule import Rule, Status
from omicheck.rulebase.editions import Rules
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.choosing import choose_rules, refuse_not_held, without_rules
from omicheck.use_cases.reading import read_rules


@frozen(eq=False)
class RulesRequest:
    """Rules of which something is asked.

    Attributes:
        rules: a rules folder, or rules that have been read with their examples; None for the packaged ones.
        only: rules, questions, criteria or topics; all rules, whatever their status, if there are none.
        status: only the rules of that status, if one is given.
        leave_out: rules, questions, criteria or topics that are not meant all the same.
    """

    rules: Rules = None
    only: tuple[str, ...] = ()
    status: Status | None = None
    leave_out: tuple[str, ...] = ()


def selected_rules(request: RulesRequest) -> tuple[RuleBase, tuple[Rule, ...]]:
    """The rule base, with its examples, and the rules of it that are meant, each as it stands by itself.

    Where all editions are asked together, a rule is out of scope at the time of another. What its examples prove is
    the rule, whenever that is.

    Raises:
        CommandWrongError: a name of `only` or `leave_out` is not known, or no rule is left.
        RulesWrongError: the rules cannot be read.
    """
    refuse_not_held(request.leave_out)
    rule_base = read_rules(request.rules, with_examples=True)
    rule_base = evolve(rule_base, rules=tuple(evolve(rule, edition=None) for rule in rule_base.rules))
    rules = choose_rules(rule_base, request.only) if request.only else rule_base.rules
    rules = without_rules(rules, rule_base, request.leave_out)
    return rule_base, tuple(rule for rule in rules if request.status in (None, rule.status))
