"""Records given out again: as event logs, or as they come out of a mapping."""

from collections.abc import Sequence

from attrs import evolve, frozen

from omicheck.errors import ExitStatus
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.editions import Rules
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_rules, read_source
from omicheck.use_cases.sources import Source
from omicheck.use_cases.status import exit_status


@frozen(eq=False)
class ExportRequest:
    """What is to be given out.

    Attributes:
        source: where the records come from.
        rules: the rules folder whose vocabulary they use; None for the packaged one.
        only_dated: whether events without a full date are left out.
    """

    source: Source
    rules: Rules = None
    only_dated: bool = False


@frozen(eq=False)
class ExportResult:
    """The records.

    Attributes:
        cases: those that were taken, in their order.
        rejected: those that were not.
        as_of: the audit date that they carry, if any.
        vocabulary: their words.
        left_out: how many events were left out.
        status: the exit status that the records call for.
    """

    cases: Sequence[Case]
    rejected: Sequence[Rejected]
    as_of: str | None
    vocabulary: Vocabulary
    left_out: int
    status: ExitStatus

    @property
    def events_without_day(self) -> int:
        """How many events have no full date."""
        return sum(not event.dated for case in self.cases for event in case.events)

    @property
    def answers(self) -> int:
        """How many answers of inspectors there are."""
        return sum(len(case.answers) for case in self.cases)


def export_records(request: ExportRequest, observer: Observer) -> ExportResult:
    """Reads the records that are to be given out.

    Args:
        request: which.
        observer: is told of every problem.

    Raises:
        RulesWrongError: the vocabulary cannot be read.
        RecordsUnreadableError: nothing can be read.
        OmicheckError: what else reading by a mapping raises.
    """
    vocabulary = read_rules(request.rules).vocabulary
    records = read_source(request.source, vocabulary, observer)
    cases: Sequence[Case] = records.cases
    if request.only_dated:
        cases = [evolve(case, events=tuple(event for event in case.events if event.dated)) for case in cases]
    left_out = sum(len(case.events) for case in records.cases) - sum(len(case.events) for case in cases)
    status = exit_status(records.rejected, {})
    return ExportResult(cases, records.rejected, records.as_of, vocabulary, left_out, status)
