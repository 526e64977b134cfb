"""Rows that call for somebody, and rejected records, as annotations of GitHub Actions."""

from collections.abc import Iterator, Mapping
from typing import Final

from omicheck.output import github_annotations
from omicheck.output.check_flagged import Audit
from omicheck.output.github_annotations import annotation

_LEVELS: Final[Mapping[str, github_annotations.Level]] = {"error": "error", "warning": "warning", "note": "notice"}


def lines(audit: Audit) -> Iterator[str]:
    """An annotation on a line for each such row, then for each problem of a rejected record."""
    for row, place in audit.rows:
        flagged = audit.flagged(row, place)
        if flagged is not None:
            title, told = flagged.explanation.title, f"{flagged.of_case}. {flagged.brief}"
            yield annotation(_LEVELS[flagged.level], title, told, _file(place.file), place.line)
    for one in audit.rejected():
        for problem in one.problems:
            told = audit.problem(problem)
            yield annotation("error", "omicheck rejected a record", told, _file(problem.file), problem.line)


def _file(name: str) -> str | None:
    """What is a file in a repository: no address and no standard input."""
    return None if name == "-" or "://" in name else name
