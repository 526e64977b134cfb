"""Errors of Spark, which come with the traces of two languages, in a line or two."""

import re
import sys
from typing import IO, Final

from omicheck import __version__

_LONGEST: Final = 400


def last_words(log: IO[bytes]) -> str:
    """What Spark last said, of use where it did not come up at all."""
    log.seek(0)
    lines = log.read().decode(errors="replace").splitlines()
    told = [line for line in lines if line.strip() and not line.startswith(("\t", "WARNING", "Using Spark"))]
    errors = [line for line in told if re.search("error|exception|unsupported|unable", line, re.IGNORECASE)]
    return _short(_without_class((errors or told or [""])[0]))


_OTHER_PROGRAM = ("ModuleNotFoundError", "ImportError", "RuntimeError: omicheck", "AttributeError: Can't get")
_OTHER_FOLDERS = ("FileNotFoundError", "PermissionError")
_TOLD_WHOLE = (*_OTHER_PROGRAM, *_OTHER_FOLDERS)


def cause_of(text: str) -> str:
    """The root of an error, from the text with all its traces."""
    _, traceback, rest = text.partition("Traceback (most recent call last)")
    if traceback:
        python = re.split(r"\n\s+at |\n SQLSTATE", rest)[0]
        lines = [line for line in python.splitlines() if line.strip() and not line.startswith(" ")]
        # In the text of any other error a value of a record may stand.
        return _short(lines[-1] if lines[-1].startswith(_TOLD_WHOLE) else lines[-1].partition(":")[0])
    caused = re.findall(r"^Caused by: (.*)$", text, re.MULTILINE)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("\t")]
    found = caused[-1] if caused else lines[1] if len(lines) > 1 else "".join(lines)
    return _short(_without_class(found))


def hint_for(cause: str) -> str:
    """What is likely to be done about a cause, to be added to it; empty where nothing is known."""
    # Another omicheck there lacks what this one asks for.
    if cause.startswith(_OTHER_PROGRAM):
        version = ".".join(map(str, sys.version_info[:2]))
        return f"; every executor needs Python {version} with omicheck[bulk] {__version__} (docs/spark.md)"
    if cause.startswith(_OTHER_FOLDERS):
        return "; every executor has to reach the folders of records and rows under the same path as this machine"
    return ""


def _without_class(text: str) -> str:
    """An error of Java without what only its programmers can use."""
    return re.sub(r"^(?:Exception in thread \S+ |: )?(?:[a-z]\w*\.)+(?=[A-Z])", "", text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
