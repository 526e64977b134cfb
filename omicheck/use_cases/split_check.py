"""A check in pieces: one for each group of cases, as if the records held no others."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, frozen

from omicheck.accepted import read_waivers
from omicheck.baseline import read_baseline, require_baseline
from omicheck.errors import RequestWrongError
from omicheck.evaluate.engines import choose_engine
from omicheck.groups import Group, cases_by_group, grouping_fields, groups_in_order
from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.choosing import choose_cases, choose_rules, tell_left_out, without_unheld
from omicheck.use_cases.held import rules_for
from omicheck.use_cases.observer import Observer, Silent
from omicheck.use_cases.reading import read_rules, read_source
from omicheck.use_cases.running_check import CheckRequest
from omicheck.use_cases.sources import ReadSource

_NOTHING: Final[Mapping[str, Any]] = {"waivers": None, "baseline": None, "new_only": False, "known": None}


@frozen(eq=False)
class SplitCheck:
    """The checks of all groups.

    Attributes:
        field: the text field by which cases are grouped.
        groups: what is to be checked of each group, by name.
        cases: how many cases each group has.
        engine: the evaluator.
    """

    field: str
    groups: Mapping[Group, CheckRequest]
    cases: Mapping[Group, int]
    engine: str


def split_check(request: CheckRequest, field: str, observer: Observer) -> SplitCheck:
    """The records read once, and what is to be checked of each group of them.

    Records are read whole, whatever they are, so that memory grows with them.

    Args:
        request: what is to be checked.
        field: the text field by which cases are grouped.
        observer: is told of what is read and of the evaluator.

    Raises:
        RequestWrongError: there is no such text field, or cases cannot be split for the evaluator that is asked for.
        OmicheckError: rules or records cannot be read, or there is no audit date.
    """
    asked = request.evaluation
    if asked.engine == "spark":
        expected = "another evaluator: records are read whole to be split; or Parquet, where each row names its case"
        raise RequestWrongError(("split-by", "engine"), "spark", expected)
    rule_base = read_rules(asked.rules)
    rules = choose_rules(rule_base, asked.only, asked.leave_out)
    tell_left_out(rule_base, rules, asked.only, asked.leave_out, observer)
    request = _with_known(request, rule_base)
    try:
        (name,) = grouping_fields((field,), rule_base.vocabulary)
    except RequestWrongError as error:
        raise RequestWrongError(("split-by",), error.found, error.expected, error.nearest) from error
    records = read_source(asked.source, rule_base.vocabulary, observer, with_places=asked.with_places)
    without_unheld(rules_for(records, rule_base, rules, observer)[1], asked.leave_out, observer)
    as_of = audit_date(asked.as_of, records, observer)
    cases = choose_cases(records, asked.cases)
    engine, why = choose_engine(asked.engine, len(cases))
    if why:
        observer.remark(why)
    rejected = _by_group(records, name)
    of_groups = cases_by_group(cases, name)
    base = evolve(asked, rules=rule_base, as_of=as_of, engine=engine)
    groups = {}
    for group in groups_in_order((*of_groups, *rejected)):
        members = tuple(of_groups.get(group, ()))
        some = evolve(records, cases=members, rejected=tuple(rejected.get(group, ())))
        evaluation = evolve(
            base,
            source=ReadSource(some, asked.source.name),
            cases=tuple(case.case_id for case in members),
            of_group=(name, group),
        )
        of_group = evolve(request, evaluation=evaluation)
        # Of a group that has rejected records alone nothing can be accepted or known.
        groups[group] = of_group if members else evolve(of_group, **_NOTHING)
    return SplitCheck(name, groups, {group: len(of_groups.get(group, ())) for group in groups}, engine)


def of_all_groups(manifests: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The run manifest of all groups, from those of each; empty where there are none."""
    if not manifests:
        return {}
    counts = [one["counts"] for one in manifests]
    verdicts = {name: sum(one["verdicts"][name] for one in counts) for name in counts[0]["verdicts"]}
    numbers = {name: sum(one[name] for one in counts) for name in ("cases", "rejected", "rows")}
    rest = {name: value for name, value in manifests[0].items() if name != "group"}
    return {**rest, "counts": {**numbers, "verdicts": verdicts}}


def _with_known(request: CheckRequest, rule_base: RuleBase) -> CheckRequest:
    """The request with the failures that are known; waivers and baseline are read before anything is written."""
    require_baseline(request.baseline, new_only=request.new_only)
    if request.waivers is not None:
        read_waivers(Path(request.waivers), [rule.id for rule in rule_base.rules])
    return request if request.baseline is None else evolve(request, known=read_baseline(Path(request.baseline)))


def _by_group(records: Records, field: str) -> Mapping[Group, Sequence[Rejected]]:
    """The rejected records by the group that each says itself to be of, as far as that can be told."""
    found: defaultdict[Group, list[Rejected]] = defaultdict(list)
    for one in records.rejected:
        value = one.record.get(field) if isinstance(one.record, Mapping) else None
        found[value if isinstance(value, str) and value else None].append(one)
    return found


@define(eq=False)
class ForGroups:
    """An observer of the checks of groups: what is the same of all was told once, and what fails is told.

    Attributes:
        told: whom.
    """

    told: Observer

    def remark(self, text: str) -> None:
        """Keeps what is told once for all groups."""

    def problem(self, text: str) -> None:
        """Takes something that went wrong."""
        self.told.problem(text)

    def rejected(self, rejected: Sequence[Rejected]) -> None:
        """Keeps what was told when the records were read."""

    def records_read(self, name: str, records: Records) -> None:
        """Keeps what was told when the records were read."""

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:
        """Shows nothing: the files of groups are told as they are written."""
        return Silent().progress(total, what)
