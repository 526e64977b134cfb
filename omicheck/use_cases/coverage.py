"""Which parts of rules cases exercise."""

from datetime import date

from attrs import frozen

from omicheck.authoring.coverage import Coverage, coverage
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.editions import Rules
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.choosing import choose_rules, refuse_not_held, without_unheld
from omicheck.use_cases.held import read_with_rules
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_rules
from omicheck.use_cases.sources import Source


@frozen(eq=False)
class CoverageRequest:
    """Cases, and rules that they may exercise.

    Attributes:
        source: the records; None for examples alone.
        with_examples: whether the examples of each rule count too.
        rules: a rules folder, rules that have been read, or what is asked for of a folder; None for the packaged ones.
        as_of: the audit date; None for that which the records carry.
        only: rules, questions, criteria or topics; all rules in force if there are none.
        leave_out: those that do not count all the same.
    """

    source: Source | None = None
    with_examples: bool = False
    rules: Rules = None
    as_of: date | str | None = None
    only: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


@frozen(eq=False)
class RulesCovered:
    """What the cases exercise.

    Attributes:
        coverage: every part of the rules, with the number of rows that took it.
        rejected: the records that were not taken.
    """

    coverage: Coverage
    rejected: tuple[Rejected, ...]


def rules_coverage(request: CoverageRequest, observer: Observer) -> RulesCovered:
    """Counts what cases exercise of rules.

    Args:
        request: the cases and the rules.
        observer: is told of rejected records and of remarks.

    Raises:
        CommandWrongError: a name of `only` or `leave_out` is not known, or no rule is left.
        RulesWrongError: the rules cannot be read.
        RecordsUnreadableError: the records cannot be read.
        AuditDateError: there is no audit date that can be used.
    """
    rule_base = read_rules(request.rules, with_examples=request.with_examples)
    rules = choose_rules(rule_base, request.only, request.leave_out)
    if request.source is None:
        refuse_not_held(request.leave_out)
        return RulesCovered(coverage(rules, (), rule_base, with_examples=request.with_examples), ())
    records, rule_base, rules = read_with_rules(request.source, rule_base, rules, observer)
    rules = without_unheld(rules, request.leave_out, observer)
    as_of = audit_date(request.as_of, records, observer)
    cases = [(case, as_of) for case in records.cases]
    covered = coverage(rules, cases, rule_base, with_examples=request.with_examples)
    return RulesCovered(covered, tuple(records.rejected))
