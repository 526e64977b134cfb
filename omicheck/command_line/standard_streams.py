"""What goes to standard output and standard error, and what becomes of it where these are full, closed or not UTF-8."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from omicheck.errors import CommandWrongError

# How lines, dashes, dots, bars and quotes that we print ourselves are written where there are none.
_PLAIN: Final = str.maketrans(
    {0x2500: "-", 0x2013: "-", 0x2014: "-", 0x2026: "...", 0x2588: "#", 0x2018: "'", 0x2019: "'"}
)
_ERRORS: Final = "omicheck.plain"


def write_output(texts: Iterable[str]) -> None:
    """Writes texts as UTF-8 to standard output.

    Raises:
        CommandWrongError: it cannot be written to.
    """
    out = sys.stdout.buffer
    for text in texts:
        content = text.encode()
        try:
            out.write(content)
        except OSError as error:
            raise unwritable(error) from error
    flush_output()


def flush_output() -> None:
    """Sees to it that what was written to standard output is there.

    Raises:
        CommandWrongError: it is not.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        raise unwritable(error) from error


def unwritable(error: OSError) -> "CommandWrongError | BrokenPipeError":
    """What is raised where standard output cannot be written to, once nothing more will be tried.

    Args:
        error: what came of trying.
    """
    from omicheck.errors import CommandWrongError  # noqa: PLC0415, of use only here

    give_up_output()
    if isinstance(error, BrokenPipeError):
        return error
    return CommandWrongError(f"standard output cannot be written to: {error.strerror}")


def give_up_output() -> None:
    """Lets go of what could not be written, which would be tried again at exit."""
    _give_up(sys.stdout)


def _give_up(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(*lines: str) -> None:
    """Says lines on standard error: each in one, whatever stands in it, and on a terminal broken between words.

    Where standard error is full or closed, nobody hears it, and the command goes on.
    """
    # --help does without these.
    from omicheck.text import printable, without_commands  # noqa: PLC0415

    try:
        for line in lines:
            print(*map(without_commands, _broken(printable(line))), sep="\n", file=sys.stderr)  # noqa: T201
    except (OSError, ValueError):
        # What is left of the line would be tried again at exit, and give a status of Python's.
        _give_up(sys.stderr)


def _broken(line: str) -> Iterable[str]:
    if not sys.stderr.isatty():
        return (line,)
    import textwrap  # noqa: PLC0415, of use only on a terminal

    width = columns_of_terminal()
    return textwrap.wrap(line, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False) or ("",)


def columns_of_terminal() -> int:
    """How wide the terminal is; as wide as terminals were where it does not say so, or says that it has no width."""
    import shutil  # noqa: PLC0415, of use only on a terminal

    return shutil.get_terminal_size().columns or 80


def for_terminal(stream: TextIO) -> TextIO:
    """A stream to a terminal which does without characters that this terminal does not have."""
    import codecs  # noqa: PLC0415, of use only on a terminal
    import io  # noqa: PLC0415, the same

    if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
        codecs.register_error(_ERRORS, _in_plain_characters)
        stream.reconfigure(errors=_ERRORS)
    return stream


def _in_plain_characters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return missing.translate(_PLAIN).encode("ascii", "backslashreplace").decode(), error.end
