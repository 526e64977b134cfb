"""What is printed for people: on a terminal in its width and colours, elsewhere plain."""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from omicheck.command_line.standard_streams import columns_of_terminal, for_terminal, unwritable
from omicheck.command_line.writing import write
from omicheck.text import harmless, printable, without_commands

if TYPE_CHECKING:
    from rich.console import Console

# A pipe has no width of its own, and what goes there must not depend on whatever terminal is near.
_WIDTH: Final = 100


@contextmanager
def console(options: argparse.Namespace) -> Iterator["Console"]:
    """A console for people: on a terminal in its width and colours, elsewhere plain.

    Args:
        options: those of the command.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    from rich.console import Console  # noqa: PLC0415, heavy

    if _is_on_terminal(options):
        with_colour = not options.no_color and not os.environ.get("NO_COLOR")
        try:
            yield _console(Console, for_terminal(sys.stdout), columns_of_terminal(), with_colour)
        except OSError as error:
            raise unwritable(error) from error
        return
    held = io.StringIO()
    yield _console(Console, held, _WIDTH, with_colour=False)
    # The lines are filled with blanks up to the width, which a file or another program has no use for.
    write(options.output, (re.sub(r" +$", "", held.getvalue(), flags=re.MULTILINE),))


def width_of(options: argparse.Namespace) -> int:
    """How wide what is printed for people may be: as wide as the terminal, and the same wherever there is none."""
    return columns_of_terminal() if _is_on_terminal(options) else _WIDTH


def write_lines(options: argparse.Namespace, lines: Iterable[str]) -> None:
    """Writes lines that are no table, each with its end: as they are, or on a terminal broken between words.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    if not _is_on_terminal(options):
        write(options.output, ("\n".join(map(harmless, text.split("\n"))) for text in lines))
        return
    from omicheck.output.prose import wrapped  # noqa: PLC0415, of use only on a terminal

    width, out = width_of(options), for_terminal(sys.stdout)
    try:
        for text in lines:
            for line in map(printable, text.removesuffix("\n").split("\n")):
                blanks = line[: len(line) - len(line.lstrip(" "))]
                parts = wrapped(line.lstrip(" "), width, blanks, f"{blanks}    ")
                out.writelines(f"{without_commands(part)}\n" for part in parts)
        out.flush()
    except OSError as error:
        raise unwritable(error) from error


def _is_on_terminal(options: argparse.Namespace) -> bool:
    return options.output is None and sys.stdout.isatty()


def _console(make: "type[Console]", stream: TextIO, width: int | None, with_colour: bool) -> "Console":
    return make(
        file=stream,
        width=width,
        no_color=not with_colour,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
