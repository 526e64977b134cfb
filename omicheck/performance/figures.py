"""The figures that an area was given for the metrics, as a CSV file: never computed, only set beside."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.errors import GivenFileWrongError, Problem, nearest_name
from omicheck.records.tables import read_table

COLUMNS: Final = ("metric", "title", "actual", "target", "national", "previous", "grade", "note")
_PERCENT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")


@frozen
class Figures:
    """What was given for a metric, as it is printed; empty where nothing was.

    Attributes:
        actual: what was counted elsewhere.
        target: the target or milestone.
        national: of all areas.
        previous: of the year before.
        grade: the grade given.
        note: a remark.
    """

    actual: str = ""
    target: str = ""
    national: str = ""
    previous: str = ""
    grade: str = ""
    note: str = ""

    @property
    def target_share(self) -> Fraction | None:
        """The target, if it is a per cent."""
        found = _PERCENT.fullmatch(self.target)
        return Fraction(found[1]) / 100 if found else None


def read_figures(file: Path, metrics: Collection[str]) -> Mapping[str, Figures]:
    """The figures of a file, by metric.

    Args:
        file: a CSV file with the columns metric, title, actual, target, national, previous, grade and note, of which
            the first must be there.
        metrics: the ids of the metrics.

    Raises:
        GivenFileWrongError: with every problem of the file.
    """
    problems: list[Problem] = []
    figures: dict[str, Figures] = {}
    try:
        rows = read_table(file, COLUMNS, COLUMNS[:1], problems)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        problem = Problem(str(file), None, "", found, f"a CSV file with the columns {', '.join(COLUMNS)}")
        raise GivenFileWrongError((problem,)) from error
    for row in [] if problems else rows:
        if row.problem is not None:
            problems.append(row.problem)
            continue
        metric = row.cells.get("metric", "")
        if metric not in metrics:
            found = f"metric {metric!r}"
            nearest = nearest_name(metric, metrics)
            problems.append(Problem(row.file, row.line, "metric", found, "a metric of the framework", nearest))
        elif metric in figures:
            problems.append(Problem(row.file, row.line, "metric", f"{metric} a second time", "each metric once"))
        figures[metric] = Figures(*(row.cells.get(column, "") for column in COLUMNS[2:]))
    if problems:
        raise GivenFileWrongError(tuple(problems))
    return figures
