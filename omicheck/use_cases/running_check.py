"""Records held against rules: rows as they are found and not kept, and what is accepted or known of them, counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, field, frozen

from omicheck.accepted import Acceptance
from omicheck.baseline import FAILURES, NO_FAILURES, Failure, Gone, require_baseline
from omicheck.errors import ExitStatus
from omicheck.groups import Group
from omicheck.model.case import Case
from omicheck.model.row import FLAGGED_VERDICTS, Row
from omicheck.records.raw_records import Rejected, problems_of
from omicheck.records.record_lines import Place
from omicheck.use_cases.accepting import acceptance_of
from omicheck.use_cases.evaluation import EvaluatedPart, Evaluation, EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.outside_editions import OutsideEditions, outside_editions_of
from omicheck.use_cases.row_watch import RowWatch, see_part
from omicheck.use_cases.status import FAILS, FailOn, exit_status
from omicheck.use_cases.strategies import evaluated

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows
    from omicheck.evaluate.row_columns import RowColumns
    from omicheck.score.failures_by_group import FailuresBy, FailureTally


@frozen(eq=False)
class CheckRequest:
    """What is to be checked.

    Attributes:
        evaluation: the records, the rules and how the ones are held against the others.
        waivers: the file of failures that are accepted for a time, as the user named it; None for none.
        baseline: the file of rows of an earlier check, whose failures are known; None for none.
        fail_on: the least that counts as found.
        new_only: whether failures that are known are left out of what is shown.
        known: the failures of the baseline, where it has been read already.
    """

    evaluation: EvaluationRequest
    waivers: str | None = None
    baseline: str | None = None
    fail_on: FailOn = "not_met"
    new_only: bool = False
    known: Mapping[Failure, int] | None = None


_OUTSIDE: Final = Factory(lambda check: outside_editions_of(check.evaluation.rule_base), takes_self=True)


@define(eq=False)
class RunningCheck:
    """A check whose rows are found as they are asked for, and not kept.

    Attributes:
        request: what is checked.
        evaluation: the records as they are evaluated.
        accepted: what is accepted and known, counted while rows pass, one by one or as columns.
        watch: sees every row as it passes; None where nobody does.
    """

    request: CheckRequest
    evaluation: Evaluation
    accepted: Acceptance
    watch: RowWatch | None = None
    _outside: OutsideEditions | None = field(init=False, default=_OUTSIDE)
    _part: EvaluatedPart | None = field(init=False, default=None)
    _groups_at_hand: tuple[EvaluatedPart, Mapping[str, tuple[Group, ...]]] | None = field(init=False, default=None)
    # Made where failures are asked for by group: it is heavy.
    _by_group: "FailureTally | None" = field(init=False)

    @_by_group.default
    def _counting_by_group(self) -> "FailureTally | None":
        # What the evaluation has may be more: what lists say of each case.
        fields = [name for name in self.evaluation.by if name in self.request.evaluation.by]
        if not fields:
            return None
        from omicheck.score.failures_by_group import FailureTally  # noqa: PLC0415, heavy

        return FailureTally(fields, self.evaluation.rules)

    def rows(self) -> Iterator[Row]:
        """The rows that are shown, in the order of case, rule and occurrence."""
        return (row for row in self.all_rows() if self.is_shown(row))

    def is_shown(self, row: Row) -> bool:
        """Whether a row that has passed is shown: not if it is known and only new failures are asked for."""
        return not (self.request.new_only and self.accepted.is_known(row))

    def all_rows(self) -> Iterator[Row]:
        """The rows, in the order of case, rule and occurrence."""
        for part in self.evaluation.parts():
            self._begin(part)
            rows = self.accepted.passing(part.rows() if self.watch is None else self.watch.passing(part.rows()))
            rows = rows if self._outside is None else self._outside.passing(rows)
            if self._by_group is not None:
                rows = self._by_group.passing(rows, part.case_ids, self._groups(part))
            yield from rows

    @property
    def has_columns(self) -> bool:
        """Whether the rows are found as columns, so that to ask for them one by one would be slower."""
        return self.evaluation.engine in ("columnar", "spark") and not self.request.new_only

    def columns(self) -> "Iterator[RowColumns]":
        """The rows as columns, some cases at a time."""
        return (columns for _, columns in self.parts_of_columns())

    def parts_of_columns(self) -> "Iterator[tuple[EvaluatedPart, RowColumns]]":
        """The rows as columns, some cases at a time, each with the part that they are of."""
        from omicheck.evaluate.row_columns import RowColumns  # noqa: PLC0415, heavy

        return ((part, RowColumns((found,))) for part, found in self.parts_with_columns())

    def parts_with_columns(self) -> "Iterator[tuple[EvaluatedPart, PartitionRows]]":
        """The rows as columns, each with the part that they are of."""
        for part in self.evaluation.parts():
            self._begin(part)
            found = part.columns()
            see_part(self.watch, found)
            self._pass(found)
            if self._by_group is not None:
                from omicheck.evaluate.verdict_columns import columns_of_partition  # noqa: PLC0415, heavy

                self._by_group.add(columns_of_partition(found), len(found.case_ids), self._groups(part))
            yield part, found

    def _begin(self, part: EvaluatedPart) -> None:
        self._part = part
        if self.accepted.baseline is not None:
            self.accepted.baseline.see(part.case_ids)

    def _pass(self, found: "PartitionRows") -> None:
        """Counts rows that are held as columns; those that may be accepted or known are gone through one by one."""
        from omicheck.evaluate.columnar.partition_rows import verdicts_of_all, verdicts_of_duties  # noqa: PLC0415, heavy
        from omicheck.evaluate.columnar.rows import rows_of  # noqa: PLC0415, heavy

        if self._outside is not None:
            self._outside.see(found)
        of_all, of_duties, accepted = verdicts_of_all(found), verdicts_of_duties(found), self.accepted
        accepted.count({verdict: number for verdict, number in of_all.items() if verdict not in FAILURES})
        if accepted.is_used:
            for _ in accepted.passing(rows_of(found.of_verdicts(FAILURES))):
                pass
        else:
            accepted.count({verdict: of_duties[verdict] for verdict in FAILURES})
        if accepted.baseline is not None:
            accepted.note_others(rows_of(found.of_pairs(accepted.baseline.pairs).of_verdicts(NO_FAILURES)))

    def _groups(self, part: EvaluatedPart) -> Mapping[str, Sequence[Group]]:
        return {name: part.groups(name) for name in self.evaluation.by}

    def rows_with_places(self) -> Iterator[tuple[Row, Place]]:
        """The rows, each with the place of its record."""
        return self._with_places(self.rows())

    def flagged_with_places(self) -> Iterator[tuple[Row, Place]]:
        """Those of the rows that call for somebody, each with the place of its record."""
        if not self.has_columns:
            return ((row, place) for row, place in self.rows_with_places() if row.verdict in FLAGGED_VERDICTS)
        flagged = (row for rows in self.columns() for row in rows.of_verdicts(*FLAGGED_VERDICTS))
        return self._with_places(flagged)

    def _with_places(self, rows: Iterable[Row]) -> Iterator[tuple[Row, Place]]:
        for case_id, of_case in groupby(rows, attrgetter("case_id")):
            place = self.place_of(case_id)
            yield from ((row, place) for row in of_case)

    def place_of(self, case_id: str) -> Place:
        """Where the record of a case stands of which a row was just given."""
        return self._at_hand.place_of(case_id)

    def case_of(self, case_id: str) -> Case | None:
        """The record of a case of which a row was just given, where it is at hand."""
        return self._at_hand.case_of(case_id)

    def groups_of(self, case_id: str) -> Mapping[str, Group]:
        """The groups of a case of which a row was just given, by each text field whose values are at hand."""
        part = self._at_hand
        if self._groups_at_hand is None or self._groups_at_hand[0] is not part:
            columns = zip(*(part.groups(name) for name in self.evaluation.by), strict=True)
            of_cases = dict(zip(part.case_ids, columns, strict=True)) if self.evaluation.by else {}
            self._groups_at_hand = (part, of_cases)
        return dict(zip(self.evaluation.by, self._groups_at_hand[1].get(case_id, ()), strict=False))

    @property
    def failures_by_group(self) -> "tuple[FailuresBy, ...]":
        """The failures by each text field that was asked for, once the last row has been found."""
        return () if self._by_group is None else self._by_group.found()

    @property
    def _at_hand(self) -> EvaluatedPart:
        if self._part is None:
            raise ValueError("no row has been found yet")
        return self._part

    @property
    def rejected(self) -> Sequence[Rejected]:
        """The records that were not taken, of all once the last row has been found."""
        return self.evaluation.records().rejected

    @property
    def gone(self) -> tuple[Gone, ...]:
        """The failures of the baseline that are no more, once the last row has been found."""
        if self.accepted.baseline is None:
            return ()
        return self.accepted.baseline.gone({one.case_id for one in problems_of(self.rejected) if one.case_id})

    @property
    def status(self) -> ExitStatus:
        """The exit status that the rows so far call for."""
        return exit_status(self.rejected, self.accepted.open_verdicts, FAILS[self.request.fail_on])

    @property
    def outside_editions(self) -> str:
        """How many cases no edition was in force for, once the last row has been found; empty where there are none."""
        return "" if self._outside is None else self._outside.told()

    def waivers_without_effect(self) -> Iterator[str]:
        """What is to be said of waivers that have no effect, once the last row has been found."""
        return self.accepted.without_effect(self.request.waivers or "")


@contextmanager
def running_check(request: CheckRequest, observer: Observer, watch: RowWatch | None = None) -> Iterator[RunningCheck]:
    """A check whose rows are found as they are asked for.

    Args:
        request: what is to be checked.
        observer: is told of what is read, of progress and of what goes wrong.
        watch: sees every row as it passes; None where nobody does.

    Raises:
        AcceptedWrongError: the file of waivers or the baseline cannot be used.
        RequestWrongError: only new failures are wanted, of no baseline.
        OmicheckError: what `evaluated` raises.
    """
    require_baseline(request.baseline, new_only=request.new_only)
    with evaluated(request.evaluation, observer) as evaluation:
        yield RunningCheck(request, evaluation, acceptance_of(request, evaluation), watch)
