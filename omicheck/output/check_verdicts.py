"""How often each verdict was given, as tables: by criterion, and by rule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from omicheck.model.row import VERDICTS, Verdict
from omicheck.model.rule import Rule
from omicheck.output.check_cells import STYLES, with_verdicts
from omicheck.output.check_findings import CheckFindings
from omicheck.output.text_table import TextTable, number, prose
from omicheck.rulebase.folder import RuleBase
from omicheck.text import in_words

# What is not applicable calls for nobody, and is most of all there is.
_OF_CRITERIA: Final[Sequence[Verdict]] = ("met", "not_met", "cannot_tell", "not_due", "error")


def verdicts_of_criteria(findings: CheckFindings, rules: Sequence[Rule], rule_base: RuleBase) -> TextTable:
    """The verdicts of each criterion; of each topic where the rules belong to no criteria."""
    titles = {one.id: f"{one.id} {one.title}" for part in rule_base.scheme.sections for one in part.criteria}
    questions = rule_base.questions
    is_of_scheme = all(rule.question in questions and questions[rule.question].criterion in titles for rule in rules)
    groups: dict[str, Counter[Verdict]] = {title: Counter() for title in titles.values()} if is_of_scheme else {}
    for rule in rules:
        name = titles[questions[rule.question].criterion] if is_of_scheme else in_words(rule.topic)
        groups.setdefault(name, Counter()).update(findings.rule(rule.id).verdicts)
    found = {name: counts for name, counts in groups.items() if counts.total()}
    return _table("Criterion" if is_of_scheme else "Topic", _OF_CRITERIA, found)


def verdicts_of_rules(findings: CheckFindings, rules: Sequence[Rule]) -> TextTable:
    """How often each rule gave each verdict."""
    found = {f"{rule.question} {rule.id}": findings.rule(rule.id).verdicts for rule in rules}
    return _table("Rule", VERDICTS, found)


def _table(heading: str, verdicts: Sequence[Verdict], found: Mapping[str, Mapping[Verdict, int]]) -> TextTable:
    shown = with_verdicts(verdicts, found.values())
    table = TextTable(prose(heading), *(number(in_words(one).capitalize()) for one in shown))
    for name, counts in found.items():
        numbers = [counts[one] for one in shown]
        styles = [STYLES[one] if many else "dim" for one, many in zip(shown, numbers, strict=True)]
        table.append((name, *(f"{many:,}" if many else "." for many in numbers)), ("", *styles))
    return table
