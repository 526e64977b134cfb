"""Tables cut into parts, whose rows are found by threads of this process."""

import os
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from typing import Final, TypeVar

import numpy as np
from attrs import evolve

from omicheck.evaluate.columnar.part_work import PartWork
from omicheck.model.case import Case
from omicheck.model.rule import Rule
from omicheck.records.bulk.json_lines import CopiedRecords
from omicheck.records.bulk.opening import places_of_cases
from omicheck.records.bulk.parts import CASES_IN_A_PART, Part, Parts, cut, texts
from omicheck.records.bulk.rejects import only, read_part
from omicheck.records.case_list import listed_among
from omicheck.records.doubled_events import LOOKED_AT
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted
from omicheck.use_cases.choosing import no_such_case
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.evaluation_in_parts import InParts, Use
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import tables_of, tell_doubled
from omicheck.use_cases.sources import NamedSource

_Made = TypeVar("_Made")
# More would wait for each other, as much of the work is done by one thread of a Python process at a time.
WORKERS: Final = min(os.cpu_count() or 1, 4)


def cut_tables(
    request: EvaluationRequest, rule_base: RuleBase, rules: Sequence[Rule], as_of: date
) -> tuple[EvaluationRequest, Parts, PartWork]:
    """The records that are asked for, cut into parts, and what is to be done with each.

    Returns:
        The request for the cases of its source's list, if there is one; the parts; the work.

    Raises:
        CommandWrongError: a case that is asked for by name is not among them.
        SupplementWrongError: none of the cases of the list is among them.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
    """
    parts = cut(tables_of(request.source, rule_base.vocabulary), CASES_IN_A_PART)
    request = _for_those_there(request, parts)
    return request, parts, _work(request, rule_base, rules, as_of, parts)


def _for_those_there(request: EvaluationRequest, parts: Parts) -> EvaluationRequest:
    """The request for the cases that are asked for by name, or else by the list, those that are there."""
    wanted = request.source.case_list if isinstance(request.source, NamedSource) else None
    if wanted is None and not request.cases:
        return request
    known: Collection[str] = places_of_cases(parts.sources)
    listed = None
    if wanted is not None:
        listed = listed_among(wanted, known)
        known = [name for name in wanted.references if name in known]
    for name in request.cases:
        if name not in known:
            raise no_such_case(name, known)
    return evolve(request, cases=request.cases or tuple(known), listed=listed)


def _work(
    request: EvaluationRequest, rule_base: RuleBase, rules: Sequence[Rule], as_of: date, parts: Parts
) -> PartWork:
    asked = (rules, rule_base.limits, as_of, frozenset(request.cases), request.with_places, request.with_cases)
    return PartWork(parts.sources, rule_base.vocabulary, *asked, request.by, request.told)


def read_in_parts(
    request: EvaluationRequest, rule_base: RuleBase, rules: Sequence[Rule], as_of: date, observer: Observer
) -> InParts:
    """The records that are asked for, ready to be evaluated by threads of this process.

    Raises:
        CommandWrongError: a case that is asked for is not among them.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
    """
    request, parts, work = cut_tables(request, rule_base, rules, as_of)
    observer.remark(f"{cases_and_evaluator(parts)} in {counted(len(parts), 'part')}")
    return _by_threads(request, rule_base, rules, as_of, observer, parts, work)


def read_copied(
    request: EvaluationRequest,
    rule_base: RuleBase,
    rules: Sequence[Rule],
    as_of: date,
    observer: Observer,
    copied: CopiedRecords,
) -> InParts:
    """Records that were copied to tables, ready to be evaluated in the same way.

    Args:
        request: what is asked for, which is all cases.
        rule_base: what the rules speak of.
        rules: the rules.
        as_of: the audit date.
        observer: is told of progress and of what goes wrong.
        copied: the records.
    """
    parts = cut(copied.sources, CASES_IN_A_PART)
    asked = (request, rule_base, rules, as_of)
    return _by_threads(*asked, observer, parts, _work(*asked, parts), copied.records)


def _by_threads(
    request: EvaluationRequest,
    rule_base: RuleBase,
    rules: Sequence[Rule],
    as_of: date,
    observer: Observer,
    parts: Parts,
    work: PartWork,
    known: Records | None = None,
) -> InParts:
    def tasks(use: Use[_Made], done: Collection[int]) -> Generator[tuple[int, Callable[[], _Made]], None, None]:
        with closing(parts.read(done)) as read:
            for place, part in read:
                if place == 0:
                    tell_doubled(request.source.name, _first_cases(part, work), observer)
                yield place, partial(_used, work, use, place, part)

    asked = (request.source.name, rule_base, rules, as_of, "columnar", observer, parts, request.cases)
    workers = request.workers or WORKERS
    return InParts(*asked, tasks, workers, workers, by=request.by, read=known, listed=request.listed)


def _first_cases(part: Part, work: PartWork) -> Sequence[Case]:
    """A few cases of a part, those of them that are right."""
    names = frozenset(texts(part.cases.column("case_id").slice(0, LOOKED_AT)).to_pylist())
    some = only(part, names, (np.empty(0, dtype=np.int64),) * 3, wanted=True)
    return read_part(some, work.sources, work.vocabulary)[0]


def cases_and_evaluator(parts: Parts) -> str:
    """How many cases there are, and what evaluates them."""
    return f"{counted(parts.cases, 'case')}, evaluated with the columnar evaluator"


def _used(work: PartWork, use: Use[_Made], place: int, part: Part) -> _Made:
    return use(place, work.result(part))
