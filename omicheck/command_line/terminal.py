"""What is printed for people: on a terminal in its width and colours, elsewhere plain."""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from omicheck.command_line.writing import write

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

    if options.output is None and sys.stdout.isatty():
        with_colour = not options.no_color and not os.environ.get("NO_COLOR")
        yield _console(Console, sys.stdout, None, with_colour)
        return
    held = io.StringIO()
    yield _console(Console, held, _WIDTH, with_colour=False)
    # The lines are filled with blanks up to the width, which a file or another program has no use for.
    write(options.output, (re.sub(r" +$", "", held.getvalue(), flags=re.MULTILINE),))


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
