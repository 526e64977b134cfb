"""Where rows of two runs differ first: row by row where both are at hand, or else by their hashes."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeAlias

from omicheck.text import counted, printable

# Rows by case, rule and occurrence.
Found: TypeAlias = Mapping[tuple[str, str, int], Mapping[str, Any]]
_SHOWN: Final = 5
# No more hashes than these are kept of cases.
_MOST_BLOCKS: Final = 100


def block_size(cases: int) -> int:
    """How many cases that follow one another have one hash, of so many."""
    return max(1, -(-cases // _MOST_BLOCKS))


def first_by_rows(then: Found, now: Found, when: tuple[str, str] = ("then", "now")) -> str:
    """Where rows differ first, and how many do; empty if none does.

    Args:
        then: those of the earlier run.
        now: those of the later one, of the same format.
        when: what the two are called.
    """
    keys = sorted(key for key in {*then, *now} if _text(then.get(key)) != _text(now.get(key)))
    if not keys:
        return ""
    first = keys[0]
    case, rule, occurrence = first
    where = f"first case {printable(case)}, rule {printable(rule)}, occurrence {occurrence}"
    if first not in now:
        what = f"only {when[0]}"
    elif first not in then:
        what = f"only {when[1]}"
    else:
        what = "; ".join(islice(_fields(then[first], now[first], when), _SHOWN))
    return f"{where}: {what}. {len(keys):,} of {counted(len({*then, *now}), 'row')}"


def _fields(then: Mapping[str, Any], now: Mapping[str, Any], when: tuple[str, str]) -> Iterator[str]:
    for name in now:
        before, after = (printable(_value(one.get(name))) for one in (then, now))
        if name in then and before != after:
            yield f"{name} {before or 'nothing'} {when[0]}, {after or 'nothing'} {when[1]}"


def _text(row: Mapping[str, Any] | None) -> object:
    return None if row is None else sorted((name, _value(value)) for name, value in row.items())


def _value(value: object) -> str:
    return "" if value is None else str(value)


def first_by_hashes(then: Mapping[str, Any], now: Mapping[str, Any], rows: Found) -> str:
    """Where rows differ first, as far as hashes of them tell.

    Args:
        then: the hashes of the earlier run.
        now: those of the later one.
        rows: the rows of the later run.
    """
    before, after = then.get("by_rule", {}), now["by_rule"]
    rules = [rule for rule in sorted({*before, *after}) if before.get(rule) != after.get(rule)]
    named = ", ".join(map(printable, rules[:_SHOWN])) + (
        f" and {len(rules) - _SHOWN} more" if len(rules) > _SHOWN else ""
    )
    of_rules = f"rows of {counted(len(rules), 'rule')}: {named}"
    if then.get("cases") != now["cases"]:
        return f"{counted(then.get('cases', 0), 'case')} then, {now['cases']:,} now; {of_rules}"
    blocks = [
        place for place, (one, other) in enumerate(zip(then["by_cases"], now["by_cases"], strict=False)) if one != other
    ]
    cases = list(dict.fromkeys(case for case, _, _ in sorted(rows)))
    size = block_size(len(cases))
    if not blocks or not cases:
        return of_rules
    some = cases[blocks[0] * size : (blocks[0] + 1) * size]
    whose = (
        f"case {printable(some[0])}" if len(some) == 1 else f"among cases {printable(some[0])} to {printable(some[-1])}"
    )
    occurrence = ""
    if len(some) == 1 and len(rules) == 1:
        at = [number for case, rule, number in rows if (case, rule) == (some[0], rules[0])]
        occurrence = f", occurrence {at[0]}" if len(at) == 1 else ""
    return f"first {whose}{occurrence}; {of_rules}. The earlier rows are not at hand, to tell more"
