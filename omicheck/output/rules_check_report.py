"""All that was found of rules, as data and as text."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from omicheck.output import difference_text, example_outcomes, lint_report
from omicheck.output.difference_data import difference_data
from omicheck.output.mutation_report import mutation_data, mutation_text
from omicheck.use_cases.rules_check import RulesChecked


def rules_check_text(checked: RulesChecked, names: tuple[str, str], markup: difference_text.Markup) -> Iterator[str]:
    """Faults, examples, mutants and what differs from before, in lines with their ends.

    Args:
        checked: what was found.
        names: what the user called the rules as they were, and as they are.
        markup: how the tables of the difference are written.
    """
    yield from lint_report.text(checked.lint)
    if checked.proved is None:
        yield "The rules cannot be read, so examples and mutants were not tried.\n"
        return
    proved = checked.proved
    yield from example_outcomes.text(proved.examples.outcomes)
    # An example that fails stands there already, with why.
    yield from mutation_text(evolve(proved.mutants, failing_examples=()), with_caught=False)
    if proved.difference is not None:
        yield "\n"
        yield from difference_text.lines(proved.difference.difference, names, markup)


def rules_check_data(checked: RulesChecked, since: str | None) -> dict[str, Any]:
    """All that was found, as JSON would hold it.

    Args:
        checked: what was found.
        since: what the rules were compared with.
    """
    data: dict[str, Any] = {"holds": checked.holds, "lint": lint_report.report_data(checked.lint)}
    proved = checked.proved
    if proved is None:
        return {**data, "examples": None, "mutants": None, "difference": None}
    difference = None
    if proved.difference is not None:
        as_of = proved.difference.as_of
        told = {"since": since, "as_of": None if as_of is None else as_of.isoformat()}
        difference = told | difference_data(proved.difference.difference)
    examples = example_outcomes.outcomes_data(proved.examples.outcomes)
    return {**data, "examples": examples, "mutants": mutation_data(proved.mutants), "difference": difference}
