"""Where durable-rules cannot be had, every command gives what it gives with it, and says once what is missing."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook

import omicheck
from omicheck.errors import EngineMissingError
from omicheck.evaluate import engines
from omicheck.evaluate.durable import library
from omicheck.evaluate.durable.decisions import Clause, first_that_holds, walked
from omicheck.evaluate.durable.engine_process import EngineProcess
from pipeline import run

pytestmark = pytest.mark.usefixtures("at_the_root")
needs_durable_rules = pytest.mark.skipif(
    library.why_missing() is not None, reason="durable-rules cannot be used here: there is nothing to compare with"
)

BREACH: Final = "fixtures/cases/breach-a-day-late.json"
INCOMPLETE: Final = "fixtures/cases/incomplete-dates.json"
SAMPLE: Final = "fixtures/sample/cases.json"
SMALL_OFFICE: Final = ("fixtures/small-office/cases.json", "--rules", "fixtures/small-office/rules")
EVERY_OPTION: Final = "fixtures/every-option"
BEFORE, AFTER = ("fixtures/changing-a-rule/before", "fixtures/changing-a-rule/after")
TOLD: Final = (
    "omicheck: durable-rules is not installed; the columnar evaluator and plain Python took its place, with the same "
    "verdicts. To install it: CPPFLAGS=-fpermissive pip install 'omicheck[durable]', which needs a C compiler and "
    "Python's headers\n"
)
# Every command that evaluates rules or asks how a verdict came about.
COMMANDS: Final = (
    ("check", BREACH, "--format", "jsonl"),
    ("check", INCOMPLETE, "--format", "csv"),
    ("check", SAMPLE, "--format", "table", "--only", "enforcement"),
    ("check", *SMALL_OFFICE, "--format", "sarif"),
    ("explain", BREACH, "--all"),
    ("explain", "INCOMPLETE-1", INCOMPLETE, "--all", "--format", "json"),
    ("due", INCOMPLETE, "--format", "json"),
    ("due", "fixtures/cases/not-due-yet.json"),
    ("score", *SMALL_OFFICE, "--format", "json", "--resamples", "10"),
    ("compare", SMALL_OFFICE[0], *SMALL_OFFICE, "--resamples", "10"),
    ("progress", SMALL_OFFICE[0], *SMALL_OFFICE, "--earlier-as-of", "2009-12-01", "--as-of", "2010-01-18"),
    ("performance", BREACH, "--format", "json"),
    ("report", *SMALL_OFFICE, "--resamples", "10"),
    ("sample", SMALL_OFFICE[0], *SMALL_OFFICE[1:], "--judge", SMALL_OFFICE[0]),
    ("rules", "test", "--rules", EVERY_OPTION),
    ("rules", "mutate", "--rules", AFTER),
    ("rules", "coverage", "--examples", "--rules", EVERY_OPTION),
    ("rules", "diff", BEFORE, AFTER, BREACH),
    ("rules", "what-if", BREACH, "first-appointment=3..4"),
)


@contextmanager
def hidden() -> Iterator[None]:
    """The library is not to be found, as on a machine on which it is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "durable", None)
        library.why_missing.cache_clear()
        yield
    library.why_missing.cache_clear()


def by_the_other(text: str) -> str:
    """What is printed where the other evaluator was used: the manifest in it says so, also as text of a page."""
    return re.sub(r'(engine(?:"|&#34;): ?(?:"|&#34;))durable', r"\1columnar", text)


@needs_durable_rules
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_gives_the_same_without_it_and_says_so_once(command: Sequence[str]) -> None:
    there = run(*command)
    with hidden():
        without = run(*command)
    assert (without.status, without.output) == (there.status, by_the_other(there.output))
    assert without.errors == there.errors + TOLD


def test_who_asks_for_the_other_evaluator_is_told_nothing() -> None:
    with hidden():
        assert run("check", BREACH, "--engine", "columnar", "--format", "jsonl").errors == ""


def test_quiet_says_nothing_of_it() -> None:
    with hidden():
        assert run("check", BREACH, "--quiet", "--format", "jsonl").errors == ""


@needs_durable_rules
def test_a_workbook_of_every_question_is_the_same_without_it(tmp_path: Path) -> None:
    files = [tmp_path / "with.xlsx", tmp_path / "without.xlsx"]
    run("prescreen", BREACH, "--output", files[0])
    with hidden():
        run("prescreen", BREACH, "--output", files[1])
    there, without = ([row for sheet in load_workbook(file) for row in sheet.values] for file in files)
    assert without == [row if row[0] != "manifest.engine" else ("manifest.engine", "columnar") for row in there]


@pytest.mark.parametrize("engine", ["durable", "both"])
@pytest.mark.parametrize(
    "command", [("check", BREACH), ("score", *SMALL_OFFICE), ("due", "nowhere.json")], ids=" ".join
)
def test_it_is_refused_where_it_is_asked_for(command: Sequence[str], engine: str) -> None:
    with hidden():
        done = run(*command, "--engine", engine)
    remedy = TOLD.partition("To install it: ")[2]
    why = f"omicheck: the evaluator {engine!r} cannot be used here: durable-rules is not installed; "
    assert (done.status, done.output, done.errors) == (2, "", f"{why}take 'columnar', or install it: {remedy}")


def test_python_is_told_the_same() -> None:
    with hidden(), pytest.raises(EngineMissingError, match=r"^the evaluator 'both' cannot be used here: "):
        omicheck.check(BREACH, engine="both")


def test_the_manifest_says_which_evaluator_it_was(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    with hidden():
        run("check", BREACH, "--format", "jsonl", "--manifest", manifest)
    assert json.loads(manifest.read_text(encoding="utf-8"))["engine"] == "columnar"


def test_what_cannot_be_loaded_counts_as_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "cannot_load.py"
    program.write_text('input()\nprint(\'{"missing": "undefined symbol"}\')\n', encoding="utf-8")
    engine = EngineProcess(program=str(program))
    monkeypatch.setattr(library, "engine_process", lambda: engine)
    library.why_missing.cache_clear()
    done = run("check", BREACH, "--format", "jsonl")
    library.why_missing.cache_clear()
    engine.stop()
    assert (done.rows[0]["rule"], done.status) == ("absence-judged", 1)
    assert done.errors == TOLD.replace("is not installed", "cannot be loaded (undefined symbol)")


def test_many_cases_do_without_it_and_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "MANY_CASES", 1)
    with hidden():
        done = run("check", BREACH, "--format", "jsonl")
    assert done.errors == "omicheck: 1 case, evaluated with the columnar evaluator (--engine durable for the other)\n"


def test_a_tree_is_walked_to_the_answer_of_its_clauses() -> None:
    clauses = [Clause("low", {"a": (0, 1)}), Clause("both", {"a": (2, 4), "b": (3, 3)}), Clause("else", {})]
    tree = first_that_holds(clauses, {"a": (0, 4), "b": (0, 4)})
    assert [[walked(tree, {"a": a, "b": b}) for b in range(5)] for a in range(5)] == [
        ["low"] * 5,
        ["low"] * 5,
        *[["else", "else", "else", "both", "else"]] * 3,
    ]
