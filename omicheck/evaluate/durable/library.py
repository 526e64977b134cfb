"""Whether durable-rules can be used on this machine, and what is to be done where it cannot.

It is an extra, since it comes without wheels and not every machine can build it. Without it rows are found by the other
evaluator, and what else asks decision trees walks them in plain Python.
"""

import os
import sys
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from omicheck.errors import EngineMissingError

# GCC 14 and later refuse what earlier ones warned of, unless they are told not to, and nothing else minds the flag.
REMEDY: Final = "CPPFLAGS=-fpermissive pip install 'omicheck[durable]', which needs a C compiler and Python's headers"


@cache
def why_missing() -> str | None:
    """Why durable-rules cannot be used, as a sentence without a full stop; None where it can."""
    if find_spec("durable") is None:
        return "durable-rules is not installed"
    try:
        load_engine()
    except EngineMissingError as error:
        return str(error)
    return None


def load_engine() -> Any:  # noqa: ANN401, the library has no types
    """The library's module.

    Raises:
        EngineMissingError: it is not installed, or cannot be loaded.
    """
    if "durable.engine" in sys.modules:
        return sys.modules["durable.engine"]
    # From Python 3.13 on the extension names a function that Python no longer has; only its callbacks for a store,
    # which are not used here, would call it. Bound lazily, it loads.
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        from durable import engine  # noqa: PLC0415, needs the flags
    except ImportError as error:
        raise EngineMissingError(f"durable-rules cannot be loaded ({error})") from error
    finally:
        sys.setdlopenflags(flags)
    return engine
