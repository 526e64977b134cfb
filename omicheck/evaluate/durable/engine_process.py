"""The engine in a process of its own, as durable-rules can end the one in which it runs, or never answer.

Whatever ends the process costs one more try, in a new one. A fact that ends that too has no answer, and everything
else has its own. What goes there are rulesets and integers (`engine_program`).
"""

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from attrs import define, field, frozen

from omicheck.errors import EngineMissingError
from omicheck.evaluate.durable import engine_program

# A fact takes less than a thousandth of a second; the first one of a ruleset makes it, some hundredths.
SECONDS_FOR_AN_ANSWER: Final = 60.0
# A few dozen megabytes are taken; beyond this something has gone wrong.
BYTES: Final = 2 << 30
# Long before leaks could matter. A new process takes about as long as a hundred facts.
FACTS_PER_PROCESS: Final = 200_000
_PATIENCE: Final = 2
# A process that ends before the library is loaded does so over no fact, so it counts against none.
_STARTS: Final = 3


class EngineEndedError(Exception):
    """The engine's process ended, or was ended as it gave no answer in time."""


class EngineRefusedError(Exception):
    """The library raised an error about a fact."""


@frozen(eq=False)
class Patterns:
    """A ruleset as the engine is given it.

    Attributes:
        number: its number, one of its own within this process.
        keys: the fields of a fact, in order.
        patterns: what each rule asks of a fact.
    """

    number: int
    keys: Sequence[str]
    patterns: Sequence[Any]


@define(eq=False)
class EngineProcess:
    """A process in which rulesets are held, started when it is first needed and again whenever it ended.

    Attributes:
        seconds: how long an answer may take.
        memory: how many bytes it may take.
        facts: how many facts it is given before another takes its place.
        program: what it runs.
        starts: how often one was started.
    """

    seconds: float = SECONDS_FOR_AN_ANSWER
    memory: int = BYTES
    facts: int = FACTS_PER_PROCESS
    program: str = engine_program.__file__
    starts: int = field(init=False, default=0)
    _running: "subprocess.Popen[bytes] | None" = field(init=False, default=None)
    _greeted: bool = field(init=False, default=False)
    _answered: int = field(init=False, default=0)
    _held: set[int] = field(init=False, factory=set)
    _dropped: list[int] = field(init=False, factory=list)
    _lock: threading.Lock = field(init=False, factory=threading.Lock)
    _owner: int = field(init=False, factory=os.getpid)

    @property
    def process_id(self) -> int | None:
        """The process that is running, if one is."""
        return self._running.pid if self._running else None

    def start(self) -> None:
        """Starts the process, if none is running, without waiting for it; the first question tells if it cannot be."""
        with self._lock, contextlib.suppress(EngineEndedError):
            if self._running is None:
                self._start()

    def ask(self, patterns: Patterns, codes: Sequence[int]) -> list[int]:
        """The numbers of the rules that a fact fires.

        Args:
            patterns: the ruleset.
            codes: the integer of each field.

        Raises:
            EngineMissingError: the library cannot be loaded, or no process comes as far as that.
            EngineEndedError: the process ended over this fact, and a second one too.
            EngineRefusedError: the library raised an error about it.
        """
        with self._lock:
            try:
                return self._ask(patterns, codes)
            except EngineEndedError:
                return self._ask(patterns, codes)

    def why_missing(self) -> str | None:
        """Why the library cannot be loaded; None where it can."""
        with self._lock:
            try:
                self._begin()
            except EngineMissingError as error:
                return str(error)
        return None

    def drop(self, number: int) -> None:
        """Lets the memory of a ruleset be given back before the next question; may be called at any time."""
        self._dropped.append(number)

    def stop(self) -> None:
        """Ends the process, if one is running."""
        running, self._running = self._running, None
        # A process that was forked from the one that started it may end without taking it along.
        if running is None or os.getpid() != self._owner:
            return
        running.kill()
        running.wait()
        for stream in (running.stdin, running.stdout):
            if stream:
                stream.close()

    # --- one process -----------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Sees to it that a process runs and has loaded the library."""
        for left in reversed(range(_STARTS)):
            try:
                if self._running is None:
                    self._start()
                self._greet()
            except EngineEndedError as error:
                if not left:
                    raise EngineMissingError(f"durable-rules cannot be loaded ({error}, {_STARTS} times)") from None
            else:
                return

    def _start(self) -> None:
        # Without the modules of the user's own folders and without what runs at every start. Ctrl-C is for the
        # command, which ends this process.
        try:
            self._running = subprocess.Popen(  # noqa: S603, the program is our own
                [sys.executable, "-I", "-S", self.program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                process_group=0,
            )
        except OSError as error:
            raise EngineEndedError(f"the engine's process cannot be started: {error.strerror}") from None
        self.starts += 1
        self._greeted, self._answered, self._held = False, 0, set()
        # Who asks is the first to lose patience, as long as there is one.
        self._write({"path": sys.path, "memory": self.memory, "seconds": _PATIENCE * self.seconds})

    def _ask(self, patterns: Patterns, codes: Sequence[int]) -> list[int]:
        if self._answered >= self.facts:
            self.stop()
        self._begin()
        asked: list[Mapping[str, Any]] = []
        while self._dropped:
            number = self._dropped.pop()
            if number in self._held:
                self._held.remove(number)
                asked.append({"drop": number})
        if patterns.number not in self._held:
            asked.append({"make": patterns.number, "keys": patterns.keys, "patterns": patterns.patterns})
            self._held.add(patterns.number)
        self._write(*asked, {"ask": patterns.number, "codes": codes})
        self._answered += 1
        answer = self._read()
        if isinstance(answer, dict):
            raise EngineRefusedError(answer["failure"])
        return answer  # type: ignore[no-any-return]  # a list of integers, as the program says

    def _greet(self) -> None:
        """Waits until the library is loaded, once for each process."""
        if self._greeted:
            return
        missing = self._read()["missing"]
        if missing is not None:
            self.stop()
            raise EngineMissingError(f"durable-rules cannot be loaded ({missing})")
        self._greeted = True

    def _write(self, *asked: Mapping[str, Any]) -> None:
        if self._running is None or self._running.stdin is None:
            raise EngineEndedError("the engine has ended")
        try:
            # At one go, so that the process is woken once.
            lines = [f"{json.dumps(one, separators=(',', ':'))}\n" for one in asked]
            self._running.stdin.write("".join(lines).encode())
        except OSError:
            raise self._ended() from None

    def _read(self) -> Any:  # noqa: ANN401, a line of JSON
        if self._running is None or self._running.stdout is None:
            raise EngineEndedError("the engine has ended")
        stream, line = self._running.stdout, b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([stream], [], [], self.seconds)
            more = os.read(stream.fileno(), 65_536) if ready else b""
            if not more:
                raise self._ended(in_time=bool(ready))
            line += more
        return json.loads(line)

    def _ended(self, *, in_time: bool = True) -> EngineEndedError:
        # A question is asked twice, and whoever begins says how often.
        how_often = ", twice" if self._greeted else " before it had begun"
        running = self._running
        status = running.wait() if running and in_time else None
        self.stop()
        if not in_time:
            return EngineEndedError(f"the engine gave no answer within {self.seconds:g} seconds{how_often}")
        how = f"by signal {-status}" if status is not None and status < 0 else f"with status {status}"
        return EngineEndedError(f"the engine's process ended {how}{how_often}")


def engine_process() -> EngineProcess:
    """The one engine of this process, which is not that of the process from which it was forked."""
    return _engine_of(os.getpid())


@cache
def _engine_of(_process: int) -> EngineProcess:
    engine = EngineProcess()
    atexit.register(engine.stop)
    return engine
