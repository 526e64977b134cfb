"""All that is to be known of a rule, as data: for `rules show`, for its page, and for other programs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from omicheck.model.limit import Limit, LimitValue, Source
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Value
from omicheck.provenance import decides_in_words, limit_of, marks_of, standing_and_when
from omicheck.rulebase.folder import RuleBase
from omicheck.wording import check_in_words, scope_in_words


def describe_rule(rule: Rule, rule_base: RuleBase) -> dict[str, Any]:
    """A rule as JSON would hold it, with its question, its limit and the documents behind them spelt out."""
    question = rule_base.questions.get(rule.question)
    return {
        "id": rule.id,
        "title": rule.title,
        "requirement": rule.requirement,
        "requirement_note": rule.requirement_note,
        "status": rule.status,
        "successor": rule.successor,
        **({"replaces": list(rule.replaces)} if rule.replaces else {}),
        "topic": rule.topic,
        "question": {
            "id": rule.question,
            "text": question.text if question is not None else None,
            "criterion": question.criterion if question is not None else None,
            "headlines": list(question.headlines) if question is not None else [],
        },
        "decides": rule.decides,
        "decides_in_words": decides_in_words(rule, rule_base.limits),
        "decides_note": rule.decides_note,
        "marks": list(marks_of(rule, rule_base.limits)),
        "asks": rule.asks,
        "applies": list(scope_in_words(rule.applies, rule_base.vocabulary)),
        "check": {
            "kind": rule.check.kind,
            "in_words": [
                {"heading": heading, "text": text} for heading, text in check_in_words(rule.check, rule_base.vocabulary)
            ],
        },
        "limit": _limit(limit_of(rule, rule_base.limits), rule_base),
        "sources": [source_data(source, rule_base) for source in rule.sources],
        "examples": [dict(example.data) for example in rule.examples],
        "equivalent_mutants": [{"mutant": one.mutant, "reason": one.reason} for one in rule.equivalent_mutants],
    }


def summarise_rule(rule: Rule, rule_base: RuleBase) -> dict[str, Any]:
    """A rule in one line, as JSON would hold it."""
    limit = limit_of(rule, rule_base.limits)
    return {
        "id": rule.id,
        "question": rule.question,
        "topic": rule.topic,
        "title": rule.title,
        "kind": rule.check.kind,
        "decides": rule.decides,
        "decides_in_words": decides_in_words(rule, rule_base.limits),
        "marks": list(marks_of(rule, rule_base.limits)),
        "asks": rule.asks,
        "status": rule.status,
        "successor": rule.successor,
        "limit": None if limit is None else limit.id,
        "standings": [] if limit is None else list(standings(limit)),
        "examples": len(rule.examples),
    }


def standings(limit: Limit) -> tuple[str, ...]:
    """How far the values of a limit can be trusted: each standing once, in the order of the values."""
    found = (source.status for value in limit.values for source in value.sources.values())
    return tuple(dict.fromkeys(found))


def source_data(source: Source, rule_base: RuleBase) -> dict[str, Any]:
    """A source with its document's title and its standing in words."""
    document = rule_base.documents.get(source.document)
    return {
        "document": source.document,
        "title": document.title if document is not None else None,
        "place": source.place,
        "status": source.status,
        "status_in_words": standing_and_when(source, rule_base.documents),
        "note": source.note,
    }


def _limit(limit: Limit | None, rule_base: RuleBase) -> dict[str, Any] | None:
    if limit is None:
        return None
    values = [one for value in limit.values for one in _values(value, rule_base)]
    return {"id": limit.id, "what": limit.what, "values": values}


def _values(value: LimitValue, rule_base: RuleBase) -> Iterator[dict[str, Any]]:
    for key, amount in list(value.table.items())[: 1 if value.is_itself else None]:
        yield {
            "from": value.from_.isoformat(),
            "until": None if value.until is None else value.until.isoformat(),
            "by": value.by,
            "by_in_words": None if value.by is None else rule_base.vocabulary.named(value.by),
            "value": "any" if value.is_itself else _key(key),
            "limit": "that number" if value.is_itself else str(amount),
            "source": source_data(value.sources[key], rule_base),
        }


def _key(key: Value | None) -> str | int | None:
    """A value of the field that a limit depends on, which is never a list, nor a number with decimals."""
    return key.isoformat() if isinstance(key, date) else key if not isinstance(key, tuple | Decimal) else None
