"""What a rule must say of itself, and where its numbers come from."""

from collections.abc import Iterator

from omicheck.authoring.lint.faults import Fault, fault
from omicheck.authoring.scaffold import MARK
from omicheck.errors import nearest_name
from omicheck.findings import Path
from omicheck.model.limit import Limit, Source
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase

_NEVER_SEEN = "Not seen."


def find(rule_base: RuleBase) -> Iterator[Fault]:
    """The faults of texts and sources."""
    for rule in rule_base.rules:
        yield from _texts(rule)
        if not rule.sources:
            expected = "at least one source: document, place and status"
            yield fault("missing-source", rule, ("sources",), "no sources", expected)
        for number, source in enumerate(rule.sources):
            yield from _source(source, rule, ("sources", number), rule_base)
    for limit in rule_base.limits.values():
        for path, source in _sources(limit):
            yield from _source(source, limit, path, rule_base)


def _texts(rule: Rule) -> Iterator[Fault]:
    wanted = {"title": rule.title, "requirement": rule.requirement}
    if rule.decides != "fully":
        wanted["decides_note"] = rule.decides_note
    for name, text in wanted.items():
        if not text:
            expected = "why the rule does not decide its question fully" if name == "decides_note" else "a text"
            path = ("decides",) if name == "decides_note" else (name,)
            yield fault("missing-text", rule, path, f"no {name}", expected)
        elif MARK in text:
            yield fault("missing-text", rule, (name,), f"{MARK} in {name}", "a text that is finished")


def _sources(limit: Limit) -> Iterator[tuple[Path, Source]]:
    """The sources of a limit, each once, with where it stands; a source that is not there under the whole value."""
    for number, value in enumerate(limit.values):
        seen: dict[Source, Path] = {}
        for key, source in value.sources.items():
            many = len(set(value.sources.values())) > 1
            seen.setdefault(source, ("values", number, "source", str(key)) if many else ("values", number, "source"))
        yield from ((path, source) for source, path in seen.items())


def _source(source: Source, where: Rule | Limit, path: Path, rule_base: RuleBase) -> Iterator[Fault]:
    if not source.document:
        found = "an amount without a source" if isinstance(where, Limit) else "a source without a document"
        yield fault("missing-source", where, path, found, "document, place and status")
        return
    document = rule_base.documents.get(source.document)
    if document is None:
        nearest = nearest_name(source.document, rule_base.documents)
        expected = "the id of a document in documents.yaml"
        yield fault("unknown-document", where, path, f"document {source.document}", expected, nearest)
    elif source.status == "confirmed" and document.seen == _NEVER_SEEN:
        found = f"confirmed by {source.document}, which documents.yaml says was not seen"
        yield fault("unseen-source", where, path, found, "another status, or a document that was seen")
    if not source.place and source.status != "assumed":
        found = f"a source in {source.document} without a place"
        yield fault("missing-source", where, path, found, "where in the document it is said")
