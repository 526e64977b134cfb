"""Workflow commands of GitHub Actions, which shows each at its line of a pull request and in the summary of the run."""

from typing import Final, Literal

Level = Literal["error", "warning", "notice"]
_IN_MESSAGES: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotation(level: Level, title: str, message: str, file: str | None = None, line: int | None = None) -> str:
    """One annotation as a line with its end.

    Args:
        level: how grave it is.
        title: what stands above it.
        message: what it says.
        file: the file that it is about, if it is one.
        line: the line there, from 1.
    """
    place = "" if file is None else f"file={_property(file)}{'' if line is None else f',line={line}'},"
    return f"::{level} {place}title={_property(title)}::{_writable(message).translate(_IN_MESSAGES)}\n"


def _property(value: str) -> str:
    return _writable(value).translate(_IN_PROPERTIES)


def _writable(text: str) -> str:
    """A text as UTF-8 can hold it, which the name of a file need not be."""
    return text.encode(errors="replace").decode()
