"""Rule files."""

from collections.abc import Mapping
from typing import Any, TypedDict

from omicheck.findings import Findings, Word, show
from omicheck.model.rule import ASKS, DECIDES, STATUSES, Asks, Decides, EquivalentMutant, Example, Rule, Status
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.checks import BESIDE, read_check
from omicheck.rulebase.limits import read_source
from omicheck.rulebase.parts import read_id
from omicheck.rulebase.scope import read_scope

KEYS = (
    "id",
    "title",
    "requirement",
    "requirement_note",
    "question",
    "decides",
    "decides_note",
    "asks",
    "status",
    "successor",
    "replaces",
    "applies",
    "check",
    "sources",
    "examples",
    "equivalent_mutants",
)
_TEXTS = ("title", "requirement", "requirement_note", "decides_note")


def read_rule(data: object, topic: str, vocabulary: Vocabulary, findings: Findings) -> Rule | None:
    """The rule that the data of a file stands for, or None where anything is wrong with it.

    What a finished rule should have beside `id`, `question` and `check` is the linter's business, so that a
    half-written rule can be tried.

    Args:
        data: the data of the file.
        topic: the folder that the file stands in.
        vocabulary: the words that it may use.
        findings: takes the problems.
    """
    before = len(findings.problems)
    mapping = findings.mapping(data, (), "a rule: a mapping with id, question and check")
    if mapping is None:
        return None
    for key in BESIDE:
        if key in mapping:
            findings.add((key,), f"{key} outside check", f"{key} inside check, beside its kind")
    rest = {key: raw for key, raw in mapping.items() if key not in BESIDE}
    findings.keys(rest, (), KEYS, ("id", "question", "check"))
    texts: dict[str, Any] = {key: _read_text(mapping.get(key), findings, key) for key in _TEXTS}
    scope = read_scope(mapping.get("applies"), vocabulary, findings, ("applies",))
    raw_check, successor = mapping.get("check"), mapping.get("successor")
    check = read_check(raw_check, vocabulary, findings, ("check",)) if raw_check is not None else None
    sources = tuple(
        read_source(raw, findings, path)
        for path, raw in findings.items(mapping.get("sources") or [], ("sources",), "a list of sources")
    )
    rule_id = read_id(mapping["id"], findings, ("id",)) if mapping.get("id") is not None else ""
    words = _read_words(mapping, findings)
    equivalent = _read_equivalent(mapping.get("equivalent_mutants"), findings)
    if check is None or len(findings.problems) > before:
        return None
    return Rule(
        id=rule_id,
        question=str(mapping.get("question")),
        applies=scope,
        check=check,
        **texts,
        **words,
        successor=None if successor is None else str(successor),
        replaces=findings.words(mapping.get("replaces"), ("replaces",)),
        sources=sources,
        examples=_read_examples(mapping.get("examples"), findings),
        equivalent_mutants=equivalent,
        topic=topic,
        file=findings.file,
        not_held=(),
    )


class _Words(TypedDict):
    decides: Decides
    asks: Asks
    status: Status


def _read_words(mapping: Mapping[str, Any], findings: Findings) -> _Words:
    """What is one of a few words."""
    return {
        "decides": _read_word(mapping, "decides", DECIDES, DECIDES[0], findings),
        "asks": _read_word(mapping, "asks", ASKS, ASKS[0], findings),
        "status": _read_word(mapping, "status", STATUSES, "in_force", findings),
    }


def _read_word(
    mapping: Mapping[str, Any], key: str, known: tuple[Word, ...], otherwise: Word, findings: Findings
) -> Word:
    data = mapping.get(key)
    return otherwise if data is None else findings.word(data, known, (key,), key, otherwise)


def _read_text(data: object, findings: Findings, key: str) -> str:
    return "" if data is None else findings.text(data, (key,)).strip()


def _read_examples(data: object, findings: Findings) -> tuple[Example, ...]:
    """The examples, unread; what is wrong inside one is told when it is tried."""
    if not isinstance(data, list):
        return ()
    examples = []
    for number, raw in enumerate(data):
        line = findings.line_of(("examples", number))
        name = raw.get("name") if isinstance(raw, dict) else None
        content = raw if isinstance(raw, dict) else {"unreadable": show(raw)}
        examples.append(Example(str(name or f"example {number + 1}"), content, line))
    return tuple(examples)


def _read_equivalent(data: object, findings: Findings) -> tuple[EquivalentMutant, ...]:
    recorded = []
    entries = findings.mappings(
        [] if data is None else data,
        ("equivalent_mutants",),
        "a list of mutant and reason",
        "a mapping with mutant and reason",
    )
    for at, entry in entries:
        if findings.keys(entry, at, ("mutant", "reason"), ("mutant", "reason")):
            mutant = findings.text(entry["mutant"], (*at, "mutant"))
            reason = findings.text(entry["reason"], (*at, "reason"))
            recorded.append(EquivalentMutant(mutant, reason, findings.line_of(at)))
    return tuple(recorded)
