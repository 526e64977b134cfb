"""The references of the cases of a sample, from the CSV that `omicheck sample` writes or one like it."""

from pathlib import Path

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.files import why_unreadable
from omicheck.findings import value_left_out
from omicheck.records.tables import read_table

COLUMNS = ("case_id", "role", "sentence_type", "office", "start", "kinds", "for_minimum")
IN_SAMPLE = "sample"
REPLACEMENT = "replacement"


def read_sample(file: Path) -> tuple[str, ...]:
    """The references in a column `case_id`, each once; rows with the role of a replacement are left out.

    Raises:
        RecordsUnreadableError: the file cannot be read, or a row names no case, or has another role.
    """
    problems: list[Problem] = []
    names: dict[str, None] = {}
    expected = f"a CSV file with the column case_id, and perhaps {', '.join(COLUMNS[1:])}"
    try:
        rows = read_table(file, COLUMNS, COLUMNS[:1], problems)
    except OSError as error:
        rows = []
        problems.append(Problem(str(file), None, "", why_unreadable(error), expected))
    for row in rows:
        if row.problem is not None:
            problems.append(row.problem)
            continue
        name, role = row.cells.get("case_id"), row.cells.get("role") or IN_SAMPLE
        if role not in (IN_SAMPLE, REPLACEMENT):
            found = value_left_out(role, (IN_SAMPLE, REPLACEMENT))
            problems.append(Problem(row.file, row.line, "role", found, f"{IN_SAMPLE} or {REPLACEMENT}"))
        elif name is None:
            problems.append(Problem(row.file, row.line, "case_id", "no case_id", "the reference of a case"))
        elif role == IN_SAMPLE:
            names[name] = None
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return tuple(names)
