"""Records read together with the rules that they can answer."""

from collections import Counter
from collections.abc import Sequence
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
    tell_not_held(chosen, records, observer)
    return held, chosen


def tell_not_held(rules: Sequence[Rule], records: Records, observer: Observer) -> None:
    """Tells how many rules records cannot answer, and what was taken for none."""
    asked = Counter(name for rule in rules for name in rule.not_held)
    number = sum(bool(rule.not_held) for rule in rules)
    if number:
        names = [name for name, _ in sorted(asked.items(), key=lambda one: (-one[1], one[0]))]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        observer.remark(
            f"{number} of {counted(len(rules), 'rule')} cannot be told, as the extract does not hold "
            f"{', '.join(names[:_SHOWN])}{more}: give each a column in the mapping, or say that there was none "
            "(`omicheck map check` lists them)"
        )
    none = sorted(records.not_held.none) if records.not_held is not None else []
    if none:
        observer.remark(f"taken as none, as the mapping says: {', '.join(none)}")
