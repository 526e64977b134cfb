"""An extract in the words of another system: its problems by kind, all of them on request, and no table of nothing."""

import json
from pathlib import Path

import pytest

from other_system import write_extract
from pipeline import run

AS_OF = ("--as-of", "2010-01-18")
KINDS = Path(__file__).parent / "golden/other_system.txt"
COUNT = "13,910 problems of 22 kinds; --all-problems tells every one"
PROPOSE = """Headings and words of another system come in through a mapping, of which most can be proposed:
  omicheck map propose extract --output mapping.yaml
Then add --mapping mapping.yaml to the command.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the extract."""
    return write_extract(tmp_path_factory.mktemp("other") / "extract").parent


@pytest.fixture(autouse=True)
def _beside_the_extract(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def test_a_line_for_each_kind_of_problem_and_no_table() -> None:
    done = run("check", "extract", *AS_OF, "--show-values")
    assert done.status == 3
    assert done.output == f"No record was taken, and 300 were rejected, so nothing was checked.\n{PROPOSE}"
    count = "omicheck: 300 rejected, 0 taken; --rejects FILE writes the rejected ones\n"
    assert done.errors == KINDS.read_text(encoding="utf-8") + count


def test_quiet_leaves_out_remarks_and_no_kind_of_problem() -> None:
    done = run("check", "extract", *AS_OF, "--quiet", "--show-values", "--format", "jsonl")
    assert (done.status, done.output, done.errors) == (3, "", KINDS.read_text(encoding="utf-8"))


def test_all_problems_are_those_of_the_rejected_records() -> None:
    done = run("check", "extract", *AS_OF, "--all-problems", "--rejects", "rejects.jsonl", "--quiet", "--format", "csv")
    lines = [json.loads(line) for line in Path("rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    told = done.errors.splitlines()
    problems = [(line["record"]["case_id"], problem) for line in lines for problem in line["problems"]]
    assert [text.partition("; did you mean ")[0] for text in told] == [
        f"{one['file']}:{one['line']}: case {case}: {one['path']}: found {one['found']}; expected {one['expected']}"
        for case, one in problems
    ]
    assert f"{len(told):,}" == COUNT.partition(" ")[0]


@pytest.mark.parametrize(
    ("words", "done"),
    [
        (("score", "extract"), "scored"),
        (("performance", "extract"), "measured"),
        (("sample", "extract", "--size", "3"), "drawn"),
        (("compare", "extract", "extract"), "compared"),
    ],
    ids=lambda words: words[0],
)
def test_no_command_prints_a_table_of_nothing(words: tuple[str, ...], done: str) -> None:
    printed = run(*words, *AS_OF, "--quiet")
    told = f"No record was taken, and 300 were rejected, so nothing was {done}.\n{PROPOSE}"
    assert (printed.status, printed.output) == (3, told)


def test_where_there_is_no_case_there_is_no_table_either() -> None:
    Path("none.json").write_text('{"as_of": "2010-01-18", "cases": []}', encoding="utf-8")
    done = run("check", "none.json")
    assert (done.status, done.output) == (0, "There is no case in none.json, so nothing was checked.\n")


def test_one_record_that_was_rejected_is_told_as_one() -> None:
    Path("one.json").write_text('{"as_of": "2010-01-18", "cases": [{"case_id": "A"}]}', encoding="utf-8")
    done = run("check", "one.json")
    assert done.status == 3
    assert done.output.startswith("No record was taken, and 1 was rejected, so nothing was checked.\n")
