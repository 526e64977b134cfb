"""The figures that an area was given for the metrics, as a CSV file: never computed, only set beside."""

import re
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.errors import Problem, SupplementWrongError, nearest_name, one_of
from omicheck.records.table_rows import TableRow
from omicheck.records.tables import read_table

COLUMNS: Final = ("metric", "domain", "title", "unit", "actual", "target", "national", "previous_year", "grade")
UNITS: Final = ("percent", "number", "days")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NUMBERS: Final = COLUMNS[4:]


@frozen
class Figures:
    """What was given for a metric, as it is printed; empty where nothing was.

    Attributes:
        unit: percent, number or days; of all but the grade.
        actual: what was counted elsewhere.
        target: the target or milestone.
        national: of all areas.
        previous_year: of the year before.
        grade: the grade given.
    """

    unit: str = ""
    actual: str = ""
    target: str = ""
    national: str = ""
    previous_year: str = ""
    grade: str = ""

    @property
    def target_share(self) -> Fraction | None:
        """The target, if it is a per cent."""
        return Fraction(self.target) / 100 if self.target and self.unit == "percent" else None


def read_figures(file: Path, metrics: Collection[str]) -> Mapping[str, Figures]:
    """The figures of a file, by metric.

    Args:
        file: a CSV file with the columns metric, domain, title, unit, actual, target, national, previous_year and
            grade; metric and unit must be there, and domain and title are for whoever reads it.
        metrics: the ids of the metrics.

    Raises:
        SupplementWrongError: with every problem of the file.
    """
    problems: list[Problem] = []
    figures: dict[str, Figures] = {}
    try:
        rows = read_table(file, COLUMNS, ("metric", "unit"), problems)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        problem = Problem(str(file), None, "", found, f"a CSV file with the columns {', '.join(COLUMNS)}")
        raise SupplementWrongError((problem,)) from error
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
        problems += _wrong_cells(row)
        figures[metric] = Figures(*(row.cells.get(column, "") for column in COLUMNS[3:]))
    if problems:
        raise SupplementWrongError(tuple(problems))
    return figures


def _wrong_cells(row: TableRow) -> Iterator[Problem]:
    unit = row.cells.get("unit", "")
    if unit not in UNITS:
        yield Problem(row.file, row.line, "unit", f"unit {unit!r}", one_of(UNITS), nearest_name(unit, UNITS))
    for column in _NUMBERS:
        cell = row.cells.get(column)
        if cell is not None and not _NUMBER.fullmatch(cell):
            expected = "a number without its unit, or nothing where there is none"
            yield Problem(row.file, row.line, column, repr(cell), expected)
