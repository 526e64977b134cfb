"""A rule as plain text: what `rules show` prints for people."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

from omicheck.authoring.flow_yaml import flow
from omicheck.text import amount_in_words, in_words

_WIDTH: Final = 100
_INDENT: Final = "    "


def lines(rule: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a described rule, each with its end.

    Args:
        rule: what `describe_rule` gives.
    """
    for line in _lines(rule):
        yield f"{line}\n"


def _lines(rule: Mapping[str, Any]) -> Iterator[str]:
    yield f"{rule['title'] or rule['id']}  [{rule['id']}, {in_words(rule['status'])}]"
    if rule["successor"]:
        yield f"Its place was taken by {rule['successor']}."
    if rule.get("replaces"):
        yield f"In the edition before: {', '.join(rule['replaces'])}."
    yield from _wrapped(rule["requirement"] or "No requirement in words.", "")
    if rule["requirement_note"]:
        yield from _wrapped(f"Note: {rule['requirement_note']}", "")
    yield ""
    yield from what_it_asks(rule)
    for one in rule["equivalent_mutants"]:
        yield from _item("Not shown by any case", f"{one['mutant']}: {one['reason']}")
    yield ""
    yield f"Examples ({len(rule['examples'])})"
    for example in rule["examples"]:
        yield f"  {example.get('name')}"
        for key in ("case", "events", "as_of", "expect"):
            yield from _wrapped(f"{key}: {flow(example.get(key))}", _INDENT)


def what_it_asks(rule: Mapping[str, Any]) -> Iterator[str]:
    """The question of a described rule, whom it applies to, what it asks of them, the limit and the sources."""
    question = rule["question"]
    yield from _item("Question", f"{question['id']} {question['text'] or '(not in the list)'}")
    note = f": {rule['decides_note']}" if rule["decides_note"] else ""
    yield from _item("Decides it", f"{rule['decides_in_words']}{note}")
    if rule["asks"] == "outcome":
        yield from _item("Stands for", "an outcome: what came of the work, and no failure of anybody")
    yield from _item("Applies to", "; and ".join(rule["applies"]) or "every case")
    for part in rule["check"]["in_words"]:
        yield from _item(part["heading"], part["text"])
    yield from _limit(rule["limit"])
    for source in rule["sources"]:
        yield from _item("Source", cited(source))


def _limit(limit: Mapping[str, Any] | None) -> Iterator[str]:
    if limit is None:
        yield from _item("Limit", "none")
        return
    yield from _item("Limit", f"{limit['id']}: {limit['what']}" if limit["what"] else limit["id"])
    for value in limit["values"]:
        yield from _wrapped(f"{value_of_limit_in_words(value)}, {cited(value['source'])}", _INDENT)


def value_of_limit_in_words(value: Mapping[str, Any]) -> str:
    """An amount of a limit: from when, for whom, how much."""
    where = f", {value['by_in_words']} {in_words(str(value['value']))}" if value["by"] else ""
    until = f" until {value['until']}" if value["until"] else ""
    return f"from {value['from']}{until}{where}: {amount_in_words(value['limit'])}"


def cited(source: Mapping[str, Any]) -> str:
    """A described source in one line, with its standing."""
    title = source["title"] or source["document"] or "no document named"
    place = f", {source['place']}" if source["place"] else ""
    note = f". {source['note']}" if source["note"] else ""
    return f"{title}{place} ({source['status_in_words']}){note}"


def _item(heading: str, text: str) -> Iterator[str]:
    yield from _wrapped(f"{heading}: {text}", "", _INDENT)


def _wrapped(text: str, indent: str, hanging: str | None = None) -> Iterator[str]:
    following = indent + "  " if hanging is None else hanging
    following = "" if hanging is None and not indent else following
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=following, break_on_hyphens=False
    ) or [indent]
