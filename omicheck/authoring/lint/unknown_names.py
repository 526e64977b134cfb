"""Limits and documents that files which cannot be used name, and there are not: read off their data as it stands."""

from collections.abc import Collection, Iterator
from typing import Any

from omicheck.authoring.lint.faults import Fault
from omicheck.errors import Problem, nearest_name
from omicheck.findings import Path, path_text
from omicheck.rulebase.checks import limit_key_of
from omicheck.rulebase.files import read_rule_file
from omicheck.rulebase.folder import RuleBase
from omicheck.rulebase.folder_walk import files_of


def find(rule_base: RuleBase, unusable: Collection[str]) -> Iterator[Fault]:
    """The names of limits and documents that are not known.

    Args:
        rule_base: what could be read.
        unusable: the files that could not.
    """
    limit_files = files_of(rule_base.folder / "limits").files
    limits = {*rule_base.limits, *(file.stem for file in limit_files)}
    for file in limit_files:
        if str(file) in unusable:
            yield from _unknown(str(file), "document", _of_limit(read_rule_file(file)[0]), rule_base.documents)
    for file in files_of(rule_base.folder / "checks").files:
        if str(file) in unusable:
            data, _ = read_rule_file(file)
            yield from _unknown(
                str(file), "document", _documents(_at(data, "sources"), ("sources",)), rule_base.documents
            )
            yield from _unknown(str(file), "limit", _limits(_at(data, "check")), limits)


def _unknown(file: str, what: str, named: Iterator[tuple[Path, object]], known: Collection[str]) -> Iterator[Fault]:
    expected = {"limit": "the id of a limit file in limits/", "document": "the id of a document in documents.yaml"}[
        what
    ]
    for path, name in named:
        if isinstance(name, str) and name not in known:
            nearest = nearest_name(name, known)
            problem = Problem(file, None, path_text(path), f"{what} {name}", expected, nearest, kind=f"unknown-{what}")
            yield Fault(problem, "error", path)


def _limits(check: object) -> Iterator[tuple[Path, object]]:
    for kind in check if isinstance(check, dict) else ():
        for key in {limit_key_of(kind), limit_key_of(kind, at_most=True)}:
            yield ("check", kind, key), _at(_at(check, kind), key)


def _of_limit(data: object) -> Iterator[tuple[Path, object]]:
    values = _at(data, "values")
    for number, value in enumerate(values if isinstance(values, list) else ()):
        path = ("values", number, "source")
        source = _at(value, "source")
        if _at(source, "document") is not None:
            yield path, _at(source, "document")
        else:
            yield from _documents(source, path)


def _documents(data: object, path: Path) -> Iterator[tuple[Path, object]]:
    """The documents of the sources that a list or a mapping holds."""
    items: Any = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    for key, source in items:
        yield (*path, key if isinstance(key, int) and isinstance(data, list) else str(key)), _at(source, "document")


def _at(data: object, key: object) -> Any:  # noqa: ANN401, it is data of any shape
    return data.get(key) if isinstance(data, dict) else None
