"""Numbers with decimals: the same rows whatever held them, and what cannot be held as it is written is refused."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import omicheck
from amounts import EXPECTED, HELD, RULES, VOCABULARY, WAYS, amount_tables
from frames_of import LIBRARIES, frame_of
from omicheck.records.bulk import LARGE_LINES
from pipeline import run, write_json, write_rules

WAYS_OF_NUMBERS = {
    "a": (0.1, 35.5),
    "b": (1e-05, 36),
    "c": (12, 36.0),
    "d": (5000, 1e2),
    "e": (0.1 + 0.2, 1),
    "f": (1, 0.12345678901234567),
}


def _case(name: str, amount: object, paid: object) -> dict[str, Any]:
    event = {"type": "paid", "date": "2009-05-01", "amount": paid}
    return {"case_id": name, "opened": "2009-04-06", "amount": amount, "events": [event]}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_rules(tmp_path_factory.mktemp("rules"), RULES, {})
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    return folder


@pytest.mark.parametrize("engine", ["durable", "columnar"])
@pytest.mark.parametrize("way", WAYS)
def test_whatever_holds_them_they_are_what_was_written(way: str, engine: str, rules: Path, tmp_path: Path) -> None:
    done = run(
        *("check", WAYS[way](tmp_path), "--rules", rules, "--as-of", "2009-06-01"),
        *("--format", "jsonl", "--engine", engine),
    )
    found = [(row["case_id"], row["rule"], row["verdict"]) for row in done.rows]
    assert sorted(found, key=lambda row: row[1]) == EXPECTED


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("narrow", [False, True], ids=["64 bits", "32 bits"])
def test_so_they_are_in_data_frames(library: str, narrow: bool, rules: Path) -> None:
    frames = {name: frame_of(library, table) for name, table in amount_tables(HELD).items()}
    if narrow:
        frames = {name: _narrow(library, frame) for name, frame in frames.items()}
    found = omicheck.check(frames["cases"], frames["events"], as_of="2009-06-01", rules=rules)
    assert found.rejected == ()
    assert sorted(((row.case_id, row.rule, row.verdict) for row in found.rows), key=lambda row: row[1]) == EXPECTED


def _narrow(library: str, frame: Any) -> Any:  # noqa: ANN401, of any library
    if library == "pandas":
        return frame.astype({"amount": "float32"})
    if library == "polars":
        import polars as pl  # noqa: PLC0415, it may not be there

        return frame.with_columns(pl.col("amount").cast(pl.Float32))
    place = frame.schema.get_field_index("amount")
    return frame.set_column(place, "amount", frame.column("amount").cast(pa.float32()))


def test_so_they_are_in_many_lines_of_json(rules: Path, tmp_path: Path) -> None:
    name = "a reference of such a length that not too many lines are needed"
    lines = [
        json.dumps(_case(f"{name} {place} {number}", *WAYS_OF_NUMBERS[number]))
        for place in range(1_500)
        for number in sorted(WAYS_OF_NUMBERS)
    ]
    # A number that Python itself would make 0.1 of.
    longer = json.dumps(_case(name, 7, 1)).replace("7", "0.10000000000000000001")
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join([*lines, longer]), encoding="utf-8")
    assert file.stat().st_size > LARGE_LINES
    options = ("--rules", rules, "--as-of", "2009-06-01", "--format", "jsonl", "--rejects")
    rejects = [tmp_path / f"{engine}.jsonl" for engine in ("columnar", "durable")]
    quick = run("check", file, *options, rejects[0], "--engine", "columnar")
    one_by_one = run("check", file, *options, rejects[1], "--engine", "durable")
    assert quick.output == one_by_one.output
    assert quick.output.count('"rule":"tenth"') == 1_500 * 4
    assert rejects[0].read_bytes() == rejects[1].read_bytes()


EXPECTS = "expected a number from 0 to 5000, of at most 15 digits"
REMEDY = '; or say what it means under "values:" of a mapping'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0.30000000000000004", "0.30000000000000004"),
        ("0.30000000000000000001", "0.30000000000000000001"),
        ("5000.01", "5000.01"),
        ("-0.01", "-0.01"),
        ("1e300", "1e+300"),
        ("1e400", "1E+400"),
        ('"0.1"', '"0.1"'),
        ("true", "true"),
        ("[0.1]", "a list of 1"),
    ],
)
def test_what_json_cannot_say_is_refused(text: str, found: str, rules: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(f'{{"case_id": "A", "amount": {text}, "events": []}}', encoding="utf-8")
    rejects = tmp_path / "rejects.jsonl"
    done = run("check", file, "--rules", rules, "--as-of", "2009-06-01", "--show-values", "--rejects", rejects)
    assert f"{file}:1: case A: amount: found {found}; {EXPECTS}\n" in done.errors
    assert json.loads(rejects.read_text(encoding="utf-8"))["problems"][0]["path"] == "amount"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_json_with_what_is_no_number_is_refused(text: str, rules: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(f'{{"case_id": "A", "amount": {text}, "events": []}}', encoding="utf-8")
    done = run("check", file, "--rules", rules, "--as-of", "2009-06-01")
    assert f"{file}:1: found {text}, which is no number in JSON; expected a number in digits, or null\n" in done.errors


@pytest.mark.parametrize("text", ["1,250", "1.2E+03", "£12", "12.", ".5", "nan", "inf", "1 250", "0.1234567890123456"])
def test_cells_that_are_no_numbers_are_refused(text: str, rules: Path, tmp_path: Path) -> None:
    with (tmp_path / "cases.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([["case_id", "amount"], ["A", text]])
    (tmp_path / "events.csv").write_text("case_id,type\n", encoding="utf-8")
    for engine in ("durable", "columnar"):
        done = run("check", tmp_path, "--rules", rules, "--as-of", "2009-06-01", "--engine", engine, "--show-values")
        found = text if text.startswith("0.") else json.dumps(text)
        assert f"{tmp_path}/cases.csv:2: case A: amount: found {found}; {EXPECTS}{REMEDY}\n" in done.errors


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 0.1 + 0.2])
@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_so_are_those_of_parquet(number: float, engine: str, rules: Path, tmp_path: Path) -> None:
    pq.write_table(pa.table({"case_id": ["A"], "amount": [number]}), tmp_path / "cases.parquet")
    pq.write_table(
        pa.table({"case_id": pa.array([], pa.string()), "type": pa.array([], pa.string())}), tmp_path / "events.parquet"
    )
    rejects = tmp_path / "rejects.jsonl"
    done = run(
        *(
            "check",
            tmp_path,
            "--rules",
            rules,
            "--as-of",
            "2009-06-01",
            "--engine",
            engine,
            "--show-values",
            "--rejects",
            rejects,
        )
    )
    found = json.dumps(number)
    assert f"{tmp_path}/cases.parquet:1: case A: amount: found {found}; {EXPECTS}\n" in done.errors
    assert rejects.exists()


def test_a_vocabulary_says_between_what_its_numbers_lie(tmp_path: Path) -> None:
    folder = write_rules(tmp_path, RULES[:1], {})
    wrong = VOCABULARY.replace("at_least: 0, at_most: 5000,", "at_least: 5, at_most: 4,").replace(
        "at_least: -100, ", ""
    )
    (folder / "vocabulary.yaml").write_text(wrong, encoding="utf-8")
    done = run("check", write_json(tmp_path / "cases.json", []), "--rules", folder, "--as-of", "2009-06-01")
    vocabulary = f"{folder}/vocabulary.yaml"
    rising = "expected a range that rises, of numbers of at most 15 digits"
    bound = "events.paid.attributes.amount: found at_least: nothing; expected at_least, a whole number"
    assert done.errors == (
        "omicheck: the rules cannot be used:\n"
        f"{vocabulary}:6: fields.amount: found numbers from 5 to 4; {rising}\n"
        f"{vocabulary}:10: {bound}\n2 problems\n"
    )
