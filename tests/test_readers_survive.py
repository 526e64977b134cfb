"""Whatever a file holds, reading it ends in cases, in rejected records or in an error that the user can put right; a
rules folder ends in rules or in faults, each with its file.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omicheck.authoring.lint.folder import lint
from omicheck.errors import OmicheckError, Problem, RulesWrongError
from omicheck.output.fields import compact_json
from omicheck.records.raw import rejects_lines
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from strategies import DATA, damaged, mutated

RULES = packaged_rules()
VOCABULARY = read_rule_base(RULES, with_examples=False).vocabulary
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
GOOD = FIXTURES / "cases" / "transfer-of-high-rosh.json"
DOCUMENT: dict[str, Any] = json.loads(GOOD.read_text(encoding="utf-8"))
TABLES = {file.name: file.read_bytes() for file in sorted((FIXTURES / "bad" / "windows").iterdir())}
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _survives(path: Path) -> None:
    try:
        records = read_records(str(path), VOCABULARY)
    except OmicheckError:
        return
    assert all(one.problems for one in records.rejected)
    for line in rejects_lines(records.rejected):
        assert json.loads(compact_json(line).encode())["problems"]


@QUICK
@given(content=st.one_of(st.binary(max_size=60), damaged(GOOD.read_bytes())), ending=st.sampled_from(["json", "jsonl"]))
def test_any_bytes(content: bytes, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"cases.{ending}"
    file.write_bytes(content)
    _survives(file)


@QUICK
@given(data=st.one_of(DATA, mutated(DOCUMENT), mutated(DOCUMENT["cases"])))
def test_any_document(data: object, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    _survives(file)


@QUICK
@given(data=st.lists(mutated(DOCUMENT["cases"][0]), min_size=1, max_size=3))
def test_any_lines(data: list[object], tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(map(json.dumps, data)), encoding="utf-8")
    _survives(file)


@QUICK
@given(data=st.data())
def test_any_tables(data: st.DataObject, tmp_path: Path) -> None:
    for name, good in TABLES.items():
        (tmp_path / name).write_bytes(data.draw(st.one_of(st.just(good), damaged(good), st.binary(max_size=60))))
    _survives(tmp_path)


# One file of each kind; a rule of each kind of check.
RULE_FILES = [
    "vocabulary.yaml",
    "documents.yaml",
    "omi2.yaml",
    "questions/1.1.yaml",
    "limits/first-contact.yaml",
    "limits/contacts-16-weeks.yaml",
    *(f"checks/{name}.yaml" for name in (
        "start/first-appointment-on-time",
        "contact/contact-level-first-16-weeks",
        "reviews/lor-assessment-reviewed-on-time",
        "enforcement/breach-instigated-on-time",
        "mappa/mappa-referral-before-release",
        "outcomes/no-conviction-since-sentence",
    )),
]  # fmt: skip


@pytest.fixture(scope="module")
def small_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    for name in RULE_FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        document = yaml.safe_load((RULES / name).read_text(encoding="utf-8"))
        # Two examples and two questions are as good as many, and sooner read.
        short = {key: of[:2] if key in ("examples", "questions") else of for key, of in document.items()}
        (folder / name).write_text(yaml.safe_dump(short, sort_keys=False), encoding="utf-8")
    return folder


@settings(QUICK, max_examples=60)
@given(data=st.data(), name=st.sampled_from(RULE_FILES))
def test_any_rules(data: st.DataObject, name: str, small_rules: Path) -> None:
    file = small_rules / name
    good = file.read_bytes()
    document = yaml.safe_load(good)
    wrong = data.draw(
        st.one_of(
            damaged(good),
            mutated(document).map(
                lambda found: yaml.safe_dump(found, allow_unicode=True).encode(errors="surrogatepass")
            ),
            st.binary(max_size=60),
        )
    )
    try:
        file.write_bytes(wrong)
        told = [*_problems_of_reading(small_rules), *_problems_of_lint(small_rules)]
    finally:
        file.write_bytes(good)
    assert [problem for problem in told if not problem.file or not problem.found] == []


def _problems_of_reading(folder: Path) -> Sequence[Problem]:
    try:
        read_rule_base(folder)
    except RulesWrongError as error:
        return error.problems
    return ()


def _problems_of_lint(folder: Path) -> Sequence[Problem]:
    try:
        return [fault.problem for fault in lint(folder).faults]
    except RulesWrongError as error:
        return error.problems
