"""What starts the clock of a check: a case date, an event, or the day on which something begins to hold."""

from collections.abc import Mapping
from typing import Any, Final

from omicheck.errors import one_of
from omicheck.findings import Findings, Path, is_whole_number, show
from omicheck.model.rule import Becomes, EventSpec, EventTrigger, FromDay, Kind, Trigger
from omicheck.model.scope import fields_in
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.events import BECOMES, SPEC_KEYS, TRIGGER_KEYS, read_spec
from omicheck.rulebase.parts import read_case_date, read_flag, read_from_day, read_period_of
from omicheck.rulebase.scope import read_scope

_RUN_KEYS: Final = ("nth", "from_nth")
_RUN_OPTIONS: Final = ("within", "since", "distinct")
# The case date from which `becomes` looks where it does not say.
_START: Final = "start"


def read_trigger(kind: Kind, data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> Trigger | None:
    """The trigger that data stands for, or None where it is none.

    Args:
        kind: the kind of the check.
        data: the name of a case date, or a mapping.
        vocabulary: the words that it may use.
        findings: takes the problems.
        path: where it stands.
    """
    if isinstance(data, str):
        return read_case_date(data, vocabulary, findings, path)
    if kind == "interval":
        dates = one_of(vocabulary.case_dates)
        findings.add(path, show(data), f"a case date ({dates}), as an interval runs on from what it asks for")
        return None
    if isinstance(data, dict) and BECOMES in data:
        return _read_becomes(data, vocabulary, findings, path)
    spec = read_spec(data, vocabulary, findings, path, (*SPEC_KEYS, *TRIGGER_KEYS))
    if not isinstance(data, dict):
        return None
    nth = _read_nth(kind, data, findings, path)
    from_day = data.get("on_or_after")
    trigger = EventTrigger(
        EventSpec(()) if spec is None else spec,
        on_or_after=None if from_day is None else read_from_day(from_day, vocabulary, findings, (*path, "on_or_after")),
        first=read_flag(data, "first", findings, path),
        nth=nth,
        or_more=data.get("from_nth") is not None,
        within=read_period_of(data, "within", findings, path),
        since=_read_since(data.get("since"), vocabulary, findings, (*path, "since")),
        distinct_days=_read_distinct(data.get("distinct"), findings, (*path, "distinct")),
    )
    return None if spec is None else trigger


def _read_becomes(data: Mapping[str, Any], vocabulary: Vocabulary, findings: Findings, path: Path) -> Becomes | None:
    beside = [key for key in data if key in (*SPEC_KEYS, *TRIGGER_KEYS) and key != "on_or_after"]
    for key in beside:
        findings.add((*path, key), f"{key} beside becomes", "on_or_after alone, as `becomes` asks for no event")
    findings.keys({key: raw for key, raw in data.items() if key not in beside}, path, (BECOMES, "on_or_after"))
    at = (*path, BECOMES)
    before = len(findings.problems)
    # Nothing would read as a scope without conditions.
    scope = read_scope({} if data[BECOMES] is None else data[BECOMES], vocabulary, findings, at)
    names = sorted(fields_in(scope))
    if len(findings.problems) > before:
        pass  # a condition that cannot be read may be the one on a field that an event sets
    elif names and not any(name in vocabulary.set_by for name in names):
        dated = one_of(sorted(vocabulary.set_by)) or "none here"
        findings.add(at, f"{', '.join(names)}, which no event sets", f"a field that an event sets ({dated})")
    elif not names:
        findings.add(at, "no condition", "a condition on a field that an event sets")
    raw = data.get("on_or_after")
    if raw is not None:
        from_day = read_from_day(raw, vocabulary, findings, (*path, "on_or_after"))
    elif _START in vocabulary.case_dates:
        from_day = FromDay(_START)
    else:
        from_day = None
        findings.add(path, f"no on_or_after, and no case date {_START}", "on_or_after with a case date")
    return None if from_day is None else Becomes(scope, from_day)


def _read_nth(kind: Kind, data: Mapping[str, Any], findings: Findings, path: Path) -> int | None:
    named = [key for key in _RUN_KEYS if data.get(key) is not None]
    if not named:
        for key in _RUN_OPTIONS:
            if data.get(key) is not None:
                findings.add((*path, key), f"{key} without nth or from_nth", f"nth or from_nth beside {key}")
        return None
    if len(named) > 1:
        findings.add((*path, named[1]), " beside ".join(named), "one of the two")
    key = named[0]
    nth: int = data[key]
    if not is_whole_number(nth) or nth < 1:
        findings.add((*path, key), show(nth), "a whole number from 1")
        return None
    if data.get("first"):
        findings.add((*path, key), f"{key} beside first", "one of the two")
    elif kind == "lead_time":
        findings.add((*path, key), key, "none in a lead_time, whose trigger may lie ahead")
    return nth


def _read_since(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> tuple[EventSpec, ...]:
    """An event type, an event spec, or a list of these."""
    if data is None:
        return ()
    specs = []
    for at, item in findings.one_or_more(data, path, "at least one event type or event"):
        if isinstance(item, dict):
            spec = read_spec(item, vocabulary, findings, at)
            if spec is not None:
                specs.append(spec)
        elif isinstance(item, str) and item in vocabulary.events:
            specs.append(EventSpec((item,)))
        else:
            findings.unknown_name(at, "event type", item, vocabulary.events)
    return tuple(specs)


def _read_distinct(data: object, findings: Findings, path: Path) -> bool:
    if data not in (None, "days"):
        findings.add(path, show(data), "days, or no `distinct` at all")
    return data == "days"
