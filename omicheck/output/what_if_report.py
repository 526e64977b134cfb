"""What other limits would do, as data and as text."""

from collections.abc import Iterator, Sequence
from typing import Any

from omicheck.authoring.difference import Difference
from omicheck.output.difference_data import difference_data
from omicheck.output.difference_text import Markup, lines, standing
from omicheck.use_cases.what_if import WhatIf


def what_if_data(result: WhatIf) -> dict[str, Any]:
    """Every step with all that it does, as JSON would hold it."""
    steps = [{"step": name, **difference_data(difference)} for name, difference in result.steps]
    return {"as_of": result.as_of.isoformat(), "steps": steps}


def what_if_text(result: WhatIf, markup: Markup) -> Iterator[str]:
    """One step at length, or several in a table; lines with their ends.

    Args:
        result: the steps.
        markup: that of text or of Markdown.
    """
    if len(result.steps) == 1:
        name, difference = result.steps[0]
        yield from lines(difference, ("as they are", name), markup)
        return
    for line in markup.table(*_table(result.steps)):
        yield f"{line}\n"


def _table(steps: Sequence[tuple[str, Difference]]) -> tuple[list[str], list[list[str]]]:
    # A score that moves at any step is shown at every step.
    shifts = [shift for _, difference in steps for shift in difference.shifts if shift.level != "section"]
    moving = {(shift.level, shift.id): standing(shift.before) for shift in shifts}
    rows = [["as they are", "0", "0", *moving.values()]]
    for name, difference in steps:
        flips = difference.flips
        after = {(shift.level, shift.id): standing(shift.after) for shift in difference.shifts}
        cells = [after.get(place, unmoved) for place, unmoved in moving.items()]
        rows.append([name, str(len(flips)), str(len({flip.either.case_id for flip in flips})), *cells])
    return ["Step", "Verdicts that flip", "Cases", *(f"{level} {name}" for level, name in moving)], rows
