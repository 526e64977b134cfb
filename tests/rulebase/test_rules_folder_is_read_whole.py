"""Nothing in a rules folder is left out in silence, waited for, or called by a name that leads elsewhere."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from omicheck.rulebase.folder import packaged_rules
from pipeline import Done, run, write_json, write_rules
from written_rules import CASE, DAYS, SHORT

ALONE = "omicheck: the rules cannot be used:\n{}\n1 problem\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [SHORT], DAYS)


def checked(folder: Path) -> Done:
    case: dict[str, Any] = {"case_id": "A", **CASE, "events": []}
    cases = write_json(folder.parent / "cases.json", {"as_of": "2009-06-01", "cases": [case]})
    return run("check", cases, "--rules", folder)


def linted(folder: Path) -> list[tuple[str, str]]:
    faults = json.loads(run("rules", "lint", "--rules", folder, "--format", "json").output)["faults"]
    of_folder = [(one["file"], one["found"]) for one in faults if one["line"] is None]
    return [(file, found) for file, found in of_folder if "schema" not in found]


@pytest.mark.parametrize("part", ["checks/topic", "checks/other", "limits/more", "questions/more"])
def test_a_folder_that_is_a_link(part: str, rules: Path, tmp_path: Path) -> None:
    elsewhere = write_rules(tmp_path / "elsewhere", [{**SHORT, "id": "other"}], DAYS) / "checks/topic"
    folder = rules / part
    if folder.exists():
        folder.rename(rules / "checks/moved")
    folder.parent.mkdir(exist_ok=True)
    folder.symlink_to(elsewhere)
    found = "a folder that is a link"
    told = f"{folder}: found {found}; expected a folder that stands there itself: copy what the link leads to"
    done = checked(rules)
    assert (done.status, done.output, done.errors) == (2, "", ALONE.format(told))
    assert linted(rules) == [(str(folder), found)]


def test_a_link_that_leads_nowhere_may_have_led_to_a_folder(rules: Path) -> None:
    (rules / "checks/other").symlink_to("nowhere")
    told = "found a file that cannot be read (No such file or directory); expected a readable file"
    assert checked(rules).errors == ALONE.format(f"{rules}/checks/other: {told}")


PARTS = ("limits", "questions", "vocabulary.yaml", "documents.yaml", "omi2.yaml", "holidays.yaml", "edition.yaml")


@pytest.mark.parametrize("part", PARTS)
def test_no_packaged_part_stands_in_for_one_that_cannot_be_read(part: str, rules: Path) -> None:
    if (rules / part).is_dir():
        (rules / part).rename(rules / "moved")
    (rules / part).symlink_to("nowhere")
    done = checked(rules)
    assert done.status == 2
    assert f"{rules}/{part}: found a f" in done.errors
    assert " that cannot be read (No such file or directory); expected a readable f" in done.errors


@pytest.mark.parametrize("what", ["link", "folder", "pipe"])
@pytest.mark.parametrize("part", ["holidays.yaml", "edition.yaml"])
def test_what_a_folder_may_leave_out_is_read_where_it_is_there(part: str, what: str, rules: Path) -> None:
    made = {"link": lambda file: file.symlink_to(file), "folder": Path.mkdir, "pipe": os.mkfifo}
    made[what](rules / part)
    told = {
        "link": "a file that cannot be read (Too many levels of symbolic links); expected a readable file",
        "folder": "a file that cannot be read (Is a directory); expected a readable file",
        "pipe": "neither a file nor a folder; expected a file of rules",
    }
    done = checked(rules)
    assert (done.status, done.output, done.errors) == (2, "", ALONE.format(f"{rules}/{part}: found {told[what]}"))


def _nothing_there(editions: Path) -> None:
    editions.symlink_to("nowhere")


def _a_file(editions: Path) -> None:
    editions.write_text("2021", encoding="utf-8")


def _one_that_is_gone(editions: Path) -> None:
    editions.mkdir()
    (editions / "2021").symlink_to("nowhere")


def _one_that_does_not_say_what_it_is(editions: Path) -> None:
    write_rules(editions / "2021", [{**SHORT, "id": "later"}], DAYS)
    (editions / "read-me.txt").write_text("What they are.", encoding="utf-8")


FOLDER = "a folder that cannot be read ({}); expected a readable folder"
EDITIONS = [
    (_nothing_there, f": found {FOLDER.format('No such file or directory')}"),
    (_a_file, f": found {FOLDER.format('Not a directory')}"),
    (_one_that_is_gone, f"/2021: found {FOLDER.format('No such file or directory')}"),
    (
        _one_that_does_not_say_what_it_is,
        "/2021: found rules without edition.yaml; expected a file edition.yaml, which says which edition they are",
    ),
]


@pytest.mark.parametrize(("made", "told"), EDITIONS)
def test_no_edition_is_left_out_in_silence(made: Callable[[Path], None], told: str, rules: Path) -> None:
    own = "id: '2007'\ntitle: T\nfrom: {date: 2007-09-30, source: {document: a, status: assumed}}\n"
    (rules / "edition.yaml").write_text(own, encoding="utf-8")
    made(rules / "editions")
    cases = write_json(rules.parent / "cases.json", {"as_of": "2009-06-01", "cases": []})
    done = run("check", cases, "--rules", rules, "--edition", "auto")
    assert (done.status, done.output, done.errors) == (2, "", ALONE.format(f"{rules}/editions{told}"))


@pytest.mark.parametrize("what", ["link", "file"])
def test_no_packaged_framework_stands_in_for_one_that_cannot_be_read(what: str, rules: Path) -> None:
    folder, cases = rules / "performance", write_json(rules.parent / "cases.json", {"as_of": "2009-06-01", "cases": []})
    if what == "link":
        folder.symlink_to("nowhere")
    else:
        folder.write_text("none", encoding="utf-8")
    done = run("performance", cases, "--rules", rules)
    found = {"link": "no such folder", "file": "no folder"}[what]
    expected = "a rules folder, with its rules in checks/<topic>/<id>.yaml"
    assert (done.status, done.output, done.errors) == (
        2,
        "",
        ALONE.format(f"{folder}: found {found}; expected {expected}"),
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="no folder is closed to the system's administrator")
@pytest.mark.parametrize("part", ["checks/topic", "limits", "checks", "."])
def test_a_folder_that_may_not_be_read(part: str, rules: Path) -> None:
    (rules / part).chmod(0)
    try:
        done = checked(rules)
    finally:
        (rules / part).chmod(0o755)
    assert done.status == 2
    assert " that cannot be read (Permission denied); expected a " in done.errors


def test_folders_too_deep_for_the_system(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(rules / "checks")
    for _ in range(30):
        os.mkdir("d" * 200)  # noqa: PTH102, paths are not as long as this becomes
        os.chdir("d" * 200)
    monkeypatch.chdir(rules)
    done = checked(rules)
    assert done.status == 2
    assert "found a file that cannot be read (File name too long); expected a readable file" in done.errors


@pytest.mark.parametrize("part", ["checks/topic/a.yaml", "limits/a.yaml", "questions/a.yaml", "vocabulary.yaml"])
@pytest.mark.parametrize("what", ["pipe", "socket", "device"])
def test_what_is_no_file_is_not_waited_for(part: str, what: str, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = rules / part
    file.parent.mkdir(exist_ok=True)
    monkeypatch.chdir(file.parent)
    if what == "pipe":
        os.mkfifo(file)
    elif what == "device":
        file.symlink_to("/dev/zero")
    else:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(file.name)  # the path would be too long
    done = checked(rules)
    told = (
        "a file that cannot be read (No such device or address)" if what == "socket" else "neither a file nor a folder"
    )
    assert (done.status, done.output) == (2, "")
    assert f"{file}: found {told}; expected " in done.errors
    assert done.errors.endswith("\n1 problem\n")


def test_the_framework_is_not_waited_for(rules: Path) -> None:
    framework = write_rules(rules / "performance", [SHORT], DAYS)
    os.mkfifo(framework / "framework.yaml")
    done = run("performance", write_json(rules / "c.json", {"cases": []}), "--as-of", "2009-06-01", "--rules", rules)
    assert (done.status, done.output) == (2, "")
    told = "found neither a file nor a folder; expected a file of rules"
    assert f"{framework}/framework.yaml: {told}" in done.errors


def test_a_name_that_is_not_utf_8(rules: Path) -> None:
    for name in (b"checks/\xff.yaml", b"checks/topic/\xe9t\xe9.yaml", b"limits/\xff\xfe.yml"):
        (rules / os.fsdecode(name)).write_bytes(b"id: a\n")
    (rules / os.fsdecode(b"checks/\xff")).mkdir()
    told = "found a name that is not UTF-8; expected a name in UTF-8: rename it"
    lines = [
        rf"{rules}/{name}: {told}"
        for name in (r"limits/\xff\xfe.yml", r"checks/\xff", r"checks/\xff.yaml", r"checks/topic/\xe9t\xe9.yaml")
    ]
    done = checked(rules)
    assert done.errors == "\n".join(["omicheck: the rules cannot be used:", *lines, "4 problems", ""])
    assert sorted(linted(rules)) == sorted(
        (line.partition(": ")[0], told.partition(" ")[2].partition(";")[0]) for line in lines
    )


@pytest.mark.parametrize(
    "name", ["../../outside", "/srv/outside", "..", ".hidden", "a/b", "a\nb", "a\x1b[1mb", "x" * 101]
)
def test_an_id_that_no_file_may_be_called_by(name: str, rules: Path, tmp_path: Path) -> None:
    write_rules(rules, [], {"plain": DAYS["days"]})
    rule = {**SHORT, "id": name}
    (rules / "checks/topic/short.yaml").write_text(json.dumps(rule), encoding="utf-8")
    limit = {"id": name, "values": DAYS["days"]}
    (rules / "limits/plain.yaml").write_text(json.dumps(limit), encoding="utf-8")
    shown = json.dumps(name) if len(name) < 60 else f'"{"x" * 56}...'
    expected = (
        "expected at most 100 letters, digits, hyphens, underscores and dots, the first a letter or a digit, as files "
        "are named after it"
    )
    told = [f"{rules}/{file}.yaml:1: id: found {shown}; {expected}" for file in ("limits/plain", "checks/topic/short")]
    done = run("rules", "docs", "--rules", rules, "--folder", tmp_path / "docs")
    assert done.errors == "\n".join(["omicheck: the rules cannot be used:", *told, "2 problems", ""])
    assert not (tmp_path / "docs").exists()


def test_every_packaged_id_can_be_a_name(tmp_path: Path) -> None:
    assert run("rules", "docs", "--rules", packaged_rules(), "--folder", tmp_path, "--quiet").status == 0
