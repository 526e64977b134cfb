"""One case worker, as the process that started it sees it."""

import json
import pickle
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import define, field

import omicheck
from omicheck.evaluate.case_workers import program
from omicheck.evaluate.case_workers.frames import frame, frames_in
from omicheck.evaluate.case_workers.packing import Work, packed_cases
from omicheck.model.case import Case

PROGRAM: Final = str(program.__file__)
# Some tens of megabytes are taken; beyond this something has gone wrong.
BYTES: Final = 4 << 30
_AT_A_TIME: Final = 1 << 20
_SECONDS_TO_END: Final = 1


@define(eq=False)
class CaseWorker:
    """A process that finds the rows of cases.

    Attributes:
        asked: the places of the cases that it was given and has not answered, in the order in which it answers.
        given: how many it was given so far.
        is_ready: whether it has said that it has begun.
        waited: for how many seconds it has been waited for in vain.
        connection: what it is asked and answers on.
    """

    asked: deque[int]
    given: int
    is_ready: bool
    waited: float
    connection: socket.socket
    _process: "subprocess.Popen[bytes]"
    _to_send: bytearray = field(init=False, factory=bytearray)
    _received: bytearray = field(init=False, factory=bytearray)

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def has_to_send(self) -> bool:
        """Whether something is still to be sent."""
        return bool(self._to_send)

    def give(self, places: Sequence[int], cases: Sequence[Case]) -> None:
        """Gives it cases; they are sent as soon as it takes them."""
        self.asked += places
        self.given += len(places)
        self._to_send += frame(packed_cases(cases))

    def send(self) -> None:
        """Sends as much as can be sent without waiting.

        Raises:
            OSError: it has ended.
        """
        try:
            sent = self.connection.send(self._to_send)
        except BlockingIOError:
            return
        del self._to_send[:sent]

    def answers(self) -> list[bytes] | None:
        """The answers that have come, in the order of `asked`; None where it has ended."""
        try:
            more = self.connection.recv(_AT_A_TIME)
        except BlockingIOError:
            return []
        except OSError:
            return None
        if not more:
            return None
        self._received += more
        self.waited = 0
        found = list(frames_in(self._received))
        if found and not self.is_ready:
            self.is_ready = True
            return found[1:]
        return found

    def end(self, *, at_once: bool = False) -> int:
        """Ends the process, and says how it ended: its status, or the signal that ended it as a negative number.

        Args:
            at_once: whether it is not to be asked first. It does what it is asked as soon as it can be heard.
        """
        self.connection.close()
        if not at_once:
            try:
                return self._process.wait(_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                pass
        self._process.kill()
        return self._process.wait()


def start_worker(work: Work) -> CaseWorker:
    """Starts a process, without waiting for it.

    Raises:
        OSError: no process can be started.
    """
    ours, theirs = socket.socketpair()
    try:
        # Without the modules of the user's own folders. Ctrl-C is for the command, which ends this process.
        process = subprocess.Popen(  # noqa: S603, our own program
            [sys.executable or "", "-I", PROGRAM],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    ours.setblocking(False)
    path = [*map(str, sys.path), str(Path(omicheck.__file__).parents[1])]
    header = {"path": path, "memory": BYTES, "dont_write_bytecode": sys.dont_write_bytecode}
    worker = CaseWorker(deque(), 0, is_ready=False, waited=0.0, connection=ours, process=process)
    worker._to_send += frame(json.dumps(header).encode()) + frame(pickle.dumps(work, 5))  # noqa: SLF001, its maker
    return worker
