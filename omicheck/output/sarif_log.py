"""SARIF 2.1.0, the interchange format of analysis tools (OASIS standard, errata 01), which code scanning reads."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from omicheck import __version__
from omicheck.plain_data import compact_json

# What files in the working folder are relative to, as code scanning calls it: the root of the repository.
SOURCE_ROOT: Final = "%SRCROOT%"
STANDARD_INPUT: Final = "-"
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def log(
    rules: Iterable[Mapping[str, Any]],
    results: Iterable[str],
    rest: Callable[[], Mapping[str, Any]] = dict,
) -> Iterator[str]:
    """A log of one run, in pieces: every result on a line of its own, as there may be many.

    Args:
        rules: the descriptors of the rules.
        results: what was found, each as JSON in a line.
        rest: gives what else is said of the run, once all results have been asked for.
    """
    driver = {"name": "omicheck", "semanticVersion": __version__, "rules": list(rules)}
    yield f'{{"$schema":"{_SCHEMA}","version":"2.1.0","runs":[{{\n'
    yield f'"tool":{compact_json({"driver": driver})},\n"results":['
    separator = "\n"
    for result in results:
        yield f"{separator}{result}"
        separator = ",\n"
    yield "\n]"
    for name, value in rest().items():
        yield f",\n{compact_json(name)}:{compact_json(value)}"
    yield "\n}]}\n"


def place(file: str, line: int | None) -> dict[str, Any]:
    """A place in a file as a location; nothing of what is in no file, such as a row of a database or standard input."""
    if "://" in file or file == STANDARD_INPUT:
        return {}
    region = {} if line is None else {"region": {"startLine": line}}
    return {"physicalLocation": {"artifactLocation": artifact(file), **region}}


def artifact(file: str, base: str = SOURCE_ROOT) -> dict[str, str]:
    """A file as what a location names.

    Args:
        file: its name; one that is not absolute stays so.
        base: the name of what it then is relative to.
    """
    path = Path(file)
    return {"uri": uri(file)} if path.is_absolute() else {"uri": uri(file), "uriBaseId": base}


@cache
def uri(file: str) -> str:
    """The name of a file as a URI; a name that is not absolute stays so."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")
