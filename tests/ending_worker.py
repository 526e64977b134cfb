"""A case worker that ends itself, for tests: run in place of the real program, which it is but for that.

The environment says at what stage (`ENDS`), on which case (`ENDS_ON`), how (`ENDS_BY`), and where it notes that it did
(`ENDS_NOTED`), if it is to do so only a given number of times (`ENDS_TIMES`).
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def end() -> None:
    noted = Path(os.environ["ENDS_NOTED"])
    before = len(noted.read_text(encoding="utf-8")) if noted.exists() else 0
    if before >= int(os.environ.get("ENDS_TIMES", "1000")):
        return
    with noted.open("a", encoding="utf-8") as file:
        file.write(".")
    match os.environ["ENDS_BY"]:
        case "memory":
            # More than it may take.
            held = [bytearray(1 << 28) for _ in range(100)]
            raise AssertionError(len(held))
        case "error":
            raise RuntimeError("so it ends")
        case "hang":
            time.sleep(1000)
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case name:
            os.kill(os.getpid(), getattr(signal, name))
            time.sleep(1000)


def wanted(case_id: str) -> bool:
    return case_id == os.environ["ENDS_ON"]


def patch() -> None:
    from omicheck.evaluate.case_workers import serving
    from omicheck.evaluate.durable.evaluator import DurableEvaluator

    stage = os.environ["ENDS"]
    if stage == "start":
        end()
    if stage == "reading":
        unpacked: Callable[[bytes], Iterator[Any]] = serving.unpacked_cases

        def reading(content: bytes) -> Iterator[Any]:
            for case in unpacked(content):
                if wanted(case.case_id):
                    end()
                yield case

        serving.unpacked_cases = reading
    if stage == "rules":
        rows_of_case = DurableEvaluator.rows_of_case

        def rows(self: DurableEvaluator, case: Any, *rest: Any) -> Iterator[Any]:
            for number, row in enumerate(rows_of_case(self, case, *rest)):
                if number == 2 and wanted(case.case_id):
                    end()
                yield row

        DurableEvaluator.rows_of_case = rows  # type: ignore[method-assign]
    if stage in ("writing", "end"):
        packed_rows, frame = serving.packed_rows, serving.frame
        on: list[str] = []

        def packed(found: Any, failures: Any) -> bytes:
            on[:] = [found[0].case_id]
            return packed_rows(found, failures)

        def framed(content: bytes) -> bytes:
            return frame(content)

        serving.packed_rows, serving.frame = packed, framed
        sendall = socket.socket.sendall

        class Connection(socket.socket):
            def sendall(self, content: bytes, *flags: Any) -> None:  # type: ignore[override]
                if on and wanted(on[0]):
                    sendall(self, content[: len(content) // 2] if stage == "writing" else content)
                    end()
                    if stage == "writing":
                        content = content[len(content) // 2 :]
                    else:
                        return
                sendall(self, content, *flags)

        serve = serving.serve

        def served(connection: socket.socket) -> None:
            serve(Connection(fileno=connection.detach()))

        serving.serve = served
