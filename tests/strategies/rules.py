"""Rules and limits as their files hold them, right by the vocabulary, with all options, and short of days."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from omicheck.model.rule import KINDS
from omicheck.model.vocabulary import ValueType
from strategies.worlds import DAYS, Data, World, every_value, values


@st.composite
def conditions(draw: DrawFn, wanted: ValueType, world: World, depth: int = 1) -> Any:  # noqa: ANN401
    """Conditions on a field of a type: all forms."""
    forms = ["recorded"] + ["not"] * depth
    forms += ["has"] * 2 if wanted.kind == "list" else ["value", "value", "values"]
    forms += ["between"] * 2 if wanted.kind in ("integer", "number", "level") else []
    match draw(st.sampled_from(forms)):
        case "recorded":
            return {"recorded": draw(st.booleans())}
        case "not":
            return {"not": draw(conditions(wanted, world, depth - 1))}
        case "has":
            one = ValueType("choice", wanted.values[:3])
            wish = st.one_of(values(one, world), st.lists(values(one, world), min_size=1, max_size=3))
            return {"has": draw(wish)}
        case "between":
            keys = draw(st.sampled_from([["at_least"], ["at_most"], ["at_least", "at_most"]]))
            return {key: draw(values(wanted, world)) for key in keys}
        case "values":
            return draw(st.lists(values(wanted, world), min_size=1, max_size=3))
    return draw(values(wanted, world))


@st.composite
def scopes(draw: DrawFn, world: World, depth: int = 2) -> Data:
    """Mappings for `applies`."""
    names = draw(st.lists(st.sampled_from(_asked(world)), max_size=2, unique=True))
    scope = {name: draw(conditions(world.vocabulary.fields[name], world)) for name in names}
    if depth and draw(st.integers(0, 2)) == 0:
        scope["any"] = draw(st.lists(scopes(world, depth - 1), min_size=1, max_size=2))
    return scope


def _asked(world: World) -> list[str]:
    """A handful of fields, one of every kind and all that may change, so that conditions meet."""
    fields = world.vocabulary.fields
    first = {wanted.kind: name for name, wanted in reversed(list(fields.items())) if name != "case_id"}
    return sorted({*first.values(), *world.vocabulary.set_by})


@st.composite
def dated_scopes(draw: DrawFn, world: World) -> Data:
    """Scopes that ask about a field that events set, for `when`, `while` and `becomes`."""
    name = draw(st.sampled_from(world.changing))
    scope = {name: draw(conditions(world.vocabulary.fields[name], world))}
    return scope | draw(scopes(world, 1)) if draw(st.integers(0, 3)) == 0 else scope


@st.composite
def from_days(draw: DrawFn, world: World) -> Any:  # noqa: ANN401
    """First days on which triggers count."""
    name = draw(world.case_dates())
    return {"date": name, "less": draw(periods())} if draw(st.booleans()) else name


@st.composite
def specs(draw: DrawFn, world: World, types: Sequence[str]) -> Data:
    """Event specs of some of the types."""
    chosen = draw(st.lists(st.sampled_from(types), min_size=1, max_size=2, unique=True))
    spec: Data = {"event": chosen[0] if len(chosen) == 1 and draw(st.booleans()) else chosen}
    attributes = [world.vocabulary.events[name].attributes for name in chosen]
    shared = [name for name in attributes[0] if all(name in other for other in attributes)]
    where = draw(st.lists(st.sampled_from(shared), max_size=2, unique=True)) if shared else []
    if where:
        spec["where"] = {name: draw(_wanted([one[name] for one in attributes], world)) for name in where}
    if draw(st.integers(0, 3)) == 0:
        spec["when"] = draw(dated_scopes(world))
    return spec


def _wanted(kinds: Sequence[ValueType], world: World) -> SearchStrategy[Any]:
    if kinds[0].kind in ("integer", "number", "level") and all(
        attrs.evolve(kind, about="") == kinds[0] for kind in kinds
    ):
        bounds = st.sampled_from([["at_least"], ["at_most"], ["at_least", "at_most"]])
        between = bounds.flatmap(lambda keys: st.fixed_dictionaries({key: values(kinds[0], world) for key in keys}))
        return st.one_of(between, _wanted_values(kinds, world))
    return _wanted_values(kinds, world)


def _wanted_values(kinds: Sequence[ValueType], world: World) -> SearchStrategy[Any]:
    one = st.one_of([values(kind, world) for kind in kinds])
    many = st.lists(one, min_size=1, max_size=2)
    # A list beside a key is several wanted values, so a wanted list stands in a list of its own.
    return many if any(kind.kind == "list" for kind in kinds) else st.one_of(one, many)


def periods(least: int = 0) -> SearchStrategy[str]:
    """Short periods in every unit."""
    units = {"days": 20, "weeks": 3, "months": 2, "business_days": 12}
    return st.sampled_from(sorted(units)).flatmap(
        lambda unit: st.integers(least, units[unit]).map(lambda number: f"{number} {unit}")
    )


@st.composite
def triggers(draw: DrawFn, world: World, types: Sequence[str], kind: str) -> Any:  # noqa: ANN401
    """Case dates, event triggers and `becomes`, with all their options."""
    form = draw(st.sampled_from(["case date"] * 3 + ["becomes", "all", "all", "first", "nth", "nth"]))
    if form == "case date":
        return draw(world.case_dates())
    if form == "becomes":
        trigger: Data = {"becomes": draw(dated_scopes(world))}
        if "start" not in world.vocabulary.case_dates or draw(st.booleans()):
            trigger["on_or_after"] = draw(from_days(world))
        return trigger
    trigger = draw(specs(world, types))
    if draw(st.integers(0, 2)) == 0:
        trigger["on_or_after"] = draw(from_days(world))
    if form == "first":
        trigger["first"] = True
    elif form == "nth" and kind != "lead_time":
        trigger[draw(st.sampled_from(["nth", "from_nth"]))] = draw(st.integers(1, 3))
        if draw(st.booleans()):
            trigger["within"] = draw(periods())
        if draw(st.booleans()):
            one = st.sampled_from(world.types) | specs(world, world.types)
            trigger["since"] = draw(one | st.lists(one, min_size=1, max_size=2))
        if draw(st.booleans()):
            trigger["distinct"] = "days"
    return trigger


@st.composite
def checks(draw: DrawFn, world: World, limit: str, number: str) -> Data:
    """Checks of every kind with all their options.

    Args:
        draw: given by hypothesis.
        world: what to draw from.
        limit: id of a limit that is a period.
        number: id of a limit that is a number.
    """
    kind = draw(st.sampled_from(KINDS))
    trigger_types, outcome_types, unless_types = world.types[:2], world.types[2:4], world.types[4:6]
    if kind == "recorded":
        name = draw(st.sampled_from(_asked(world)))
        is_ = draw(st.none() | conditions(world.vocabulary.fields[name], world))
        return {kind: {"field": name} | ({} if is_ is None else {"is": is_})}
    body: Data = {"to" if kind == "deadline" else "of": draw(specs(world, outcome_types))}
    match kind:
        case "never":
            body[draw(st.sampled_from(["from", "after"]))] = draw(triggers(world, trigger_types, kind))
            body |= {"within": draw(periods())} if draw(st.booleans()) else {}
        case "interval":
            body |= {"from": draw(world.case_dates()), "limit": limit}
            body |= {"restart": draw(specs(world, trigger_types))} if draw(st.booleans()) else {}
        case "lead_time":
            body |= {"before": draw(triggers(world, trigger_types, kind)), "limit": limit}
        case "deadline":
            body |= {"from": draw(triggers(world, trigger_types, kind)), "limit": limit}
            body |= {"early": draw(periods())} if draw(st.booleans()) else {}
            body |= {"late": "accepted"} if draw(st.booleans()) else {}
            body |= {"absent": "not_asked"} if draw(st.integers(0, 3)) == 0 else {}
        case _:
            body |= {"from": draw(triggers(world, trigger_types, kind))}
            body[draw(st.sampled_from(["at_least", "at_most"]))] = number
            repeat = isinstance(body["from"], str) and draw(st.booleans())
            body["window"] = draw(periods(1 if repeat else 0))
            body |= {"repeat": True} if repeat else {}
    check = {kind: body} | ({"unless": draw(specs(world, unless_types))} if draw(st.booleans()) else {})
    if kind != "lead_time" and draw(st.booleans()):
        check["while"] = draw(dated_scopes(world))
    return check


@st.composite
def limits(draw: DrawFn, world: World, amounts: SearchStrategy[Any]) -> list[Data]:
    """The dated values of a limit, with and without a field that they depend on."""
    early = (world.era - timedelta(days=1)).isoformat()
    starts = draw(
        st.lists(st.sampled_from([early] * DAYS + list(world.every_day())), min_size=1, max_size=2, unique=True)
    )
    fields = world.vocabulary.fields
    by_fields = [name for name in _asked(world) if fields[name].kind not in ("list", "date", "number")]
    found = []
    for start in starts:
        by = draw(st.sampled_from([None, *by_fields]))
        value: Data = {"from": start}
        if by is None:
            value["limit"] = draw(amounts)
        else:
            every = every_value(fields[by], world)
            whole = st.fixed_dictionaries(dict.fromkeys(every, amounts))
            part = st.dictionaries(values(fields[by], world), amounts, min_size=1, max_size=3)
            value |= {"by": by, "limit": draw(whole | part)}
        later = [day for day in world.every_day() if day >= start]
        if later and draw(st.integers(0, 3)) == 0:
            value["until"] = draw(st.sampled_from(later))
        found.append(value)
    return found
