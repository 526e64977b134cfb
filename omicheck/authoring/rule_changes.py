"""What differs between two rule bases, part by part: limit, scope, trigger and so on."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal

from attrs import evolve, frozen

from omicheck.model.limit import Amount, Limit
from omicheck.model.rule import Check, EventSpec, Rule
from omicheck.model.scope import AllOf
from omicheck.model.vocabulary import Value, Vocabulary
from omicheck.rulebase.folder import RuleBase
from omicheck.text import amount_in_words, in_words
from omicheck.wording import spec_in_words, trigger_in_words, value_in_words, whole_scope_in_words

# The parts of a check that stand for themselves; its kind and its limit are told apart.
_PARTS: Final = {
    "trigger": "trigger",
    "outcome": "what is asked for",
    "unless": "what excuses",
    "while_": "while the duty stands",
    "restart": "what starts the clock anew",
    "early": "how early counts",
    "late_accepted": "whether late counts",
    "absent_not_asked": "whether what was never done is left unasked",
    "window": "window",
    "at_most": "whether the limit is the most",
    "repeat": "whether the window repeats",
    "after": "whether the day itself does not count",
    "within": "for how long",
    "field": "the field asked for",
    "condition": "the value asked for",
}
_BEFORE: Final = " (before)"


@frozen
class AmountChange:
    """An amount of a limit that is another than before; None where there is none."""

    from_: date
    by: str | None
    key: Value | None
    before: Amount | None
    after: Amount | None

    def __str__(self) -> str:
        where = "" if self.by is None else f", {in_words(self.by)} {value_in_words(self.key)}"
        amounts = [amount_in_words(str(one)) if one is not None else "none" for one in (self.before, self.after)]
        return f"from {self.from_}{where}: {' -> '.join(amounts)}"


@frozen
class Part:
    """A part of a rule that is another than before.

    Attributes:
        name: limit, scope, trigger and so on.
        text: what it was and what it is.
        alone: the rule as it was, with this part alone as it is now.
        amounts: of a limit, the amounts that changed.
    """

    name: str
    text: str
    alone: Rule
    amounts: tuple[AmountChange, ...] = ()


@frozen
class RuleChange:
    """A rule that gives other rows than before, or may.

    Attributes:
        rule: its id.
        what: whether it came into force, went out of it, changed, is the same under another id, or is in the place of
            one of the edition before.
        parts: what changed in it.
        note: the successor of a rule that went, or the id of a rule before it was renamed.
        was: the id before it was renamed, or of the rule in whose place it is.
    """

    rule: str
    what: Literal["added", "removed", "changed", "renamed", "replaced"]
    parts: tuple[Part, ...] = ()
    note: str = ""
    was: str | None = None


def both_limits(before: RuleBase, after: RuleBase) -> RuleBase:
    """The later rule base with the limits of the earlier one beside its own, under names of their own."""
    old = {name + _BEFORE: evolve(limit, id=name + _BEFORE) for name, limit in before.limits.items()}
    return evolve(after, limits={**after.limits, **old})


def as_before(rule: Rule) -> Rule:
    """A rule of the earlier rule base as one of `both_limits`."""
    if rule.check.limit is None:
        return rule
    return evolve(rule, check=evolve(rule.check, limit=rule.check.limit + _BEFORE))


def changes_between(before: RuleBase, after: RuleBase) -> tuple[RuleChange, ...]:
    """The rules in force that came, went or changed; texts, sources and examples change no row."""
    old = {rule.id: rule for rule in before.with_status("in_force")}
    new = {rule.id: rule for rule in after.with_status("in_force")}
    everything = {rule.id: rule for rule in after.rules}
    replaced = _replaced(old, new)
    renamed = _renamed(old, new, before, after)
    changes = []
    for name in sorted(old.keys() | new.keys()):
        if name in renamed.values() or name in replaced.values():
            continue
        if name in replaced:
            was = evolve(old[replaced[name]], id=name, question=new[name].question)
            note = f"in the place of {replaced[name]}"
            changes.append(
                RuleChange(name, "replaced", tuple(_parts(was, new[name], before, after)), note, replaced[name])
            )
        elif name in renamed:
            changes.append(RuleChange(name, "renamed", note=f"was {renamed[name]}", was=renamed[name]))
        elif name not in old:
            changes.append(RuleChange(name, "added"))
        elif name not in new:
            changes.append(RuleChange(name, "removed", note=_gone(everything.get(name))))
        else:
            parts = tuple(_parts(old[name], new[name], before, after))
            if parts:
                changes.append(RuleChange(name, "changed", parts))
    return tuple(changes)


def _replaced(old: Mapping[str, Rule], new: Mapping[str, Rule]) -> Mapping[str, str]:
    """The rules that say in whose place they are, and the first of those that is gone, each once."""
    places: dict[str, str] = {}
    for name, rule in new.items():
        for was in rule.replaces:
            if was in old and was not in new and was not in places.values():
                places[name] = was
                break
    return places


def _renamed(old: Mapping[str, Rule], new: Mapping[str, Rule], before: RuleBase, after: RuleBase) -> Mapping[str, str]:
    """The rules that are the same under another id: the id before, by the id now."""
    # One that is still there, though no longer in force, was not renamed.
    kept = {rule.id for rule in after.rules}
    gone = [rule for name, rule in old.items() if name not in kept]
    renamed: dict[str, str] = {}
    for name, rule in new.items():
        if name not in old:
            same = [one for one in gone if one.asks == rule.asks and not any(_parts(one, rule, before, after))]
            # Of several that ask the same nothing tells which of them it was.
            if len(same) == 1 and same[0].id not in renamed.values() and not rule.replaces:
                renamed[name] = same[0].id
    return renamed


def _gone(rule: Rule | None) -> str:
    if rule is None:
        return "deleted"
    return in_words(rule.status) + (f"; its place was taken by {rule.successor}" if rule.successor else "")


def _parts(old: Rule, new: Rule, before: RuleBase, after: RuleBase) -> Iterator[Part]:
    base = as_before(old)
    vocabulary = after.vocabulary
    if old.applies != new.applies:
        scopes = ((old, before.vocabulary), (new, vocabulary))
        texts = [whole_scope_in_words(rule.applies, words, none="every case") for rule, words in scopes]
        text = f"scope: {' -> '.join(texts)}"
        yield Part("scope", text, evolve(base, applies=new.applies))
    if old.check.kind != new.check.kind:
        text = f"kind of check: {in_words(old.check.kind)} -> {in_words(new.check.kind)}"
        yield Part("kind", text, evolve(base, check=new.check))
        return
    yield from _limit(old, new, before.limits, after.limits)
    for name, words in _PARTS.items():
        if getattr(old.check, name) != getattr(new.check, name):
            old_words, new_words = (
                _words(check, name, of) for check, of in ((old.check, before.vocabulary), (new.check, vocabulary))
            )
            changed: dict[str, Any] = {name: getattr(new.check, name)}
            alone = evolve(base, check=evolve(base.check, **changed))
            yield Part(name.strip("_"), f"{words}: {old_words} -> {new_words}", alone)
    if before.vocabulary != vocabulary:
        yield Part("vocabulary", "the vocabulary", base)
    if before.calendar != after.calendar:
        yield Part("bank holidays", "the bank holidays", base)
    if old.question != new.question:
        yield Part("question", f"question: {old.question} -> {new.question}", base)


def _words(check: Check, name: str, vocabulary: Vocabulary) -> str:
    value = getattr(check, name)
    if value is None:
        return "none"
    if name == "trigger":
        return trigger_in_words(check, vocabulary)
    if isinstance(value, EventSpec):
        return spec_in_words(value, vocabulary)
    if isinstance(value, AllOf):
        return whole_scope_in_words(value, vocabulary, none="always")
    return value_in_words(value) if isinstance(value, bool) else amount_in_words(str(value))


def _limit(old: Rule, new: Rule, before: Mapping[str, Limit], after: Mapping[str, Limit]) -> Iterator[Part]:
    if old.check.limit is None or new.check.limit is None:
        return
    amounts = tuple(_amounts(before[old.check.limit], after[new.check.limit]))
    if not amounts and old.check.limit == new.check.limit:
        return
    named = new.check.limit if old.check.limit == new.check.limit else f"{old.check.limit} -> {new.check.limit}"
    text = f"limit {named}"
    if amounts:
        text += f", {'; '.join(map(str, amounts))}"
    base = as_before(old)
    yield Part("limit", text, evolve(base, check=evolve(base.check, limit=new.check.limit)), amounts)


def _amounts(old: Limit, new: Limit) -> Iterator[AmountChange]:
    for place in dict.fromkeys((*_places(old), *_places(new))):
        from_, _, key = place
        before, after = _in_force(old, from_, key), _in_force(new, from_, key)
        if before != after:
            yield AmountChange(*place, before, after)


def _places(limit: Limit) -> Iterator[tuple[date, str | None, Value | None]]:
    for value in limit.values:
        for key in value.table:
            yield value.from_, value.by, key
            if value.until is not None:
                yield value.until + date.resolution, value.by, key


def _in_force(limit: Limit, day: date, key: Value | None) -> Amount | None:
    """The amount of a limit on a day, for a value of the field that it depends on; None where there is none."""
    value = limit.latest(day)
    if value is None or (value.until is not None and value.until < day):
        return None
    return value.table.get(key if value.by is not None else None)
