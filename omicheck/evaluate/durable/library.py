"""Whether durable-rules can be used on this machine, and what is to be done where it cannot.

It is an extra, since it comes without wheels and not every machine can build it. Without it rows are found by the other
evaluator, and what else asks decision trees walks them in plain Python.
"""

from functools import cache
from importlib.util import find_spec
from typing import Final

from omicheck.evaluate.durable.engine_process import engine_process

# GCC 14 and later refuse what earlier ones warned of, unless they are told not to, and no compiler minds the flag.
REMEDY: Final = "CPPFLAGS=-fpermissive pip install 'omicheck[durable]', which needs a C compiler and Python's headers"


@cache
def why_missing() -> str | None:
    """Why durable-rules cannot be used, as a sentence without a full stop; None where it can.

    Where it is installed this waits until the engine's process has loaded it.
    """
    return engine_process().why_missing() if _is_installed() else "durable-rules is not installed"


def missed() -> str | None:
    """Why durable-rules could not be used by who asked; None where it could, or nobody asked."""
    return why_missing() if why_missing.cache_info().currsize else None


def start_early() -> bool:
    """Starts the engine's process, if there is a library for it, without waiting for it; whether there is one."""
    is_installed = _is_installed()
    if is_installed:
        engine_process().start()
    return is_installed


def _is_installed() -> bool:
    """Whether the library lies where Python looks for it. It is not loaded for that: it can end the process."""
    return find_spec("durable") is not None
