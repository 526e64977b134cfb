"""The truths that a scope is said to be able to have are those that it has of some case; however large it is."""

import time
from collections.abc import Iterable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from draws import draws
from omicheck.authoring import scope_truths
from omicheck.authoring.scope_truths import EVERY_TRUTH, TooTangledError, truths_of
from omicheck.evaluate.durable.scopes import FALSE, TRUE, UNKNOWN, Truth
from omicheck.evaluate.engines import rows_by
from omicheck.findings import Findings
from omicheck.model.scope import AllOf
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.structure import read_case
from omicheck.rulebase.rules import read_rule
from omicheck.rulebase.scope import read_scope
from other_field import other_vocabulary
from pipeline import run, write_json, write_rules
from scenario import PACKAGED
from strategies.rules import conditions
from strategies.worlds import ERAS, Data, World
from written_rules import CASE, DAYS

WORDS = other_vocabulary()
WORLD = World(WORDS, ERAS[0], ("call",))
# Every value that a scope can tell apart, none among them.
VALUES: dict[str, list[Any]] = {
    "grade": [None, -1, 0, 1, 2],
    "weight": [None, "light", "middling", "heavy"],
    "held": [None, False, True],
    "desk": [None, "Kent", "West", "Å", "=1+1", "another"],
    "price": [None, 0, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 2.7, 3],
    "marks": [None, [], ["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"], ["a", "b", "c"]],
}


@st.composite
def scopes_over(draw: DrawFn, names: list[str], depth: int = 2) -> Data:
    """Scopes that ask about a few fields again and again."""
    asked = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    scope = {name: draw(conditions(WORDS.fields[name], WORLD)) for name in asked}
    if depth and draw(st.booleans()):
        scope["any"] = draw(st.lists(scopes_over(names, depth - 1), min_size=1, max_size=4))
    return scope


def in_columns(scope: Data, names: Iterable[str], asked: Data) -> frozenset[Truth]:
    """The truths that the columnar evaluator finds, over all values of the fields, where what is asked holds."""
    findings = Findings("made", lambda _: None)
    values = [[(name, value) for value in VALUES[name]] for name in names]
    listed: list[Data] = [
        {"case_id": str(number), "events": [], **{name: value for name, value in ones if value is not None}}
        for number, ones in enumerate(product(*values))
    ]
    cases = [case for one in listed if (case := read_case(one, WORDS, findings, ())) is not None]
    check = {"recorded": {"field": "case_id"}}
    texts = {"scope": scope, "asked": asked}
    rules = [
        read_rule({"id": name, "question": "1.1.1", "applies": one, "check": check}, "", WORDS, findings)
        for name, one in texts.items()
    ]
    assert findings.problems == []
    base = evolve(PACKAGED, vocabulary=WORDS)
    rows = rows_by("columnar", base, [one for one in rules if one], cases, date(2009, 6, 1), lambda _: None, print)
    told = {(row.case_id, row.rule): _TRUTHS.get(row.reason, TRUE) for row in rows}
    return frozenset(told[case.case_id, "scope"] for case in cases if told[case.case_id, "asked"] == TRUE)


_TRUTHS: dict[str, Truth] = {"out_of_scope": FALSE, "unknown_scope": UNKNOWN}


def presence(name: str) -> tuple[bool, bool]:
    return name not in WORDS.defaults, True


def as_scope(data: Data, vocabulary: Vocabulary = WORDS) -> AllOf:
    findings = Findings("made", lambda _: None)
    scope = read_scope(data, vocabulary, findings, ())
    assert findings.problems == []
    return scope


@given(data=st.data())
@draws(150)
def test_they_are_those_that_the_columnar_evaluator_finds(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=2, unique=True))
    scope, asked = data.draw(scopes_over(names)), data.draw(scopes_over(names, 1))
    found = truths_of(as_scope(scope), WORDS, presence, asked=as_scope(asked))
    assert found == in_columns(scope, names, asked)
    for truth in EVERY_TRUTH:
        alone = truths_of(as_scope(scope), WORDS, presence, asked=as_scope(asked), wanted=frozenset([truth]))
        assert alone == found & {truth}


LISTED = PACKAGED.vocabulary.fields["requirements"].values
PLAIN = [name for name, wanted in PACKAGED.vocabulary.fields.items() if wanted.kind in ("choice", "level", "flag")]


def _value(name: str, place: int) -> Any:  # noqa: ANN401, a value of a record
    wanted = PACKAGED.vocabulary.fields[name]
    return bool(place % 2) if wanted.kind == "flag" else wanted.values[place % len(wanted.values)]


def pairs(number: int) -> Data:
    """So many alternatives, each of two conditions on fields that others ask about too."""
    two = [(PLAIN[2 * place % len(PLAIN)], PLAIN[(2 * place + 1) % len(PLAIN)]) for place in range(number)]
    return {
        "any": [
            {one: _value(one, place // 7), other: _value(other, place // 5)} for place, (one, other) in enumerate(two)
        ]
    }


LARGE: dict[str, Data] = {
    "seven pairs": pairs(7),
    "two hundred pairs": pairs(200),
    "twelve items": {"requirements": {"has": [*LISTED[:12]]}, "tier": [1, 3], "rosh_level": "high", "gender": "male"},
    "no item of twelve": {"requirements": {"not": {"has": [*LISTED[:12]]}}, **pairs(7)},
    "two thousand texts": {"office": [f"o{place}" for place in range(2000)], **pairs(7)},
    "five hundred alternatives of one field": {"any": [{"office": f"o{place}", "tier": 1} for place in range(500)]},
}


@pytest.mark.parametrize("name", LARGE)
def test_large_scopes_are_looked_through_in_no_time(name: str, tmp_path: Path) -> None:
    check = {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}}
    rule = {"id": "large", "title": "Large", "question": "2.1.1", "applies": LARGE[name], "check": check}
    folder = write_rules(tmp_path, [rule], DAYS)
    cases = write_json(
        tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": [{"case_id": "A", **CASE, "events": []}]}
    )
    scope = as_scope(LARGE[name], PACKAGED.vocabulary)
    began = time.process_time()
    truths = truths_of(scope, PACKAGED.vocabulary, lambda _: (True, True))
    assert truths == (EVERY_TRUTH if name != "two hundred pairs" else {TRUE, UNKNOWN})
    done = run("check", cases, "--rules", folder, "--format", "jsonl", "--engine", "both")
    assert [row["verdict"] for row in done.rows] != ["error"]
    assert run("rules", "lint", "--rules", folder, "--format", "json").status == 1
    assert run("explain", "A", cases, "--rules", folder).status == 0
    # Combinations of their values would take minutes, or all memory.
    assert time.process_time() - began < 5


def test_of_a_scope_that_is_too_tangled_nothing_is_ruled_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scope = as_scope(pairs(30), PACKAGED.vocabulary)
    monkeypatch.setattr(scope_truths, "MOST_STEPS", 10)
    with pytest.raises(TooTangledError):
        truths_of(scope, PACKAGED.vocabulary, lambda _: (True, True))
    check = {"recorded": {"field": "tier"}}
    rule = {
        "id": "tangled",
        "title": "T",
        "requirement": "R",
        "question": "2.1.1",
        "applies": pairs(30),
        "check": check,
    }
    folder = write_rules(tmp_path, [rule], {})
    done = run("rules", "lint", "--rules", folder)
    told = "expected fewer alternatives; whether the scope can hold was not looked through [warning: scope-too-tangled]"
    found = ": applies: found conditions that hang together in more than 1000000 ways; "
    assert f"{found}{told}\n" in done.output
