"""`omicheck rules`: list, show, test, mutate, new, docs and schema, from rule text to output."""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from omicheck.authoring.flow_yaml import flow
from omicheck.rulebase import folder as rules_folder
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import run, write_rules

ROOT = Path(__file__).resolve().parents[2]
EVERY_OPTION = ROOT / "fixtures/every-option"
RULE: dict[str, Any] = {
    "id": "contacted",
    "title": "Contacted",
    "requirement": "A contact within five days.",
    "question": "2.1.1",
    "decides": "needs_reader",
    "decides_note": "Not the whole of it.",
    "applies": {"sentence_type": ["custody", "licence"], "any": [{"tier": {"at_least": 3}}, {"ppo": True}]},
    "check": {
        "deadline": {
            "from": {"event": "absence", "where": {"acceptable": False}, "nth": 2, "within": "3 months"},
            "to": {"event": "contact"},
            "limit": "days",
            "early": "1 weeks",
        },
        "unless": {"event": "breach_not_required"},
    },
    "sources": [{"document": "report", "place": "1.1", "status": "from_report"}],
}
SOURCE = {"document": "pc43-2004", "place": "summary", "status": "analogue"}
DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days", "source": SOURCE}]}
SHORT = {
    "id": "short",
    "question": "2.1.1",
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
}
CASE = {"sentence_type": "custody", "sentence_date": "2009-04-01"}
CONTACT = {"event": "contact"}
WORDS: dict[str, object] = {"fields": {}, "case_dates": {}, "events": {}}


def of(check: dict[str, object]) -> dict[str, object]:
    """A rule with a check."""
    return {"id": "short", "question": "2.1.1", "check": check}


def since(trigger: dict[str, object]) -> dict[str, object]:
    """A rule whose clock starts on an absence with these options."""
    return of({"deadline": {"from": {"event": "absence", **trigger}, "to": CONTACT, "limit": "days"}})


def example(name: str, expect: object, *events: dict[str, object], **case: object) -> dict[str, object]:
    return {"name": name, "case": {**CASE, **case}, "events": list(events), "as_of": "2009-06-01", "expect": expect}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [RULE], DAYS)


def test_show_says_everything_in_words(rules: Path) -> None:
    done = run("rules", "show", "contacted", "--rules", rules)
    assert (done.status, done.errors) == (0, "")
    assert done.output == (
        "Contacted  [contacted, in force]\n"
        "A contact within five days.\n"
        "\n"
        "Question: 2.1.1 First appointment with the offender manager on time\n"
        "Decides it: needs a reader: Not the whole of it.\n"
        "Applies to: sentence type is custody or licence; and either tier is 3 or higher, or prolific or\n"
        "    other priority offender is yes\n"
        "The clock starts on: every absence with acceptable no that is the second within 3 months\n"
        "Asked for: contact\n"
        "Done before: what was done in the 1 week before that day counts too\n"
        "Done late: does not count\n"
        "Excused by: breach not required\n"
        "Limit: days\n"
        "    from 2000-01-01: 5 days, Probation Circular 43/2004, Managing compliance and enforcement of\n"
        "      community penalties, summary (analogue: seen, but for another year or regime)\n"
        "Source: A report on offender management in Hertfordshire, 1.1 (printed in the inspection report)\n"
        "\n"
        "Examples (0)\n"
    )


def test_show_as_json(rules: Path) -> None:
    (shown,) = json.loads(run("rules", "show", "2.1.1", "--rules", rules, "--format", "json").output)
    assert shown["limit"] == {
        "id": "days",
        "what": "",
        "values": [
            {
                "from": "2000-01-01",
                "until": None,
                "by": None,
                "by_in_words": None,
                "value": None,
                "limit": "5 days",
                "source": {
                    "document": "pc43-2004",
                    "title": "Probation Circular 43/2004, Managing compliance and enforcement of community penalties",
                    "place": "summary",
                    "status": "analogue",
                    "status_in_words": "analogue: seen, but for another year or regime",
                    "note": "",
                },
            }
        ],
    }
    assert shown["question"]["headlines"] == ["ce"]
    assert shown["applies"] == [
        "sentence type is custody or licence",
        "either tier is 3 or higher, or prolific or other priority offender is yes",
    ]


def test_show_what_is_not_there(rules: Path) -> None:
    done = run("rules", "show", "contactd", "--rules", rules)
    expected = "expected a rule, question, criterion or topic that a rule in force has; did you mean contacted?"
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: found 'contactd'; {expected}\n")


def test_list(rules: Path) -> None:
    (listed,) = json.loads(run("rules", "list", "--rules", rules, "--format", "json").output)
    assert listed == {
        "id": "contacted",
        "question": "2.1.1",
        "topic": "topic",
        "title": "Contacted",
        "kind": "deadline",
        "decides": "needs_reader",
        "decides_in_words": "needs a reader",
        "marks": ["needs_reader"],
        "asks": "duty",
        "status": "in_force",
        "successor": None,
        "limit": "days",
        "standings": ["analogue"],
        "examples": 0,
    }
    table = run("rules", "list", "--rules", rules).output
    assert "2.1.1      contacted   Contacted   deadline   needs a reader   days    analogue   in force" in table
    assert run("rules", "list", "--rules", rules, "--status", "draft", "--format", "json").output == "[]\n"


def test_examples_say_what_was_expected_and_found(tmp_path: Path) -> None:
    examples = [
        example("right", {"verdict": "met", "due_date": "2009-04-06"}, {"contact": "2009-04-06"}),
        example("wrong", {"verdict": "met", "limit": "5 days"}, {"contact": "2009-04-07"}),
        example("one row too many", [{"verdict": "not_met"}, {"verdict": "met"}]),
        example("unreadable", {"verdict": "met"}, {"contakt": "2009-04-07"}, tier=7),
        example("a year alone, or nothing", {"verdict": "cannot_tell"}, {"contact": 2009}, {"contact": None}),
    ]
    folder = write_rules(tmp_path, [{**SHORT, "examples": examples}], DAYS)
    file = folder / "checks/topic/short.yaml"
    lines = {e["name"]: n for n, e in enumerate(examples)}
    text = file.read_text(encoding="utf-8").splitlines()
    at = {name: next(i for i, line in enumerate(text, 1) if f"name: {name}" in line) for name in lines}
    row = {"case_id": "example 2", "rule": "short", "question": "2.1.1", "occurrence": 1, "verdict": "not_met"}
    row |= {"reason": "late", "trigger_date": "2009-04-01", "due_date": "2009-04-06", "outcome_date": "2009-04-07"}
    row |= {"days_late": 1, "limit": "5 days", "count": None, "unknown_fields": []}
    done = run("rules", "test", "--rules", folder)
    assert (done.status, done.errors) == (1, "")
    wrong, extra, unreadable = (at[name] for name in ("wrong", "one row too many", "unreadable"))
    tier = next(i for i, line in enumerate(text, 1) if "tier: 7" in line)
    event = next(i for i, line in enumerate(text, 1) if "contakt" in line)
    assert done.output == (
        f"{file}:{wrong}: short: wrong\n"
        '  expected {"verdict":"met"}\n'
        '  found    {"verdict":"not_met"}\n'
        f"  the row  {json.dumps(row, separators=(',', ':'))}\n"
        f"{file}:{extra}: short: one row too many\n"
        '  row 2: expected {"verdict":"met"}\n'
        '  row 2: found    "no row"\n'
        f"{file}:{unreadable}: short: unreadable\n"
        f"  {file}:{tier}: examples[3].tier: found 7; expected a whole number from 1 to 4\n"
        f'  {file}:{event}: examples[3].events[0].type: found event type "contakt"; expected a known event type; '
        "did you mean contact?\n"
        "5 examples of 1 rule: 3 failed\n"
    )


def test_junit(tmp_path: Path) -> None:
    examples = [
        example("right", {"verdict": "not_met"}),
        example('<wrong> & "so"\x00', {"verdict": "met"}, {"contact": "2009-04-07"}),
    ]
    folder = write_rules(tmp_path, [{**SHORT, "examples": examples}], DAYS)
    done = run("rules", "test", "--rules", folder, "--format", "junit", "--output", tmp_path / "results.xml")
    assert (done.status, done.output) == (1, "")
    suites = ET.parse(tmp_path / "results.xml").getroot()  # noqa: S314, our own file
    assert suites.attrib == {"name": "omicheck rules test", "tests": "2", "failures": "1"}
    right, wrong = suites.findall("./testsuite[@name='short']/testcase")
    file = str(folder / "checks/topic/short.yaml")
    assert (right.attrib["name"], right.attrib["file"], list(right)) == ("right", file, [])
    assert (wrong.attrib["classname"], wrong.attrib["name"]) == ("short", '<wrong> & "so"?')
    failure = wrong.find("failure")
    assert failure is not None
    assert failure.text is not None
    assert failure.text.startswith('expected {"verdict":"met"}\nfound    {"verdict":"not_met"}\nthe row  ')


def test_every_packaged_example_passes() -> None:
    done = run("rules", "test", "--format", "json")
    told = json.loads(done.output)
    assert (done.status, [one for one in told["examples"] if not one["passed"]]) == (0, [])
    assert told["passed"] == sum(len(rule.examples) for rule in read_rule_base(packaged_rules()).rules)


def test_every_packaged_mutant_is_caught() -> None:
    done = run("rules", "mutate", "--format", "json")
    told = json.loads(done.output)
    assert (done.status, told["failing_examples"], told["wrong_records"]) == (0, [], [])
    assert [one for one in told["mutants"] if one["fate"] == "survived"] == []


def test_a_survivor_comes_with_an_example_that_catches_it(tmp_path: Path) -> None:
    examples = [
        example("on the last day", {"verdict": "met"}, {"contact": "2009-04-06"}),
        example("before", {"verdict": "not_met"}, {"contact": "2009-03-31"}),
    ]
    rule = {
        **SHORT,
        "applies": {"tier": [1, 2]},
        "examples": [{**one, "case": {**CASE, "tier": 1}} for one in examples],
    }
    folder = write_rules(tmp_path, [rule], DAYS)
    told = json.loads(run("rules", "mutate", "--rules", folder, "--format", "json").output)
    survivors = {one["mutant"]: one["suggestion"] for one in told["mutants"] if one["fate"] == "survived"}
    assert set(survivors) == {"limit days +1", "drop tier", "tier without 2", "accept late"}
    # With them in the rule file, every mutant is caught.
    rule["examples"] = [*rule["examples"], *(suggestion["example"] for suggestion in survivors.values())]
    done = run("rules", "mutate", "--rules", write_rules(tmp_path, [rule], DAYS))
    assert (done.status, done.errors) == (0, "")
    assert done.output.endswith(" caught, 0 survived, 0 recorded as not to be shown\n")


def test_a_mutant_that_no_case_can_show_is_recorded_with_its_reason(tmp_path: Path) -> None:
    rule = {
        **SHORT,
        "applies": {"sentence_type": {"recorded": True}},
        "examples": [
            example("on the last day", {"verdict": "met", "due_date": "2009-04-06"}, {"contact": "2009-04-06"}),
            example("before", {"verdict": "not_met"}, {"contact": "2009-03-31"}),
            example("late", {"verdict": "not_met"}, {"contact": "2009-04-07"}),
        ],
    }
    done = run("rules", "mutate", "--rules", write_rules(tmp_path, [rule], DAYS))
    assert done.status == 1
    assert done.output.startswith(
        "survived: drop sentence_type, of short\n  No example that catches it was found among the cases near"
    )
    reasons = [{"mutant": "drop sentence_type", "reason": "It is always recorded."}]
    recorded = {**rule, "equivalent_mutants": reasons}
    done = run("rules", "mutate", "--rules", write_rules(tmp_path, [recorded], DAYS))
    assert (done.status, done.output.splitlines()[0]) == (
        0,
        "recorded: drop sentence_type, of short: It is always recorded.",
    )
    wrong = [{"mutant": "accept late", "reason": "?"}, {"mutant": "drop tier", "reason": "?"}]
    done = run(
        "rules", "mutate", "--rules", write_rules(tmp_path, [{**rule, "equivalent_mutants": [*reasons, *wrong]}], DAYS)
    )
    assert done.status == 1
    assert done.output.splitlines()[1:3] == [
        "wrongly recorded as equivalent: short: accept late: it is caught by short: late",
        "wrongly recorded as equivalent: short: drop tier: there is no such mutant",
    ]


@pytest.mark.parametrize("kind", ["deadline", "interval", "lead_time", "count", "recorded", "never"])
def test_a_new_rule_can_be_read_and_its_examples_fail(kind: str, tmp_path: Path) -> None:
    limits = {**DAYS, "times": [{"from": "2000-01-01", "limit": 3}]}
    folder = write_rules(tmp_path / "rules", [SHORT], limits)
    done = run(
        "rules", "new", "begun", "--topic", "new/topic", "--question", "1.3.9", "--kind", kind, "--rules", folder
    )
    file = folder / "checks/new/topic/begun.yaml"
    told = f"omicheck: {file} written: replace every TO DO, then: omicheck rules test --rules {folder} --only begun\n"
    assert (done.status, done.output, done.errors) == (0, "", told)
    (listed,) = json.loads(run("rules", "list", "--rules", folder, "--status", "draft", "--format", "json").output)
    assert (listed["id"], listed["kind"], listed["topic"]) == ("begun", kind, "new/topic")
    tested = json.loads(run("rules", "test", "--rules", folder, "--only", "begun", "--format", "json").output)
    assert (tested["passed"], tested["failed"]) == (0, listed["examples"])
    assert [one["problems"] for one in tested["examples"]] == [[]] * listed["examples"]
    levels = {
        fault["level"]
        for fault in json.loads(run("rules", "lint", "--rules", folder, "--format", "json").output)["faults"]
        if fault["file"] == str(file)
    }
    assert levels == {"warning"}
    again = run("rules", "new", "begun", "--topic", "x", "--question", "1.3.9", "--rules", folder)
    assert (again.status, again.errors) == (
        2,
        f"omicheck: rule begun is there already, in {file}; an id is used once and for all\n",
    )


def test_no_rule_is_begun_in_the_rules_of_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "omicheck/packaged_rules"
    shutil.copytree(packaged_rules(), installed)
    monkeypatch.setattr(rules_folder, "_INSTALLED", installed)
    before = sorted(installed.rglob("*"))
    new = ("rules", "new", "begun", "--topic", "start", "--question", "1.3.9")
    done = run(*new)
    told = (
        f"omicheck: no --rules, and the packaged rules in {installed} are part of the installation, in which no rule "
        "is begun; name a folder of your own with --rules FOLDER, which needs a folder `checks` in it\n"
    )
    assert (done.status, done.output, done.errors) == (2, "", told)
    assert sorted(installed.rglob("*")) == before
    own = tmp_path / "own rules"
    (own / "checks").mkdir(parents=True)
    file = own / "checks/start/begun.yaml"
    done = run(*new, "--rules", own)
    told = f"omicheck: {file} written: replace every TO DO, then: omicheck rules test --rules '{own}' --only begun\n"
    assert (done.status, done.errors) == (0, told)
    assert file.is_file()


def test_docs_are_written_and_checked(rules: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    arguments = ("rules", "docs", "--rules", rules, "--folder", pages)
    assert run(*arguments, "--check").errors == (
        f"omicheck: {pages}/contacted.md is missing; run: omicheck rules docs\n"
        f"omicheck: {pages}/index.md is missing; run: omicheck rules docs\n"
    )
    assert run(*arguments).errors == f"omicheck: {pages}: 2 files written, 0 removed, 0 as they were\n"
    assert (run(*arguments, "--check").status, run(*arguments, "--check").errors) == (0, "")
    page = (pages / "contacted.md").read_text(encoding="utf-8")
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert headings == [
        "# Contacted",
        "## The question",
        "## What is asked",
        "## The limit",
        "## Sources of the rule",
        "## What it can say",
        "## Examples",
    ]
    assert "| 2.1.1 | [Contacted](contacted.md) | needs a reader | days | analogue | in force |" in (
        pages / "index.md"
    ).read_text(encoding="utf-8")
    (pages / "gone.md").write_text(page.replace("Contacted", "Gone"), encoding="utf-8")
    (pages / "of-somebody.md").write_text("# Contacted\n", encoding="utf-8")
    (pages / "index.md").write_text("x", encoding="utf-8")
    stale = run(*arguments, "--check")
    assert stale.status == 1
    assert stale.errors == (
        f"omicheck: {pages}/index.md is out of date; run: omicheck rules docs\n"
        f"omicheck: {pages}/gone.md belongs to nothing any more; run: omicheck rules docs\n"
    )
    assert run(*arguments).errors == f"omicheck: {pages}: 1 file written, 1 removed, 1 as they were\n"
    assert sorted(file.name for file in pages.iterdir()) == ["contacted.md", "index.md", "of-somebody.md"]


def test_a_new_rule_names_the_schema_beside_its_folder(tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "rules", [SHORT], DAYS)
    run("rules", "schema", "--folder", tmp_path / "schemas")
    run("rules", "new", "begun", "--topic", "topic", "--question", "1.3.9", "--rules", folder)
    first = (folder / "checks/topic/begun.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../../../schemas/rule.schema.json"


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("rule", sorted((packaged_rules() / "checks").rglob("*.yaml"))),
        ("limit", sorted((packaged_rules() / "limits").glob("*.yaml"))),
        ("vocabulary", [packaged_rules() / "vocabulary.yaml", EVERY_OPTION / "vocabulary.yaml"]),
        ("case", [ROOT / "fixtures/sample/cases.json", ROOT / "fixtures/small-office/cases.json"]),
    ],
)
def test_schemas_accept_what_is_right(name: str, files: list[Path]) -> None:
    validator = Draft202012Validator(json.loads(run("rules", "schema", name).output))
    validator.check_schema(validator.schema)
    for file in files:
        data = json.loads(json.dumps(read_yaml(file)[0]))
        assert [error.message for error in validator.iter_errors(data)] == [], file


@pytest.mark.parametrize(("name", "part"), [("rule", "checks"), ("limit", "limits")])
def test_schemas_know_every_option(name: str, part: str) -> None:
    validator = Draft202012Validator(json.loads(run("rules", "schema", name, "--rules", EVERY_OPTION).output))
    for file in sorted((EVERY_OPTION / part).rglob("*.yaml")):
        data = json.loads(json.dumps(read_yaml(file)[0]))
        assert [error.message for error in validator.iter_errors(data)] == [], file


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rule", {**SHORT, "aplies": {}}),
        ("rule", {**SHORT, "applies": {"tier": 7}}),
        ("rule", {**SHORT, "check": {**SHORT["check"], "never": {}}}),  # type: ignore[dict-item]
        ("rule", {**SHORT, "examples": [{**example("e", {"verdict": "mett"})}]}),
        ("rule", {**SHORT, "examples": [example("e", {"verdict": "met"}, {"contact": "April"})]}),
        ("limit", {"id": "l", "values": [{"from": "2009-01-01", "limit": "5 day"}]}),
        ("limit", {"id": "l", "values": []}),
        ("limit", {"id": "l", "values": [{"from": "2009-01-01", "until": "2010", "limit": 3}]}),
        ("rule", {**SHORT, "check": {**SHORT["check"], "while": {"teir": 1}}}),  # type: ignore[dict-item]
        ("rule", of({"recorded": {"field": "tier"}, "while": {"tier": 1}})),
        ("rule", of({"lead_time": {"of": CONTACT, "before": "start", "limit": "days"}, "while": {"tier": 1}})),
        ("rule", of({"never": {"of": CONTACT}})),
        ("rule", of({"never": {"of": CONTACT, "from": "start", "after": "start"}})),
        ("rule", of({"never": {"of": CONTACT, "from": "start", "within": "a month"}})),
        ("rule", of({"count": {"of": CONTACT, "from": "start", "window": "1 months"}})),
        ("rule", of({"interval": {"of": CONTACT, "from": "start", "limit": "days", "restart": "allocated"}})),
        ("rule", of({"interval": {"of": CONTACT, "from": {"becomes": {"tier": 1}}, "limit": "days"}})),
        ("rule", of({"deadline": {"from": "start", "to": CONTACT, "limit": "days", "absent": "asked"}})),
        ("rule", since({"nth": 2, "from_nth": 2})),
        ("rule", since({"first": True, "from_nth": 2})),
        ("rule", since({"distinct": "days"})),
        ("rule", since({"nth": 2, "distinct": "weeks"})),
        ("rule", since({"nth": 2, "since": []})),
        ("rule", since({"nth": 2, "since": [{"event": "allocated", "nth": 2}]})),
        ("rule", since({"on_or_after": {"date": "start"}})),
        ("rule", since({"on_or_after": "contact"})),
        ("rule", since({"when": {"tier": {"at_leest": 1}}})),
        ("rule", since({"where": {"acceptable": {"at_least": True}}})),
        ("rule", of({"never": {"of": CONTACT, "from": {"becomes": {}}}})),
        ("rule", of({"never": {"of": CONTACT, "from": {"becomes": {"tier": 1}, "first": True}}})),
        ("vocabulary", {**WORDS, "fields": {"tier": {"type": "flag", "set_by": {}}}}),
        ("vocabulary", {**WORDS, "fields": {"tier": {"type": "flag", "set_by": ["contact"]}}}),
        ("vocabulary", {**WORDS, "fields": {"tier": {"type": "flag", "default": {"a": 1}}}}),
        ("vocabulary", {**WORDS, "events": {"contact": {"attributes": {"a": {"type": "flag", "default": True}}}}}),
        ("case", {"case_id": "A", **CASE, "events": [{"type": "contact", "date": "2009-4-1"}]}),
        ("case", {"case_id": "A", **CASE}),
        ("case", {"case_id": "A", **CASE, "events": [{"type": "tier_set", "date": "2009-04-01"}]}),
    ],
)
def test_schemas_refuse_what_is_wrong(name: str, data: object) -> None:
    schema = json.loads(run("rules", "schema", name).output)
    assert not Draft202012Validator(schema).is_valid(data)


def test_schema_needs_to_know_which() -> None:
    done = run("rules", "schema")
    assert (done.status, done.output) == (2, "")


def test_the_packaged_schemas_are_fresh() -> None:
    done = run("rules", "schema", "--folder", ROOT / "schemas", "--check")
    assert (done.status, done.errors) == (0, "")


def test_flow_yaml_reads_as_what_was_written(tmp_path: Path) -> None:
    data = {
        "name": 'a "quoted" one: with, [signs]\nand lines \\',
        "list": ["2009-04", 2009, "12", None, True, "true", "no", " lead", "", "a b", "5 business_days"],
        "nested": {"empty": [], "none": {}},
    }
    file = tmp_path / "flow.yaml"
    file.write_text(flow(data), encoding="utf-8")
    assert read_yaml(file)[0] == data
    assert yaml.safe_load(flow({"day": "2009-04-06", "events": [{"contact": None}]}))["events"] == [{"contact": None}]


def test_only_the_module_of_the_command_given_is_imported() -> None:
    script = (
        "import sys\n"
        "from omicheck.command_line.main import main\n"
        "main(['rules', 'list', '--output', sys.argv[1]])\n"
        "print(*sorted(name for name in sys.modules if name.startswith('omicheck.command_line.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, os.devnull], capture_output=True, text=True, check=True, cwd=ROOT
    )
    modules = (
        *("commands", "commands.rules", "commands.rules.list", "main", "options", "parser", "rule_options", "terminal"),
        "writing",
    )
    assert done.stdout.split() == [f"omicheck.command_line.{name}" for name in modules]


def test_help_names_every_command_of_the_group() -> None:
    listed = re.findall(r"^    ([a-z-]+)", run("rules", "--help").output, flags=re.MULTILINE)
    names = (file.stem for file in (ROOT / "omicheck/command_line/commands/rules").glob("[a-z]*.py"))
    assert sorted(listed) == sorted(name.replace("_", "-") for name in names)
