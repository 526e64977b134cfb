"""Case workers may end at any stage, in any way: every row that can be given is, and in the same order."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import case_worker_that_ends
from omicheck.evaluate.case_workers import dealing, process, rows
from omicheck.evaluate.case_workers.packing import Work
from omicheck.evaluate.durable.engine_process import engine_process
from pipeline import ROOT, Done, run, write_json, write_rules

RULES = [
    {
        "id": f"contacted-{number}",
        "question": "2.1.1",
        "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "soon"}},
    }
    for number in (1, 2)
]
LIMIT = {"soon": [{"from": "2000-01-01", "limit": "1 weeks"}]}
CASES = [f"C{number:02}" for number in range(12)]
ENDED = "C05"


def with_error_rows(done: Done) -> list[dict[str, Any]]:
    """The rows of a check, and error rows in place of those of one case."""
    nothing = dict.fromkeys(("trigger_date", "due_date", "outcome_date", "days_late", "limit", "count"))
    error: dict[str, Any] = {"verdict": "error", "reason": "evaluator_failed", **nothing, "unknown_fields": []}
    return [{**row, **error} if row["case_id"] == ENDED else row for row in done.rows]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401, a function
    """`check` with durable-rules and some workers, of which one ends as it is told to."""
    day = "2009-04-{:02}".format
    cases = [
        {"case_id": name, "sentence_type": "custody", "sentence_date": day(1)}
        | {"events": [{"type": "contact", "date": day(2 + number)}]}
        for number, name in enumerate(CASES)
    ]
    records = write_json(tmp_path / "c.json", {"as_of": "2009-06-01", "cases": cases})
    folder = write_rules(tmp_path / "r", RULES, LIMIT)
    monkeypatch.setattr(rows, "FEWEST_CASES", 2)
    monkeypatch.setattr(dealing, "CASES_AT_A_TIME", 3)
    monkeypatch.setattr(process, "PROGRAM", case_worker_that_ends.__file__)

    def checked(workers: int, *more: str, at: str = "", by: str = "SIGKILL", times: int = 99) -> Done:
        noted = tmp_path / "noted"
        noted.write_text("", encoding="utf-8")
        ends = {"ENDS_ON": ENDED, "ENDS_AT": at, "ENDS_BY": by, "ENDS_TIMES": str(times), "ENDS_NOTED": str(noted)}
        for name, value in ends.items():
            monkeypatch.setenv(name, value)
        asked = ("--engine", "durable", "--format", "jsonl", "--workers", workers, "--quiet", *more)
        done = run("check", records, "--rules", folder, *asked)
        wait_until(lambda: not processes_of(noted))
        return done

    return checked


def processes_of(noted: Path) -> list[str]:
    """The commands of processes that are told to note there when they end, but for the engine of this one."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            environment = (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"ENDS_NOTED={noted}\0".encode() in environment and folder.name != str(engine_process().process_id):
            found.append(command.decode())
    return found


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(300):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("waited in vain")


def long(*values: object) -> Any:  # noqa: ANN401, what pytest makes of them
    """A set of parameters that is tried in the long tests alone: each worker costs a third of a second."""
    return pytest.param(*values, marks=pytest.mark.long)


@pytest.mark.parametrize(
    ("at", "by"),
    [
        ("rules", "SIGKILL"),
        long("start", "SIGKILL"),
        long("start", "no engine"),
        ("receiving", "memory"),
        long("reading", "SIGKILL"),
        long("writing", "SIGKILL"),
        long("answered", "SIGKILL"),
        long("rules", "SIGSEGV"),
        long("rules", "memory"),
        long("writing", "exit"),
        # What durable-rules itself ends is a process of the worker's own, which starts another.
        long("rules", "engine"),
    ],
)
def test_a_worker_that_ends_once_costs_no_row(check: Any, at: str, by: str) -> None:  # noqa: ANN401
    assert check(2, at=at, by=by, times=1) == check(1)


@pytest.mark.parametrize(
    ("at", "by", "why"),
    [
        ("rules", "SIGABRT", "ended by signal 6"),
        long("reading", "SIGKILL", "ended by signal 9"),
        long("rules", "memory", "ended with status 1"),
        long("writing", "exit", "ended with status 3"),
    ],
)
def test_a_case_on_which_every_worker_ends_has_error_rows_alone(check: Any, at: str, by: str, why: str) -> None:  # noqa: ANN401
    expected = with_error_rows(check(1))
    done = check(2, at=at, by=by)
    assert done.rows == expected
    assert (done.status, done.errors) == (
        4,
        f"error: case {ENDED}: the process that evaluated it {why}, twice; 2 rules could not be evaluated\n",
    )


@pytest.mark.parametrize("by", ["SIGSTOP", long("hang")])
def test_a_worker_that_gives_no_answer_is_ended(check: Any, monkeypatch: pytest.MonkeyPatch, by: str) -> None:  # noqa: ANN401
    # The first case waits for its engine too, which takes more than a second where much else runs.
    monkeypatch.setattr(dealing, "SECONDS_FOR_A_CASE", 2.0)
    expected = check(1)
    done = check(2, at="rules", by=by)
    assert done.rows == with_error_rows(expected)
    why = "the process that evaluated it gave no answer in time, twice"
    assert done.errors == f"error: case {ENDED}: {why}; 2 rules could not be evaluated\n"


@pytest.mark.long
def test_where_no_worker_can_begin_the_rows_are_found_without(check: Any) -> None:  # noqa: ANN401
    assert check(2, at="start") == check(1)


def test_where_no_process_can_be_started_the_rows_are_found_without(
    check: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = check(1)
    monkeypatch.setattr(sys, "executable", "")
    assert check(2) == expected


@pytest.mark.long
@pytest.mark.parametrize(("at", "started"), [("", 4), ("answered", 4), ("start", 5)])
def test_workers_are_replaced_after_some_cases(
    check: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
    at: str,
    started: int,
) -> None:
    starts = []

    def start(work: Work) -> process.CaseWorker:
        starts.append(work)
        return process.start_worker(work)

    monkeypatch.setattr(dealing, "start_worker", start)
    expected = check(1)
    monkeypatch.setattr(dealing, "CASES_PER_WORKER", 3)
    assert (check(2, at=at, times=1), len(starts)) == (expected, started)


@pytest.mark.long
def test_both_evaluators_agree_whatever_the_number_of_workers(check: Any) -> None:  # noqa: ANN401
    one = check(1, "--engine", "both")
    assert [check(number, "--engine", "both") for number in (2, 3, 16)] == [one] * 3
    assert one.output == check(1).output


PROGRAM = """
import sys, threading
import pyarrow
import omicheck
from omicheck.evaluate.case_workers import dealing, rows

rows.FEWEST_CASES, dealing.CASES_AT_A_TIME = 2, 16
pyarrow.table({"a": list(range(1000))}).sort_by("a")
threading.Thread(target=threading.Event().wait, daemon=True).start()
held = open(sys.argv[1], "w")
found = omicheck.check("fixtures/sample/cases.json", engine="durable", workers=2)
print(sorted(found.verdicts.items()))
held.close()
"""


@pytest.mark.long
def test_a_script_without_a_guard_that_has_threads_may_ask(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(PROGRAM, encoding="utf-8")
    expected = run("check", ROOT / "fixtures/sample/cases.json", "--format", "json", "--workers", 1)
    done = subprocess.run(
        [sys.executable, "-W", "error", script, tmp_path / "held"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = json.loads(expected.output)["manifest"]["counts"]["verdicts"]
    assert (done.stdout, done.stderr) == (f"{sorted(verdicts.items())}\n", "")


LONG = """
import sys
from omicheck.command_line.main import main
from omicheck.evaluate.case_workers import dealing, process, rows

rows.FEWEST_CASES, process.PROGRAM = 2, sys.argv[1]
dealing.CASES_AT_A_TIME = 3
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, long(signal.SIGINT), long(signal.SIGKILL)])
def test_no_process_is_left_where_the_command_is_ended(tmp_path: Path, how: signal.Signals) -> None:
    noted = tmp_path / "noted"
    noted.touch()
    ends = {"ENDS_ON": "SYN-0005", "ENDS_AT": "rules", "ENDS_BY": "hang", "ENDS_TIMES": "1", "ENDS_NOTED": str(noted)}
    asked: list[str | Path] = ["check", ROOT / "fixtures/sample/cases.json", "--engine", "durable", "--workers", "2"]
    written = tmp_path / "rows.jsonl"
    environment: Mapping[str, str] = {**os.environ, **ends, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", LONG, case_worker_that_ends.__file__, *asked, "--format", "jsonl", "--output", written],
        env=environment,
        stderr=subprocess.DEVNULL,
    ) as command:
        wait_until(lambda: noted.stat().st_size > 0)
        command.send_signal(how)
        command.wait(10)
    wait_until(lambda: not processes_of(noted))
    assert not written.exists()
