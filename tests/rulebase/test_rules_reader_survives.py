"""Whatever a file of a rules folder holds, reading it ends in rules or in problems that say which file and what."""

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from draws import draws
from omicheck.authoring.examples import try_examples
from omicheck.authoring.lint.folder import lint
from omicheck.errors import Problem, RulesWrongError
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import ROOT
from strategies import damaged, miswritten

PACKAGED = packaged_rules()
QUICK = draws(15)
RULES = sorted(PACKAGED.glob("checks/**/*.yaml"))
LIMITS = sorted(PACKAGED.glob("limits/*.yaml"))
QUESTIONS = sorted(PACKAGED.glob("questions/*.yaml"))
EVERY_OPTION = ROOT / "fixtures/every-option"
SHARED = [PACKAGED / name for name in ("vocabulary.yaml", "documents.yaml", "omi2.yaml")]


def _content(data: DataObject, file: Path) -> bytes:
    good = file.read_bytes()
    text = miswritten(good.decode()).map(lambda one: one.encode("utf-8", "surrogatepass"))
    return data.draw(st.one_of(text, text, damaged(good), st.binary(max_size=60)))


def _told(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert Path(problem.file).is_file(), problem
        assert problem.found, problem
        assert problem.expected, problem
        assert problem.line is None or problem.line > 0, problem
        assert "\n" not in str(problem), problem
        str(problem).encode()


def _survives(folder: Path) -> None:
    """Reads the folder, finds its faults and runs the examples of its rules."""
    rule_base, problems = _read(folder)
    if rule_base is not None:
        for outcome in try_examples(rule_base, rule_base.rules):
            assert outcome.differing or outcome.problems
            _told(outcome.problems)
    else:
        assert problems
    _told(problems)
    try:
        faults = tuple(fault.problem for fault in lint(folder).faults)
    except RulesWrongError as wrong:  # the vocabulary cannot be read, without which nothing else can
        faults = wrong.problems
    _told(faults)
    assert set(problems) <= set(faults)


def _read(folder: Path) -> tuple[RuleBase | None, tuple[Problem, ...]]:
    try:
        return read_rule_base(folder), ()
    except RulesWrongError as wrong:
        return None, wrong.problems


def _folder(tmp_path: Path, rules: list[Path]) -> Path:
    """A rules folder with these rules and the limits that are packaged."""
    folder = tmp_path / "rules"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PACKAGED / "limits", folder / "limits")
    for rule in rules:
        (folder / rule.relative_to(PACKAGED)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(rule, folder / rule.relative_to(PACKAGED))
    return folder


@QUICK
@given(data=st.data())
def test_any_rule(data: DataObject, tmp_path: Path) -> None:
    rule = data.draw(st.sampled_from(RULES))
    folder = _folder(tmp_path, [rule])
    (folder / rule.relative_to(PACKAGED)).write_bytes(_content(data, rule))
    _survives(folder)


@QUICK
@given(data=st.data())
def test_any_limit(data: DataObject, tmp_path: Path) -> None:
    limit = data.draw(st.sampled_from(LIMITS))
    using = [rule for rule in RULES if f": {limit.stem}" in rule.read_text(encoding="utf-8")]
    folder = _folder(tmp_path, using)
    (folder / "limits" / limit.name).write_bytes(_content(data, limit))
    (folder / "checks").mkdir(exist_ok=True)
    _survives(folder)


@pytest.mark.parametrize("shared", [*SHARED, QUESTIONS[0]], ids=lambda file: str(file.name))
@QUICK
@given(data=st.data())
def test_any_of_the_files_that_rules_share(shared: Path, data: DataObject, tmp_path: Path) -> None:
    folder = _folder(tmp_path, RULES[::15])
    file = folder / shared.relative_to(PACKAGED)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(_content(data, shared))
    _survives(folder)


@pytest.mark.parametrize("part", ["checks/*/*.yaml", "limits/*.yaml", "vocabulary.yaml"])
@QUICK
@given(data=st.data())
def test_any_file_with_every_option(part: str, data: DataObject, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(EVERY_OPTION, folder)
    file = data.draw(st.sampled_from(sorted(folder.glob(part))))
    file.write_bytes(_content(data, file))
    _survives(folder)


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("id: !!int x", 1, "a value marked tag:yaml.org,2002:int"),
        (f"id: !!int {'9' * 5000}", 1, "a value marked tag:yaml.org,2002:int"),
        ("id: !!bool maybe", 1, "a value marked tag:yaml.org,2002:bool"),
        ("id: a\ncheck: \x01", 2, "text that is not YAML: a character that cannot be printed, '\\x01'"),
        ("id: é\ncheck: é\x01", 2, "text that is not YAML: a character that cannot be printed, '\\x01'"),
        ("\xa0\0", 1, "text that is not YAML: a character that cannot be printed, '\\x00'"),
        ("id: a\ncheck: " + "[" * 100_000, 2, "more than 50 levels, one in the other"),
        ("id: a\ncheck: " + "[" * 60 + "]" * 60, 2, "more than 50 levels, one in the other"),
    ],
)
def test_what_once_ended_in_a_crash_or_a_guess(text: str, line: int, found: str, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    _, findings = read_yaml(file)
    assert [(one.file, one.line, one.found) for one in findings.problems] == [(str(file), line, found)]


# A thousand levels is where PyYAML 6.0.4 refuses depth by itself, and about where it is no longer asked to build any.
@pytest.mark.parametrize("depth", [51, 99, 100, 101, 999, 1000, 1001, 5000])
@pytest.mark.parametrize(
    "nested",
    [
        lambda depth: "[" * depth,
        lambda depth: "[" * depth + "]" * depth,
        lambda depth: "{a: " * depth + "x" + "}" * depth,
        lambda depth: "[" * depth + "]" * depth + "\nb: }",
    ],
    ids=["left open", "lists", "mappings", "with a fault after it"],
)
def test_depth_is_told_in_the_same_words_by_every_release_of_the_library(
    nested: Callable[[int], str], depth: int, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"id: a\ncheck: {nested(depth)}\n", encoding="utf-8")
    _, findings = read_yaml(file)
    told = [(one.file, one.line, one.found, one.expected) for one in findings.problems]
    assert told == [(str(file), 2, "more than 50 levels, one in the other", "data of a few levels")]


def test_a_folder_with_the_name_of_a_rule_file(tmp_path: Path) -> None:
    folder = _folder(tmp_path, RULES[:1])
    (folder / "checks" / "topic.yaml").mkdir()
    expected = Problem(
        str(folder / "checks" / "topic.yaml"),
        None,
        "",
        "a file that cannot be read (Is a directory)",
        "a readable file",
    )
    assert _read(folder) == (None, (expected,))


def test_aliases_that_stand_for_too_much(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]" for before, name in pairwise("abcdefg")]
    file = tmp_path / "a.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    _, findings = read_yaml(file)
    assert [one.found for one in findings.problems] == ["aliases that stand for too much"]


def test_an_example_with_a_key_that_is_no_text(tmp_path: Path) -> None:
    rule = PACKAGED / "checks/constructive/programme-instructed-on-time.yaml"
    folder = _folder(tmp_path, [rule])
    file = folder / rule.relative_to(PACKAGED)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{sentence_type: ", "{2009: a, sentence_type: ", 1), encoding="utf-8")
    found = {(one.problem.kind, one.problem.found) for one in lint(folder).faults if one.problem.file == str(file)}
    assert found == {
        ("schema", "Additional properties are not allowed ('2009' was unexpected)"),
        ("unreadable-example", "key 2009"),
    }
