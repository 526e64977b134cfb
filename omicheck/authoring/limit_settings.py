"""Limits set to other amounts: `first-appointment=3`, `first-appointment[4]=1 days`, `first-appointment=3..10`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from attrs import evolve, frozen

from omicheck.dates import Period, read_period
from omicheck.errors import CommandWrongError, hint_for
from omicheck.model.limit import Amount, Limit
from omicheck.rulebase.folder import RuleBase

_FORM: Final = re.compile(r"(?P<limit>[^=\[\]]+)(?:\[(?P<key>[^\]]+)\])?=(?P<amounts>.+)")
_RANGE: Final = re.compile(r"(?P<first>\d{1,6})\.\.(?P<last>\d{1,6})(?: (?P<unit>\w+))?")
_NUMBER: Final = re.compile(r"(?P<number>\d{1,6})(?: (?P<unit>\w+))?")
# More is not read by anybody.
MOST_STEPS: Final = 100
_EXPECTED: Final = "LIMIT=VALUE, such as first-appointment=3, `first-appointment[4]=2 days` or first-appointment=3..10"


@frozen
class LimitSetting:
    """A limit and the amounts that it is to have in turn.

    Attributes:
        limit: its id.
        key: the value of the field that it depends on, if only that amount is meant.
        amounts: number and unit of each step; no unit is that of the amount that is there.
    """

    limit: str
    key: str | None
    amounts: tuple[tuple[int, str | None], ...]


@frozen
class Step:
    """One combination of amounts.

    Attributes:
        name: what was set to what.
        rule_base: the rules with it.
    """

    name: str
    rule_base: RuleBase


def read_settings(words: Sequence[str], limits: Mapping[str, Limit]) -> tuple[LimitSetting, ...]:
    """The settings that words stand for.

    Raises:
        CommandWrongError: one is none, names a limit that there is not, or would undo one before it.
    """
    settings: list[LimitSetting] = []
    for word in words:
        one = _read(word, limits)
        undone = next((old for old in settings if old.limit == one.limit and one.key in (None, old.key)), None)
        if undone is not None:
            where = "" if undone.key is None else f"[{undone.key}]"
            expected = "each amount once, and that of all values of the field before that of one"
            raise CommandWrongError(f"{word}: found {undone.limit}{where} set before it; expected {expected}")
        settings.append(one)
    return tuple(settings)


def _read(word: str, limits: Mapping[str, Limit]) -> LimitSetting:
    match = _FORM.fullmatch(word)
    if match is None:
        raise CommandWrongError(f"found {word!r}; expected {_EXPECTED}")
    name, key = match["limit"].strip(), match["key"]
    if name not in limits:
        raise CommandWrongError(
            f"found limit {name!r}; expected the id of a limit of these rules{hint_for(name, limits)}"
        )
    keys = sorted({str(one) for value in limits[name].values for one in value.table if one is not None})
    if key is not None and key not in keys:
        expected = f"one of {', '.join(keys)}" if keys else "no value, as the limit depends on no field"
        raise CommandWrongError(f"{word}: found {key!r} in brackets; expected {expected}")
    return LimitSetting(name, key, tuple(_amounts(word, match["amounts"].strip())))


def _amounts(word: str, text: str) -> Iterator[tuple[int, str | None]]:
    in_range = _RANGE.fullmatch(text)
    if in_range is not None:
        first, last = int(in_range["first"]), int(in_range["last"])
        if first > last:
            raise CommandWrongError(f"{word}: found a range from {first} to {last}; expected the smaller number first")
        yield from ((number, in_range["unit"]) for number in range(first, last + 1))
        return
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise CommandWrongError(f"found {word!r}; expected {_EXPECTED}")
    yield int(match["number"]), match["unit"]


def steps(rule_base: RuleBase, settings: Sequence[LimitSetting]) -> tuple[Step, ...]:
    """A rule base for each combination of the amounts of all settings.

    Raises:
        CommandWrongError: a unit is none, or there are too many combinations.
    """
    total = 1
    for setting in settings:
        total *= len(setting.amounts)
    if total > MOST_STEPS:
        raise CommandWrongError(f"found {total} steps; expected at most {MOST_STEPS}")
    made = []
    for amounts in product(*(setting.amounts for setting in settings)):
        limits = dict(rule_base.limits)
        names = []
        for setting, (number, unit) in zip(settings, amounts, strict=True):
            limits[setting.limit] = _set(limits[setting.limit], setting, number, unit)
            where = "" if setting.key is None else f"[{setting.key}]"
            names.append(f"{setting.limit}{where}={number}{'' if unit is None else f' {unit}'}")
        made.append(Step(", ".join(names), evolve(rule_base, limits=limits)))
    return tuple(made)


def _set(limit: Limit, setting: LimitSetting, number: int, unit: str | None) -> Limit:
    values = []
    for value in limit.values:
        table = {
            key: _amount(amount, setting, number, unit) if setting.key in (None, str(key)) else amount
            for key, amount in value.table.items()
        }
        values.append(evolve(value, table=table))
    return evolve(limit, values=tuple(values))


def _amount(amount: Amount, setting: LimitSetting, number: int, unit: str | None) -> Amount:
    if not isinstance(amount, Period):
        if unit is not None:
            raise CommandWrongError(f"{setting.limit}: found the unit {unit!r}; expected a bare number, as it counts")
        return number
    period = read_period(f"{number} {unit or amount.unit}")
    if period is None:
        found = f"{number} {unit or amount.unit}"
        raise CommandWrongError(f"{setting.limit}: found {found!r}; expected an amount such as {amount}")
    return evolve(period, calendar=amount.calendar)
