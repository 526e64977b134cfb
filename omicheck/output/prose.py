"""Lines for people: broken between words and nowhere else, and coloured where a terminal has colours."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style

from omicheck.text import printable, without_commands

# Longer lines are hard to read, however wide the screen is.
LONGEST_LINE: Final = 100


def print_text(console: Console, text: str = "", style: str = "", indent: str = "", hanging: str | None = None) -> None:
    """Prints a text on as many lines as it needs.

    Args:
        console: where.
        text: the text, without ends of lines.
        style: its style, empty for none.
        indent: what its first line begins with.
        hanging: what its other lines begin with; as the first if None.
    """
    width = min(console.width, LONGEST_LINE)
    for line in wrapped(printable(text), width, indent, hanging):
        print_line(console, styled(without_commands(line), style, console))


def print_line(console: Console, line: str) -> None:
    """Prints a line in which nothing that came from outside can steer the terminal."""
    console.file.write(f"{without_commands(line)}\n")


def wrapped(text: str, width: int, indent: str = "", hanging: str | None = None) -> Iterator[str]:
    """The lines of a text. A word that is wider than a line has a line for itself, and is not cut.

    Args:
        text: the text.
        width: how wide a line may be.
        indent: what the first line begins with.
        hanging: what the others begin with; as the first if None.

    >>> list(wrapped("induction-community-on-time was late on 2009-05-09", 16, "- ", "  "))
    ['- induction-community-on-time', '  was late on', '  2009-05-09']
    """
    hanging = indent if hanging is None else hanging
    if width_of(indent) + width_of(text) <= width:
        yield f"{indent}{text}".rstrip(" ")
        return
    line, used = indent, width_of(indent)
    is_empty = True
    for word in text.split(" "):
        wide = width_of(word)
        if not is_empty and used + 1 + wide > width:
            yield line.rstrip(" ")
            line, used, is_empty = hanging, width_of(hanging), True
        line, used = (f"{line}{word}", used + wide) if is_empty else (f"{line} {word}", used + 1 + wide)
        is_empty = False
    yield line.rstrip(" ")


def longest_word(text: str) -> int:
    """How wide the widest word of a text is, which is as narrow as it can be printed."""
    return max(map(width_of, text.split(" ")))


def width_of(text: str) -> int:
    """How many places a text takes on a screen."""
    return len(text) if text.isascii() else cell_len(text)


def styled(text: str, style: str, console: Console) -> str:
    """A text with the codes for its style, where the console has colours."""
    if not style or not text or console.no_color or console.color_system is None or console.legacy_windows:
        return text
    return _style(style).render(text, color_system=console._color_system)  # noqa: SLF001, it tells only its name


@lru_cache
def _style(style: str) -> Style:
    return Style.parse(style)
