"""Rules and questions that the list of questions or the scheme has no place for: they are in no score."""

from omicheck.errors import Problem
from omicheck.rulebase.folder import RuleBase
from omicheck.score.result import Scores


def without_place(scores: Scores, rule_base: RuleBase) -> tuple[Problem, ...]:
    """What is wrong with each of them.

    Args:
        scores: what was worked out.
        rule_base: the rules and questions that it was worked out from.
    """
    files = {rule.id: rule.file for rule in rule_base.rules}
    rules = [
        Problem(files[rule], None, "question", f"question {question}", "a question in the list; it enters no score")
        for question, of in scores.unlisted.items()
        for rule in of
    ]
    criteria = {one.id for section in rule_base.scheme.sections for one in section.criteria}
    questions = [
        Problem(
            str(rule_base.folder), None, f"question {one.question.id}", f"criterion {one.question.criterion}",
            "a criterion of the scheme; it is in no criterion's score",
        )
        for one in scores.questions
        if one.question.criterion not in criteria
    ]  # fmt: skip
    return (*rules, *questions)
