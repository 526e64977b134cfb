"""What is written where: `-` for standard output, and places where nothing can be, which are refused beforehand."""

from pathlib import Path

import pytest

from large_tables import AS_OF, as_parquet, generated
from pipeline import ROOT, Done, run

SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"
GROUPS = ["East.xlsx", "North.xlsx", "West.xlsx", "omicheck-groups.json"]
ROWS = ["manifest.parquet", "part-00000.parquet"]
FORMATS = "xlsx, csv, json, jsonl, parquet, junit, sarif, such as jsonl:this-month.jsonl"
MAPPA = ("check", SAMPLE, "--only", "mappa")


@pytest.mark.parametrize("words", [(*MAPPA, "--format", "csv"), ("due", SAMPLE, "--format", "json"), ("rules", "list")])
def test_output_may_be_standard_output(
    words: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words, "--output", "-") == run(*words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "option", [("--also", "jsonl:-"), ("--rejects", "-"), ("--manifest", "-")], ids=lambda option: option[0]
)
def test_nothing_else_may_be_standard_output(option: tuple[str, ...]) -> None:
    told = f"{option[0]}: found -, which --output alone may be; name a file (./- for one of that name)"
    assert run(*MAPPA, *option) == Done(2, "", f"omicheck: {told}\n")


def test_a_file_may_be_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(*MAPPA, "--format", "jsonl", "--output", "./-")
    assert Path("./-").read_text(encoding="utf-8") == run(*MAPPA, "--format", "jsonl").output


@pytest.mark.parametrize(
    ("words", "file", "told", "named"),
    [
        (MAPPA, "rows.xlsx", "table", "xlsx"),
        (("due", SAMPLE), "d.ICS", "table", "ics"),
        (("rules", "lint"), "faults.sarif", "text", "sarif"),
        (("rules", "test"), "examples.xml", "table", "junit"),
    ],
)
def test_no_text_for_people_is_named_as_something_else(
    words: tuple[object, ...], file: str, told: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = f"found {file} for --format {told}, which is text for people"
    expected = f"expected --format {named}, or a name that ends otherwise"
    assert run(*words, "--output", file) == Done(2, "", f"omicheck: --output: {found}; {expected}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", [("--also", "jsonl:./-"), ("--manifest", "./-"), ("--rejects", "./-")])
def test_any_output_may_be_called_so(option: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*MAPPA, *option) == run(*MAPPA)
    run(*MAPPA, option[0], option[1].replace("./-", "named"))
    assert Path("./-").read_text(encoding="utf-8") == Path("named").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "option",
    [
        ("--format", "csv", "--output", "nowhere/rows"),
        ("--also", "csv:nowhere/rows"),
        ("--also", "parquet:nowhere/rows"),
        ("--rejects", "nowhere/rows"),
        ("--manifest", "nowhere/rows"),
    ],
    ids=lambda option: f"{option[-2]} {option[-1]}",
)
def test_a_folder_that_is_not_there_is_told_before_the_check(
    option: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = "omicheck: nowhere/rows cannot be written: No such file or directory\n"
    assert run(*MAPPA, *option) == Done(2, "", told)


@pytest.mark.parametrize(
    "option",
    [
        ("--format", "csv", "--output", "folder"),
        ("--format", "parquet", "--output", "folder"),
        ("--also", "csv:folder"),
        ("--also", "parquet:folder"),
        ("--rejects", "folder"),
        ("--manifest", "folder"),
    ],
    ids=lambda option: f"{option[-2]} {option[-1]}",
)
def test_a_folder_in_the_place_of_a_file_is_told_before_the_check(
    option: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert run(*MAPPA, *option) == Done(2, "", "omicheck: folder cannot be written: Is a directory\n")


@pytest.mark.parametrize(
    ("leads_to", "why"),
    [("nowhere/rows", "No such file or directory"), ("link", "Too many levels of symbolic links")],
    ids=["into no folder", "in a ring"],
)
@pytest.mark.parametrize("option", ["--output", "--rejects", "--manifest"])
def test_a_link_that_cannot_be_followed_is_told_before_the_check(
    option: str, leads_to: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(leads_to)
    assert run("check", "nowhere.json", option, "link") == Done(2, "", f"omicheck: link cannot be written: {why}\n")


@pytest.mark.parametrize(
    ("place", "why"), [("file", "File exists"), ("file/offices", "Not a directory")], ids=["a file", "in a file"]
)
def test_a_file_in_the_place_of_a_folder_is_told_before_the_check(
    place: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    done = run(*MAPPA, "--split-by", "office", "--output", place, "--force")
    assert done == Done(2, "", f"omicheck: {place} cannot be written: {why}\n")


def test_folders_are_made_with_those_that_they_lie_in(tmp_path: Path) -> None:
    tables, groups, rows = (
        as_parquet(generated(3), tmp_path / "tables"),
        tmp_path / "new/offices",
        tmp_path / "other/rows",
    )
    run("check", SAMPLE, "--only", "mappa", "--split-by", "office", "--output", groups)
    run("check", tables, "--as-of", AS_OF, "--only", "mappa", "--also", f"parquet:{rows}")
    assert sorted(one.name for one in groups.iterdir()) == GROUPS
    assert sorted(one.name for one in rows.iterdir()) == ROWS


@pytest.mark.parametrize("option", ["--workers", "--seed"])
@pytest.mark.parametrize("text", ["x", "2.5", "", "1_000", "9" * 40])
def test_what_is_no_whole_number(option: str, text: str) -> None:
    words = MAPPA if option == "--workers" else ("sample", SAMPLE)
    done = run(*words, option, text)
    assert (done.status, done.errors.splitlines()[-1]) == (
        2,
        f"omicheck {words[0]}: error: argument {option}: found {text!r}; expected a whole number, such as 2",
    )


def test_not_held_is_told_where_it_belongs() -> None:
    told = "found not_held among the rules that are asked for; expected it among those that are left out"
    assert run("check", SAMPLE, "--only", "not_held") == Done(2, "", f"omicheck: {told}: --except not_held\n")


def test_two_editions_of_no_case_say_so(tmp_path: Path) -> None:
    (tmp_path / "none.json").write_text("[]", encoding="utf-8")
    done = run("editions", tmp_path / "none.json", "--as-of", "2022-01-18")
    assert (done.status, done.output.splitlines()[5]) == (
        0,
        "No case was there to ask of: the counts below are of nothing.",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("check", SAMPLE, "--engine", "colunmar"),
            "--engine: found 'colunmar'; expected auto, durable, columnar, both",
        ),
        (("check", SAMPLE, "--engine"), "--engine: found nothing after it; expected auto, durable, columnar, both"),
        (("check", SAMPLE, "--workers"), "--workers: found nothing after it; expected N"),
        (("editions", SAMPLE, "--between", "2007"), "--between: found too few words after it; expected OLD NEW"),
        (("completion", "tcsh"), "SHELL: found 'tcsh'; expected bash, zsh or fish"),
        (
            ("check", SAMPLE, "--also", "doc:rows"),
            f"--also: found 'doc:rows'; expected FORMAT:FILE, where FORMAT is one of {FORMATS}",
        ),
        (
            ("rules", "coverage", "--examples", "--threshold", "all"),
            "--threshold: found 'all'; expected a percentage from 0 to 100, such as 90",
        ),
    ],
    ids=lambda one: "" if isinstance(one, str) else " ".join(map(str, one[2:])),
)
def test_options_say_what_they_take(words: tuple[object, ...], told: str) -> None:
    expected = told.replace("columnar, both", "columnar, both or spark") + (
        "; did you mean columnar?" * ("colunmar" in told)
    )
    assert (done := run(*words)).status == 2
    assert done.errors.splitlines()[-1].partition("error: argument ")[2] == expected


def test_the_date_of_the_other_records_is_asked_for_by_its_own_name() -> None:
    told = "--other-as-of: found 'spring'; expected a date YYYY-MM-DD in 1990 to 2050, such as 2010-01-18"
    done = run("compare", SAMPLE, SAMPLE, "--other-as-of", "spring", "--quiet")
    assert done == Done(2, "", f"omicheck: {told}\n")


def test_nothing_is_told_of_no_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("none.json").write_text('{"as_of": "2010-01-18", "cases": []}', encoding="utf-8")
    told = "There is no case in none.json, so nothing was compared.\n"
    assert run("progress", "none.json", "none.json", "--quiet") == Done(0, told, "")
    assert run("explain", "none.json", "--quiet") == Done(2, "", "omicheck: none.json: no case to explain\n")
