"""A part of large tables to a partition, without the records that are rejected."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from attrs import frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.partition import Partition, partition_of
from omicheck.evaluate.columnar.tables import screen
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.parts import Part, texts
from omicheck.records.bulk.rejects import only, read_part
from omicheck.records.bulk.sources import Source
from omicheck.records.raw_records import Rejected


@frozen(eq=False)
class LoadedPart:
    """A part, read.

    Attributes:
        partition: the good records.
        rejected: the others.
        answers: the rows of `answers` that belong to good records, if there is such a table.
    """

    partition: Partition
    rejected: tuple[Rejected, ...]
    answers: pa.Table | None


def load(part: Part, sources: Mapping[str, Source], vocabulary: Vocabulary) -> LoadedPart:
    """The good records of a part as columns, and the others with everything that is wrong with them."""
    screened = screen(part, vocabulary)
    if screened.is_clean:
        return LoadedPart(screened.partition, (), part.answers)
    places = (screened.doubtful_rows, screened.stray_events, screened.stray_answers)
    doubtful = only(part, screened.doubtful_ids, places, wanted=True)
    cases, rejected = read_part(doubtful, sources, vocabulary)
    good = frozenset(case.case_id for case in cases)
    doubles = np.concatenate((screened.doubtful_rows, _second_rows(part, good)))
    rest = only(part, screened.doubtful_ids - good, (doubles, *places[1:]), wanted=False)
    screened = screen(rest, vocabulary)
    if screened.is_clean:
        return LoadedPart(screened.partition, rejected, rest.answers)
    return _one_by_one(part, sources, vocabulary)


def _second_rows(part: Part, ids: frozenset[str]) -> Numbers:
    """The places of rows in `cases` for a case that has a row before."""
    if not ids:
        return np.empty(0, dtype=np.int64)
    seen: set[str] = set()
    places = []
    for place, case_id in enumerate(texts(part.cases.column("case_id")).to_pylist()):
        if case_id in ids and case_id in seen:
            places.append(place)
        seen.add(case_id)
    return np.array(places, dtype=np.int64)


def _one_by_one(part: Part, sources: Mapping[str, Source], vocabulary: Vocabulary) -> LoadedPart:
    """The part read record by record: slower, but what a record is held to is the same by definition."""
    cases, rejected = read_part(part, sources, vocabulary)
    none = np.empty(0, dtype=np.int64)
    good = only(part, {case.case_id for case in cases}, (none,) * 3, wanted=True)
    return LoadedPart(partition_of(cases, vocabulary), rejected, good.answers)
