"""Records read together with the rules that they can answer."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from omicheck.model.rule import Rule
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_source
from omicheck.use_cases.sources import Source

# More names are not read in a line.
_SHOWN: Final = 6


def read_with_rules(
    source: Source, rule_base: RuleBase, rules: Sequence[Rule], observer: Observer, *, with_places: bool = False
) -> tuple[Records, RuleBase, tuple[Rule, ...]]:
    """The records of a source, and the rules as these can answer them.

    Only of records from elsewhere, read by way of a mapping, is it known that they do not hold everything.

    Args:
        source: where the records come from.
        rule_base: what the rules speak of.
        rules: the rules that are asked for.
        observer: is told of every problem, then of the records, and of rules that they cannot answer.
        with_places: whether it is asked for where each record stands.

    Raises:
        RecordsUnreadableError: nothing can be read.
    """
    records = read_source(source, rule_base.vocabulary, observer, with_places=with_places)
    return records, *rules_for(records, rule_base, rules, observer)


def rules_for(
    records: Records, rule_base: RuleBase, rules: Sequence[Rule], observer: Observer
) -> tuple[RuleBase, tuple[Rule, ...]]:
    """The rules as records can answer them; of those that they cannot the observer is told."""
    if records.not_held is None:
        return rule_base, tuple(rules)
    from omicheck.rulebase.not_held import as_held  # noqa: PLC0415, of use only here

    held = as_held(rule_base, records.not_held)
    wanted = {rule.id for rule in rules}
    chosen = tuple(rule for rule in held.rules if rule.id in wanted)
    lacking = {rule.id: rule.not_held for rule in chosen if rule.not_held}
    told = not_held_in_words(lacking, len(chosen), records.not_held.in_part)
    if told:
        observer.remark(told)
    if records.not_held.none:
        observer.remark(f"taken as none, as the mapping says: {', '.join(sorted(records.not_held.none))}")
    return held, chosen


def not_held_in_words(lacking: Mapping[str, Sequence[str]], rules: int, in_part: Collection[str]) -> str:
    """How many rules cannot be told, and for want of what; empty where every rule can.

    Args:
        lacking: what rules ask about and the extract does not hold, by rule.
        rules: how many rules are asked for.
        in_part: the event types of which the extract holds a part.
    """
    if not lacking:
        return ""
    asked = Counter(name for names in lacking.values() for name in names)
    in_order = sorted(asked, key=lambda name: (-asked[name], name))
    names = [f"every {name}" if name in in_part else name for name in in_order]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (
        f"{len(lacking)} of {counted(rules, 'rule')} cannot be told, as the extract does not hold "
        f"{', '.join(names[:_SHOWN])}{more}: give each a column in the mapping, or say that there was none "
        "(`omicheck map check` lists them)"
    )
