"""What a command reads is never written over by what it writes."""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from omicheck.command_line.main import whole_parser
from omicheck.command_line.parser import WRITTEN, commands_of
from omicheck.command_line.refused_outputs import READ
from pipeline import ROOT, Done, run

SAMPLE = ROOT / "fixtures/sample"
REPORT = ROOT / "fixtures/report"


@pytest.mark.parametrize(
    "words",
    [
        ("check", "{}", "--output", "{}", "--format", "json"),
        ("check", "{}", "--rejects", "{}"),
        ("check", "{}", "--manifest", "{}"),
        ("due", "{}", "--output", "./cases.json"),
        ("progress", "other.json", "{}", "--output", "{}"),
        ("compare", "{}", "other.json", "--output", "other.json"),
        ("report", "other.json", "--grades", "{}", "--output", "{}"),
        ("rules", "lint", "--rules", "rules", "--output", "rules"),
        ("rules", "check", "--since", "rules", "--output", "rules/limit.yaml"),
    ],
)
def test_a_file_that_is_read_stays(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules").mkdir()
    Path("rules/limit.yaml").touch()
    cases = Path(shutil.copy(SAMPLE / "cases.json", tmp_path))
    shutil.copy(cases, "other.json")
    done = run(*(word.format(cases) for word in words))
    assert (done.status, done.output) == (2, "")
    assert done.errors.endswith(" is read by this command and would be overwritten: name another file\n")
    assert cases.read_bytes() == Path("other.json").read_bytes() == (SAMPLE / "cases.json").read_bytes()


def test_a_baseline_and_last_recommendations_stay(tmp_path: Path) -> None:
    for option, output, file in (
        ("--last-recommendations", "--write-recommendations", REPORT / "recommendations.yaml"),
        ("--answers", "--output", SAMPLE / "tables/answers.csv"),
    ):
        copy = Path(shutil.copy(file, tmp_path))
        done = run("report", SAMPLE / "cases.json", option, copy, output, copy)
        told = f"omicheck: {output}: {copy} is read by this command and would be overwritten: name another file\n"
        assert done == Done(2, "", told)


def test_the_records_are_no_key_of_their_own_pseudonyms() -> None:
    cases = SAMPLE / "cases.json"
    told = "found the records themselves; expected a file with a key, such as `head -c 32 /dev/urandom | base64 > FILE`"
    done = run("check", cases, "--pseudonymise", cases)
    assert done == Done(2, "", f"omicheck: --pseudonymise: {told} writes\n")


def test_tables_of_a_folder_stay(tmp_path: Path) -> None:
    tables = Path(shutil.copytree(SAMPLE / "tables", tmp_path / "tables"))
    read = ("check", tables, "--as-of", "2010-01-18", "--only", "mappa", "--format", "csv", "--output")
    assert run(*read, tables / "cases.csv").status == 2
    assert run(*read, tables / "rows.csv").status == 1
    assert (tables / "cases.csv").read_bytes() == (SAMPLE / "tables/cases.csv").read_bytes()


def test_files_of_a_table_that_is_a_folder_stay(tmp_path: Path) -> None:
    part = tmp_path / "cases/office=north/part-0.parquet"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"rows")
    done = run("check", tmp_path, "--output", part, "--format", "json", "--force")
    told = f"omicheck: --output: {part} is read by this command and would be overwritten: name another file\n"
    assert done == Done(2, "", told)


def test_files_of_the_rules_stay(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    limit = rules / "limits/breach-instigation.yaml"
    before = limit.read_bytes()
    words = ("check", SAMPLE / "cases.json", "--rules", rules, "--only", "mappa", "--format", "json", "--force")
    done = run(*words, "--output", limit)
    told = f"omicheck: --output: {limit} is read by this command and would be overwritten: name another file\n"
    assert (done, limit.read_bytes()) == (Done(2, "", told), before)
    diff = run("rules", "diff", rules, ROOT / "rules", SAMPLE / "cases.json", "--force", "--output", limit)
    assert (diff, limit.read_bytes()) == (Done(2, "", told), before)
    # What is no rule may lie beside them.
    assert [run(*words, "--output", rules / "rows.json").status for _ in range(2)] == [1, 1]


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    file, link = tmp_path / "rows.json", tmp_path / "link.json"
    link.symlink_to(file)
    words = ("check", SAMPLE / "cases.json", "--only", "mappa", "--format", "json", "--output", file)
    for option, place in (("--manifest", file), ("--rejects", link)):
        done = run(*words, option, place)
        told = f"{option}: {place} is what --output writes too, and one would replace the other: name another file"
        assert (done, file.exists()) == (Done(2, "", f"omicheck: {told}\n"), False)


_TOO_LONG = "a" * 300


@pytest.mark.parametrize(
    ("words", "told"),
    [
        *(
            (("check", SAMPLE / "cases.json", "--only", "mappa", "--quiet", *option), f"{_TOO_LONG} cannot be written")
            for option in (("--output",), ("--rejects",), ("--manifest",), ("--format", "parquet", "--output"))
        ),
        (("rules", "docs", "--folder"), f"{_TOO_LONG} cannot be written"),
        (("rules", "schema", "--folder"), f"{_TOO_LONG} cannot be written"),
        (("rules", "schema", "rule", "--output"), f"{_TOO_LONG} cannot be written"),
        (("verify",), f"{_TOO_LONG}: found a file that cannot be read (File name too long); expected "),
        (("report", SAMPLE / "cases.json", "--context"), f"{_TOO_LONG}: found a file that cannot be read"),
        (("check", SAMPLE / "cases.json", "--waivers"), f"{_TOO_LONG}: found a file that cannot be read"),
    ],
)
def test_names_that_no_file_can_have(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words, _TOO_LONG)
    assert done.status == 2
    assert done.errors.splitlines()[-1].startswith(f"omicheck: {told}")
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_no_file_can_be_written_to(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("older", encoding="utf-8")
    words = ("check", SAMPLE / "cases.json", "--only", "mappa", "--format", "csv", "--force", "--output")
    assert run(*words, file).status == run(*words, "/dev/null", "--rejects", "/dev/null").status == 1
    assert file.read_text(encoding="utf-8") != "older"


def arguments_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for command in commands_of(parser).values():
        yield from command._actions
        yield from arguments_of(command)


def test_every_argument_that_names_a_file_is_known() -> None:
    kinds = {"FILE", "DIR", "PATH", "OTHER_PATH", "LAST", "SAMPLE"}
    named = {one.dest for one in arguments_of(whole_parser()) if one.metavar in kinds} | {"old", "new"}
    # A folder for what a command makes itself has rules of its own for what is in it.
    assert named - {"folder"} <= {*READ, *WRITTEN}


def test_the_name_of_a_field_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("check", SAMPLE / "cases.json", "--only", "mappa", "--split-by", "office", "--output", "office")
    assert run(*words).status == run(*words).status == 1
