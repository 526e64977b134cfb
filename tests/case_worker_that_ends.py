"""A case worker that ends itself, run by tests in place of the real program, which it is but for that.

The environment says on which case (ENDS_ON), at which stage (ENDS_AT), how (ENDS_BY), at most how often, in all
processes together (ENDS_TIMES), and in which file each time is noted (ENDS_NOTED).
"""

import errno
import importlib
import os
import runpy
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

PROGRAM = Path(__file__).resolve().parent.parent / "omicheck/evaluate/case_workers/program.py"
_SERVING = "omicheck.evaluate.case_workers.serving"


def _end(stage: str, case_id: str = "") -> None:
    """Ends this process, if it is to end here."""
    noted = Path(os.environ["ENDS_NOTED"])
    if stage != os.environ["ENDS_AT"] or case_id not in ("", os.environ["ENDS_ON"]):
        return
    with noted.open("a+", encoding="utf-8") as file:
        file.seek(0)
        if len(file.read()) >= int(os.environ["ENDS_TIMES"]):
            return
        file.write(".")
    how = os.environ["ENDS_BY"]
    if how == "memory":
        bytearray(1 << 40)
    elif how == "exit":
        os._exit(3)
    elif how == "engine":
        os.kill(importlib.import_module("omicheck.evaluate.durable.engine_process").engine_process().process_id, 9)
    elif how == "no engine":
        vars(subprocess)["Popen"] = _no_process
    elif how == "hang":
        time.sleep(1000)
    else:
        os.kill(os.getpid(), getattr(signal, how))


def _no_process(*_: object, **__: object) -> None:
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


class _Connection(socket.socket):
    """Tells on which case an answer is, as the rows in it name it."""

    case_id = "none"

    def sendall(self, content: Any, *flags: Any) -> None:  # noqa: ANN401, as the right one
        half = len(content) // 2
        super().sendall(content[:half], *flags)
        _end("writing", self.case_id)
        super().sendall(content[half:], *flags)
        _end("answered", self.case_id)


def _made_to_end(serving: ModuleType) -> None:
    unpacked, serve, evaluator = serving.unpacked_cases, serving.serve, serving.DurableEvaluator
    frames_of = serving.frames_of
    tuples_of_case = evaluator.tuples_of_case

    def reading(content: bytes) -> Iterator[Any]:
        for case in unpacked(content):
            _end("reading", case.case_id)
            yield case

    def receiving(connection: socket.socket) -> Iterator[bytes]:
        for number, content in enumerate(frames_of(connection)):
            if number == 1:
                _end("receiving")
            yield content

    def in_the_middle(self: Any, case: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401, as the right one
        _Connection.case_id = case.case_id
        for number, row in enumerate(tuples_of_case(self, case, *rest)):
            if number == 1:
                _end("rules", case.case_id)
            yield row

    serving.unpacked_cases, evaluator.tuples_of_case = reading, in_the_middle  # type: ignore[attr-defined]
    serving.frames_of = receiving  # type: ignore[attr-defined]
    serving.serve = lambda connection: serve(_Connection(fileno=connection.detach()))  # type: ignore[attr-defined]


def _run() -> None:
    right = importlib.import_module

    def import_module(name: str) -> ModuleType:
        found = right(name)
        if name == _SERVING:
            _end("start")
            _made_to_end(found)
        return found

    importlib.import_module = import_module  # type: ignore[assignment]
    runpy.run_path(str(PROGRAM), run_name="__main__")


if __name__ == "__main__":
    _run()
