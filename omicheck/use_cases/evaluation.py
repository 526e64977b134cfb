"""Records and rules to rows, part by part, whatever way is taken: one by one, as columns, in parts, or on Spark.

A strategy is chosen in one place, `evaluated`; each gives the same `Evaluation`, from which everything else is made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol

from attrs import frozen

from omicheck.groups import Group
from omicheck.model.case import Case
from omicheck.model.row import FLAGGED_VERDICTS, Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.case_list import Listed
from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.records.record_lines import Place
from omicheck.rulebase.editions import Rules
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.sources import Source

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows
    from omicheck.evaluate.verdict_columns import VerdictColumns
    from omicheck.score.answers_and_verdicts import AnswerColumns
    from omicheck.use_cases.spark.settings import SparkSettings

EngineName = Literal["auto", "durable", "columnar", "both", "spark"]


@frozen(eq=False)
class EvaluationRequest:
    """What is to be evaluated.

    Attributes:
        source: the records.
        rules: a rules folder, rules that have been read, or what is asked for of a folder; None for the packaged ones.
        as_of: the audit date, as a date or as it was written; None for that which the records carry. Never `today`:
            whoever asks for the clock is asked for the day.
        only: rules, questions, criteria or topics; all rules in force if there are none.
        cases: the cases that are asked for; all if there are none.
        leave_out: rules, questions, criteria or topics that are not evaluated all the same.
        engine: the evaluator.
        workers: how many cores are used at a time; None for all that are of use. Rows are the same with any number.
        spark: how Spark is reached, for the evaluator `spark`.
        with_places: whether it is asked for where each record stands.
        with_cases: whether the records of cases with a row of `told` are asked for.
        told: the verdicts that somebody is told of.
        by: the text fields by which cases are grouped; a field that is none is refused.
        with_whose: whether the office and the officer of each case are asked for too, where the vocabulary has them.
        listed: what became of the source's list of cases, where records are read in parts.
        of_group: the text field and the group that all records are of, for the manifest; None where they are of any.
    """

    source: Source
    rules: Rules = None
    as_of: date | str | None = None
    only: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    engine: EngineName = "auto"
    workers: int | None = None
    spark: "SparkSettings | None" = None
    with_places: bool = False
    with_cases: bool = False
    told: tuple[Verdict, ...] = FLAGGED_VERDICTS
    by: tuple[str, ...] = ()
    with_whose: bool = False
    of_group: tuple[str, Group] | None = None
    listed: Listed | None = None
    leave_out: tuple[str, ...] = ()


class EvaluatedPart(Protocol):
    """Some cases, in the order of their references, with what rules say of them.

    Rows, verdicts and columns are three forms of the same: one of them is to be asked for, and once.
    """

    @property
    def case_ids(self) -> Sequence[str]:
        """The references of the cases."""

    def rows(self) -> Iterator[Row]:
        """The rows, in the order of case, rule and occurrence."""

    def columns(self) -> "PartitionRows":
        """The same as columns."""

    def verdicts(self) -> "VerdictColumns":
        """The same as columns, as far as counting needs them."""

    def answers(self, questions: Sequence[str]) -> "AnswerColumns":
        """The inspectors' answers that the records hold to the questions of a list."""

    def unlisted(self, questions: Sequence[str]) -> Iterable[Rejected]:
        """The answers to other questions, each with its problem; those of a case in their order."""

    def place_of(self, case_id: str) -> Place:
        """Where the record of a case stands."""

    def case_of(self, case_id: str) -> Case | None:
        """The record of a case, where it is at hand."""

    def groups(self, field: str) -> Sequence[Group]:
        """The group of each case by a field that was asked for, in the order of the cases."""


class Evaluation(Protocol):
    """Records as they are evaluated. Rows are found as parts are asked for, once, and need not be kept."""

    @property
    def rule_base(self) -> RuleBase:
        """What the rules speak of."""

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules that are evaluated."""

    @property
    def as_of(self) -> date:
        """The audit date."""

    @property
    def engine(self) -> str:
        """The evaluator."""

    @property
    def by(self) -> Sequence[str]:
        """The text fields whose values are at hand of each case: those that were asked for."""

    @property
    def expected(self) -> int:
        """How many cases there will be, as far as that is known before the first part: some may be rejected."""

    @property
    def taken(self) -> int | None:
        """How many cases there are; None where that is not known before all parts have been gone through."""

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given so far, those that were never given included."""

    def parts(self) -> Iterator[EvaluatedPart]:
        """The parts, in the order of the references of their cases."""

    def records(self, *, with_hashes: bool = False) -> Records:
        """What was read so far; of tables read in parts the hashes of files are worked out only if they are wanted."""

    def in_order(self, rejected: Iterable[Rejected]) -> list[Rejected]:
        """Answers that cannot be used, of all parts, in the order of the records."""

    def manifest(self) -> Mapping[str, Any]:
        """The run manifest, once all parts have been gone through."""
