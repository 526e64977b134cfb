"""`omicheck verify`: runs made again, as they were and after something was changed."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from large_tables import AS_OF, as_parquet, as_sqlite, generated
from pipeline import ROOT, Done, run

OFFICE = ROOT / "fixtures/small-office"
CASES, RULES = "cases.json", ("--rules", "rules")
SAME = ("  same         records cases.json\n", "  same         rules\n")
ROWS = "  same         rows: 12 rows of 4 cases\n"


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with records and rules, in which commands are given."""
    folder = tmp_path / "office"
    shutil.copytree(OFFICE / "rules", folder / "rules")
    shutil.copy(OFFICE / CASES, folder / CASES)
    monkeypatch.chdir(folder)
    return folder


def changed(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def checked(*options: object) -> None:
    assert run("check", CASES, *RULES, *options, "--manifest", "run.json", "--quiet").status == 1


def found(done: Done) -> list[str]:
    """The lines on what was compared."""
    return [line for line in done.output.splitlines(keepends=True) if line.startswith("  ")]


OUTPUTS = [
    ("csv", "rows.csv"),
    ("jsonl", "rows.jsonl"),
    ("json", "rows.json"),
    ("xlsx", "rows.xlsx"),
    ("parquet", "rows.parquet"),
    ("sarif", "rows.sarif"),
]


@pytest.mark.parametrize(("name", "file"), OUTPUTS)
def test_a_run_that_gives_the_same(name: str, file: str) -> None:
    checked("--format", name, "--output", file)
    done = run("verify", "run.json")
    about = "omicheck check, audit date 2009-06-01, made again as run.json tells it\n\n"
    lines = (*SAME, ROWS, f"  same         bytes of {file}\n")
    assert (done.status, done.output, done.errors) == (0, f"{about}{''.join(lines)}\nThe same.\n", "")


def test_what_goes_to_standard_output_is_compared_by_its_rows() -> None:
    checked()
    assert found(run("verify", "run.json")) == [*SAME, ROWS]


def test_a_changed_byte_of_the_records() -> None:
    checked("--format", "csv", "--output", "rows.csv")
    changed(Path(CASES), '"2009-04-08"', '"2009-04-28"')
    done = run("verify", "run.json")
    assert done.status == 1
    lines = found(done)
    assert lines[0] == "  differs      records cases.json: other bytes than then\n"
    assert lines[1] == SAME[1]
    assert lines[2].startswith("  differs      rows: first case A, rule ")
    assert lines[3] == "  not compared bytes of rows.csv: it may tell hashes of what went in, which is not the same\n"
    assert done.output.endswith("\nNot the same: records cases.json, rows.\n")


def test_where_rows_differ_first_without_those_of_then() -> None:
    checked()
    changed(Path(CASES), '"2009-04-08"', '"2009-04-28"')
    where = "first case A, occurrence 1; rows of 1 rule: contacted. The earlier rows are not at hand, to tell more\n"
    assert found(run("verify", "run.json"))[2] == f"  differs      rows: {where}"


def test_a_changed_rule(office: Path) -> None:
    checked("--format", "jsonl", "--output", "rows.jsonl")
    file = next(one for one in sorted((office / "rules/limits").rglob("*.yaml")) if "value" in one.read_text())
    file.write_text(file.read_text(encoding="utf-8") + "# said otherwise\n", encoding="utf-8")
    done = run("verify", "run.json")
    lines = [SAME[0], "  differs      rules: other bytes than then\n", ROWS]
    assert (done.status, found(done)) == (1, [*lines, "  same         bytes of rows.jsonl\n"])


@pytest.mark.parametrize(("name", "before", "after"), [("csv", ",not_met,", ",met,"), ("jsonl", '"not_met"', '"met"')])
def test_a_row_that_somebody_changed(name: str, before: str, after: str) -> None:
    file = f"rows.{name}"
    checked("--format", name, "--output", file)
    changed(Path(file), before, after)
    done = run("verify", "run.json")
    *others, last = found(done)
    assert (done.status, others) == (1, [*SAME, ROWS, f"  same         bytes of {file}\n"])
    assert last.startswith(f"  differs      {file} as it lies there: it is not what the run wrote: first case ")
    assert last.endswith("occurrence 1: verdict met there, not_met made again. 1 of 12 rows\n")


def test_records_under_another_name_and_in_another_place(tmp_path: Path) -> None:
    checked("--format", "json", "--output", "rows.json")
    Path(CASES).rename(tmp_path / "archived.json")
    missing = run("verify", "run.json")
    assert (missing.status, missing.output) == (2, "")
    assert missing.errors.startswith("omicheck: run.json: the run cannot be made again: cases.json: found no such file")
    done = run("verify", "run.json", "--records", tmp_path / "archived.json")
    told = "  not compared bytes of rows.json: it may tell the name of the records, which is another\n"
    assert (done.status, found(done)) == (0, [f"{SAME[0][:-1]}: called archived.json now\n", SAME[1], ROWS, told])


def test_a_folder_that_was_moved(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked("--format", "sarif", "--output", "rows.sarif")
    office.rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path)
    assert run("verify", "moved/run.json").status == 2
    done = run("verify", "moved/run.json", "--in", "moved")
    assert (done.status, found(done)) == (0, [*SAME, ROWS, "  same         bytes of rows.sarif\n"])
    nowhere = run("verify", "moved/run.json", "--in", "nowhere")
    assert nowhere.errors == "omicheck: --in: found nowhere; expected the folder in which the command was given\n"


def test_files_beside_the_records_are_compared_first(office: Path) -> None:
    waivers = office / "waivers.yaml"
    rule = run("check", CASES, *RULES, "--format", "jsonl").rows
    failed = next(row for row in rule if row["verdict"] == "not_met")
    line = f"- {{case: {failed['case_id']}, rule: {failed['rule']}, reason: Snow, author: qa-1, expiry: 2010-12-31}}\n"
    waivers.write_text(line, encoding="utf-8")
    run(
        "check",
        CASES,
        *RULES,
        "--waivers",
        "waivers.yaml",
        "--format",
        "csv",
        "--output",
        "rows.csv",
        "--manifest",
        "run.json",
    )
    assert found(run("verify", "run.json"))[2] == "  same         waivers\n"
    changed(waivers, "Snow", "Ice")
    done = run("verify", "run.json")
    assert (done.status, found(done)[2:4]) == (1, ["  differs      waivers: other bytes than then\n", ROWS])


def test_cases_that_were_named_stand_in_no_manifest() -> None:
    checked("--case", "A", "--case", "B")
    told = json.loads(Path("run.json").read_text(encoding="utf-8"))
    assert "case" not in told["run"]["options"]
    cannot = "omicheck: run.json: the run cannot be made again: cases were named with --case, "
    missing, wrong = run("verify", "run.json"), run("verify", "run.json", "--case", "A")
    assert (missing.status, missing.errors) == (
        2,
        f"{cannot}which are not in the manifest: name the same with --case\n",
    )
    assert (wrong.status, wrong.errors) == (2, f"{cannot}these are not the ones: name the same with --case\n")
    assert run("verify", "run.json", "--case", "B", "--case", "A").status == 0


def test_another_version_is_told_and_the_run_is_made_again() -> None:
    checked("--format", "json", "--output", "rows.json")
    told = json.loads(Path("run.json").read_text(encoding="utf-8"))
    other = {**told, "omicheck": "0.0.9", "output": {"path": "rows.json", "sha256": {"rows.json": "0"}}}
    Path("run.json").write_text(json.dumps(other), encoding="utf-8")
    Path("rows.json").unlink()
    done = run("verify", "run.json", "--format", "json")
    data = json.loads(done.output)
    assert (done.status, data["same"]) == (0, True)
    assert data["found"] == [
        {"what": "rows", "standing": "same", "told": "12 rows of 4 cases"},
        {
            "what": "bytes of rows.json",
            "standing": "not_compared",
            "told": "it may tell the version of omicheck, which is another",
        },
        {"what": "rows.json as it lies there", "standing": "not_compared", "told": "it is not there any more"},
    ]
    assert data["remarks"] == [f"omicheck was 0.0.9 then and is {told['omicheck']} now: what differs may be for that"]


@pytest.mark.parametrize(
    ("command", "options", "output"),
    [
        ("score", ("--resamples", "20"), "scores.json"),
        ("due", (), "due.json"),
        ("sample", ("--size", "2"), "sample.json"),
        ("progress", ("cases.json",), "progress.json"),
        ("score", ("--resamples", "0", "--seed", "0"), "scores.json"),
        ("sample", ("--youngest", "0", "--replacements", "0", "--seed", "0"), "sample.json"),
    ],
)
def test_other_commands(command: str, options: tuple[str, ...], output: str) -> None:
    words = (command, CASES, *options, *RULES, "--format", "json", "--output", output, "--manifest", "run.json")
    run(*words, "--quiet")
    done = run("verify", "run.json")
    assert done.status == 0
    assert found(done)[-2:] == ["  same         what was found\n", f"  same         bytes of {output}\n"]


def test_scores_of_changed_records() -> None:
    run("score", CASES, *RULES, "--resamples", "20", "--manifest", "run.json", "--quiet")
    changed(Path(CASES), '"2009-04-08"', '"2009-04-28"')
    last = found(run("verify", "run.json"))[-1]
    assert last.startswith("  differs      what was found: first ")
    assert " parts\n" in last


def test_a_report() -> None:
    words = ("report", CASES, *RULES, "--resamples", "20", "--output", "report.html", "--manifest", "run.json")
    assert run(*words, "--quiet").status == 0
    lines = [*SAME, "  same         what was found\n", "  same         bytes of report.html\n"]
    assert found(run("verify", "run.json")) == lines


@pytest.mark.parametrize("engine", ["auto", "columnar"])
def test_a_folder_of_rows_and_a_row_changed_in_it(engine: str, tmp_path: Path) -> None:
    # Tables as CSV are read in parts only on request, which the folder does not tell of.
    address = as_parquet(generated(6), tmp_path / "in") if engine == "auto" else ROOT / "fixtures/sample/tables"
    rows, words = tmp_path / "rows", ("--as-of", AS_OF, "--format", "parquet", "--only", "2.1.1", "--quiet")
    run("check", address, "--output", rows, "--engine", engine, *words)
    done = run("verify", rows)
    assert (done.status, found(done)[-1]) == (0, f"  same         rows in {rows}: 1 file, byte for byte\n")
    part = rows / "part-00000.parquet"
    table = pq.read_table(part)
    case = table.column("case_id").to_pylist()
    case[0] = "X"
    place = table.column_names.index("case_id")
    pq.write_table(table.set_column(place, table.schema.field("case_id"), [case]), part)
    done = run("verify", rows)
    assert done.status == 1
    assert found(done)[-1].startswith(f"  differs      rows in {rows}: first case ")


def test_a_database(tmp_path: Path) -> None:
    address = as_sqlite(generated(6), tmp_path / "in")
    run("check", address, "--as-of", AS_OF, "--only", "2.1.1", "--manifest", "run.json", "--quiet")
    done = run("verify", "run.json")
    assert done.status == 0
    assert {line[:15] for line in found(done)} == {"  same         "}
