"""What is said of an error that nobody foresaw: where it happened, nothing of the records, and how it is reported."""

import os
import platform
import traceback
from pathlib import Path

import omicheck
from omicheck.command_line.standard_streams import tell
from omicheck.errors import ExitStatus

_PACKAGE = Path(omicheck.__file__).resolve().parent


def tell_not_foreseen(error: Exception) -> ExitStatus:
    """Says on standard error what kind of error it was and where, and gives its exit status.

    The text of the error is left out, since a value of a record may stand in it.

    Args:
        error: the error, as it was caught.
    """
    if os.environ.get("OMICHECK_TRACEBACK"):
        traceback.print_exception(error)
        return ExitStatus.NOT_FORESEEN
    versions = f"omicheck {omicheck.__version__}, Python {platform.python_version()}, {platform.system()}"
    tell(
        f"omicheck: an error that was not foreseen: {_kind(error)} in {_place(error)} ({versions}). What was printed "
        "or written before may be incomplete.",
        "This is a fault of omicheck. To report it, send the line above and the command, with the names of files and "
        "cases replaced; no records are needed. With OMICHECK_TRACEBACK=1 before the command more is shown, values of "
        "records included: keep that to yourself.",
    )
    return ExitStatus.NOT_FORESEEN


def _kind(error: Exception) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _place(error: Exception) -> str:
    """The last line of omicheck that the error came through, and what it had called if that is not omicheck's."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).resolve().is_relative_to(_PACKAGE)]
    if not own:
        return "no module of omicheck"
    file = Path(own[-1].filename).resolve().relative_to(_PACKAGE.parent).as_posix()
    place = f"{file}, line {own[-1].lineno}"
    called = frames[-1]
    return place if called is own[-1] else f"{place}, which called {Path(called.filename).name}, line {called.lineno}"
