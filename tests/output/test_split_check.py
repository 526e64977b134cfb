"""A file for each group of cases: every row in one of them, and nothing of others overwritten."""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import openpyxl
import pyarrow.parquet as pq
import pytest

from awkward_groups import AWKWARD
from omicheck.plain_data import FIELDS
from pipeline import ROOT, Done, run

SAMPLE: Final = ROOT / "fixtures" / "sample" / "cases.json"
LIST: Final = "omicheck-groups.json"


def split(folder: Path, *options: object, path: Path = SAMPLE, by: str = "office") -> Done:
    return run("check", path, "--split-by", by, "--output", folder, *options)


def in_jsonl(file: Path) -> list[tuple[str, ...]]:
    return [key(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def in_json(file: Path) -> list[tuple[str, ...]]:
    return [key(row) for row in json.loads(file.read_text(encoding="utf-8"))["rows"]]


def in_csv(file: Path) -> list[tuple[str, ...]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [key(row) for row in csv.DictReader(stream)]


def in_parquet(file: Path) -> list[tuple[str, ...]]:
    return [key(row) for row in pq.read_table(file).to_pylist()]


def key(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["case_id"], row["rule"], str(row["occurrence"]), row["verdict"]


READERS: Final[Mapping[str, Callable[[Path], list[tuple[str, ...]]]]] = {
    "jsonl": in_jsonl,
    "json": in_json,
    "csv": in_csv,
    "parquet": in_parquet,
}


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, ...]]:
    return [key(row) for row in run("check", SAMPLE, "--format", "jsonl").rows]


@pytest.mark.parametrize("name", READERS)
def test_every_row_is_in_the_file_of_its_group(name: str, rows: list[tuple[str, ...]], tmp_path: Path) -> None:
    done = split(tmp_path / "out", "--format", name)
    assert (done.status, done.output) == (1, "")
    offices = {one["case_id"]: one["office"] for one in json.loads(SAMPLE.read_text(encoding="utf-8"))["cases"]}
    found = {file.stem: READERS[name](file) for file in (tmp_path / "out").glob(f"*.{name}") if file.name != LIST}
    assert found == {office: [row for row in rows if offices[row[0]] == office] for office in ("East", "North", "West")}


@pytest.mark.parametrize(("name", "suffix"), [("junit", "xml"), ("sarif", "sarif"), ("table", "xlsx")])
def test_the_other_formats(name: str, suffix: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = split(folder, "--format", name, "--only", "2.1.22")
    assert done.status == 1
    assert done.errors.splitlines() == [
        f"omicheck: {folder}/East.{suffix}: office East, 23 cases",
        f"omicheck: {folder}/North.{suffix}: office North, 26 cases",
        f"omicheck: {folder}/West.{suffix}: office West, 11 cases",
        f"omicheck: {folder}: 3 files written",
    ]
    assert sorted(file.name for file in folder.iterdir()) == [
        *(f"{office}.{suffix}" for office in ("East", "North", "West")),
        LIST,
    ]
    if suffix != "xlsx":
        text = (folder / f"West.{suffix}").read_text(encoding="utf-8")
        assert '"group":{"field":"office","value":"West"}' in text
        return
    sheets = openpyxl.load_workbook(folder / "West.xlsx")
    manifest = {row[0].value: row[1].value for row in sheets["manifest"].iter_rows()}
    assert (manifest["group.field"], manifest["group.value"], manifest["counts.cases"]) == ("office", "West", 11)


def test_the_list_says_what_was_written_and_sums_up(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    split(folder, "--format", "json", "--manifest", tmp_path / "manifest.json")
    listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    written = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert {name: written[name] for name in listed["manifest"]} == listed["manifest"]
    assert (written["engine"], written["run"]["options"]["split_by"]) == ("durable", "office")
    assert list(written["output"]["sha256"]) == ["East.json", "North.json", "West.json", LIST]
    assert (listed["by"], [(one["file"], one["group"], one["cases"]) for one in listed["files"]]) == (
        "office",
        [("East.json", "East", 23), ("North.json", "North", 26), ("West.json", "West", 11)],
    )
    whole = json.loads(run("check", SAMPLE, "--format", "json").output)["manifest"]
    assert listed["manifest"] == whole
    of_west = json.loads((folder / "West.json").read_text(encoding="utf-8"))["manifest"]
    assert of_west["group"] == {"field": "office", "value": "West"}
    assert of_west["counts"]["cases"] == 11


CASE: Final = {"sentence_type": "community_order", "sentence_date": "2009-03-02", "events": []}


def records(file: Path, *groups: str | None, **more: Any) -> Path:  # noqa: ANN401, of any record
    cases = [
        {"case_id": f"C-{number}", **CASE, **({} if group is None else {"office": group}), **more}
        for number, group in enumerate(groups)
    ]
    file.write_text(json.dumps({"as_of": "2010-01-18", "cases": cases}), encoding="utf-8")
    return file


def test_cases_without_a_group_and_awkward_groups_have_files(tmp_path: Path) -> None:
    groups = [None, "", *(one for one in AWKWARD if one.strip()), None]
    file, folder = records(tmp_path / "cases.json", *groups), tmp_path / "out"
    done = split(folder, "--format", "jsonl", "--only", "1.3.6", path=file)
    listed = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
    assert done.status in (1, 3)
    assert sorted(one["file"] for one in listed) == sorted(one.name for one in folder.iterdir() if one.name != LIST)
    found = [row[0] for one in listed for row in in_jsonl(folder / one["file"])]
    whole = run("check", file, "--format", "jsonl", "--only", "1.3.6").rows
    assert sorted(found) == sorted(row["case_id"] for row in whole)


def test_rejected_records_are_told_once_and_counted_with_their_group(tmp_path: Path) -> None:
    file, folder = records(tmp_path / "cases.json", "East", "West", None), tmp_path / "out"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["cases"] += [{"case_id": "X", "office": "South", "tier": 9, **CASE}, {"case_id": "Y", "office": 3, **CASE}]
    file.write_text(json.dumps(data), encoding="utf-8")
    done = split(folder, "--format", "json", "--only", "1.3.6", path=file)
    assert done.status == 3
    assert done.errors.count("tier") == 1
    manifests = {one.stem: json.loads(one.read_text(encoding="utf-8"))["manifest"] for one in folder.glob("[!o]*.json")}
    assert {name: (one["counts"]["cases"], one["counts"]["rejected"]) for name, one in manifests.items()} == {
        "East": (1, 0),
        "West": (1, 0),
        "South": (0, 1),
        "not recorded": (1, 1),
    }


def test_what_was_written_before_may_be_written_anew_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    asked = ("--format", "csv", "--only", "2.1.22")
    split(folder, *asked)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert split(folder, *asked).status == 1
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    # An officer's notes stay.
    east = folder / "East.csv"
    east.write_bytes(before["East.csv"] + b"my notes\r\n")
    done = split(folder, *asked)
    assert (done.status, done.output) == (2, "")
    assert done.errors == (
        f"omicheck: {folder}: East.csv would be overwritten, and was not written here or changed since: move it away, "
        "or name another folder with --output\n"
    )
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {**before, "East.csv": east.read_bytes()}
    east.unlink()
    done = split(folder, *asked, by="offender_manager")
    assert done.errors.splitlines()[-1] == (
        f"omicheck: {folder}: 2 files of an earlier run are left as they are: North.csv, West.csv"
    )
    # What is left of an earlier run is known as such.
    assert split(folder, *asked).status == 1


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "West.csv").write_text("mine", encoding="utf-8")
    done = split(folder, "--format", "csv")
    assert (done.status, [file.name for file in folder.iterdir()]) == (2, ["West.csv"])
    (folder / "West.csv").unlink()
    (folder / LIST).write_text('{"files": 3}', encoding="utf-8")
    done = split(folder, "--format", "csv")
    assert done.errors == (
        f"omicheck: {folder / LIST}: found something else; expected the list that check --split-by writes; move it "
        "away, or name another folder with --output\n"
    )
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert split(tmp_path / "file").status == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "--split-by needs --output: a folder for the files"),
        (
            ("--output", "x", "--format", "github"),
            "--split-by is not for --format github, whose lines are read as they are printed",
        ),
        (("--output", "x", "--failures"), "--failures is for --format table: any other output has every failure"),
    ],
)
def test_what_cannot_be_split_is_refused(options: tuple[str, ...], told: str) -> None:
    done = run("check", SAMPLE, "--split-by", "office", *options)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {told}\n")


def test_a_field_to_split_by_that_is_none_gets_the_nearest(tmp_path: Path) -> None:
    done = split(tmp_path / "out", by="ofice")
    assert done.errors == (
        "omicheck: --split-by: found 'ofice'; expected a text field of the records: person_id, area, office, team or "
        "offender_manager; did you mean office?\n"
    )
    assert (done.status, (tmp_path / "out").exists()) == (2, False)


def test_rows_have_the_fields_of_any_check(tmp_path: Path) -> None:
    split(tmp_path / "out", "--format", "csv", "--by", "area")
    with (tmp_path / "out" / "East.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == [*FIELDS, "office", "offender_manager", "area"]


def test_waivers_and_known_failures_hold_for_each_group(tmp_path: Path) -> None:
    known, folder = tmp_path / "known.jsonl", tmp_path / "out"
    asked = ("--only", "absence-judged")
    known.write_text(run("check", SAMPLE, "--format", "jsonl", *asked).output, encoding="utf-8")
    waivers = tmp_path / "waivers.yaml"
    waiver = "- {case: SYN-0021, rule: absence-judged, reason: Snow, author: qa-1, expiry: %s}\n"
    waivers.write_text(waiver % "2010-12-31", encoding="utf-8")
    done = split(folder, "--format", "csv", *asked, "--baseline", known)
    assert done.status == 0
    assert split(folder, "--format", "csv", *asked, "--waivers", waivers).status == 1
    waivers.write_text(waiver % "2009-12-31", encoding="utf-8")
    done = split(folder, "--format", "csv", *asked, "--waivers", waivers)
    assert done.errors.count("expired waiver for case SYN-0021") == 1
    # What cannot be used is told before anything is written.
    waivers.write_text(waiver.replace("absence-judged", "absence-juged") % "2009-12-31", encoding="utf-8")
    done = split(tmp_path / "other", *asked, "--waivers", waivers)
    assert (done.status, (tmp_path / "other").exists()) == (2, False)
