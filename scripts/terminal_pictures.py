"""Pictures of terminals as SVG: draws what a command prints there, and reads what a picture shows."""

import io
import os
import shlex
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from contextlib import chdir, redirect_stderr
from pathlib import Path
from typing import Final
from unittest.mock import patch

from attrs import frozen
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from omicheck.command_line.main import main as omicheck

WIDTH: Final = 100
_COLUMN: Final = 12.2  # how wide a letter is in Rich's pictures
_THEME: Final = TerminalTheme(
    (29, 31, 40),
    (230, 232, 238),
    [
        (80, 84, 98),
        (255, 123, 123),
        (126, 211, 133),
        (240, 200, 100),
        (130, 170, 255),
        (215, 150, 230),
        (110, 205, 220),
        (230, 232, 238),
    ],
)
# The template that Rich brings names a font on another host.
_SVG: Final = """\
<svg class="terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


@frozen
class Terminal:
    """A terminal after a command.

    Attributes:
        name: of the picture.
        page: the tutorial that shows the command, or none if it is run in a checkout.
        command: as it is written on one line.
        lines: how many lines of what it prints are shown, at most.
    """

    name: str
    page: str | None
    command: str
    lines: int


class _Stream(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def on_terminal(command: str, folder: Path) -> str:
    """What a command prints on a terminal, with the colours as it has them."""
    held = io.BytesIO()
    out = _Stream(held, encoding="utf-8", newline="")
    surroundings = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    surroundings |= {"COLUMNS": str(WIDTH), "LINES": "50", "TERM": "xterm-256color"}
    with patch.dict(os.environ, surroundings, clear=True), chdir(folder), patch.object(sys, "stdout", out):
        with redirect_stderr(io.StringIO()):
            omicheck(shlex.split(command)[1:])
        out.flush()
    return held.getvalue().decode()


def drawn(terminal: Terminal, printed: str) -> str:
    """The picture of a terminal: a command, and the first lines of what it prints."""
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    for line in typed(terminal.command):
        console.print(Text(line, style="bold"))
    for line in printed.rstrip("\n").split("\n")[: terminal.lines]:
        console.print(Text.from_ansi(line))
    picture = console.export_svg(title="omicheck", theme=_THEME, code_format=_SVG, unique_id=terminal.name)
    return "".join(f"{line.rstrip()}\n" for line in picture.splitlines())


def typed(command: str) -> Sequence[str]:
    """A command as it is typed: on several lines, if it is too long for one."""
    lines = [""]
    for word in f"$ {command}".split(" "):
        if len(lines[-1]) + len(word) > WIDTH - 4:
            lines[-1] += " \\"
            lines.append("   ")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def shown(picture: str) -> Sequence[str]:
    """The lines of text that a picture of a terminal shows, without blanks at their ends."""
    rows: dict[float, str] = {}
    for text in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314, made here
        if "clip-path" in text.attrib:
            words = (text.text or "").replace("\xa0", " ")
            # What is blank is not drawn: where a piece begins says how much of that goes before it.
            column = round(float(text.attrib["x"]) / _COLUMN)
            height = float(text.attrib["y"])
            rows[height] = rows.get(height, "").ljust(column) + words.rstrip("\n")
    return [row.rstrip() for _, row in sorted(rows.items())]
