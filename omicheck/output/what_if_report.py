"""What other limits would do, as data and as text."""

from collections.abc import Iterator, Sequence
from typing import Any

from omicheck.output.difference_data import difference_data
from omicheck.output.difference_text import Dress, lines, standing
from omicheck.use_cases.what_if import WhatIf, WhatIfStep


def what_if_data(result: WhatIf) -> dict[str, Any]:
    """Every step with all that it does, as JSON would hold it."""
    steps = [{"step": step.name, **difference_data(step.difference, step.shifts)} for step in result.steps]
    return {"as_of": result.as_of.isoformat(), "steps": steps}


def what_if_text(result: WhatIf, dress: Dress) -> Iterator[str]:
    """One step at length, or several in a table; lines with their ends.

    Args:
        result: the steps.
        dress: that of text or of Markdown.
    """
    if len(result.steps) == 1:
        step = result.steps[0]
        yield from lines(step.difference, step.shifts, ("as they are", step.name), dress)
        return
    for line in dress.table(*_table(result.steps)):
        yield f"{line}\n"


def _table(steps: Sequence[WhatIfStep]) -> tuple[list[str], list[list[str]]]:
    # A score that moves at any step is shown at every step.
    shifts = [shift for step in steps for shift in step.shifts if shift.level != "section"]
    moving = {(shift.level, shift.id): standing(shift.before) for shift in shifts}
    rows = [["as they are", "0", "0", *moving.values()]]
    for step in steps:
        flips = step.difference.flips
        after = {(shift.level, shift.id): standing(shift.after) for shift in step.shifts}
        cells = [after.get(place, unmoved) for place, unmoved in moving.items()]
        rows.append([step.name, str(len(flips)), str(len({flip.either.case_id for flip in flips})), *cells])
    return ["Step", "Verdicts that flip", "Cases", *(f"{level} {name}" for level, name in moving)], rows
