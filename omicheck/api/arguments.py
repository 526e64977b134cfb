"""What a user passes beside records, held against what is wanted, and told by the name that it is passed under."""

from collections.abc import Iterable
from datetime import date, datetime
from operator import index
from os import PathLike
from pathlib import Path
from typing import Any

from omicheck.errors import RequestWrongError, nearest_name, one_of
from omicheck.records.columns import in_words


def one_word(name: str, value: Any, known: tuple[Any, ...]) -> Any:  # noqa: ANN401, anybody's
    """One of a few words.

    Args:
        name: what it is asked for by.
        value: what the user passed.
        known: the words that there are.

    Raises:
        RequestWrongError: it is none of them.
    """
    if isinstance(value, str) and value in known:
        return value
    found = repr(value) if isinstance(value, str) else in_words(value)
    raise RequestWrongError((name,), found, one_of(known), nearest_name(value, known))


def whole_number(name: str, value: Any) -> int:  # noqa: ANN401, the same
    """A whole number, of whichever library.

    Raises:
        RequestWrongError: it is none.
    """
    try:
        if not isinstance(value, bool):
            return index(value)
    except TypeError:
        pass
    raise RequestWrongError((name,), in_words(value), "a whole number")


def number_or_none(name: str, value: Any) -> int | None:  # noqa: ANN401, the same
    """A whole number, or that there is none."""
    return None if value is None else whole_number(name, value)


def names_of(name: str, names: Any) -> tuple[str, ...]:  # noqa: ANN401, the same
    """Names, of which a single one may be given as it is; none where nothing was passed.

    Raises:
        RequestWrongError: they are no names.
    """
    if names is None:
        return ()
    found = list(names) if isinstance(names, Iterable) and not isinstance(names, str | bytes) else [names]
    for one in found:
        if not isinstance(one, str):
            raise RequestWrongError((name,), in_words(one), "a text, or several of them")
    return tuple(map(str, found))


def text_or_none(name: str, value: Any) -> str | None:  # noqa: ANN401, the same
    """A text, or that there is none.

    Raises:
        RequestWrongError: it is neither.
    """
    if value is None or isinstance(value, str):
        return value
    raise RequestWrongError((name,), in_words(value), "a text")


def file_of(name: str, file: Any) -> str | None:  # noqa: ANN401, the same
    """The name of a file."""
    path = path_of(name, file)
    return None if path is None else str(path)


def path_of(name: str, file: Any) -> Path | None:  # noqa: ANN401, the same
    """The path of a file or a folder; None where there is none.

    Raises:
        RequestWrongError: it is no path.
    """
    if file is None:
        return None
    if not isinstance(file, str | PathLike):
        raise RequestWrongError((name,), in_words(file), "the path of a file or folder")
    return Path(file)


def paths_of(name: str, files: Any) -> tuple[Path, ...]:  # noqa: ANN401, the same
    """Paths of files, of which a single one may be given as it is.

    Raises:
        RequestWrongError: one of them is no path.
    """
    several = [files] if isinstance(files, str | PathLike) or not isinstance(files, Iterable) else files
    found = (path_of(name, one) for one in several)
    return tuple(one for one in found if one is not None)


def day_of(as_of: Any) -> date | str | None:  # noqa: ANN401, the same
    """The audit date without a time of day, of whichever library; what is none is told when it is read."""
    if type(as_of).__name__ == "datetime64":
        return str(as_of)[: len("2010-01-18")]
    day = as_of.date() if isinstance(as_of, datetime) else as_of
    return day if day is None or isinstance(day, date | str) else str(day)
