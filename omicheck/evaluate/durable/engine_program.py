"""The program of the engine's process: it makes rulesets of durable-rules, and answers facts.

It is run as a file and knows nothing of the rest of omicheck: rulesets, and facts that are integers, come in as lines
of JSON, and the numbers of the rules that a fact fires go out. No record, no name and no date ever comes here.

- `{"path": [...], "memory": 2147483648, "seconds": 60}` comes first: where modules lie, how many bytes may be taken,
  and after how long in vain the process ends itself, as the one that asks may be gone by then. The answer is
  `{"missing": null}`, or why the library cannot be loaded.
- `{"make": 7, "keys": ["standing", "scope"], "patterns": [...]}` makes a ruleset. There is no answer.
- `{"drop": 7}` gives its memory back. There is no answer.
- `{"ask": 7, "codes": [0, 1]}` is answered with a line such as `[3]`, or `{"failure": "..."}`.

Every check of a single case waits for its start, so that it loads no more than it and the library need.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TextIO

_STATE = "1"
_CLOCK = r"datetime\.datetime\.utcfromtimestamp"
# Before garbage is looked for; Python's own number is 700.
_ALLOCATIONS = 50_000


def load_engine() -> Any:  # noqa: ANN401, the library has no types
    """The library's module.

    Raises:
        ImportError: it is not installed, or cannot be loaded.
    """
    if "durable.engine" in sys.modules:
        return sys.modules["durable.engine"]
    # On Python 3.13 the extension names a function that Python no longer has; only its callbacks for a store,
    # which are not used here, would call it. Bound lazily, it loads.
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        from durable import engine  # noqa: PLC0415, needs the flags
    finally:
        sys.setdlopenflags(flags)
    return engine


class Ruleset:
    """One ruleset of the library.

    Attributes:
        keys: the fields of a fact, in order.
    """

    def __init__(self, keys: Sequence[str], patterns: Sequence[Any]) -> None:
        self.keys = tuple(keys)
        self._answered: list[int] = []
        definition: dict[str, Any] = {
            f"r{number}": {"all": [{"m": pattern}], "run": self._answer(number)}
            for number, pattern in enumerate(patterns)
        }
        # Every fact fires this one: deleting the state of a fact that fired nothing frees a wild pointer.
        definition["seen"] = {"all": [{"m": {"kind": 1}}], "run": _nothing}
        self._ruleset = load_engine().Ruleset("rules", None, definition)

    def _answer(self, number: int) -> Any:  # noqa: ANN401, the library takes any callable of one parameter
        def append(_closure: object) -> None:
            self._answered.append(number)

        return append

    def fire(self, codes: Sequence[int]) -> list[int]:
        """The numbers of the rules that a fact fires.

        Args:
            codes: the integer of each field, in the order of `keys`.

        Raises:
            RuntimeError: an action failed, which the library keeps to itself.
        """
        self._answered.clear()
        failures: list[object] = []
        fact = dict(zip(self.keys, codes, strict=True))
        state = self._ruleset.assert_fact({"sid": _STATE, "kind": 1, **fact})
        with warnings.catch_warnings():
            # Its own clock, which is not used here, is read in a way that Python 3.12 and later warn of.
            warnings.filterwarnings("ignore", _CLOCK, DeprecationWarning)
            self._ruleset.do_actions(state, lambda error, _state: failures.append(error) if error else None)
        self._ruleset.delete_state(_STATE)
        if failures:
            raise RuntimeError(str(failures[0]))
        return list(self._answered)

    def delete(self) -> None:
        """Gives the memory back, which the library never does by itself."""
        import durable_rules_engine  # noqa: PLC0415, loaded by load_engine

        durable_rules_engine.delete_ruleset(self._ruleset._handle)  # noqa: SLF001, it offers no other way


def _nothing(_closure: object) -> None:
    """The action of the rule that every fact fires."""


def serve(lines: TextIO, answers: TextIO) -> None:
    """Carries out what comes in, until there is no more.

    Args:
        lines: what is asked, a line of JSON each.
        answers: where the answers go.
    """
    rulesets: dict[int, Ruleset] = {}
    seconds = 0.0
    for line in lines:
        asked = json.loads(line)
        seconds = asked.get("seconds", seconds)
        # The signal ends the process even where the library never comes back.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        if "ask" in asked:
            answers.write(f"{json.dumps(_answer(rulesets[asked['ask']], asked['codes']))}\n")
        elif "make" in asked:
            rulesets[asked["make"]] = Ruleset(asked["keys"], asked["patterns"])
        elif "drop" in asked:
            rulesets.pop(asked["drop"]).delete()
        else:
            answers.write(f"{json.dumps({'missing': _begin(asked)})}\n")
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.flush()


def _answer(ruleset: Ruleset, codes: Sequence[int]) -> list[int] | dict[str, str]:
    try:
        return ruleset.fire(codes)
    except Exception as error:  # noqa: BLE001, whatever the library raises is an answer that is none
        return {"failure": f"{type(error).__name__}: {error}"}


def _begin(asked: Mapping[str, Any]) -> str | None:
    """Sets the bounds of the process and loads the library; why it cannot be loaded, if it cannot."""
    sys.path[:] = asked["path"]
    bound(asked["memory"])
    try:
        load_engine()
    except ImportError as error:
        return str(error)
    return None


def bound(memory: int) -> None:
    """Lets this process take no more than so many bytes, where the system can see to that, and leave nothing behind."""
    try:
        import resource  # noqa: PLC0415, not on every system

        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
        # What would be left behind where it ends by itself may hold records.
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (ImportError, ValueError, OSError):
        pass


if __name__ == "__main__":
    gc.set_threshold(_ALLOCATIONS)
    serve(sys.stdin, sys.stdout)
