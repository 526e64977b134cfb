"""What rules say of the records that options name, as columns, some cases at a time: for `score` and `performance`.

Tables are read in parts where `check` reads them so; of their good records no object is made. Of other records many
cases are evaluated as columns too. Few cases, or another evaluator that is asked for, give rows, which are put into
columns.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import numpy as np
from attrs import define, field, frozen

from omicheck.arrays import Numbers
from omicheck.command_line.common import audit_date, evaluate, progress, read_cases, remark, tell, tell_rejected
from omicheck.errors import EngineMissingError
from omicheck.evaluate.engines import choose_engine, columns_by, some_at_a_time
from omicheck.evaluate.verdict_columns import VerdictColumns, columns_of_partition, columns_of_rows
from omicheck.model.case import Case
from omicheck.model.row import VERDICTS, Verdict
from omicheck.model.rule import Rule
from omicheck.records.bulk import BULK_MISSING, is_read_in_parts
from omicheck.records.raw import Rejected
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.score.answers_and_verdicts import AnswerColumns, answers_of_cases
from omicheck.score.unlisted_answers import unlisted_answers


@frozen(eq=False)
class JudgedPart:
    """Some cases and what is said of them.

    Attributes:
        case_ids: their references, in order.
        verdicts: the rules' verdicts.
        answers: gives the inspectors' answers to the questions of a list.
        unlisted: gives the answers to other questions, each with its problem; those of a case in their order.
    """

    case_ids: Sequence[str]
    verdicts: VerdictColumns
    answers: Callable[[Sequence[str]], AnswerColumns]
    unlisted: Callable[[Sequence[str]], Iterable[Rejected]]


@define(eq=False)
class Judged:
    """The records that options name, evaluated as they are asked for.

    Attributes:
        as_of: the audit date.
        engine: the evaluator.
        taken: the number of cases; None where it is not known before all parts are there.
        records: what was read, whole once all parts are there; of tables read in parts without hashes.
        records_with_hashes: the same with the hashes of the files.
    """

    as_of: date
    engine: str
    taken: int | None
    records: Callable[[], Records]
    records_with_hashes: Callable[[], Records]
    _parts: Callable[[], Iterator[JudgedPart]]
    _places: Callable[[], Mapping[str, int]]
    _counts: Numbers = field(init=False, factory=lambda: np.zeros(len(VERDICTS), dtype=np.int64))

    def parts(self) -> Iterator[JudgedPart]:
        """The cases in the order of their references, some at a time."""
        for part in self._parts():
            self._counts = self._counts + part.verdicts.counts().sum(axis=0)
            yield part

    def in_order(self, unlisted: Iterable[Rejected]) -> list[Rejected]:
        """Answers to questions that are not in the list, of all parts, in the order of the records."""
        found = list(unlisted)
        if len(found) > 1:
            places = self._places()
            found.sort(key=lambda one: places.get(one.record["case_id"], len(places)))
        return found

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given so far, those that were never given included."""
        return dict(zip(VERDICTS, self._counts.tolist(), strict=True))


def judged(options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule]) -> Judged:
    """The records that options name, and what rules say of them."""
    if is_read_in_parts(options.path, options.engine):
        return _in_parts(options, rule_base, rules)
    records = read_cases(options, rule_base)
    as_of = audit_date(options, records)
    engine, why = choose_engine(options.engine, len(records.cases))
    cases = sorted(records.cases, key=lambda case: case.case_id)

    def by_columns() -> Iterator[JudgedPart]:
        if why:
            remark(options, why)
        with progress(options, len(cases)) as advance:
            for some in some_at_a_time(cases):
                found = columns_by(rule_base, rules, some, as_of, tell)
                yield part_of(some, found.case_ids, columns_of_partition(found))
                advance(len(some))

    def by_rows() -> Iterator[JudgedPart]:
        ids = [case.case_id for case in cases]
        verdicts = columns_of_rows(evaluate(options, rule_base, rules, cases, as_of), rules, ids)
        yield part_of(cases, ids, verdicts)

    def part_of(some: Sequence[Case], ids: Sequence[str], verdicts: VerdictColumns) -> JudgedPart:
        unlisted = partial(unlisted_answers, some, options.path)
        return JudgedPart(ids, verdicts, partial(answers_of_cases, some), unlisted)

    def places() -> Mapping[str, int]:
        return {case.case_id: place for place, case in enumerate(records.cases)}

    parts = by_columns if engine == "columnar" else by_rows
    return Judged(as_of, engine, len(cases), lambda: records, lambda: records, parts, places)


def _in_parts(options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule]) -> Judged:
    as_of = audit_date(options, Records((), (), None, {}))
    try:
        from omicheck.command_line.bulk import evaluated_here, open_parts  # noqa: PLC0415, heavy
        from omicheck.records.bulk.opening import places_of_cases  # noqa: PLC0415, heavy
        from omicheck.score.answer_tables import answers_of_table, unlisted_in_table  # noqa: PLC0415, heavy
    except ImportError as error:
        raise EngineMissingError(BULK_MISSING) from error
    caseload = evaluated_here(open_parts(options, rule_base, rules, as_of))

    def parts() -> Iterator[JudgedPart]:
        for result in caseload.results():
            ids = result.found.case_ids
            yield JudgedPart(
                ids,
                columns_of_partition(result.found),
                partial(answers_of_table, result.answers, ids),
                partial(unlisted_in_table, result.answers, options.path),
            )
        tell_rejected(options, caseload.records())

    places = partial(places_of_cases, caseload.parts.sources)
    return Judged(as_of, "columnar", None, caseload.records, caseload.records_with_hashes, parts, places)
