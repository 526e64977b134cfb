"""A case worker at work: cases come in, and of each its rows go out as soon as they are found."""

import os
import pickle
import socket
import threading
from queue import SimpleQueue

from omicheck.errors import EngineMissingError
from omicheck.evaluate.case_workers.frames import frame, frames_of
from omicheck.evaluate.case_workers.packing import Work, packed_rows, unpacked_cases
from omicheck.evaluate.durable.engine_process import engine_process
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.evaluate.durable.library import why_missing


def serve(connection: socket.socket) -> None:
    """Answers every case that comes, in the order in which they come, until there are no more.

    The first message is the `Work`, which is answered with an empty message. Each of the others holds some cases, and
    is answered with a message for each of them.

    Args:
        connection: to the process that asks.
    """
    received: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, received), daemon=True).start()
    engine_process().start()
    work: Work = pickle.loads(received.get())  # noqa: S301, of the process that started this one
    evaluator = DurableEvaluator(work.rule_base)
    missing = why_missing()
    if missing is not None:
        # Whoever asked has found it usable. A worker that cannot use it has not begun, and takes nothing else for it.
        raise EngineMissingError(missing)
    connection.sendall(frame(b""))
    while True:
        for case in unpacked_cases(received.get()):
            rows = list(evaluator.tuples_of_case(case, work.rules, work.as_of))
            connection.sendall(frame(packed_rows(rows, [str(failure) for failure in evaluator.failures])))
            evaluator.failures.clear()


def _receive(connection: socket.socket, received: "SimpleQueue[bytes]") -> None:
    """Takes in what comes while cases are worked on, and ends this process where nothing more can come."""
    try:
        for content in frames_of(connection):
            received.put(content)
    finally:
        # Whoever asked is gone, or has what was wanted; or this process can take in no more, as its memory is used up.
        # It must not go on without its ears.
        engine_process().stop()
        os._exit(0)
