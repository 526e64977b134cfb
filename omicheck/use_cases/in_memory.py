"""Records read whole: their rows found one by one, or as columns for some cases at a time.

Few cases give rows one by one, and so do both evaluators, where they are held against each other. Many cases are
evaluated as columns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from omicheck.evaluate.engines import Engine, choose_engine, columns_by, rows_by, some_at_a_time
from omicheck.evaluate.verdict_counts import Tally
from omicheck.groups import Group, group_of
from omicheck.model.case import Case
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.records.record_lines import Place
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.choosing import choose_cases, without_unheld
from omicheck.use_cases.evaluation import EvaluatedPart, EvaluationRequest
from omicheck.use_cases.held import read_with_rules
from omicheck.use_cases.observer import Observer

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows
    from omicheck.evaluate.verdict_columns import VerdictColumns
    from omicheck.score.answers_and_verdicts import AnswerColumns


@frozen(eq=False)
class CasesInMemory:
    """Some cases whose records are at hand.

    Attributes:
        name: what the user called the records.
        records: all records.
        cases: the cases, in the order of their references.
        rows: gives their rows.
        columns: gives the same as columns.
    """

    name: str
    records: Records
    cases: Sequence[Case]
    rows: Callable[[], Iterator[Row]]
    columns: Callable[[], "PartitionRows"]
    _by_id: dict[str, Case] = field(init=False, factory=dict)

    @property
    def case_ids(self) -> Sequence[str]:
        """The references of the cases."""
        return [case.case_id for case in self.cases]

    def verdicts(self) -> "VerdictColumns":
        """The rows as columns, as far as counting needs them."""
        from omicheck.evaluate.verdict_columns import columns_of_partition  # noqa: PLC0415, heavy

        return columns_of_partition(self.columns())

    def answers(self, questions: Sequence[str]) -> "AnswerColumns":
        """The inspectors' answers that the records hold to the questions of a list."""
        from omicheck.score.answers_and_verdicts import answers_of_cases  # noqa: PLC0415, heavy

        return answers_of_cases(self.cases, questions)

    def unlisted(self, questions: Sequence[str]) -> Iterable[Rejected]:
        """The answers to other questions, each with its problem."""
        from omicheck.score.unlisted_answers import unlisted_answers  # noqa: PLC0415, of use only for scores

        return unlisted_answers(self.cases, self.name, questions)

    def place_of(self, case_id: str) -> Place:
        """Where the record of a case stands."""
        return self.records.places.get(case_id) or Place(self.name, None)

    def case_of(self, case_id: str) -> Case | None:
        """The record of a case."""
        if not self._by_id:
            self._by_id.update((case.case_id, case) for case in self.cases)
        return self._by_id.get(case_id)

    def groups(self, field: str) -> Sequence[Group]:
        """The group of each case by a text field."""
        return [group_of(case, field) for case in self.cases]


@define(eq=False)
class InMemory:
    """Records read whole, and what rules say of them.

    Attributes:
        name: what the user called the records.
        rule_base: what the rules speak of.
        rules: the rules that are evaluated.
        as_of: the audit date.
        engine: the evaluator.
        observer: is told of progress and of what goes wrong.
        by: the text fields by which cases are grouped.
        of_group: the text field and the group that all records are of; None where they are of any.
        workers: how many processes may ask durable-rules at a time; None for one for each core.
    """

    name: str
    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    engine: Engine
    observer: Observer
    by: Sequence[str]
    of_group: tuple[str, Group] | None
    workers: int | None
    _records: Records
    _cases: Sequence[Case]
    _why: str
    _tally: Tally = field(init=False, factory=Tally)

    @property
    def expected(self) -> int:
        """How many cases there are."""
        return len(self._cases)

    @property
    def taken(self) -> int | None:
        """How many cases there are."""
        return len(self._cases)

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given so far."""
        return self._tally.verdicts

    def records(self, *, with_hashes: bool = False) -> Records:  # noqa: ARG002, they are at hand
        """What was read."""
        return self._records

    def in_order(self, rejected: Iterable[Rejected]) -> list[Rejected]:
        """Answers that cannot be used, of all parts, in the order of the records."""
        places = {case.case_id: place for place, case in enumerate(self._records.cases)}
        return sorted(rejected, key=lambda one: places.get(one.record["case_id"], len(places)))

    def manifest(self) -> Mapping[str, Any]:
        """The run manifest."""
        from omicheck.manifest import manifest  # noqa: PLC0415, heavy

        found = manifest(self.rule_base, self.rules, self._records, self.verdicts, self.as_of)
        if self.of_group is None:
            return found
        return {**found, "group": dict(zip(("field", "value"), self.of_group, strict=True))}

    def parts(self) -> Iterator[EvaluatedPart]:
        """The cases in the order of their references, some at a time where they are evaluated as columns."""
        if self._why:
            self.observer.remark(self._why)
        with self.observer.progress(len(self._cases), "cases") as advance:
            if self.engine != "columnar":
                rows, columns = partial(self._rows, advance), partial(self._columns_of_rows, advance)
                yield CasesInMemory(self.name, self._records, self._cases, rows, columns)
                return
            from omicheck.evaluate.columnar.partition_rows import verdicts_of_all  # noqa: PLC0415, heavy
            from omicheck.evaluate.columnar.rows import rows_of  # noqa: PLC0415, heavy

            for some in some_at_a_time(self._cases):
                found = columns_by(self.rule_base, self.rules, some, self.as_of, self.observer.problem)
                self._tally.add(verdicts_of_all(found))
                rows, columns = partial(rows_of, found), partial(_itself, found)
                yield CasesInMemory(self.name, self._records, some, rows, columns)
                advance(len(some))

    def _rows(self, advance: Callable[[int], None]) -> Iterator[Row]:
        asked = (self.rule_base, self.rules, self._cases, self.as_of)
        return self._tally.passing(rows_by(self.engine, *asked, advance, self.observer.problem, self.workers))

    def _columns_of_rows(self, advance: Callable[[int], None]) -> "PartitionRows":
        from omicheck.evaluate.columnar.rows import partition_of_rows  # noqa: PLC0415, heavy

        return partition_of_rows(self._rows(advance), self.rules, [case.case_id for case in self._cases])


def _itself(found: "PartitionRows") -> "PartitionRows":
    return found


def read_in_memory(
    request: EvaluationRequest, rule_base: RuleBase, rules: Sequence[Rule], observer: Observer
) -> InMemory:
    """The records that are asked for, ready to be evaluated.

    Args:
        request: what is asked for.
        rule_base: what the rules speak of.
        rules: the rules.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        RecordsUnreadableError: nothing can be read.
        AuditDateError: there is no audit date, or none that can be used.
        CommandWrongError: a case that is asked for is not among the records.
    """
    records, rule_base, rules = read_with_rules(
        request.source, rule_base, rules, observer, with_places=request.with_places
    )
    rules = without_unheld(rules, request.leave_out, observer)
    as_of = audit_date(request.as_of, records, observer)
    cases = sorted(choose_cases(records, request.cases), key=lambda case: case.case_id)
    engine, why = choose_engine(request.engine, len(cases))
    more = (request.by, request.of_group, request.workers)
    return InMemory(request.source.name, rule_base, rules, as_of, engine, observer, *more, records, cases, why)
