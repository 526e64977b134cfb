"""The dates of a case that can start a check."""

import numpy as np

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.days import subtract
from omicheck.evaluate.columnar.lookups import NONE, is_one_of
from omicheck.evaluate.columnar.partition import UNKNOWN
from omicheck.model.rule import FromDay


def case_dates(caseload: Caseload, name: str) -> Numbers:
    """The day of a case date in every case; `NONE` where it has no value."""
    case_date = caseload.vocabulary.case_dates[name]
    days = caseload.partition.fields[case_date.otherwise]
    for place, field in enumerate(date_fields(caseload, name)):
        if field != case_date.otherwise:
            days = np.where(field_places(caseload, name) == place, caseload.partition.fields[field], days)
    return np.where(days == UNKNOWN, np.int32(NONE), days)


def first_days(caseload: Caseload, from_day: FromDay) -> Numbers:
    """The first day on which a trigger counts in every case; `NONE` where it is not known."""
    days = case_dates(caseload, from_day.case_date)
    if from_day.less is None:
        return days
    known = days != NONE
    days[known] = subtract(days[known], from_day.less)
    return days


def date_fields(caseload: Caseload, name: str) -> tuple[str, ...]:
    """The fields that a case date may stand for."""
    case_date = caseload.vocabulary.case_dates[name]
    return tuple(dict.fromkeys((*case_date.fields.values(), case_date.otherwise)))


def field_places(caseload: Caseload, name: str) -> Numbers:
    """Which of `date_fields` a case date stands for in every case."""
    if name not in caseload.field_places:
        caseload.field_places[name] = _find_fields(caseload, name)
    return caseload.field_places[name]


def field_codes(caseload: Caseload, name: str) -> Numbers:
    """The code of the set of the one field that a case date stands for in every case."""
    names = [caseload.unknown.code([field]) for field in date_fields(caseload, name)]
    return np.array(names, dtype=np.int32)[field_places(caseload, name)]


def stands_for_end(caseload: Caseload, name: str) -> Flags:
    """Whether a case date is the day on which the case ended, in every case."""
    ends = [place for place, field in enumerate(date_fields(caseload, name)) if field == "end_date"]
    return is_one_of(field_places(caseload, name), ends)


def _find_fields(caseload: Caseload, name: str) -> Numbers:
    case_date = caseload.vocabulary.case_dates[name]
    fields = date_fields(caseload, name)
    places = np.full(len(caseload.every_case), fields.index(case_date.otherwise), dtype=np.int8)
    if case_date.by is not None:
        codes = caseload.partition.fields[case_date.by]
        wanted = caseload.vocabulary.fields[case_date.by]
        for value, field in case_date.fields.items():
            places[codes == caseload.partition.code_of(value, wanted)] = fields.index(field)
    return places
