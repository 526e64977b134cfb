"""Documentation made from rules: a page for each rule, a page for each topic's list, an index. All Markdown."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from omicheck.authoring.flow_yaml import flow
from omicheck.authoring.possible_verdicts import possible_rulings
from omicheck.authoring.rule_description import describe_rule, standings
from omicheck.model.rule import Rule
from omicheck.output.rule_text import cited
from omicheck.provenance import STANDING_IN_WORDS, decides_in_words, limit_of, standing_briefly
from omicheck.rulebase.folder import RuleBase
from omicheck.text import amount_in_words, counted, in_words

NOTICE: Final = "<!-- Written by `omicheck rules docs` from the rule files. Change those, not this. -->"


def pages(rule_base: RuleBase) -> dict[str, str]:
    """The text of each page by its file name: `index.md`, and one named after each rule."""
    return {"index.md": _text(_index(rule_base))} | {
        f"{rule.id}.md": _text(_page(rule, rule_base)) for rule in rule_base.rules
    }


def _text(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _index(rule_base: RuleBase) -> Iterator[str]:
    yield NOTICE
    yield ""
    yield "# The rules"
    yield ""
    examples = sum(len(rule.examples) for rule in rule_base.rules)
    yield f"{counted(len(rule_base.rules), 'rule')} with {counted(examples, 'example')}."
    yield "The standing of a limit says how far its numbers can be trusted:"
    yield ""
    for standing, meaning in STANDING_IN_WORDS.items():
        yield f"- **{standing_briefly(standing)}**: {meaning}"
    for topic in sorted({rule.topic for rule in rule_base.rules}):
        yield ""
        yield f"## {_title(topic)}"
        yield ""
        yield "| Question | Rule | Decides | Limit | Standing | Status |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for rule in rule_base.rules:
            if rule.topic == topic:
                yield _index_row(rule, rule_base)


def _title(topic: str) -> str:
    words = topic.replace("-", " ").replace("/", ", ") or "other"
    return words[0].upper() + words[1:]


def _index_row(rule: Rule, rule_base: RuleBase) -> str:
    limit = limit_of(rule, rule_base.limits)
    cells = (
        rule.question,
        f"[{rule.title or rule.id}]({rule.id}.md)",
        decides_in_words(rule, rule_base.limits),
        "none" if limit is None else limit.id,
        "" if limit is None else ", ".join(map(standing_briefly, standings(limit))),
        in_words(rule.status),
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _page(rule: Rule, rule_base: RuleBase) -> Iterator[str]:
    described = describe_rule(rule, rule_base)
    yield NOTICE
    yield ""
    yield f"# {rule.title or rule.id}"
    yield ""
    yield f"`{rule.id}`, {in_words(rule.status)}" + (
        f"; its place was taken by [{rule.successor}]({rule.successor}.md)" if rule.successor else ""
    )
    yield ""
    yield rule.requirement or "No requirement in words."
    if rule.requirement_note:
        yield ""
        yield f"Note: {rule.requirement_note}"
    yield from _question(described)
    yield from _asked(described)
    yield from _limit(described["limit"])
    yield from _sources(described)
    yield from _verdicts(rule, rule_base)
    yield from _examples(rule)


def _question(described: Mapping[str, Any]) -> Iterator[str]:
    question = described["question"]
    yield ""
    yield "## The question"
    yield ""
    headlines = f" (headline {', '.join(question['headlines'])})" if question["headlines"] else ""
    yield f"{question['id']}: {question['text'] or 'not in the list'}{headlines}"
    yield ""
    meanings = {
        "fully": "The rule decides it fully.",
        "may_over_report": "The rule decides it, but may report a failure that is none; a score marks its verdicts.",
        "needs_reader": "The rule only helps: a reader has to decide. Its verdicts enter no score.",
    }
    yield meanings[described["decides"]]
    for mark, how in (("assumed_limit", ""), ("partly_assumed_limit", " in part")):
        if mark in described["marks"]:
            yield f"It rests{how} on an assumed limit, so that it may report a failure that is none."
    if described["asks"] == "outcome":
        yield "It asks for an outcome: what came of the work, which is no failure of anybody."
    if described["decides_note"]:
        yield ""
        yield described["decides_note"]


def _asked(described: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "## What is asked"
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    yield f"| Applies to | {_cell('; and '.join(described['applies']) or 'every case')} |"
    for part in described["check"]["in_words"]:
        yield f"| {_cell(part['heading'])} | {_cell(part['text'])} |"


def _limit(limit: Mapping[str, Any] | None) -> Iterator[str]:
    yield ""
    yield "## The limit"
    yield ""
    if limit is None:
        yield "None."
        return
    yield f"`{limit['id']}`" + (f": {limit['what']}" if limit["what"] else "")
    yield ""
    yield "| In force from | For | Limit | Standing | Source |"
    yield "| --- | --- | --- | --- | --- |"
    for value in limit["values"]:
        where = "all" if value["by"] is None else f"{value['by_in_words']} {in_words(str(value['value']))}"
        cells = (
            value["from"] + (f" until {value['until']}" if value["until"] else ""),
            where,
            amount_in_words(value["limit"]),
            standing_briefly(value["source"]["status"]),
            cited(value["source"]),
        )
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _sources(described: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Sources of the rule"
    yield ""
    if not described["sources"]:
        yield "None named."
    for source in described["sources"]:
        yield f"- {cited(source)}"


def _verdicts(rule: Rule, rule_base: RuleBase) -> Iterator[str]:
    yield ""
    yield "## What it can say"
    yield ""
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
    yield ""
    yield "## Examples"
    yield ""
    yield "Each is evaluated by `omicheck rules test`."
    for example in rule.examples:
        yield ""
        yield f"### {_cell(example.name)}"
        yield ""
        yield "```yaml"
        for key in ("case", "events", "as_of", "expect"):
            if key in example.data:
                yield f"{key}: {flow(example.data[key])}"
        yield "```"
