"""The beginnings of a rule file: everything is there, and its examples fail until it is filled in."""

from typing import Final

from omicheck.model.rule import Kind
from omicheck.rulebase.checks import BESIDE, KEYS, ONE_OF
from omicheck.rulebase.folder import RuleBase

_OPTIONAL: Final = {
    "early": "early: 4 months  # what was done as long before counts too",
    "late": "late: accepted  # a late outcome counts too",
    "absent": "absent: not_asked  # what was never done is not asked about, but by another rule",
    "repeat": "repeat: true  # and again for each window after it",
    "within": "within: 28 days  # for how long it must not happen",
}

# What has to be replaced is marked so that it can be searched for.
MARK: Final = "TO DO"


def scaffold(name: str, question: str, kind: Kind, rule_base: RuleBase, schema: str | None = None) -> str:
    """The text of a new rule file, in draft.

    Args:
        name: the id of the rule.
        question: the number of the question that it is to answer.
        kind: the kind of its check.
        rule_base: its words and limits are used as placeholders, so that the file can be read at once.
        schema: where its JSON Schema is, for editors, if there is one.
    """
    asked = rule_base.questions.get(question)
    about = f"  # {asked.text}" if asked is not None else ""
    lines = [
        *(() if schema is None else (f"# yaml-language-server: $schema={schema}",)),
        f"id: {name}",
        f"title: {MARK} a few words",
        f"requirement: {MARK} a sentence that says who has to do what, within how long of what.",
        f'question: "{question}"{about}' if question.isdigit() else f"question: {question}{about}",
        "decides: needs_reader  # fully, or may_over_report with a note, once it does",
        f"decides_note: {MARK} why the rule does not decide the question fully, or no note.",
        "status: draft  # in_force once its examples pass and somebody else has read it",
        *_applies(rule_base),
        "check:",
        f"  {kind}:",
        *(f"    {line}" for line in _check(kind, rule_base)),
        *(f"  {line}" for line in _beside(kind, rule_base)),
        "sources:",
        f"  - {{document: {next(iter(rule_base.documents), 'none')}, place: {MARK}, status: assumed}}",
        "examples:",
        *_examples(kind, rule_base),
    ]
    return "".join(f"{line}\n" for line in lines)


def _applies(rule_base: RuleBase) -> list[str]:
    choices = [(name, one) for name, one in rule_base.vocabulary.fields.items() if one.kind == "choice"]
    if not choices:
        return []
    name, wanted = choices[0]
    return [f"applies: {{{name}: {wanted.values[0]}}}  # {MARK}: who is in scope; without `applies`, everybody"]


def _check(kind: Kind, rule_base: RuleBase) -> list[str]:
    vocabulary = rule_base.vocabulary
    event = next(iter(vocabulary.events))
    case_date = next(iter(vocabulary.case_dates))
    counted = kind == "count"
    limits = [
        limit.id
        for limit in rule_base.limits.values()
        if all(isinstance(amount, int) is counted for value in limit.values for amount in value.table.values())
    ]
    parts = {
        "from": f"from: {case_date}  # {MARK}: what starts the clock{_or_an_event(kind, rule_base)}",
        "before": f"before: {case_date}  # {MARK}: before what",
        "after": f"after: {case_date}  # in place of from, where the day itself does not count",
        "to": f"to: {{event: {event}}}  # {MARK}: what has to be done",
        "of": f"of: {{event: {event}}}  # {MARK}: what is looked for",
        "limit": f"limit: {next(iter(limits), 'none')}  # {MARK}: the id of a file in limits/",
        "at_least": f"at_least: {next(iter(limits), 'none')}  # {MARK}: the id of a file in limits/",
        "at_most": f"at_most: {next(iter(limits), 'none')}  # in place of at_least",
        "restart": f"restart: {{event: {list(vocabulary.events)[-1]}}}  # what starts the clock anew",
        "window": f"window: 16 weeks  # {MARK}",
        "field": f"field: {next(iter(vocabulary.fields))}  # {MARK}",
    }
    parts |= _OPTIONAL
    required, optional = KEYS[kind]
    # Of two keys one has to be there; the other is mentioned.
    chosen = [*required, *ONE_OF.get(kind, ())[:1]]
    return [parts[key] for key in chosen] + [
        f"# {parts[key]}" for key in optional if key not in chosen and key in parts
    ]


def _or_an_event(kind: Kind, rule_base: RuleBase) -> str:
    """What else can start the clock: an event, or that an event changes the case."""
    if kind == "interval":
        return ""
    vocabulary = rule_base.vocabulary
    event, case_date = list(vocabulary.events)[-1], next(iter(vocabulary.case_dates))
    dated = next(iter(vocabulary.set_by), None)
    becomes = "" if dated is None else f", or {{becomes: {{{dated}: ...}}}}"
    return f"; or {{event: {event}, on_or_after: {case_date}}}{becomes}"


def _beside(kind: Kind, rule_base: RuleBase) -> list[str]:
    """What may stand beside the kind, as comments."""
    vocabulary = rule_base.vocabulary
    flag = next((name for name in vocabulary.set_by if vocabulary.fields[name].kind == "flag"), None)
    parts = {
        # Not the event of the other comments: no two parts of a check may share one.
        "unless": f"unless: {{event: {list(vocabulary.events)[-2:][0]}}}  # what excuses",
        "while": None if flag is None else f"while: {{{flag}: false}}  # the duty stands for as long as this holds",
    }
    return [f"# {text}" for key, text in parts.items() if text is not None and kind not in BESIDE[key]]


def _examples(kind: Kind, rule_base: RuleBase) -> list[str]:
    """Examples whose names say what each should show; none can pass, as no evaluator gives this verdict."""
    names = {
        "deadline": ("on the last day", "one day late", "not done", "not yet due", "ended before it was due"),
        "interval": ("on the last day", "one day late", "not done", "not yet due", "ended before it was due"),
        "lead_time": ("on the last day", "one day late", "not done", "not yet due"),
        "count": ("just enough", "one too few", "not yet due", "ended before it was due"),
        "recorded": ("recorded", "not recorded"),
        "never": ("none", "happened"),
    }[kind]
    required = [name for name, wanted in rule_base.vocabulary.fields.items() if wanted.required and name != "case_id"]
    case = ", ".join(f"{name}: {next(iter(rule_base.vocabulary.fields[name].values), MARK)}" for name in required)
    expected = "{verdict: error, reason: no_verdict}"
    return [
        f"  - {{name: {name}, case: {{{case}}}, events: [], as_of: 2010-03-01, expect: {expected}}}  # {MARK}"
        for name in (*names, "out of scope", "something unknown")
    ]
