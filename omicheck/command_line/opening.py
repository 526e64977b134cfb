"""Opens what a command has written in the program that the system has for such files."""

import argparse
import os
import sys

from omicheck.command_line.standard_streams import tell
from omicheck.errors import CommandWrongError


def refuse_opening(options: argparse.Namespace) -> None:
    """Says before anything is done that there will be nothing to open.

    Raises:
        CommandWrongError: what is to be opened goes to standard output.
    """
    if options.output is None:
        raise CommandWrongError("--open needs --output FILE: what goes to standard output cannot be opened")


def open_written(options: argparse.Namespace) -> None:
    """Opens the file or folder that was written, where somebody is there to see it; else says why it does not."""
    why_not = _why_not()
    if why_not is None:
        import webbrowser  # noqa: PLC0415, of use only here
        from pathlib import Path  # noqa: PLC0415, of use only here

        if webbrowser.open(Path(options.output).resolve().as_uri()):
            return
        why_not = "no program for it was found; the variable BROWSER can name one"
    if not options.quiet:
        tell(f"omicheck: {options.output} is written, and not opened: {why_not}")


def _why_not() -> str | None:
    if os.environ.get("CI"):
        return "this is a CI server (the variable CI is set)"
    if not _is_watched():
        return "nobody is at a terminal"
    # Without a screen a browser for terminals would be begun, in the middle of what is printed.
    has_screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if sys.platform.startswith("linux") and not has_screen:
        return "there is no graphical screen (no variable DISPLAY, WAYLAND_DISPLAY or BROWSER is set)"
    return None


def _is_watched() -> bool:
    return sys.stderr.isatty()
