"""What other limits would do to verdicts, shares, scores and comments."""

from datetime import date
from pathlib import Path

from attrs import frozen

from omicheck.authoring.difference import Difference, difference
from omicheck.authoring.limit_settings import read_settings, steps
from omicheck.authoring.sides import side
from omicheck.records.raw import Rejected
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.held import read_with_rules
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import audit_date, read_rules
from omicheck.use_cases.sources import Source


@frozen(eq=False)
class WhatIfRequest:
    """Limits, and what they would be.

    Attributes:
        source: the records.
        settings: a limit with an amount or a range each, such as `first-contact=3` or `first-contact[4]=1..3`; of
            several ranges every combination is a step.
        rules: a rules folder, or rules that have been read; None for the packaged ones.
        as_of: the audit date; None for that which the records carry.
    """

    source: Source
    settings: tuple[str, ...]
    rules: Path | RuleBase | None = None
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
    settings = read_settings(request.settings, rule_base.limits)
    # Whether they can be used is asked before records are read.
    steps(rule_base, settings)
    records, rule_base, _ = read_with_rules(request.source, rule_base, rule_base.with_status("in_force"), observer)
    combinations = steps(rule_base, settings)
    as_of = audit_date(request.as_of, records, observer)
    before = side(rule_base, records.cases, as_of)
    sides = ((step.name, side(step.rule_base, records.cases, as_of, before)) for step in combinations)
    done = tuple((name, difference(before, after, as_of)) for name, after in sides)
    return WhatIf(as_of, done, tuple(records.rejected))
