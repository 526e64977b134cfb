"""Hypothesis strategies: rules and case records as their files hold them, right by the vocabulary, and dense in
coincidences: few days, few event types, short limits, so that what is on the last day, on the same day, twice, or
missing turns up all the time.

Whatever the rule format or the case record learns joins these.
"""

import copy
import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import attrs
import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import DrawFn, SearchStrategy

from omicheck.dates import bank_holidays
from omicheck.evaluate.reason_codes import VERDICT_OF
from omicheck.model.row import Reason, Row
from omicheck.model.rule import KINDS, Rule
from omicheck.model.scheme import Band, Criterion, Headline, Ladder, Question, Scheme, Section
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.provenance import limit_of
from omicheck.sample.frame import CASE_KINDS, Candidate, Frame
from omicheck.score.matrix import OUTCOMES, Codes
from rule_situations import BASE, BY_ID, ONE_DAY, Situation, fields_with, keys_of, situation_of, types_of

Data = dict[str, Any]

# Around Easter, around the turn of a year, at the end of a February, and at both ends of the calendar.
ERAS = [
    date(2009, 4, 3),
    date(2009, 12, 21),
    date(2008, 2, 26),
    date(2011, 4, 20),
    date(1990, 1, 2),
    date(2050, 11, 20),
]
TEXTS = ["Kent", "West", "Å", "=1+1"]
DAYS = 40
MOST_EVENTS = 12


@attrs.frozen
class Scenario:
    """Rules, their limits by id, records, and an audit date."""

    rules: list[Data]
    limits: dict[str, list[Data]]
    records: list[Data]
    as_of: str


@attrs.frozen
class World:
    """What everything in a scenario is drawn from."""

    vocabulary: Vocabulary
    era: date
    types: tuple[str, ...]
    few: tuple[str, ...] = ()

    @property
    def changing(self) -> list[str]:
        """The fields that change: a few, so that what asks about one and what sets it meet, or all."""
        return sorted(self.few or self.vocabulary.set_by)

    @property
    def setting(self) -> list[str]:
        """The event types that set a field that changes."""
        return sorted({name for field in self.changing for name in self.vocabulary.set_by[field]})

    def every_day(self) -> tuple[str, ...]:
        return _days_from(self.era)

    def days(self) -> SearchStrategy[str]:
        return st.sampled_from(self.every_day())

    def case_dates(self) -> SearchStrategy[str]:
        return st.sampled_from(sorted(self.vocabulary.case_dates))


@cache
def _days_from(first: date) -> tuple[str, ...]:
    return tuple((first + timedelta(days=number)).isoformat() for number in range(DAYS))


def every_value(wanted: ValueType, world: World) -> Sequence[Any]:
    """Values of a type, as a file holds them: all, or a few where there are many."""
    match wanted.kind:
        case "flag":
            return [False, True]
        case "integer":
            return range(wanted.at_least, wanted.at_most + 1)
        case "date":
            return world.every_day()
        case "choice" | "level":
            return wanted.values
        case "list":
            one, other, *_ = wanted.values
            return [[], [one], [other], [one, other]]
        case _:
            return TEXTS


def values(wanted: ValueType, world: World) -> SearchStrategy[Any]:
    """Values of a type, as a file holds them."""
    return st.sampled_from(every_value(wanted, world))


# --- rules -----------------------------------------------------------------------------------------------


@st.composite
def conditions(draw: DrawFn, wanted: ValueType, world: World, depth: int = 1) -> Any:  # noqa: ANN401
    """Conditions on a field of a type: all forms."""
    forms = ["recorded"] + ["not"] * depth
    forms += ["has"] * 2 if wanted.kind == "list" else ["value", "value", "values"]
    forms += ["between"] * 2 if wanted.kind in ("integer", "level") else []
    match draw(st.sampled_from(forms)):
        case "recorded":
            return {"recorded": draw(st.booleans())}
        case "not":
            return {"not": draw(conditions(wanted, world, depth - 1))}
        case "has":
            one = ValueType("choice", wanted.values[:2])
            wish = st.one_of(values(one, world), st.lists(values(one, world), min_size=1, max_size=2))
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
    if kinds[0].kind in ("integer", "level") and all(attrs.evolve(kind, about="") == kinds[0] for kind in kinds):
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
    by_fields = [name for name in _asked(world) if fields[name].kind not in ("list", "date")]
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


# --- records ---------------------------------------------------------------------------------------------


def record(random: Random, world: World, case_id: str) -> Data:
    """A case record: fields with and without a value, dates full, partial and missing, events in no order."""
    data: Data = {"case_id": case_id}
    for name, wanted in world.vocabulary.fields.items():
        if name != "case_id" and (wanted.required or random.randrange(4)):
            data[name] = random.choice(every_value(wanted, world))
    types = (*world.types, *world.setting)
    data["events"] = [_event(random, world, random.choice(types)) for _ in range(random.randrange(MOST_EVENTS))]
    return data


def _event(random: Random, world: World, name: str) -> Data:
    day = random.choice(world.every_day())
    may_be_partial = name not in world.vocabulary.always_dated
    date_ = random.choice([day] * 7 + [day[:7], day[:4], None]) if may_be_partial else day
    event: Data = {"type": name, "date": date_}
    for attribute, wanted in world.vocabulary.events[name].attributes.items():
        if wanted.required or random.randrange(4):
            event[attribute] = random.choice(every_value(wanted, world))
    return event


@st.composite
def worlds(draw: DrawFn, vocabulary: Vocabulary) -> World:
    """An era, six event types, those with attributes for preference, and a few fields that change."""
    names = sorted(vocabulary.events, key=lambda name: (not vocabulary.events[name].attributes, name))
    setting = {name for by in vocabulary.set_by.values() for name in by}
    types = draw(st.permutations([*names[:9], *sorted(setting.difference(names[:9]))]))
    few = draw(st.lists(st.sampled_from(sorted(vocabulary.set_by)), min_size=1, max_size=3, unique=True))
    return World(vocabulary, draw(st.sampled_from(ERAS)), tuple(types[:6]), tuple(few))


@st.composite
def scenarios(
    draw: DrawFn, vocabulary: Vocabulary, rules: int = 4, cases: int = 6, *, quickly: bool = False
) -> Scenario:
    """Rules, limits and records that belong together.

    Args:
        draw: given by hypothesis.
        vocabulary: the words that they use.
        rules: how many rules at most.
        cases: how many cases at most.
        quickly: draw the records all at once, so that there may be many; a difference then shows in many.
    """
    world = draw(worlds(vocabulary))
    found: list[Data] = []
    tables: dict[str, list[Data]] = {}
    for number in range(draw(st.integers(1, rules))):
        period, count = f"period-{number}", f"number-{number}"
        tables |= {period: draw(limits(world, periods())), count: draw(limits(world, st.integers(0, 3)))}
        check = draw(checks(world, period, count))
        # Half of the rules for every case: what stands behind scope and limit is otherwise seldom come to.
        applies = draw(st.just({}) | scopes(world))
        found.append({"id": f"rule-{number}", "question": "1.1.1", "applies": applies, "check": check})
    # One draw for all records: those of a long comparison are too many for hypothesis to keep a note of each choice.
    random = Random(draw(st.integers(0, 2**64 - 1))) if quickly else draw(st.randoms())  # noqa: S311, made-up records
    length = cases if quickly else draw(st.integers(1, cases))
    records = [record(random, world, f"case {number}") for number in range(length)]
    as_of = world.era + timedelta(days=draw(st.integers(DAYS // 4, DAYS) | st.integers(DAYS - 5, DAYS)))
    return Scenario(found, tables, records, as_of.isoformat())


# --- what scoring is given: dense in questions that few or no cases are relevant to ---

LADDER = Ladder((Band(80, "MINIMUM"), Band(73, "MODERATE"), Band(40, "SUBSTANTIAL"), Band(0, "DRASTIC")), "assumed", "")
SCHEME = Scheme(
    "a small scheme",
    (
        Section("1", "one", (Criterion("1.1", "a"), Criterion("1.2", "b"))),
        Section("2", "two", (Criterion("2.1", "c"),)),
        Section("3", "graded", (Criterion("3.1", "d"),), graded=True),
    ),
    (Headline("x", "headline", ("1", "2")), Headline("y", "headline of one section", ("1",))),
    LADDER,
)
COMPUTED_CRITERIA = ("1.1", "1.2", "2.1")


@st.composite
def questions(draw: DrawFn) -> tuple[Question, ...]:
    """Questions of the small scheme; a criterion may have none."""
    of = draw(st.lists(st.sampled_from(COMPUTED_CRITERIA), min_size=1, max_size=6))
    tags = st.lists(st.sampled_from(["x", "y"]), unique=True).map(tuple)
    return tuple(Question(str(number), one, "", "rule", draw(tags)) for number, one in enumerate(of))


def codes(cases: int, number: int) -> SearchStrategy[Codes]:
    """What is said of cases (rows) and questions (columns)."""
    return arrays(np.int8, (cases, number), elements=st.integers(0, len(OUTCOMES) - 1))


_REASONS: tuple[Reason, ...] = ("missing_date", "unknown_scope", "in_time", "late", "out_of_scope", "not_due")


@st.composite
def verdict_rows(draw: DrawFn, rules: Sequence[Rule], case_ids: Sequence[str]) -> list[Row]:
    """Rows of rules on cases, dense in verdicts that cannot be told for different reasons."""
    rows = []
    for case_id, rule in itertools.product(case_ids, sorted(rules, key=lambda rule: rule.id)):
        for occurrence in range(1, draw(st.integers(1, 2)) + 1):
            reason = draw(st.sampled_from(_REASONS))
            verdict = VERDICT_OF[reason]
            names = draw(st.lists(st.sampled_from("abc"), unique=True).map(sorted)) if verdict == "cannot_tell" else ()
            found = Row(case_id, rule.id, rule.question, occurrence, verdict, reason, unknown_fields=tuple(names))
            rows.append(found)
    return rows


def fractions() -> SearchStrategy[Fraction]:
    """Shares and scores, many of them with a half of a per cent."""
    return st.one_of(st.integers(0, 200).map(lambda half: Fraction(half, 200)), st.fractions(0, 1, max_denominator=500))


def stratum_sizes() -> SearchStrategy[dict[tuple[str, ...], int]]:
    """How many cases strata have."""
    return st.dictionaries(st.tuples(st.text("abc", min_size=1)), st.integers(0, 40), min_size=1, max_size=6)


def minimum_numbers() -> SearchStrategy[dict[str, int]]:
    """The least number of each kind of case in a sample."""
    return st.fixed_dictionaries({kind.id: st.integers(0, 6) for kind in CASE_KINDS})


@st.composite
def frames(draw: DrawFn) -> Frame:
    """Cases that a sample can be drawn from, of few strata and many kinds."""
    kinds = st.frozensets(st.sampled_from([kind.id for kind in CASE_KINDS]))
    strata = st.tuples(st.sampled_from(["order", "licence", "custody"]), st.sampled_from(["north", "south"]))
    of = draw(st.lists(st.tuples(strata, kinds), max_size=40))
    candidates = (Candidate(f"{number:02d}", stratum, None, {}, of_it) for number, (stratum, of_it) in enumerate(of))
    return Frame(tuple(candidates), 0, 0, 0)


# --- a case in a rule's scope, its trigger on a nasty day ---


@cache
def nasty_days(first: date, last: date = date(2014, 12, 31)) -> SearchStrategy[date]:
    """Days from a first one to a last, most of them near a weekend, a bank holiday, a month's end or a leap day."""
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    holidays = {
        day + step * ONE_DAY for year in range(2007, 2015) for day in bank_holidays(year) for step in (-1, 0, 1)
    }
    chosen = [
        [day for day in every if day in holidays],
        [day for day in every if day.weekday() > 3],
        [day for day in every if (day + ONE_DAY).day == 1 or day.day == 1],
        [day for day in every if (day.month, day.day) in ((2, 28), (2, 29), (3, 1), (12, 31), (10, 31), (8, 31))],
        every,
    ]
    return st.one_of(*(st.sampled_from(days) for days in chosen))


@st.composite
def situations(draw: DrawFn, name_of_rule: str) -> Situation:
    """A case in scope; a field that matters is set on the trigger's day, changes the day after, or neither."""
    base, rule = BASE, BY_ID[name_of_rule]
    situation = draw(plain_situations(name_of_rule))
    # A field that an event can change; where the limit depends on it or the scope asks for it, that day decides.
    by_attribute = {
        name: (event, setting.attribute)
        for name, by in sorted(base.vocabulary.set_by.items())
        for event, setting in by.items()
        if setting.attribute is not None
    }
    settable = [
        name for name, (event, _) in by_attribute.items() if name in situation.fields and event not in types_of(rule)
    ]
    if not settable:
        return situation
    name = draw(st.sampled_from(settable))
    value = situation.fields[name]
    wanted = base.vocabulary.fields[name]
    every = wanted.values or range(wanted.at_least, wanted.at_most + 1)
    other = draw(st.sampled_from([one for one in every if one != value]))
    ways = ["as it was"]
    # What a lead time waits for may lie ahead, when nothing that is set on that day has happened yet; an interval's
    # second occurrence begins later, with whatever holds then.
    ways += ["set on the day"] if rule.check.kind != "lead_time" else []
    ways += ["changed the day after"] if rule.check.kind != "interval" else []
    setting, attribute = by_attribute[name]
    match draw(st.sampled_from(ways)):
        case "set on the day":
            event = {"type": setting, "date": situation.day.isoformat(), attribute: value}
            return attrs.evolve(situation, fields={**situation.fields, name: other}, events=(*situation.events, event))
        case "changed the day after":
            event = {"type": setting, "date": (situation.day + ONE_DAY).isoformat(), attribute: other}
            return attrs.evolve(situation, events=(*situation.events, event))
    return situation


@st.composite
def plain_situations(draw: DrawFn, name_of_rule: str) -> Situation:
    """A case in scope, of which nothing changes."""
    rule = BY_ID[name_of_rule]
    limit = limit_of(rule, BASE.limits)
    first = date(2007, 9, 30) if limit is None else limit.values[-1].from_
    last = date(2014, 12, 31) if limit is None or limit.values[-1].until is None else limit.values[-1].until
    # What is asked again after some months is to be asked by the same limit.
    last -= timedelta(days=500)
    fields = draw(st.sampled_from(fields_with(rule, BASE.vocabulary, 1)))
    return situation_of(rule, BASE, draw(nasty_days(first, last)), fields, draw(st.sampled_from(keys_of(limit))))


# --- documents in which something is wrong ---

WORDS = st.sampled_from(["case_id", "events", "type", "date", "tier", "absence", "2009-02-31", "2009-04", "\ud800", ""])
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), WORDS)
DATA: SearchStrategy[Any] = st.recursive(
    PLAIN, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)), max_leaves=6
)


def _places(data: object) -> Iterator[tuple[Any, Any]]:
    """Every container and key or place in it."""
    if isinstance(data, dict | list):
        for key in list(data) if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from _places(data[key])


@st.composite
def mutated(draw: DrawFn, good: Any) -> Any:  # noqa: ANN401, it is data of any shape
    """A good document in which some things are other things, are gone or have other names."""
    data = copy.deepcopy(good)
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(_places(data)) or [([None], 0)]))
        match draw(st.sampled_from(["change", "drop", "rename"])):
            case "drop":
                del container[key]
            case "rename" if isinstance(container, dict):
                container[draw(WORDS)] = container.pop(key)
            case _:
                container[key] = draw(DATA)
    return data


@st.composite
def damaged(draw: DrawFn, good: bytes) -> bytes:
    """A good file in which some bytes are others."""
    first = draw(st.integers(0, len(good)))
    last = draw(st.integers(first, min(len(good), first + 20)))
    return good[:first] + draw(st.binary(max_size=8)) + good[last:]


# What YAML or a reader of dates, numbers and names might trip over.
_TOKENS = st.sampled_from(
    ["", "null", "~", "true", "no", "0", "-1", "1e9", "9" * 17, "9" * 5000, "1.5", "[]", "{}", "[[]]", "{a: {b: c}}",
     "2009-02-29", "2009-02-31", "0001-01-01", "9999-12-31", "2050-12-31", "2009", "5 days", "1 day", "-5 days",
     "99999999 months", "\u0665 days", "\u00b2", "1200 months", "0 business_days", "&a [*a]", "*a", "!!int x",
     "!!int 0x1_f", "!!bool maybe", "!!float nan", "!!timestamp 2009-01-01", "!!binary abc", "!!set {a}",
     "!!python/name:os.system", "!x y", "<<: {a: b}", "? [a]", "- ", ": ", "|", ">-", "'", '"\\ud800"', '"\\0"', "\t",
     "%YAML 9.9", "---", "...",
     "tier", "rosh_level", "requirements", "contact", "absence", "tier_set", "sentence_date", "start", "any", "has",
     "at_least", "deadline", "count", "never", "recorded", "limit", "values", "from", "by", "id", "type", "confirmed"]
)  # fmt: skip
_TOKEN = re.compile(r"[^\s:,{}\[\]]+|[:,{}\[\]]")


@st.composite
def miswritten(draw: DrawFn, good: str) -> str:
    """A good YAML file in which a few words or lines are others, are gone, come twice, or stand further in or out."""
    text = good
    for _ in range(draw(st.integers(1, 3))):
        lines = text.splitlines(keepends=True) or [""]
        at = draw(st.integers(0, len(lines) - 1))
        words = list(_TOKEN.finditer(lines[at]))
        match draw(st.sampled_from(["word", "word", "value", "drop", "double", "move", "indent", "swap"])):
            case "word" if words:
                word = draw(st.sampled_from(words))
                other = draw(st.one_of(_TOKENS, st.sampled_from(_TOKEN.findall(good)), st.text(max_size=4)))
                lines[at] = lines[at][: word.start()] + other + lines[at][word.end() :]
            case "value" if ": " in lines[at]:
                lines[at] = lines[at].partition(": ")[0] + ": " + draw(_TOKENS) + "\n"
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "indent":
                lines[at] = draw(st.sampled_from([" ", "  ", "    "])) + lines[at]
            case "swap":
                lines[at] = lines[at].lstrip(" ")
            case _:
                del lines[at]
        text = "".join(lines)
    return text


# --- CSV -------------------------------------------------------------------------------------------------

_REFERENCES = ["A", "B", "B", "b", "C", "Å", "x1", "None", ""]
_CELLS = {
    "case_id": _REFERENCES,
    "sentence_type": ["custody", "licence", "custdy", ""],
    "sentence_date": ["2009-04-06", "2009-02-30", "2009-05", ""],
    "tier": ["1", "4", "9", "2.0", ""],
    "requirements": ["curfew;residence", "none", "tea", ""],
    "area": [
        "Kent, West",
        'the "old" one',
        "two\nlines",
        "two\r\nlines",
        "\x1cx",
        " ",
        "\u2003y\xa0",
        "N/A",
        "null",
        "",
    ],
    "type": ["contact", "home_visit", "tier_set", "contct", ""],
    "date": ["2009-05-01", "2009-05", "2009-13", "2009", ""],
    "purpose": ["initial", "tea", "", "", ""],
    "value": ["2", "high", "", "", ""],
    "question": ["1.2.4", "9.9.9", ""],
    "answer": ["sufficient", "perhaps", ""],
    "reason": ['as he said: "no"', "one\nor\n\ntwo", "a;b", ""],
}
_COLUMNS = {
    "cases": ["case_id", "sentence_type", "sentence_date", "tier", "requirements", "area"],
    "events": ["case_id", "type", "date", "purpose", "value"],
    "answers": ["case_id", "question", "answer", "reason"],
}


@st.composite
def csv_tables(draw: DrawFn) -> dict[str, bytes]:
    """The files of a folder of CSV: mostly readable, written in every way there is, with all that can be wrong."""
    return {f"{name}.csv": draw(_csv_file(columns)) for name, columns in _COLUMNS.items()}


@st.composite
def _csv_file(draw: DrawFn, columns: list[str]) -> bytes:
    # Hypothesis likes extremes, which would make all files unreadable: what is wrong is to be seldom.
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311, a seeded choice of data
    stray_marks = 0.03 if random.random() < 0.2 else 0.0
    quotes = random.choice(["never", "always", "where needed", "where needed", "sometimes"])
    end = random.choice(["\n", "\n", "\r\n", "\r\n", "\r"] if random.random() < 0.1 else ["\n", "\r\n"])

    def cell(text: str) -> str:
        if random.random() < stray_marks:
            return random.choice(['"', 'a"b', '"a"b', ' "a"', '""', '"""', '""""', "\0", "'", "\\", "é" * 3])
        text = random.choice(["", "", "", " ", "\t"]) + text if random.random() < 0.2 else text
        needed = any(character in text for character in ',"\r\n')
        if quotes == "always" or (quotes != "never" and needed) or (quotes == "sometimes" and random.random() < 0.5):
            return '"' + text.replace('"', '""') + '"'
        return text if not needed else text.translate(str.maketrans("", "", ',"\r\n'))

    def row() -> str:
        cells = [cell(random.choice(_CELLS[column])) for column in columns]
        match random.random():
            case chance if chance < 0.03:
                cells += [cell("more")] * random.randrange(1, 3)
            case chance if chance < 0.06:
                cells = cells[: random.randrange(len(cells))]
            case chance if chance < 0.1:
                cells = [random.choice(["", " ", '""']) for _ in range(random.randrange(len(cells) + 2))]
        return ",".join(cells)

    header = [f" {name}" if random.random() < 0.02 else name for name in columns]
    if random.random() < 0.02:
        header[random.randrange(len(header))] = random.choice(["", "teir", "case_id", "seq", '"date"'])
    lines = [""] * (random.random() < 0.05) + [",".join(header)]
    lines += [row() for _ in range(draw(st.integers(0, 12)))]
    text = "".join(line + (end if random.random() < 0.97 else random.choice(["\n", "\r\n", "\n\n"])) for line in lines)
    if random.random() < 0.3:
        text = text.rstrip("\r\n")
    found = (b"\xef\xbb\xbf" if random.random() < 0.2 else b"") + text.encode()
    return draw(damaged(found)) if random.random() < 0.02 else found


# --- texts that mean something to whoever reads an output ----------------------------------------------------


def hostile_texts() -> SearchStrategy[str]:
    """Texts that a file can hold, full of what formulas, markup, workflow commands and terminals are made of."""
    pieces = [
        *"=+-@#&<>\"'%:;,_/\\ \t\r\n\0\x1b\x85\u202e\ufffe\U0001f600é",
        "::error::",
        "]]>",
        "_x0041_",
        "#REF!",
        "1e5",
    ]
    characters = st.characters(exclude_categories=["Cs"])
    return (
        st.lists(st.one_of(st.sampled_from(pieces), characters), min_size=1, max_size=8).map("".join).filter(str.strip)
    )
