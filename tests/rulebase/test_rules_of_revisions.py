"""`omicheck rules diff` with revisions: where the rules are, what git keeps of them, and what it says of a refusal."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from changed_rules import CASES, LIMIT, RULE, TIER_1, flips
from pipeline import Done, run, write_json, write_rules

SHORTER = [{**LIMIT, "limit": {1: "3 days", 2: "4 days"}}]
FLIPS = [("A", "met", "not_met", [TIER_1])]
NOT_FOUND = "expected a rules folder, an edition, or a revision of this git repository"

Git = Callable[..., str]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": CASES})


def git(*words: object) -> str:
    """What git prints."""
    named = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    return subprocess.run(
        ["git", *named, *map(str, words)],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def commit(repository: Path, message: str = "one") -> None:
    git("-C", repository, "add", "--all")
    git("-C", repository, "commit", "--quiet", "--message", message)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose rules were committed with one limit, and have a shorter one now."""
    folder = tmp_path / "repository"
    write_rules(folder / "rules", [RULE], {"days": [LIMIT]})
    git("init", "--quiet", folder)
    commit(folder)
    write_rules(folder / "rules", [RULE], {"days": SHORTER})
    monkeypatch.chdir(folder)
    return folder


def diff(*arguments: object) -> Done:
    return run("rules", "diff", *arguments, "--format", "json")


def test_an_absolute_folder_is_looked_for_in_the_revision(repository: Path, cases: Path) -> None:
    absolute = repository / "rules"
    assert flips(diff("HEAD", absolute, cases, "--folder", absolute)) == FLIPS
    assert flips(diff("HEAD", ".", cases, "--folder", absolute)) == FLIPS


def test_an_absolute_folder_says_which_repository(
    repository: Path, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    absolute = repository / "rules"
    assert flips(diff("HEAD", absolute, cases, "--folder", absolute)) == FLIPS
    outside = write_rules(tmp_path / "outside", [RULE], {"days": [LIMIT]})
    done = diff("HEAD", absolute, cases, "--folder", outside)
    assert (done.status, done.output) == (2, "")
    assert done.errors.startswith(f"omicheck: {outside}: found no git repository there: not a git repository")
    done = diff(absolute.parent, absolute, cases, "--folder", outside)
    assert done.errors == (
        f"omicheck: {repository}: found no rules in that folder; expected `checks` or `{outside}/checks` in it\n"
    )


@pytest.mark.parametrize("folder", ["rules", "ABSOLUTE"])
def test_a_revision_that_does_not_exist(folder: str, repository: Path, cases: Path) -> None:
    where = repository / "rules" if folder == "ABSOLUTE" else folder
    done = diff("nowhere", "rules", cases, "--folder", where)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: found 'nowhere'; {NOT_FOUND}\n")


def test_no_folder_is_taken_for_an_option_of_git(repository: Path, cases: Path) -> None:
    done = diff("HEAD", "rules", cases, "--folder=--output=written")
    told = "omicheck: revision HEAD: found no folder --output=written in it; name the folder in which the rules were\n"
    assert (done.status, done.output, done.errors) == (2, "", told)
    assert sorted(file.name for file in repository.iterdir()) == [".git", "rules"]


def test_a_folder_above_the_repository(repository: Path, cases: Path) -> None:
    assert repository.is_dir()
    done = diff("HEAD", "rules", cases, "--folder", "rules/../../other")
    told = "omicheck: rules/../../other: expected a folder of rules inside the repository\n"
    assert (done.status, done.errors) == (2, told)


@pytest.mark.parametrize("attributes", ["rules export-ignore", "rules/limits export-ignore", "*.yaml export-subst"])
def test_what_is_kept_from_archives_is_compared_all_the_same(attributes: str, repository: Path, cases: Path) -> None:
    (repository / ".gitattributes").write_text(f"{attributes}\n", encoding="utf-8")
    commit(repository, "two")
    done = diff("HEAD", "rules", cases)
    assert (done.status, done.errors, flips(done)) == (0, "", [])
    assert flips(diff("HEAD~1", "HEAD", cases)) == FLIPS


def test_links_are_followed_within_the_revision(repository: Path, cases: Path) -> None:
    limit = repository / "rules/limits/days.yaml"
    (repository / "shared").mkdir()
    limit.rename(repository / "shared/days.yaml")
    limit.symlink_to("../../shared/days.yaml")
    commit(repository, "two")
    assert flips(diff("HEAD~1", "HEAD", cases)) == FLIPS
    limit.unlink()
    limit.symlink_to("../../../elsewhere.yaml")
    (repository / "rules/checks/linked").symlink_to("topic")
    commit(repository, "three")
    done = diff("HEAD~1", "HEAD", cases)
    assert (done.status, done.output) == (2, "")
    assert done.errors == (
        "omicheck: the rules cannot be used:\n"
        "HEAD:rules/limits/days.yaml: found a file that cannot be read (No such file or directory); "
        "expected a readable file\n"
        "HEAD:rules/checks/linked: found a folder that is a link; expected a folder that stands there itself: copy "
        "what the link leads to\n"
        "2 problems\n"
    )


def test_rules_in_a_submodule(repository: Path, cases: Path, tmp_path: Path) -> None:
    other = write_rules(tmp_path / "other/rules", [RULE], {"days": [LIMIT]}).parent
    git("init", "--quiet", other)
    commit(other)
    git("-C", repository, "submodule", "--quiet", "add", other, "part")
    commit(repository, "two")
    whole, inside = (diff("HEAD", "rules", cases, "--folder", folder) for folder in ("part", "part/rules"))
    remedy = "run the command in that repository"
    assert whole.errors == f"omicheck: revision HEAD: found part to be a submodule; {remedy}\n"
    assert inside.errors == f"omicheck: revision HEAD: found part/rules in a submodule; {remedy}\n"
    assert flips(diff("HEAD", repository / "rules", cases, "--folder", repository / "part/rules")) == FLIPS


def test_a_shallow_clone_says_that_it_is_one(
    repository: Path, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, "two")
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--depth", "1", f"file://{repository}", clone)
    monkeypatch.chdir(clone)
    done = diff("HEAD~1", "rules", cases)
    shallow = "This is a shallow clone, which has not every revision: `git fetch --unshallow` brings them"
    assert (done.status, done.errors) == (2, f"omicheck: found 'HEAD~1'; {NOT_FOUND}. {shallow}\n")


def test_the_cause_is_told_as_git_gives_it(
    repository: Path, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As git sees a checkout of another user.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = diff("HEAD", "rules", cases)
    cause = f"Git says: detected dubious ownership in repository at '{repository}' To add an exception for this "
    assert done.errors.startswith(f"omicheck: found 'HEAD'; {NOT_FOUND}. {cause}directory, call: git config ")
    monkeypatch.chdir(tmp_path)
    done = diff("HEAD", repository / "rules", cases)
    assert done.errors.startswith(f"omicheck: found 'HEAD'; {NOT_FOUND}. Git says: not a git repository")


def test_names_that_are_not_utf_8_and_files_that_are_too_large(repository: Path, cases: Path) -> None:
    topic = repository / "rules/checks/topic"
    (topic / os.fsdecode(b"\xff.yaml")).write_text(yaml.safe_dump(RULE), encoding="utf-8")
    (topic / "large.yaml").write_text("# " + "x" * 4_000_000, encoding="utf-8")
    commit(repository, "two")
    done = diff("HEAD", "HEAD~1", cases)
    assert done.errors == (
        "omicheck: the rules cannot be used:\n"
        r"HEAD:rules/checks/topic/\xff.yaml: found a name that is not UTF-8; expected a name in UTF-8: rename it"
        "\nHEAD:rules/checks/topic/large.yaml: found a file of more than 4,000,000 bytes; "
        "expected a file of rules, which is small\n"
        "2 problems\n"
    )


def test_a_folder_that_nobody_can_reach_is_told_as_that(repository: Path, cases: Path) -> None:
    (repository / "ring").symlink_to("ring")
    done = diff("ring/rules", "rules", cases, "--folder", "ring/rules")
    expected = "expected a rules folder, an edition, or a revision"
    found = "a folder that cannot be read (Too many levels of symbolic links)"
    assert (done.status, done.output) == (2, "")
    assert done.errors == f"omicheck: ring/rules: found {found}; {expected}\n"
