"""Failures of duties by rule."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve

from omicheck.errors import one_of
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.provenance import cite, limit_of, reservation
from omicheck.report.values.cases import RuleFailures
from omicheck.rulebase.folder import RuleBase
from omicheck.text import amount_in_words, printable

OFFICE: Final = "office"
OFFICER: Final = "offender_manager"


def by_rule(flagged: Iterable[Row], rules: Sequence[Rule], rule_base: RuleBase) -> Iterator[RuleFailures]:
    """The rules that have a failure or a verdict that cannot be told, in the order of their questions.

    Args:
        flagged: the rows of duties that are flagged.
        rules: the rules that were evaluated, in order.
        rule_base: what they speak of.
    """
    failures: Counter[str] = Counter()
    still_open: Counter[str] = Counter()
    cases: defaultdict[str, set[str]] = defaultdict(set)
    for row in flagged:
        if row.verdict == "not_met":
            failures[row.rule] += 1
            cases[row.rule].add(row.case_id)
        else:
            still_open[row.rule] += 1
    places = {question: place for place, question in enumerate(rule_base.questions)}
    for rule in sorted(rules, key=lambda rule: (places.get(rule.question, len(places)), rule.id)):
        if failures[rule.id] or still_open[rule.id]:
            yield RuleFailures(
                rule.id,
                rule.title or rule.id,
                rule.question,
                rule.requirement,
                _limit(rule, rule_base),
                reservation(rule, rule_base.limits) or "",
                failures[rule.id],
                len(cases[rule.id]),
                still_open[rule.id],
            )


def _limit(rule: Rule, rule_base: RuleBase) -> str:
    """The amounts of the rule's limit that were last in force, with their sources."""
    limit = limit_of(rule, rule_base.limits)
    if limit is None or not limit.values:
        return ""
    value = limit.values[-1]
    amounts = one_of(dict.fromkeys(amount_in_words(str(amount)) for amount in value.table.values()))
    # What is to be said of a source is long, and stands with the rule: `omicheck rules show`.
    told = (cite(evolve(source, note=""), rule_base.documents) for source in value.sources.values())
    return f"Limit: {amounts}. Source: {'; '.join(dict.fromkeys(told))}."


def text_of(case: Case, name: str) -> str:
    """A text field of a case; empty where it has none."""
    value = case.fields.get(name)
    return "" if value is None else printable(str(value))
