"""What other limits would do to verdicts, shares, scores and comments."""

from datetime import date

from attrs import evolve, frozen

from omicheck.authoring.difference import Difference, difference
from omicheck.authoring.limit_settings import read_settings, steps
from omicheck.authoring.sides import side
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.editions import Rules
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.held import read_with_rules
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_rules
from omicheck.use_cases.sources import Source


@frozen(eq=False)
class WhatIfRequest:
    """Limits, and what they would be.

    Attributes:
        source: the records.
        settings: a limit with an amount or a range each, such as `first-appointment=3` or
            `first-appointment[4]=1..3`; of several ranges every combination is a step.
        rules: a rules folder, rules that have been read, or what is asked for of a folder; None for the packaged ones.
        as_of: the audit date; None for that which the records carry.
    """

    source: Source
    settings: tuple[str, ...]
    rules: Rules = None
    as_of: date | str | None = None


@frozen(eq=False)
class WhatIf:
    """All steps.

    Attributes:
        as_of: the audit date.
        steps: what was set to what, and what differs by it from the limits as they are.
        rejected: the records that were not taken.
    """

    as_of: date
    steps: tuple[tuple[str, Difference], ...]
    rejected: tuple[Rejected, ...]


def what_if(request: WhatIfRequest, observer: Observer) -> WhatIf:
    """Evaluates the rules as they are, and with each combination of amounts, on the same cases.

    Args:
        request: the limits and the cases.
        observer: is told of rejected records and of remarks.

    Raises:
        CommandWrongError: a setting is none, or there are too many combinations.
        RulesWrongError: the rules cannot be read.
        RecordsUnreadableError: the records cannot be read.
        AuditDateError: there is no audit date that can be used.
    """
    rule_base = read_rules(request.rules)
    # Whether the settings can be used is asked before records are read.
    combinations = steps(rule_base, read_settings(request.settings, rule_base.limits))
    records, rule_base, _ = read_with_rules(request.source, rule_base, rule_base.with_status("in_force"), observer)
    as_of = audit_date(request.as_of, records, observer)
    before = side(rule_base, records.cases, as_of)
    changed = ((step.name, evolve(rule_base, limits=step.rule_base.limits)) for step in combinations)
    sides = ((name, side(changed_base, records.cases, as_of, before)) for name, changed_base in changed)
    done = tuple((name, difference(before, after, as_of)) for name, after in sides)
    return WhatIf(as_of, done, tuple(records.rejected))
