"""What is written is there whole or not at all, for its owner alone, and over nothing unless that is asked for."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import ROOT, run

CASE = ROOT / "fixtures" / "cases" / "breach-a-day-late.json"
FORMATS = ("csv", "json", "jsonl", "xlsx", "junit", "sarif", "parquet")
WORDS = ("check", CASE, "--only", "breach-instigated-on-time", "--format")


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_there_is_left_as_it_is_unless_it_is_to_be_written_over(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"rows.{form}"
    file.write_bytes(b"older")
    file.chmod(0o640)
    done = run(*WORDS, form, "--output", file)
    told = f"omicheck: --output: {file} is there already: name another file, or add --force\n"
    assert (done.status, done.output, done.errors) == (2, "", told)
    assert file.read_bytes() == b"older"
    assert run(*WORDS, form, "--output", file, "--force").status == 1
    other = tmp_path / f"other.{form}"
    assert run(*WORDS, form, "--output", other).status == 1
    assert file.read_bytes() == other.read_bytes()
    # A file keeps the permissions that it had; a new one is for its owner alone.
    assert (mode_of(file), mode_of(other)) == (0o640, 0o600)
    assert {one.name for one in tmp_path.iterdir()} == {file.name, other.name}


@pytest.mark.parametrize("option", ["--rejects", "--manifest"])
def test_so_is_what_else_a_command_writes(option: str, tmp_path: Path) -> None:
    file = tmp_path / "beside"
    file.write_bytes(b"older")
    done = run(*WORDS, "csv", option, file)
    assert done.errors == f"omicheck: {option}: {file} is there already: name another file, or add --force\n"
    assert (done.status, file.read_bytes()) == (2, b"older")
    assert run(*WORDS, "csv", option, file, "--force").status == 1
    assert file.read_bytes() != b"older"


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link, file = tmp_path / "rows.csv", tmp_path / "elsewhere" / "rows.csv"
    link.symlink_to(file)
    assert run(*WORDS, "csv", "--output", link).status == 1
    assert (link.is_symlink(), file.read_bytes()) == (True, run(*WORDS, "csv").output.encode())


def test_nothing_that_has_a_name_like_an_unfinished_file_is_touched(tmp_path: Path) -> None:
    other = tmp_path / "kept"
    other.write_bytes(b"kept")
    for name in ("rows.csv.part", ".rows.csv.part"):
        (tmp_path / name).symlink_to(other)
    assert run(*WORDS, "csv", "--output", tmp_path / "rows.csv").status == 1
    assert other.read_bytes() == b"kept"


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_name_that_is_not_utf_8_is_written(form: str, tmp_path: Path) -> None:
    plain, other = tmp_path / f"rows.{form}", Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xf6ws." + form.encode()))
    for file in (plain, other):
        assert run(*WORDS, form, "--output", file).status == 1
    assert other.read_bytes() == plain.read_bytes()
    assert sorted(tmp_path.iterdir()) == sorted([plain, other])


# Runs a command that can write no byte to a file, as on a disk that is full, and is not ended for trying.
FULL = ("sh", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "sh")


def started(*words: object, before: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
    """The command as a process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    whole = [*before, sys.executable, "-m", "omicheck", *map(str, words)]
    return subprocess.run(whole, env=environment, text=True, capture_output=True, check=False)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_full_disk_is_told_and_the_older_file_is_left(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"rows.{form}"
    file.write_bytes(b"older")
    done = started(*WORDS, form, "--output", file, "--force", before=FULL)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"omicheck: {file} cannot be written: ")
    assert "File too large" in done.stderr
    assert (file.read_bytes(), [one.name for one in tmp_path.iterdir()]) == (b"older", [file.name])


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_on_the_disk_before_it_takes_its_name(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"rows.{form}"
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        # The name under which it lies now, as only Linux tells it; how much of it there is shows that it is whole.
        at = Path(f"/proc/self/fd/{descriptor}").readlink()
        done.append("folder" if at == tmp_path else f"{at.suffix} of {at.stat().st_size}")
        sync(descriptor)

    def replaced(part: Path, place: Path) -> Path:
        done.append(f"named {place.name}")
        return replace(part, place)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    assert run(*WORDS, form, "--output", file).status == 1
    assert done == [f".part of {file.stat().st_size}", f"named {file.name}", "folder"]


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever is root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told_and_the_older_file_is_left(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(b"older")
    tmp_path.chmod(0o500)
    try:
        done = run(*WORDS, "csv", "--output", file, "--force")
    finally:
        tmp_path.chmod(0o700)
    assert (done.status, done.errors) == (2, f"omicheck: {file} cannot be written: Permission denied\n")
    assert file.read_bytes() == b"older"


def test_two_runs_into_one_file_leave_that_of_one_of_them(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    others = ("recall-requested-on-time", "breach-instigated-on-time")
    words = [("check", CASE, "--only", rule, "--format", "csv") for rule in others]
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda one: started(*one, "--output", file, "--force"), words))
    assert all(one.returncode in (0, 1) for one in done), [one.stderr for one in done]
    assert file.read_bytes() in [run(*one).output.encode() for one in words]
    assert [one.name for one in tmp_path.iterdir()] == [file.name]
