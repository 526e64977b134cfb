"""What became of failures: the same cases at an earlier time and at a later one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from attrs import evolve, frozen

from omicheck.errors import ExitStatus, RequestWrongError
from omicheck.groups import Group, groups_in_order
from omicheck.progress import CaseAtTwoTimes, CaseVerdicts, Counted, Failure, Times, counts_of, failures_of
from omicheck.records.raw_records import Rejected
from omicheck.records.structure import reference_of
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.evaluation import Evaluation, EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.progress_earlier import EarlierTime, dated_apart, of_records, of_rows
from omicheck.use_cases.reading import read_rules
from omicheck.use_cases.status import exit_status
from omicheck.use_cases.strategies import evaluated

ProgressFailOn = Literal["new", "open", "never"]


@frozen(eq=False)
class ProgressRequest:
    """What is asked for.

    Attributes:
        earlier: the records of the earlier time, whose rules and choices are those of the later one; or a file of rows
            that `check` wrote then.
        later: the records and rules of the later time, by which those of the earlier one are evaluated too.
        earlier_as_of: the earlier audit date of rows, which overrules what they say; that of records stands in their
            request.
        fail_on: what calls for the status of something found: a failure that was none before, or any that is open.
    """

    earlier: EvaluationRequest | Path
    later: EvaluationRequest
    earlier_as_of: date | str | None = None
    fail_on: ProgressFailOn = "never"


@frozen(eq=False)
class ProgressResult:
    """What became of failures.

    Attributes:
        failures: every failure at either time, by case and rule.
        counted: how many there are of each standing, and whether that may be chance.
        rule_base: what the rules speak of.
        earlier_as_of: the earlier audit date; None where rows do not say it.
        as_of: the later audit date.
        by: the fields that counts were asked for by.
        fields: the fields whose values each failure has in its groups.
        cases: how many cases are there at both times, at the earlier one only and at the later one only.
        rejected: the records that were not taken, first of the earlier time and then of the later one.
        manifests: of the earlier run and of the later one.
        engine: the evaluator of the later run.
        status: the exit status that this calls for.
    """

    failures: Sequence[Failure]
    counted: Counted
    rule_base: RuleBase
    earlier_as_of: date | None
    as_of: date
    by: tuple[str, ...]
    fields: tuple[str, ...]
    cases: tuple[int, int, int]
    rejected: Sequence[Rejected]
    manifests: tuple[Mapping[str, Any], Mapping[str, Any]]
    engine: str
    status: ExitStatus


def progress(request: ProgressRequest, observer: Observer) -> ProgressResult:
    """Follows failures from one time to another.

    Args:
        request: what is asked for.
        observer: is told of what is read, first of the earlier time and then of the later one.

    Raises:
        RequestWrongError: the later audit date is before the earlier one.
        AcceptedWrongError: a file of rows cannot be used.
        OmicheckError: what `evaluated` raises.
    """
    rule_base = read_rules(request.later.rules)
    asked = evolve(request.later, rules=rule_base, with_whose=True)
    earlier = _earlier(request, asked, observer)
    with evaluated(asked, observer) as evaluation:
        if earlier.as_of is not None and evaluation.as_of < earlier.as_of:
            found = f"{evaluation.as_of}, which is before {earlier.as_of}, that of the earlier records"
            raise RequestWrongError(("as_of",), found, "a later day: the earlier records come first")
        times = _times(evaluation, rule_base, earlier, only=bool(asked.only or asked.leave_out))
        verdicts, there = CaseVerdicts(times), Counter[str]()
        failures: list[Failure] = []
        groups: Mapping[str, set[Group]] = {name: set() for name in asked.by}
        for case in _cases(evaluation, earlier):
            there["later" if case.earlier is None else "earlier" if case.later is None else "both"] += 1
            for name, of in groups.items():
                of.add(case.groups.get(name))
            verdicts.add(case)
            failures += failures_of(case, times)
        fields = tuple(evaluation.by)
    records = evaluation.records()
    failures = sorted(_with_rejected(failures, records.rejected), key=lambda one: one.row.key)
    counted = counts_of(failures, verdicts, {name: groups_in_order(of) for name, of in groups.items()})
    _remark(earlier, times, rule_base, observer)
    evaluated_to = exit_status(records.rejected, evaluation.verdicts)
    return ProgressResult(
        failures,
        counted,
        rule_base,
        earlier.as_of,
        evaluation.as_of,
        tuple(asked.by),
        fields,
        (there["both"], there["earlier"], there["later"]),
        (*earlier.rejected, *records.rejected),
        (earlier.manifest, evaluation.manifest()),
        evaluation.engine,
        max(earlier.status, evaluated_to, _found(counted, request.fail_on)),
    )


def _earlier(request: ProgressRequest, asked: EvaluationRequest, observer: Observer) -> EarlierTime:
    if isinstance(request.earlier, Path):
        with dated_apart():
            day = None if request.earlier_as_of is None else audit_date(request.earlier_as_of, None, observer)
        return of_rows(request.earlier, day, asked)
    same = evolve(request.earlier, rules=asked.rules, by=asked.by, engine=asked.engine)
    same = evolve(same, only=asked.only, leave_out=asked.leave_out)
    return of_records(evolve(same, with_whose=True), observer)


def _times(evaluation: Evaluation, rule_base: RuleBase, earlier: EarlierTime, *, only: bool) -> Times:
    duties = {rule.id: rule for rule in evaluation.rules if rule.asks == "duty"}
    passed_over = {rule.id for rule in rule_base.rules if rule.asks != "duty"}
    if only:
        passed_over |= earlier.rules - duties.keys()
    return Times(duties, earlier.rules, earlier.as_of, frozenset(passed_over))


def _cases(evaluation: Evaluation, earlier: EarlierTime) -> Iterator[CaseAtTwoTimes]:
    """Every case of either time, once; those of the earlier one alone come last."""
    seen = set()
    for part in evaluation.parts():
        groups = {name: part.groups(name) for name in evaluation.by}
        whose = {
            case_id: {name: of[place] for name, of in groups.items()} for place, case_id in enumerate(part.case_ids)
        }
        for case_id, rows in groupby(part.rows(), attrgetter("case_id")):
            seen.add(case_id)
            before = earlier.cases.get(case_id)
            yield CaseAtTwoTimes(case_id, None if before is None else before.rows, list(rows), whose[case_id])
    for case_id, before in earlier.cases.items():
        if case_id not in seen:
            no_group: Mapping[str, Group] = dict.fromkeys(evaluation.by)
            yield CaseAtTwoTimes(case_id, before.rows, None, {**no_group, **before.groups})


def _with_rejected(failures: Iterable[Failure], rejected: Iterable[Rejected]) -> Iterator[Failure]:
    """The failures, those of cases whose record could not be read told apart from those of cases that are gone."""
    not_read = {reference_of(one.record) for one in rejected}
    for one in failures:
        is_not_read = one.standing == "gone_with_case" and one.row.case_id in not_read
        yield evolve(one, standing="not_read") if is_not_read else one


def _remark(earlier: EarlierTime, times: Times, rule_base: RuleBase, observer: Observer) -> None:
    """Tells of what the earlier rows were found by, as far as that is known."""
    if earlier.rules_sha256 is not None and earlier.rules_sha256 != rule_base.sha256:
        observer.remark("the earlier rows were found by other rules: what differs may come from the rules")
    if not earlier.is_evaluated_here and earlier.rules_sha256 is None:
        observer.remark("the earlier rows do not say by which rules they were found; those of --format parquet do")
    if earlier.as_of is None:
        observer.remark(
            "the earlier audit date is not known, so no date is taken for a corrected one; --earlier-as-of gives it"
        )
    gone = sorted(earlier.rules - times.rules.keys() - times.passed_over)
    if gone:
        observer.remark(f"not evaluated any more: {', '.join(gone)}")


def _found(counted: Counted, fail_on: ProgressFailOn) -> ExitStatus:
    line = counted.all
    number = line.later if fail_on == "open" else line.later - line.standings["still_open"]
    return ExitStatus.FOUND if fail_on != "never" and number else ExitStatus.NOTHING_FOUND
