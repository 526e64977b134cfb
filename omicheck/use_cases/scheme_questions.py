"""The questions of the scheme, each with the title of its criterion and the rules in force on it."""

from attrs import frozen

from omicheck.model.rule import Rule
from omicheck.model.scheme import Question
from omicheck.rulebase.folder import RuleBase
from omicheck.score.scores import in_scheme_order


@frozen
class QuestionWithRules:
    """A question, with whoever decides it.

    Attributes:
        question: the question.
        criterion_title: that of its criterion; empty where the scheme has none of that number.
        rules: the rules in force on it, in the order of their ids.
    """

    question: Question
    criterion_title: str
    rules: tuple[Rule, ...]


def questions_with_rules(rule_base: RuleBase) -> tuple[QuestionWithRules, ...]:
    """All questions of a rule base, in the order of the scheme.

    Args:
        rule_base: rules, questions and scheme.
    """
    titles = {one.id: one.title for section in rule_base.scheme.sections for one in section.criteria}
    rules: dict[str, list[Rule]] = {}
    for rule in rule_base.with_status("in_force"):
        rules.setdefault(rule.question, []).append(rule)
    return tuple(
        QuestionWithRules(one, titles.get(one.criterion, ""), tuple(rules.get(one.id, ())))
        for one in in_scheme_order(rule_base.questions, rule_base.scheme)
    )
