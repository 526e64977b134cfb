"""The check of a rule: one of six kinds, what excuses, and for how long the duty stands."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve

from omicheck.dates import Period
from omicheck.errors import one_of
from omicheck.findings import Findings, Path, show
from omicheck.model.rule import KINDS, Check, EventTrigger, Kind, Trigger
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.events import read_spec
from omicheck.rulebase.parts import read_flag, read_period_of
from omicheck.rulebase.scope import read_condition, read_scope
from omicheck.rulebase.triggers import read_trigger

# The keys of each kind: those that must be there, then those that may be.
KEYS: Final[dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "deadline": (("from", "to", "limit"), ("early", "late", "absent")),
    "interval": (("of", "from", "limit"), ("restart",)),
    "lead_time": (("of", "before", "limit"), ()),
    "count": (("of", "from", "window"), ("at_least", "at_most", "repeat")),
    "recorded": (("field",), ("is",)),
    "never": (("of",), ("from", "after", "within")),
}
# Of these keys a kind has exactly one.
ONE_OF: Final[dict[Kind, tuple[str, str]]] = {"count": ("at_least", "at_most"), "never": ("from", "after")}
# What stands beside the kind, and the kinds beside which it may not, with the reason.
BESIDE: Final[dict[str, dict[Kind, str]]] = {
    "unless": {"recorded": "what is recorded needs no excuse"},
    "while": {
        "recorded": "whether something is recorded is asked on one day alone",
        "lead_time": "what is done before the clock would start cannot be interrupted",
    },
}


def read_check(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> Check | None:
    """The check that the data stands for, or None where anything is wrong with it."""
    before = len(findings.problems)
    mapping = findings.mapping(data, path, f"a mapping with one of {one_of(KINDS)}")
    if mapping is None:
        return None
    inside = [key for key in mapping if key not in BESIDE and _kinds_with(key)]
    for key in inside:
        findings.add((*path, key), f"{key} beside the kind", f"{key} inside {one_of(_kinds_with(key))}")
    rest = {key: raw for key, raw in mapping.items() if key not in inside}
    all_known = findings.keys(rest, path, (*KINDS, *BESIDE))
    kinds = [kind for kind in KINDS if kind in mapping]
    if not kinds and not all_known:
        return None  # a kind that is misspelt has been told
    if len(kinds) != 1:
        found = " and ".join(kinds) or "none of them"
        findings.add(path, found, f"exactly one of {one_of(KINDS)}")
        return None
    kind = kinds[0]
    at = (*path, kind)
    body = findings.mapping(mapping[kind], at, f"a mapping with {', '.join(KEYS[kind][0])}")
    if body is None:
        return None
    _check_keys(kind, body, findings, at)
    if kind == "recorded":
        check = _read_recorded(body, vocabulary, findings, at)
    else:
        check = _read_timed(kind, body, vocabulary, findings, at)
    check = _read_beside(check, mapping, vocabulary, findings, path)
    _check_separate(check, findings, path)
    return check if len(findings.problems) == before else None


def _kinds_with(key: object) -> list[Kind]:
    """The kinds that have a key."""
    return [kind for kind, (required, optional) in KEYS.items() if key in (*required, *optional)]


def _check_keys(kind: Kind, body: Mapping[str, Any], findings: Findings, at: Path) -> None:
    """Whether the keys of a kind are its own, and all that it needs are there."""
    required, optional = KEYS[kind]
    known = (*required, *optional)
    for key in body:
        others = _kinds_with(key)
        if key in known:
            continue
        if key in BESIDE:
            findings.add((*at, key), f"{key} inside {kind}", f"{key} beside {kind}, one level up")
        elif others:
            findings.add((*at, key), f"{key} in {kind}", f"none, as it belongs to {one_of(others)}")
        else:
            findings.unknown_name((*at, str(key)), "key", key, known)
    for key in required:
        if body.get(key) is None:
            findings.add(at, f"no {key}", f"{key}, which must be there")
    if kind in ONE_OF and sum(body.get(key) is not None for key in ONE_OF[kind]) != 1:
        both = [key for key in ONE_OF[kind] if body.get(key) is not None]
        place = (*at, both[1]) if both else at
        findings.add(place, " beside ".join(both) or "neither of them", f"exactly one of {one_of(ONE_OF[kind])}")


def _read_beside(
    check: Check, mapping: Mapping[str, Any], vocabulary: Vocabulary, findings: Findings, path: Path
) -> Check:
    """The check with what stands beside its kind."""
    for key, without in BESIDE.items():
        if mapping.get(key) is not None and check.kind in without:
            findings.add((*path, key), f"{key} beside {check.kind}", f"none, as {without[check.kind]}")
    unless, while_ = (mapping.get(key) for key in BESIDE)
    if unless is not None:
        check = evolve(check, unless=read_spec(unless, vocabulary, findings, (*path, "unless")))
    if while_ is not None:
        check = evolve(check, while_=read_scope(while_, vocabulary, findings, (*path, "while")))
    return check


def _read_recorded(body: Mapping[str, Any], vocabulary: Vocabulary, findings: Findings, path: Path) -> Check:
    name = body.get("field")
    if name is None:
        return Check("recorded")
    wanted = vocabulary.fields.get(name) if isinstance(name, str) else None
    if wanted is None:
        findings.unknown_name((*path, "field"), "field", name, vocabulary.fields)
        return Check("recorded")
    has_condition = body.get("is") is not None
    condition = read_condition(body["is"], wanted, findings, (*path, "is")) if has_condition else None
    return Check("recorded", field=str(name), condition=condition)


def trigger_key_of(kind: Kind, *, after: bool = False) -> str:
    """The key under which the trigger of a kind stands."""
    return "before" if kind == "lead_time" else "after" if after else "from"


def outcome_key_of(kind: Kind) -> str:
    """The key under which the outcome of a kind stands."""
    return "to" if kind == "deadline" else "of"


def limit_key_of(kind: Kind, *, at_most: bool = False) -> str:
    """The key under which the id of the limit of a kind stands."""
    return "limit" if kind != "count" else "at_most" if at_most else "at_least"


def _read_timed(kind: Kind, body: Mapping[str, Any], vocabulary: Vocabulary, findings: Findings, path: Path) -> Check:
    after = body.get("after") is not None
    at_most = body.get("at_most") is not None
    trigger_key = trigger_key_of(kind, after=after)
    outcome_key = outcome_key_of(kind)
    limit_key = limit_key_of(kind, at_most=at_most)
    raw_trigger, raw_outcome = body.get(trigger_key), body.get(outcome_key)
    trigger = None
    if raw_trigger is not None:
        trigger = read_trigger(kind, raw_trigger, vocabulary, findings, (*path, trigger_key))
    outcome = None
    if raw_outcome is not None:
        outcome = read_spec(raw_outcome, vocabulary, findings, (*path, outcome_key))
    limit = body.get(limit_key)
    if limit is not None and not isinstance(limit, str):
        findings.add((*path, limit_key), show(limit), "the id of a limit file, as a number never stands in a check")
    late = body.get("late")
    if late not in (None, "accepted"):
        findings.add((*path, "late"), show(late), "accepted, or no `late` at all")
    absent = body.get("absent")
    if absent not in (None, "not_asked"):
        findings.add((*path, "absent"), show(absent), "not_asked, or no `absent` at all")
    window = read_period_of(body, "window", findings, path)
    restart = body.get("restart")
    return Check(
        kind,
        trigger=trigger,
        outcome=outcome,
        limit=limit if isinstance(limit, str) else None,
        restart=None if restart is None else read_spec(restart, vocabulary, findings, (*path, "restart")),
        early=read_period_of(body, "early", findings, path),
        late_accepted=late == "accepted",
        absent_not_asked=absent == "not_asked",
        window=window,
        at_most=at_most,
        repeat=_read_repeat(body, trigger, window, findings, path),
        after=after,
        within=read_period_of(body, "within", findings, path),
    )


def _read_repeat(
    body: Mapping[str, Any], trigger: Trigger | None, window: Period | None, findings: Findings, path: Path
) -> bool:
    repeat = read_flag(body, "repeat", findings, path)
    is_empty = window is not None and window.number == 0
    if repeat and trigger is not None and (is_empty or not isinstance(trigger, str)):
        findings.add((*path, "repeat"), "repeat", "a case date as `from`, and a window of at least one day")
    return repeat


def _check_separate(check: Check, findings: Findings, path: Path) -> None:
    """What asks for events shares no event type; if one event could be two of them, none would be clear."""
    trigger = check.trigger.spec if isinstance(check.trigger, EventTrigger) else None
    specs = (
        ("the trigger", trigger),
        ("the outcome", check.outcome),
        ("unless", check.unless),
        ("restart", check.restart),
    )
    named = [(name, spec) for name, spec in specs if spec is not None]
    for number, (name, spec) in enumerate(named):
        for other_name, other in named[number + 1 :]:
            shared = sorted(set(spec.types) & set(other.types))
            if shared:
                findings.add(path, f"{', '.join(shared)} in {name} and in {other_name}", "an event type in one of them")
