"""Title and requirement in words against the check: a number, a unit or a direction that the check has not."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from omicheck.authoring.lint.faults import Fault, fault
from omicheck.authoring.lint.numbers import numbers_of, periods_of
from omicheck.authoring.lint.quantities import Quantity, quantities
from omicheck.authoring.parts_of_rules import scopes_of
from omicheck.dates import Period
from omicheck.model.limit import Amount, Limit
from omicheck.model.rule import Rule
from omicheck.model.scope import Condition, OneOf, asserted, conditions_in
from omicheck.model.vocabulary import Value, Vocabulary
from omicheck.provenance import limit_of
from omicheck.rulebase.folder import RuleBase
from omicheck.text import in_words

_DAYS_OF_A_WEEK = 7


def find(rule_base: RuleBase) -> Iterator[Fault]:
    """The titles and requirements that contradict their checks without a note that says why."""
    for rule in rule_base.rules:
        contradictions = list(contradictions_of(rule, rule_base))
        if rule.requirement_note:
            if not contradictions:
                found = "a note on a contradiction, and no contradiction"
                yield fault("needless-note", rule, ("requirement_note",), found, "no requirement_note")
            continue
        for key, found, expected in contradictions:
            hint = f"{expected}; or a requirement_note that says why not"
            yield fault("requirement-contradicts", rule, (key,), found, hint)


def contradictions_of(rule: Rule, rule_base: RuleBase) -> Iterator[tuple[str, str, str]]:
    """What a rule says in words that its check does not: where, what was found, and what was expected."""
    limit = limit_of(rule, rule_base.limits)
    told_of = quantities(rule.requirement)
    if limit is not None:
        # What is said to lie before is no amount of a limit that runs on from the trigger.
        ahead = rule.check.kind == "lead_time"
        amounts = [quantity for quantity in told_of if ahead or not quantity.before]
        yield from (("requirement", *one) for one in _unsaid(amounts, limit))
    for key, said in (("title", quantities(rule.title)), ("requirement", told_of)):
        for quantity in said:
            yield from ((key, *one) for one in _contradiction(quantity, rule, limit, rule_base.vocabulary))


def _contradiction(
    quantity: Quantity, rule: Rule, limit: Limit | None, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    table = _latest(limit)
    said = f'"{quantity.text}"'
    by = quantity.by
    if by is not None and limit is not None and limit.values[-1].by == by[0] and by[1] in table:
        if not _same(quantity.amount, table[by[1]]):
            yield f"{said} for {by[0]} {by[1]}", f"{table[by[1]]}, as limit {limit.id} has it"
        return
    from_limit = any(_same(quantity.amount, amount) for amount in table.values())
    elsewhere = _is_elsewhere(quantity, rule, vocabulary)
    if not from_limit and not elsewhere:
        amounts = ", ".join(dict.fromkeys(map(str, table.values())))
        where = f"{amounts}, as limit {limit.id} has it" if limit is not None else "a number that the check has"
        yield said, where
    elif from_limit and not elsewhere:
        yield from _direction(quantity, said, rule)


def _unsaid(told_of: Sequence[Quantity], limit: Limit) -> Iterator[tuple[str, str]]:
    """The amounts of a limit that a requirement leaves out, where it gives one without saying of what value."""
    amounts = dict.fromkeys(_latest(limit).values())
    general = any(_same(quantity.amount, one) for quantity in told_of for one in amounts if quantity.by is None)
    for amount in amounts:
        if general and not any(_same(quantity.amount, amount) for quantity in told_of):
            yield f"no word of {amount}", f"it beside the other amounts, as limit {limit.id} has it"


def _direction(quantity: Quantity, said: str, rule: Rule) -> Iterator[tuple[str, str]]:
    kind = rule.check.kind
    if kind == "count":
        wanted = "at_most" if rule.check.at_most else "at_least"
        if quantity.bound not in ("", wanted):
            yield f"{said} {in_words(quantity.bound)}", f"{in_words(wanted)}, as the check counts"
    elif not isinstance(quantity.amount, Period) or quantity.amount.number == 0:
        return
    elif kind == "lead_time" and not quantity.before:
        yield f"{said}, not before", "before, as the check is a lead_time"
    elif kind != "lead_time" and quantity.before:
        yield f"{said} before", f"after, as the check is a {kind}"
    elif kind != "lead_time" and quantity.bound == "at_least":
        yield f"{said} at least", f"within, as the check is a {kind}"


def _latest(limit: Limit | None) -> Mapping[Value | None, Amount]:
    """The amounts in force now: what the requirement speaks of, while files keep what was in force before."""
    return {} if limit is None else limit.values[-1].table


def _same(one: Amount | Decimal, other: Amount) -> bool:
    if isinstance(one, Period) and isinstance(other, Period):
        return _plain(one) == _plain(other)
    return one == other


def _plain(period: Period) -> tuple[int, str]:
    """Weeks as days, which are the same; no other two units are. None of anything is as long in any unit."""
    if period.unit == "weeks":
        return (period.number * _DAYS_OF_A_WEEK, "days")
    return (period.number, period.unit if period.number else "days")


def _is_elsewhere(quantity: Quantity, rule: Rule, vocabulary: Vocabulary) -> bool:
    """Whether the number is one of the check that is no limit, or part of the name of a value that it asks for."""
    if any(_same(quantity.amount, period) for period in periods_of(rule)):
        return True
    if quantity.amount in numbers_of(rule, vocabulary):
        return True
    spoken = quantity.text.lower().replace(" ", "_")
    return any(spoken in name for name in _names(rule))


def _names(rule: Rule) -> Iterator[str]:
    """The names of values in the scopes, with numbers written as digits and as words."""
    words = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "10": "ten", "12": "twelve"}
    conditions = (part.condition for _, scope in scopes_of(rule) for part in conditions_in(scope))
    for value in (value for condition in conditions for value in _named(condition)):
        yield value
        first, _, rest = value.partition("_")
        for digits, word in words.items():
            yield value.replace(f"_{digits}_", f"_{word}_") if first != digits else f"{word}_{rest}"


def _named(condition: Condition) -> Iterator[str]:
    condition = asserted(condition)
    if isinstance(condition, OneOf):
        yield from (value for value in condition.values if isinstance(value, str))
