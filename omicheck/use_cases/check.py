"""Records held against rules: a value that holds all rows, and what else was found."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from omicheck.accepted import Acceptance
from omicheck.baseline import Gone
from omicheck.errors import ExitStatus
from omicheck.evaluate.row_columns import RowColumns
from omicheck.manifest import with_machine
from omicheck.model.case import Case
from omicheck.model.rule import Rule
from omicheck.records.raw_records import Rejected
from omicheck.records.record_lines import Place
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.remembering import Remembering
from omicheck.use_cases.running_check import CheckRequest, running_check

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows

__all__ = ["CheckRequest", "CheckResult", "check"]


@frozen(eq=False)
class CheckResult:
    """What a check found.

    Attributes:
        rows: all rows.
        rule_base: what the rules speak of.
        rules: the rules that were evaluated.
        as_of: the audit date.
        engine: the evaluator.
        taken: how many records were taken.
        rejected: the others, each with everything that is wrong with it.
        remarks: what was worth a remark.
        problems: what was told of failing evaluators.
        manifest: the run manifest.
        accepted: what is accepted and known of the failures.
        cases: the records of cases that somebody is told of, by reference, if they were asked for.
        places: where they stand, if that was asked for.
        status: the exit status that the rows call for.
        gone: the failures of the baseline that are no more.
    """

    rows: RowColumns
    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    engine: str
    taken: int
    rejected: Sequence[Rejected]
    remarks: tuple[str, ...]
    problems: tuple[str, ...]
    manifest: Mapping[str, Any]
    accepted: Acceptance
    cases: Mapping[str, Case]
    places: Mapping[str, Place]
    status: ExitStatus
    gone: tuple[Gone, ...] = ()

    @property
    def whole_manifest(self) -> Mapping[str, Any]:
        """The run manifest with the evaluator and the versions of Python and libraries."""
        return with_machine(self.manifest, self.engine)


def check(request: CheckRequest, observer: Observer) -> CheckResult:
    """Holds records against rules.

    Args:
        request: what is to be checked.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        AcceptedWrongError: the file of waivers or the baseline cannot be used.
        OmicheckError: what `evaluated` raises.
    """
    telling = Remembering(observer)
    found: list[PartitionRows] = []
    cases: dict[str, Case] = {}
    places: dict[str, Place] = {}
    with running_check(request, telling) as running:
        evaluation, asked = running.evaluation, request.evaluation
        for part, columns in running.parts_with_columns():
            found.append(columns)
            if asked.with_cases:
                cases |= {name: case for name in part.case_ids if (case := part.case_of(name)) is not None}
            if asked.with_places:
                places |= {name: part.place_of(name) for name in part.case_ids}
        for text in running.waivers_without_effect():
            telling.remark(text)
        manifest, records, status = evaluation.manifest(), evaluation.records(), running.status
        gone = running.gone
    return CheckResult(
        RowColumns(tuple(found)),
        evaluation.rule_base,
        evaluation.rules,
        evaluation.as_of,
        evaluation.engine,
        records.taken,
        records.rejected,
        tuple(telling.remarks),
        tuple(telling.problems),
        manifest,
        running.accepted,
        cases,
        places,
        status,
        gone,
    )
