"""Documentation made from rules: a page for each rule, an index, a page of the records. All Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from omicheck.authoring.flow_yaml import flow
from omicheck.authoring.possible_verdicts import possible_rulings
from omicheck.authoring.rule_description import describe_rule, standings
from omicheck.errors import CommandWrongError
from omicheck.model.rule import Rule
from omicheck.output.markdown import cell, table
from omicheck.output.record_page import record_page
from omicheck.output.rule_text import cited
from omicheck.provenance import STANDING_IN_WORDS, decides_in_words, limit_of, standing_briefly
from omicheck.rulebase.folder import RuleBase
from omicheck.text import amount_in_words, counted, in_words

INDEX: Final = "index.md"
RECORDS: Final = "case-records.md"
NOTICE: Final = "<!-- Written by `omicheck rules docs` from the rule files. Change those, not this. -->"


def pages(rule_base: RuleBase) -> dict[str, str]:
    """The text of each page by its file name: `index.md`, `case-records.md`, and one named after each rule.

    Raises:
        CommandWrongError: two pages would have one name, so that one of them would be lost.
    """
    _require_names(rule_base.rules)
    return {
        **{f"{rule.id}.md": _text(_page(rule, rule_base)) for rule in rule_base.rules},
        INDEX: _text(_index(rule_base)),
        RECORDS: _text(chain((NOTICE,), record_page(rule_base))),
    }


def _require_names(rules: Iterable[Rule]) -> None:
    # Not every file system tells capitals from small letters.
    taken = {INDEX: "the index", RECORDS: "the page of the records"}
    for rule in rules:
        page = f"the page of rule {rule.id}"
        other = taken.setdefault(f"{rule.id}.md".lower(), page)
        if other != page:
            raise CommandWrongError(
                f"{rule.file}: found rule {rule.id}, whose page would be named as {other} is; expected an id whose "
                "page has a name of its own, whether in capitals or not; nothing was written"
            )


def _text(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _index(rule_base: RuleBase) -> Iterator[str]:
    yield NOTICE
    yield from _heading("The rules", 1)
    examples = sum(len(rule.examples) for rule in rule_base.rules)
    yield f"{counted(len(rule_base.rules), 'rule')} with {counted(examples, 'example')}."
    yield f"What they ask of a case record is on [the page of the records]({RECORDS})."
    yield "The standing of a limit says how far its numbers can be trusted:"
    yield ""
    for standing, meaning in STANDING_IN_WORDS.items():
        yield f"- **{standing_briefly(standing)}**: {meaning}"
    for topic in sorted({rule.topic for rule in rule_base.rules}):
        yield from _heading(_title(topic))
        rows = (_index_row(rule, rule_base) for rule in rule_base.rules if rule.topic == topic)
        yield from table(("Question", "Rule", "Decides", "Limit", "Standing", "Status"), rows)


def _heading(text: str, level: int = 2) -> tuple[str, str, str]:
    return "", f"{'#' * level} {text}", ""


def _title(topic: str) -> str:
    words = topic.replace("-", " ").replace("/", ", ") or "other"
    return words[0].upper() + words[1:]


def _index_row(rule: Rule, rule_base: RuleBase) -> Iterator[str]:
    limit = limit_of(rule, rule_base.limits)
    cells = (
        rule.question,
        f"[{rule.title or rule.id}]({rule.id}.md)",
        decides_in_words(rule, rule_base.limits),
        "none" if limit is None else limit.id,
        "" if limit is None else ", ".join(map(standing_briefly, standings(limit))),
        in_words(rule.status),
    )
    return map(cell, cells)


def _page(rule: Rule, rule_base: RuleBase) -> Iterator[str]:
    about = describe_rule(rule, rule_base)
    yield NOTICE
    yield from _heading(rule.title or rule.id, 1)
    yield f"`{rule.id}`, {in_words(rule.status)}" + (
        f"; its place was taken by [{rule.successor}]({rule.successor}.md)" if rule.successor else ""
    )
    yield ""
    yield rule.requirement or "No requirement in words."
    if rule.requirement_note:
        yield ""
        yield f"Note: {rule.requirement_note}"
    yield from _question(about)
    yield from _asked(about)
    yield from _limit(about["limit"])
    yield from _sources(about)
    yield from _verdicts(rule, rule_base)
    yield from _examples(rule)


def _question(about: Mapping[str, Any]) -> Iterator[str]:
    question = about["question"]
    yield from _heading("The question")
    headlines = f" (headline {', '.join(question['headlines'])})" if question["headlines"] else ""
    yield f"{question['id']}: {question['text'] or 'not in the list'}{headlines}"
    yield ""
    meanings = {
        "fully": "The rule decides it fully.",
        "may_over_report": "The rule decides it, but may report a failure that is none; a score marks its verdicts.",
        "needs_reader": "The rule only helps: a reader has to decide. Its verdicts enter no score.",
    }
    yield meanings[about["decides"]]
    for mark, how in (("assumed_limit", ""), ("partly_assumed_limit", " in part")):
        if mark in about["marks"]:
            yield f"It rests{how} on an assumed limit, so that it may report a failure that is none."
    if about["asks"] == "outcome":
        yield "It asks for an outcome: what came of the work, which is no failure of anybody."
    if about["decides_note"]:
        yield ""
        yield about["decides_note"]


def _asked(about: Mapping[str, Any]) -> Iterator[str]:
    yield from _heading("What is asked")
    parts = [("Applies to", "; and ".join(about["applies"]) or "every case")]
    parts += [(part["heading"], part["text"]) for part in about["check"]["in_words"]]
    yield from table(("Part", "What the rule says"), (map(cell, part) for part in parts))


def _limit(limit: Mapping[str, Any] | None) -> Iterator[str]:
    yield from _heading("The limit")
    if limit is None:
        yield "None."
        return
    yield f"`{limit['id']}`" + (f": {limit['what']}" if limit["what"] else "")
    yield ""
    yield from table(("In force from", "For", "Limit", "Standing", "Source"), map(_value_row, limit["values"]))


def _value_row(value: Mapping[str, Any]) -> Iterator[str]:
    cells = (
        value["from"] + (f" until {value['until']}" if value["until"] else ""),
        "all" if value["by"] is None else f"{value['by_in_words']} {in_words(str(value['value']))}",
        amount_in_words(value["limit"]),
        standing_briefly(value["source"]["status"]),
        cited(value["source"]),
    )
    return map(cell, cells)


def _sources(about: Mapping[str, Any]) -> Iterator[str]:
    yield from _heading("Sources of the rule")
    if not about["sources"]:
        yield "None named."
    for source in about["sources"]:
        yield f"- {cited(source)}"


def _verdicts(rule: Rule, rule_base: RuleBase) -> Iterator[str]:
    yield from _heading("What it can say")
    reasons: dict[str, list[str]] = {}
    for ruling in possible_rulings(rule, rule_base.limits, rule_base.vocabulary):
        told = reasons.setdefault(ruling.verdict, [])
        if ruling.reason not in told:
            told.append(ruling.reason)
    for verdict, names in sorted(reasons.items()):
        yield f"- **{in_words(verdict)}**: {', '.join(map(in_words, names))}"
    for one in rule.equivalent_mutants:
        yield f"- No case can show the change `{one.mutant}`: {one.reason}"


def _examples(rule: Rule) -> Iterator[str]:
    yield from _heading("Examples")
    yield "Each is evaluated by `omicheck rules test`."
    for example in rule.examples:
        yield from _heading(cell(example.name), 3)
        yield "```yaml"
        for key in ("case", "events", "as_of", "expect"):
            if key in example.data:
                yield f"{key}: {flow(example.data[key])}"
        yield "```"
