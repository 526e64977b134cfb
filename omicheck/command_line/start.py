"""The first that runs: what the process has of signals and standard streams, put so that the command can rely on it."""

# The first word of Ctrl-C that is heeded is after these: they are there already, and `signal` itself would take longer.
import _signal as signal  # type: ignore[import-not-found]  # it has no stub; what is used is that of `signal`
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

# What asks the process to end; each leaves temporary files behind unless the command ends by itself.
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
# Before garbage is looked for; Python's own number is 700.
_ALLOCATIONS = 50_000


def program() -> "NoReturn":
    """Runs the command that the process was started with, and ends the process with its exit status."""
    # Nothing is done yet that would have to be cleared up: until there is, signals end the process without a word.
    heard = [one for one in _ENDING if signal.getsignal(one) in (signal.SIG_DFL, signal.default_int_handler)]
    for one in heard:
        signal.signal(one, signal.SIG_DFL)
    _open_streams()
    import gc  # noqa: PLC0415, after what must come first

    # What is loaded at the start is no garbage, so that it is not looked through for it time and again.
    gc.set_threshold(_ALLOCATIONS)
    from omicheck.command_line.main import main, stopped  # noqa: PLC0415, the same

    try:
        for one in heard:
            signal.signal(one, _stop)
        status = main()
    except KeyboardInterrupt as error:
        status = stopped(error)
    finally:
        # The end takes a moment, and clears up.
        for one in heard:
            signal.signal(one, signal.SIG_IGN)
    # All memory goes back at once now; to look for garbage in it first, as Python does at exit, is 5% of a short run.
    gc.freeze()
    sys.exit(status)


def _stop(number: int, _: "FrameType | None") -> "NoReturn":
    raise KeyboardInterrupt(number)


def _open_streams() -> None:
    """Opens standard streams that whoever started the process has closed.

    Else the next file that is opened takes the place of one, and `print` writes to standard output what is meant for
    a standard error that is not there. What is written to standard error is lost then; whoever reads the other two, or
    writes to them, is told that this cannot be done.
    """
    # The lowest number that is free is taken.
    for number, how in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, how), True)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115, it has no name, and stays open
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115, the same
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115, the same
