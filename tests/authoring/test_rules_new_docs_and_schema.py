"""`omicheck rules new`, `docs` and `schema`: what is written for authors."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from omicheck.authoring.flow_yaml import flow
from omicheck.rulebase import folder as rules_folder
from omicheck.rulebase.folder import packaged_rules
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import ROOT, run, write_rules
from written_rules import CASE, DAYS, RULE, SHORT, example

EVERY_OPTION = ROOT / "fixtures/every-option"


CONTACT = {"event": "contact"}


WORDS: dict[str, object] = {"fields": {}, "case_dates": {}, "events": {}}


def of(check: dict[str, object]) -> dict[str, object]:
    """A rule with a check."""
    return {"id": "short", "question": "2.1.1", "check": check}


def since(trigger: dict[str, object]) -> dict[str, object]:
    """A rule whose clock starts on an absence with these options."""
    return of({"deadline": {"from": {"event": "absence", **trigger}, "to": CONTACT, "limit": "days"}})


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [RULE], DAYS)


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
        f"omicheck: {pages}/case-records.md is missing; run: omicheck rules docs\n"
        f"omicheck: {pages}/contacted.md is missing; run: omicheck rules docs\n"
        f"omicheck: {pages}/index.md is missing; run: omicheck rules docs\n"
    )
    assert run(*arguments).errors == f"omicheck: {pages}: 3 files written, 0 removed, 0 as they were\n"
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
    index = (pages / "index.md").read_text(encoding="utf-8")
    (pages / "index.md").write_text(index.replace("Contacted", "Gone"), encoding="utf-8")
    stale = run(*arguments, "--check")
    assert stale.status == 1
    assert stale.errors == (
        f"omicheck: {pages}/index.md is out of date; run: omicheck rules docs\n"
        f"omicheck: {pages}/gone.md belongs to nothing any more; run: omicheck rules docs\n"
    )
    assert run(*arguments).errors == f"omicheck: {pages}: 1 file written, 1 removed, 2 as they were\n"
    assert sorted(file.name for file in pages.iterdir()) == [
        "case-records.md",
        "contacted.md",
        "index.md",
        "of-somebody.md",
    ]


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
