"""`omicheck rules copy`, and that commands that fill folders leave alone what somebody else wrote."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from omicheck.rulebase.folder import packaged_rules
from pipeline import ROOT, Done, run, write_rules
from written_rules import DAYS, RULE


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [RULE], DAYS)


def test_what_somebody_else_wrote_is_never_overwritten(rules: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "index.md").write_text("# Mine\n", encoding="utf-8")
    (pages / "contacted.md").write_bytes(b"\xff\xfe")
    docs = ("rules", "docs", "--rules", rules, "--folder", pages)
    done = run(*docs)
    told = f"omicheck: {pages} holds contacted.md, index.md, which `omicheck rules docs` did not write; nothing was "
    told += "written: name another folder with --folder, or move what is there away\n"
    assert (done.status, done.output, done.errors) == (2, "", told)
    assert run(*docs, "--check").errors == (
        f"omicheck: {pages}/case-records.md is missing; run: omicheck rules docs\n"
        f"omicheck: {pages}/contacted.md was not written by `omicheck rules docs`, and is left alone\n"
        f"omicheck: {pages}/index.md was not written by `omicheck rules docs`, and is left alone\n"
    )
    assert {file.name: file.read_bytes() for file in pages.iterdir()} == {
        "index.md": b"# Mine\n",
        "contacted.md": b"\xff\xfe",
    }
    schema = tmp_path / "rule.schema.json"
    schema.write_text("{}\n", encoding="utf-8")
    done = run("rules", "schema", "--folder", tmp_path)
    assert done.status == 2
    assert done.errors.startswith(f"omicheck: {tmp_path} holds rule.schema.json, which `omicheck rules schema --folder")
    assert schema.read_text(encoding="utf-8") == "{}\n"


def test_the_packaged_rules_are_copied_into_a_new_folder_and_can_be_used(tmp_path: Path) -> None:
    copy = tmp_path / "of my own/rules"
    done = run("rules", "copy", copy)
    files = sum(file.is_file() for file in packaged_rules().rglob("*"))
    told = f"omicheck: {copy}: {files} files copied; use them with --rules '{copy}'\n"
    assert (done.status, done.output, done.errors) == (0, "", told)
    assert run("rules", "list", "--rules", copy).output == run("rules", "list").output
    case = ROOT / "fixtures/cases/breach-a-day-late.json"
    asked = ("check", case, "--format", "json", "--only", "breach-instigated-on-time")
    # The same rules have the same hash, by which a run is known.
    assert run(*asked, "--rules", copy).output == run(*asked).output
    assert run("performance", ROOT / "fixtures/small-office/cases.json", "--rules", copy).status == 0


def test_the_packaged_rules_are_copied_over_nothing(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    assert run("rules", "copy", mine, "--quiet").status == 0
    (mine / "vocabulary.yaml").write_text("mine", encoding="utf-8")
    again = run("rules", "copy", mine)
    assert (again.status, again.errors) == (
        2,
        f"omicheck: {mine} is there already; expected a new or empty folder: nothing was copied\n",
    )
    assert (mine / "vocabulary.yaml").read_text(encoding="utf-8") == "mine"
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    assert (run("rules", "copy", file).status, run("rules", "copy", file / "in").status) == (2, 2)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "mine"]


def test_a_full_disk_is_told_in_a_line_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copytree(_: Path, part: Path) -> None:
        part.mkdir()
        raise shutil.Error([("from", "to", f"[Errno {errno.ENOSPC}] {os.strerror(errno.ENOSPC)}: 'from' -> 'to'")])

    monkeypatch.setattr(shutil, "copytree", copytree)
    copy = tmp_path / "rules"
    told = f"omicheck: {copy} cannot be made: {os.strerror(errno.ENOSPC)}\n"
    assert (run("rules", "copy", copy), list(tmp_path.iterdir())) == (Done(2, "", told), [])


@pytest.mark.parametrize(
    ("name", "other"),
    [("index", "the index"), ("case-records", "the page of the records"), ("Other", "the page of rule OTHER")],
)
def test_no_page_is_lost_behind_another_of_its_name(name: str, other: str, rules: Path, tmp_path: Path) -> None:
    first = next((rules / "checks").rglob("contacted.yaml"))
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace("id: contacted", f"id: {name}"), encoding="utf-8")
    if name == "Other":
        first.with_name("z.yaml").write_text(text.replace("id: contacted", "id: OTHER"), encoding="utf-8")
    pages = tmp_path / "pages"
    done = run("rules", "docs", "--rules", rules, "--folder", pages)
    assert (done.status, done.output, pages.exists()) == (2, "", False)
    assert done.errors == (
        f"omicheck: {first}: found rule {name}, whose page would be named as {other} is; expected an id whose page has "
        "a name of its own, whether in capitals or not; nothing was written\n"
    )
