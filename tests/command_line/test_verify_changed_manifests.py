"""`omicheck verify` of manifests and rows that somebody changed: refused with the place, and nothing is written."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import ROOT, run

OFFICE = ROOT / "fixtures/small-office"
CASES = "cases.json"


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with records and rules, in which commands are given."""
    folder = tmp_path / "office"
    shutil.copytree(OFFICE / "rules", folder / "rules")
    shutil.copy(OFFICE / CASES, folder / CASES)
    monkeypatch.chdir(folder)


def checked(*options: object) -> None:
    assert run("check", CASES, "--rules", "rules", *options, "--manifest", "run.json", "--quiet").status == 1


def test_rows_with_a_day_that_no_calendar_has() -> None:
    checked("--format", "parquet", "--output", "rows.parquet")
    table = pq.read_table("rows.parquet")
    beyond = pa.array([10**8] * table.num_rows, pa.date32())
    place = table.column_names.index("due_date")
    pq.write_table(table.set_column(place, table.schema.field(place), beyond), "rows.parquet")
    done = run("verify", "run.json")
    told = "rows.parquet as it lies there: it is not what the run wrote"
    assert (done.status, f"  differs      {told}\n" in done.output) == (1, True)


def test_what_lies_in_a_folder_of_other_names_is_not_read() -> None:
    checked("--format", "csv", "--output", "rows.csv")
    Path("other").mkdir()
    with Path("other/file").open("wb") as file:
        # Takes no room on the disk, and would take minutes to be read.
        file.truncate(1 << 38)
    _put(("output", "path"), "other")
    done = run("verify", "run.json")
    told = "other as it lies there"
    assert done.output.endswith(f"  differs      {told}: it is not what the run wrote\n\nNot the same: {told}.\n")
    assert (done.status, done.errors) == (1, "")


WRONG_MANIFESTS = [
    (("run", "options", "only"), 7, "only: no value that the command could have been given"),
    (("run", "options", "only"), ["a\0b"], "only: no value that the command could have been given"),
    (("run", "options", "rules"), ["rules"], "rules: no value that the command could have been given"),
    (("run", "options", "format"), "pdf", "format: no value that the command could have been given"),
    (("run", "options", "row_order"), "yes", "row_order: no value that the command could have been given"),
    (("run", "options", "rejects"), "others.txt", "this version of omicheck has no option for rejects"),
    (("run", "options", "run"), "x", "this version of omicheck has no option for run"),
    (("run", "options", "\ud800"), "x", r"this version of omicheck has no option for \ud800"),
    (("run", "options", "path"), None, "it does not say where the records were"),
    (("also",), [{"format": "pdf", "path": "a.pdf", "sha256": {}}], "this version of omicheck cannot write pdf"),
    (("run", "command"), "map", "`omicheck map` writes none"),
]


@pytest.mark.parametrize(("path", "value", "told"), WRONG_MANIFESTS)
def test_options_that_no_command_was_given(path: tuple[str, ...], value: object, told: str) -> None:
    checked("--format", "csv", "--output", "rows.csv")
    _put(path, value)
    done = run("verify", "run.json")
    expected = f"omicheck: run.json: the run cannot be made again: {told}\n"
    assert (done.status, done.output, done.errors) == (2, "", expected)
    assert sorted(file.name for file in Path().iterdir()) == ["cases.json", "rows.csv", "rules", "run.json"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rules", "evaluated"), 7),
        (("rules", "evaluated"), [None]),
        (("input", "sha256"), {"cases.json": None}),
        (("libraries",), ["attrs"]),
        (("run", "files"), None),
        (("rows",), None),
        (("rows", "by_cases"), None),
        (("rows", "cases"), "4"),
        (("output",), {"path": "rows.csv"}),
        (("also",), [{"format": "csv", "path": "a.csv"}]),
        (("output", "path"), "rows\0.csv"),
    ],
)
def test_a_manifest_that_was_changed(path: tuple[str, ...], value: object) -> None:
    checked("--format", "csv", "--output", "rows.csv")
    _put(path, value)
    done = run("verify", "run.json")
    where = "output.sha256" if path == ("output",) else ".".join(path)
    found = f"a manifest that was changed or is not whole: {where} is not as it was written"
    assert (done.status, done.output) == (2, "")
    assert done.errors.startswith(f"omicheck: run.json: found {found}; expected a run manifest")


def _put(path: tuple[str, ...], value: object) -> None:
    """Puts another value into the manifest."""
    data = json.loads(Path("run.json").read_text(encoding="utf-8"))
    place = data
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    Path("run.json").write_text(json.dumps(data), encoding="utf-8")
