"""What is still to be done in cases: what falls due within a time, what is overdue, and what of it cannot be told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from attrs import evolve, frozen

from omicheck.dates import LAST_DAY, Period, add, read_period
from omicheck.due import TOLD_VERDICTS, Duty, asks_for_something, closed_or_standing, duty_of
from omicheck.errors import ExitStatus, RequestWrongError
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.truths import Scopes
from omicheck.explain.cache import ExplanationCache
from omicheck.explain.scene import Scene
from omicheck.groups import Group, group_of, groups_in_order, members_of_groups, whose_fields
from omicheck.model.not_held import turns_on_not_held
from omicheck.model.row import Row
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.evaluation import EvaluatedPart, Evaluation, EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.status import exit_status
from omicheck.use_cases.strategies import evaluated


@frozen(eq=False)
class DueRequest:
    """What is asked for.

    Attributes:
        evaluation: the records and rules. Duties are put together by the first field of its `by`; by officer without.
        within: how far ahead of the audit date is looked, as it is written in rules: `10 business_days`.
        with_manifest: whether the run manifest is wanted, for which large files are read once more.
    """

    evaluation: EvaluationRequest
    within: str
    with_manifest: bool = True


@frozen(eq=False)
class DueResult:
    """What is still to be done.

    Attributes:
        duties: each in order: what is overdue, what falls due, what cannot be told, each by its latest day.
        rule_base: what the rules speak of.
        as_of: the audit date.
        within: how far ahead is looked.
        until: the last day that is looked at.
        by: the field that duties are put together by; None for none.
        fields: the fields whose values each duty has in its groups.
        cases: how many cases each group has, by each field that was asked for.
        left_out: how many rows are not told of, by why: `later`, `ended` and `stands_still`, and `not_held` for those
            that turn on what the extract does not hold.
        taken: how many records were taken.
        rejected: the records that were not taken.
        manifest: the run manifest; empty if it is not wanted.
        engine: the evaluator.
        status: the exit status that records and evaluators call for; what is overdue is no failure of this.
    """

    duties: Sequence[Duty]
    rule_base: RuleBase
    as_of: date
    within: Period
    until: date
    by: str | None
    fields: tuple[str, ...]
    cases: Mapping[str, Mapping[Group, int]]
    left_out: Mapping[str, int]
    taken: int
    rejected: Sequence[Rejected]
    manifest: Mapping[str, Any]
    engine: str
    status: ExitStatus

    def by_group(self) -> Mapping[Group, list[Duty]]:
        """The duties of each group, the groups in order; all under None where nothing tells them apart."""
        groups = [None if self.by is None else duty.groups[self.by] for duty in self.duties]
        return members_of_groups(groups, self.duties)


def due(request: DueRequest, observer: Observer) -> DueResult:
    """Finds what is still to be done.

    Args:
        request: what is asked for.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        RequestWrongError: the time, or a field that duties are to be put together by, cannot be used.
        OmicheckError: what `evaluated` raises.
    """
    within = _period(request.within)
    asked = request.evaluation
    with evaluated(evolve(asked, with_cases=True, told=TOLD_VERDICTS), observer) as evaluation:
        within = evolve(within, calendar=evaluation.rule_base.calendar)
        until = min(add(evaluation.as_of, within), LAST_DAY)
        fields = tuple(dict.fromkeys((*asked.by, *whose_fields(evaluation.rule_base.vocabulary))))
        left_out: Counter[str] = Counter()
        cases: Mapping[str, Counter[Group]] = {name: Counter() for name in asked.by}
        duties = sorted(_duties(evaluation, until, fields, left_out, cases), key=attrgetter("order"))
    records = evaluation.records()
    return DueResult(
        duties,
        evaluation.rule_base,
        evaluation.as_of,
        within,
        until,
        asked.by[0] if asked.by else _officer(fields),
        fields,
        {name: {group: of[group] for group in groups_in_order(of)} for name, of in cases.items()},
        dict(sorted(left_out.items())),
        records.taken,
        records.rejected,
        evaluation.manifest() if request.with_manifest else {},
        evaluation.engine,
        exit_status(records.rejected, evaluation.verdicts),
    )


def _period(text: str) -> Period:
    """How far ahead is looked; `business days` may be written in two words, and one of a unit in the singular."""
    number, _, unit = text.strip().partition(" ")
    unit = "_".join(unit.split())
    period = read_period(f"{number} {unit}") or read_period(f"{number} {unit}s")
    if period is None:
        expected = "a number of business_days, days, weeks or months, such as '10 business_days'"
        raise RequestWrongError(("within",), repr(text), expected)
    return period


def _officer(fields: Sequence[str]) -> str | None:
    """The last of whose a case is: the officer, or else the office."""
    return fields[-1] if fields else None


def _duties(
    evaluation: Evaluation,
    until: date,
    fields: Sequence[str],
    left_out: Counter[str],
    cases: Mapping[str, Counter[Group]],
) -> Iterator[Duty]:
    """The duties, and into `left_out` and `cases` how many rows are not told of and cases there are."""
    rule_base, as_of = evaluation.rule_base, evaluation.as_of
    rules = {rule.id: rule for rule in evaluation.rules if asks_for_something(rule)}
    cache, scopes = ExplanationCache(rule_base), Scopes(rule_base.vocabulary)
    for part in evaluation.parts():
        for name, of in cases.items():
            of.update(part.groups(name))
        for case_id, rows in groupby(_told(evaluation, part), attrgetter("case_id")):
            case = part.case_of(case_id)
            if case is None:
                raise AssertionError("the records of all these cases were asked for")
            history = History(case, rule_base.vocabulary, as_of, scopes)
            groups = {name: group_of(case, name) for name in fields}
            for row in rows:
                rule = rules.get(row.rule)
                if rule is None:
                    continue
                if turns_on_not_held(row.unknown_fields, rule):
                    # What the extract does not hold is told once, and not with every case.
                    left_out["not_held"] += 1
                    continue
                scene = Scene(row, rule, rule_base, as_of, history, cache)
                standing = closed_or_standing(scene, until)
                if standing in ("overdue", "due", "cannot_tell"):
                    yield duty_of(scene, standing, groups)
                elif standing != "nothing_to_do":
                    left_out[standing] += 1


def _told(evaluation: Evaluation, part: EvaluatedPart) -> Iterator[Row]:
    """The rows of a part that something may still be done about."""
    if evaluation.engine != "columnar":
        return (row for row in part.rows() if row.verdict in TOLD_VERDICTS)
    from omicheck.evaluate.row_columns import RowColumns  # noqa: PLC0415, heavy

    return iter(RowColumns((part.columns(),)).of_verdicts(*TOLD_VERDICTS))
