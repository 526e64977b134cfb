"""Runs the command as if standard output were a terminal of some width, without colours."""

import io
import os
import sys
from unittest.mock import patch

from omicheck.command_line.main import main


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def on_terminal(width: int, *words: object) -> str:
    """What a command prints."""
    held = io.BytesIO()
    out = _Terminal(held, encoding="utf-8", newline="")
    environment = {"COLUMNS": str(width), "LINES": "50", "NO_COLOR": "1", "TERM": "xterm"}
    with patch.dict(os.environ, environment), patch.object(sys, "stdout", out):
        main([str(word) for word in words])
    out.flush()
    return held.getvalue().decode()
