"""Which cases go to which worker, and what becomes of the cases of one that ended.

A worker answers its cases one after the other, so that it is known on which one it ended. That case is given to
another worker, and so are those that it had not come to. A case on which two have ended is given up.
"""

import selectors
import time
from collections import Counter, deque
from collections.abc import Sequence
from typing import Final

from attrs import define, field, frozen

from omicheck.evaluate.case_workers.packing import CaseRows, Work, unpacked_rows
from omicheck.evaluate.case_workers.process import CaseWorker, start_worker
from omicheck.model.case import Case

# Enough that a message costs little, few enough that no worker is left with much to do at the end.
CASES_AT_A_TIME: Final = 16
# The worker has the next cases when it is done with some, and while whoever takes the rows is busy with those that are
# there: half as many left workers without work for a sixth of the time.
_MESSAGES_AHEAD: Final = 4
# No worker runs ahead of one that is slow by more than so many messages for each, as their rows are held.
_MESSAGES_HELD: Final = 8
# Before leaks could matter, though none was measured; to start another takes as long as some hundred cases.
CASES_PER_WORKER: Final = 20_000
# A case takes some thousandths of a second. Of a library that does not answer the worker itself learns sooner.
SECONDS_FOR_A_CASE: Final = 600.0
_SECONDS_TO_START: Final = 120.0
_TRIES: Final = 2
# As long as every worker has more than so many cases to do, it is not noticed if nobody listens for so long.
_CASES_ENOUGH: Final = 8
_SECONDS_TO_GATHER: Final = 0.004


@frozen
class GivenUp:
    """A case on which workers ended, so that it has no rows.

    Attributes:
        why: how they ended, for people.
    """

    why: str


class CannotStartError(Exception):
    """Workers cannot be started, or end before they have begun."""


@define(eq=False)
class Dealing:
    """The cases that are to be dealt out, and the workers.

    Attributes:
        work: what is to be done with every case.
        cases: the cases.
        workers: how many there may be at a time.
        found: what was found of cases, by their places, until it is taken.
    """

    work: Work
    cases: Sequence[Case]
    workers: int
    found: dict[int, CaseRows | GivenUp] = field(init=False, factory=dict)
    _running: list[CaseWorker] = field(init=False, factory=list)
    _to_do: deque[list[int]] = field(init=False)
    _ended_on: Counter[int] = field(init=False, factory=Counter)
    _ended_at_start: int = field(init=False, default=0)
    _selector: selectors.BaseSelector = field(init=False, factory=selectors.DefaultSelector)

    @_to_do.default
    def _in_order(self) -> deque[list[int]]:
        places = range(len(self.cases))
        return deque(list(places[at : at + CASES_AT_A_TIME]) for at in places[::CASES_AT_A_TIME])

    def go_on(self, wanted: int) -> None:
        """Deals out what can be dealt out, and waits until a worker has said something.

        Args:
            wanted: the first place of which nothing has been taken yet.

        Raises:
            CannotStartError: workers cannot be started.
        """
        self._deal(wanted)
        for worker in self._running:
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.has_to_send else 0)
            if self._selector.get_key(worker.connection).events != events:
                self._selector.modify(worker.connection, events, worker)
        since = time.monotonic()
        if self._running and all(len(worker.asked) > _CASES_ENOUGH for worker in self._running):
            # Answers that are taken several at a time cost less than one by one.
            time.sleep(_SECONDS_TO_GATHER)
        left = min((_patience(worker) - worker.waited for worker in self._running if worker.asked), default=0.0)
        ready = self._selector.select(max(left, 0))
        waited = time.monotonic() - since
        for worker in self._running:
            worker.waited += waited if worker.asked else 0
        for key, events in ready:
            self._hear(key.data, events)
        for worker in [one for one in self._running if one.asked and one.waited >= _patience(one)]:
            self._end(worker, hangs=True)

    def end(self) -> None:
        """Ends all workers."""
        running, self._running = self._running, []
        for worker in running:
            worker.connection.close()
        for worker in running:
            worker.end()
        self._selector.close()

    # --- dealing out -------------------------------------------------------------------------------------------

    def _deal(self, wanted: int) -> None:
        furthest = wanted + _MESSAGES_HELD * self.workers * CASES_AT_A_TIME
        while self._to_do and self._to_do[0][0] < furthest:
            worker = self._free_worker()
            if worker is None:
                return
            places = self._to_do.popleft()
            worker.give(places, [self.cases[place] for place in places])

    def _free_worker(self) -> CaseWorker | None:
        """The worker that has least to do, a new one where there can be more; None where all have enough."""
        for worker in [one for one in self._running if one.given >= CASES_PER_WORKER and not one.asked]:
            self._remove(worker)
            worker.end()
        fewest = min((len(one.asked) for one in self._running), default=1)
        if fewest and len(self._running) < self.workers:
            return self._started()
        free = [one for one in self._running if one.given < CASES_PER_WORKER]
        found = min(free, key=lambda one: len(one.asked), default=None)
        return found if found and len(found.asked) <= (_MESSAGES_AHEAD - 1) * CASES_AT_A_TIME else None

    def _started(self) -> CaseWorker | None:
        why = "workers end before they have begun"
        try:
            worker = start_worker(self.work) if self._ended_at_start < _TRIES else None
        except OSError as error:
            worker, why = None, str(error)
        if worker is None:
            # Those that are there do the rest.
            if self._running:
                return None
            raise CannotStartError(why)
        self._running.append(worker)
        self._selector.register(worker.connection, selectors.EVENT_READ, worker)
        return worker

    # --- what comes back -----------------------------------------------------------------------------------------

    def _hear(self, worker: CaseWorker, events: int) -> None:
        if events & selectors.EVENT_READ:
            answers = worker.answers()
            if answers is None:
                self._end(worker)
                return
            if worker.is_ready:
                self._ended_at_start = 0
            for answer in answers:
                self.found[worker.asked.popleft()] = unpacked_rows(answer)
        if events & selectors.EVENT_WRITE:
            try:
                worker.send()
            except OSError:
                self._end(worker)

    def _remove(self, worker: CaseWorker) -> None:
        self._selector.unregister(worker.connection)
        self._running.remove(worker)

    def _end(self, worker: CaseWorker, *, hangs: bool = False) -> None:
        """Takes a worker away that ended or is to be ended, and gives its cases to others."""
        self._remove(worker)
        status = worker.end(at_once=hangs)
        places = list(worker.asked)
        if not worker.is_ready:
            self._ended_at_start += 1
        elif places:
            self._ended_on[places[0]] += 1
            if self._ended_on[places[0]] == _TRIES:
                how = f"ended by signal {-status}" if status < 0 else f"ended with status {status}"
                self.found[places.pop(0)] = GivenUp("gave no answer in time" if hangs else how)
        for at in reversed(range(0, len(places), CASES_AT_A_TIME)):
            self._to_do.appendleft(places[at : at + CASES_AT_A_TIME])


def _patience(worker: CaseWorker) -> float:
    """For how many seconds a worker is waited for."""
    return SECONDS_FOR_A_CASE if worker.is_ready else _SECONDS_TO_START
