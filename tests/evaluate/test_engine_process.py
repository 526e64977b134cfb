"""The engine's process may end, stop or be ended at any time: what can be answered is; only the rest is an error."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import engine_that_ends
from omicheck.errors import EngineMissingError
from omicheck.evaluate.durable import library
from omicheck.evaluate.durable.engine_process import EngineEndedError, EngineProcess, Patterns, engine_process
from pipeline import ROOT, run, write_json, write_rules

PATTERNS = Patterns(1, ("x",), ({"x": 1}, {"$gte": {"x": 2}}))


# So often a process is started before it is given up.
STARTS = 3


@contextlib.contextmanager
def running(**bounds: float | str) -> Iterator[EngineProcess]:
    """An engine that has answered a fact."""
    engine = EngineProcess(**bounds)  # type: ignore[arg-type]
    try:
        yield engine
    finally:
        engine.stop()


def end(engine: EngineProcess, how: signal.Signals) -> None:
    """Sends a signal to the process."""
    os.kill(engine.process_id or 0, how)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, signal.SIGABRT])
def test_a_process_that_ended_before_or_between_facts_is_replaced(how: signal.Signals) -> None:
    with running() as engine:
        engine.start()
        end(engine, how)
        answers = [engine.ask(PATTERNS, (1,))]
        end(engine, how)
        answers += [engine.ask(PATTERNS, (2,)), engine.ask(PATTERNS, (0,))]
        assert (answers, engine.starts) == ([[0], [1], []], 3)


def ending_at_its_start(folder: Path, times: int) -> str:
    """A program that ends itself so many times before it has loaded the library, and then is the right one."""
    program, noted = folder / "ends_at_its_start.py", folder / "ended"
    noted.write_text("", encoding="utf-8")
    program.write_text(
        "import os, runpy, signal, sys\n"
        f"with open({str(noted)!r}, 'a') as noted:\n"
        f"    if noted.tell() < {times}:\n"
        "        noted.write('.')\n        noted.flush()\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        f"runpy.run_path({str(engine_that_ends.PROGRAM)!r})['serve'](sys.stdin, sys.stdout)\n",
        encoding="utf-8",
    )
    return str(program)


def test_processes_that_end_before_they_have_begun_cost_no_answer(tmp_path: Path) -> None:
    with running(program=ending_at_its_start(tmp_path, STARTS - 1)) as engine:
        assert (engine.ask(PATTERNS, (1,)), engine.starts) == ([0], STARTS)


def no_process(*_: object, **__: object) -> None:
    """In place of a process: there are as many as there may be."""
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def gone_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process ends before anything can be written to it."""
    right = subprocess.Popen

    def start(*words: Any, **named: Any) -> Any:  # noqa: ANN401, as the right one
        process = right(*words, **named)
        process.kill()
        process.wait()
        return process

    monkeypatch.setattr(subprocess, "Popen", start)


CANNOT_BE_STARTED = (
    "durable-rules cannot be loaded (the engine's process cannot be started: Resource temporarily unavailable, 3 times)"
)
NEVER_BEGINS = "durable-rules cannot be loaded (the engine's process ended by signal 9 before it had begun, 3 times)"


@pytest.mark.parametrize("way", ["not started", "gone at once", "at its start"])
def test_where_no_process_ever_begins_the_other_evaluator_takes_over_and_it_is_told(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("check", ROOT / "fixtures/cases/breach-a-day-late.json", "--format", "jsonl")
    expected = run(*words)
    engine = EngineProcess(program=ending_at_its_start(tmp_path, 99))
    monkeypatch.setattr(library, "engine_process", lambda: engine)
    monkeypatch.setattr("omicheck.evaluate.durable.engine.engine_process", lambda: engine)
    if way == "not started":
        monkeypatch.setattr(subprocess, "Popen", no_process)
    elif way == "gone at once":
        gone_at_once(monkeypatch)
    why = CANNOT_BE_STARTED if way == "not started" else NEVER_BEGINS
    library.why_missing.cache_clear()
    try:
        done, asked_for = run(*words), run(*words, "--engine", "durable")
        with pytest.raises(EngineMissingError) as told:
            engine.ask(PATTERNS, (1,))
    finally:
        library.why_missing.cache_clear()
    instead = f"{why}; the columnar evaluator and plain Python took its place, with the same verdicts"
    remark = f"omicheck: {instead}. To install it: {library.REMEDY}\n"
    assert (done.status, done.output, done.errors) == (expected.status, expected.output, remark)
    refused = f"omicheck: the evaluator 'durable' cannot be used here: {why}"
    remedy = f"take 'columnar', or install it: {library.REMEDY}\n"
    assert (asked_for.status, asked_for.output, asked_for.errors) == (2, "", f"{refused}; {remedy}")
    assert str(told.value) == why


def test_a_process_that_gives_no_answer_is_replaced() -> None:
    with running(seconds=1.0) as engine:
        engine.ask(PATTERNS, (1,))
        stopped = engine.process_id
        end(engine, signal.SIGSTOP)
        assert (engine.ask(PATTERNS, (2,)), engine.starts) == ([1], 2)
        assert not Path(f"/proc/{stopped}").exists()


def test_a_process_that_needs_too_much_memory_ends_and_so_does_the_next(tmp_path: Path) -> None:
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        f"import runpy, sys\nprogram = runpy.run_path({str(engine_that_ends.PROGRAM)!r})\n"
        "program['Ruleset'].fire = lambda *_: bytearray(1 << 30)\nprogram['serve'](sys.stdin, sys.stdout)\n",
        encoding="utf-8",
    )
    with running(program=str(greedy), memory=256 << 20) as engine, pytest.raises(Exception, match="MemoryError"):
        engine.ask(PATTERNS, (1,))


def test_a_process_is_replaced_before_leaks_matter() -> None:
    with running(facts=3) as engine:
        assert [engine.ask(PATTERNS, (number % 3,)) for number in range(10)] == [[], [0], [1]] * 3 + [[]]
        assert engine.starts == 4


def test_a_fact_that_ends_every_process_has_no_answer_and_the_next_has_its_own() -> None:
    ends = Patterns(2, ("is_tier",), ({"is_tier": 1}, {"$gte": {"is_tier": 2}}))
    with running(program=engine_that_ends.__file__) as engine:
        with pytest.raises(EngineEndedError) as told:
            engine.ask(ends, (engine_that_ends.CODE,))
        assert str(told.value) == "the engine's process ended by signal 9, twice"
        assert (engine.ask(ends, (1,)), engine.ask(ends, (2,)), engine.starts) == ([0], [1], 3)


def test_what_the_library_cannot_do_without_is_told(tmp_path: Path) -> None:
    without = tmp_path / "without.py"
    without.write_text(
        "import json, sys\nsys.stdin.readline()\nprint(json.dumps({'missing': 'no such module'}))\n", encoding="utf-8"
    )
    with running(program=str(without)) as engine:
        with pytest.raises(EngineMissingError, match="no such module"):
            engine.ask(PATTERNS, (1,))
        assert engine.why_missing() == "durable-rules cannot be loaded (no such module)"
    with running() as engine:
        assert engine.why_missing() is None


def test_a_process_ends_with_the_one_that_started_it() -> None:
    with running() as engine:
        engine.ask(PATTERNS, (1,))
        process = engine.process_id
        # What reads from a pipe that nobody can write to any more has come to its end.
        running_process = engine._running
        assert running_process is not None
        assert running_process.stdin is not None
        running_process.stdin.close()
        deadline = time.monotonic() + 10
        while running_process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert (running_process.returncode, process is not None) == (0, True)


def test_a_process_that_never_comes_back_ends_without_the_one_that_started_it(tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text(
        f"import runpy, sys\nprogram = runpy.run_path({str(engine_that_ends.PROGRAM)!r})\n"
        # Without end, and without memory, of which a quick machine would use up all before the time is over.
        "program['Ruleset'].fire = lambda *_: all(iter(object, None))\nprogram['serve'](sys.stdin, sys.stdout)\n",
        encoding="utf-8",
    )
    asked = (
        {"path": sys.path, "memory": 1 << 30, "seconds": 2},
        {"make": 1, "keys": ["x"], "patterns": [{"x": 1}]},
        {"ask": 1, "codes": [1]},
    )
    with subprocess.Popen(
        [sys.executable, "-I", "-S", endless], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as alone:
        assert alone.stdin is not None
        alone.stdin.write("".join(f"{json.dumps(one)}\n" for one in asked).encode())
        alone.stdin.flush()
        assert alone.wait(30) == -signal.SIGALRM


def test_the_one_case_that_ends_the_engine_has_an_error_row_and_all_others_their_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EngineProcess(program=engine_that_ends.__file__)
    monkeypatch.setattr("omicheck.evaluate.durable.engine.engine_process", lambda: engine)
    rule = {
        "id": "contacted",
        "question": "2.1.1",
        "applies": {"tier": {"at_least": 1}},
        "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "soon"}},
    }
    rules = write_rules(tmp_path / "r", [rule], {"soon": [{"from": "2000-01-01", "limit": "1 weeks"}]})
    record = {"sentence_type": "custody", "sentence_date": "2009-04-06", "events": []}
    cases = [{"case_id": f"T{tier}", **record, "tier": tier} for tier in (1, 2, 3, 4)]
    done = run("check", write_json(tmp_path / "c.json", {"as_of": "2009-06-01", "cases": cases}), "--rules", rules,
               "--format", "jsonl", "--engine", "durable")  # fmt: skip
    engine.stop()
    given = [(row["case_id"], row["verdict"], row["reason"]) for row in done.rows]
    assert given == [
        ("T1", "not_met", "absent"),
        ("T2", "not_met", "absent"),
        ("T3", "error", "evaluator_failed"),
        ("T4", "not_met", "absent"),
    ]
    assert (done.status, done.errors) == (
        4,
        "error: case T3, rule contacted: condition tier: the engine's process ended by signal 9, twice\n",
    )


def test_the_process_is_one_of_the_command_s_own() -> None:
    assert engine_process() is engine_process()
