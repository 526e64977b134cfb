"""Failures by the groups of a text field, counted while rows pass."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from omicheck.evaluate.verdict_columns import VerdictColumns
from omicheck.groups import Group, groups_in_order
from omicheck.model.row import VERDICTS, Row
from omicheck.model.rule import Rule
from omicheck.score.funnel import Funnel, GroupShare, funnel_of

# Of each case, or of each group, how many rows of duties have each verdict.
_Counts: TypeAlias = NDArray[np.int64]
_MET: Final = VERDICTS.index("met")
_FAILED: Final = VERDICTS.index("not_met")


@frozen
class GroupFailures:
    """What was found in the cases of a group, by the rules that ask for a duty.

    Attributes:
        group: the group.
        cases: how many cases there are.
        judged: how many of them have a duty that was met or not.
        failing: how many of these have one that was not.
        met: how many verdicts are `met`.
        not_met: how many are `not_met`, what is accepted or known included.
        cannot_tell: how many are `cannot_tell`.
        error: how many are `error`.
    """

    group: Group
    cases: int
    judged: int
    failing: int
    met: int
    not_met: int
    cannot_tell: int
    error: int


@frozen
class FailuresBy:
    """Failures by the groups of a text field, by name and never by rank.

    Attributes:
        field: the field.
        groups: what was found of each group; every case is in one.
        funnel: the share of the judged cases of each group that have a failure, beside that of all.
    """

    field: str
    groups: tuple[GroupFailures, ...]
    funnel: Funnel

    def with_shares(self) -> Iterator[tuple[GroupFailures, GroupShare]]:
        """What was found of each group, with its share."""
        return zip(self.groups, self.funnel.groups, strict=True)


@define(eq=False)
class FailureTally:
    """Counts rows by group as they pass, so that they need not be kept.

    Attributes:
        fields: the text fields by which cases are grouped.
        rules: the rules that were evaluated.
    """

    fields: Sequence[str]
    rules: Collection[Rule]
    _found: dict[str, dict[Group, _Counts]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._found = {name: {} for name in self.fields}

    def passing(
        self, rows: Iterable[Row], case_ids: Sequence[str], groups: Mapping[str, Sequence[Group]]
    ) -> Iterator[Row]:
        """The rows, unchanged.

        Args:
            rows: of some cases.
            case_ids: these cases.
            groups: the group of each of them, by each field.
        """
        duties = {rule.id for rule in self.rules if rule.asks == "duty"}
        place_of = {case_id: place for place, case_id in enumerate(case_ids)}
        counts = np.zeros((len(case_ids), len(VERDICTS)), dtype=np.int64)
        for row in rows:
            if row.rule in duties:
                counts[place_of[row.case_id], VERDICTS.index(row.verdict)] += 1
            yield row
        self._add(counts, groups)

    def add(self, verdicts: VerdictColumns, cases: int, groups: Mapping[str, Sequence[Group]]) -> None:
        """Counts rows that do not pass one by one.

        Args:
            verdicts: the rows.
            cases: how many cases they are of.
            groups: the group of each of them, by each field.
        """
        of_duties = np.array([rule.asks == "duty" for rule in verdicts.rules], dtype=np.bool_)[verdicts.rule]
        both = verdicts.case[of_duties].astype(np.int64) * len(VERDICTS) + verdicts.verdict[of_duties]
        self._add(np.bincount(both, minlength=cases * len(VERDICTS)).reshape(cases, len(VERDICTS)), groups)

    def _add(self, of_cases: _Counts, groups: Mapping[str, Sequence[Group]]) -> None:
        failing = of_cases[:, _FAILED] > 0
        more = (np.ones(len(of_cases), dtype=np.int64), (of_cases[:, _MET] > 0) | failing, failing)
        whole = np.concatenate([np.stack(more, axis=1).astype(np.int64), of_cases], axis=1)
        for name, found in self._found.items():
            codes: dict[Group, int] = {}
            places = np.array([codes.setdefault(group, len(codes)) for group in groups[name]], dtype=np.int64)
            sums: NDArray[Any] = np.zeros((len(codes), whole.shape[1]), dtype=np.int64)
            np.add.at(sums, places, whole)
            for group, place in codes.items():
                found[group] = found[group] + sums[place] if group in found else sums[place]

    def found(self) -> tuple[FailuresBy, ...]:
        """What was counted, by each field."""
        return tuple(_failures_by(name, counts) for name, counts in self._found.items())


def _failures_by(name: str, counts: Mapping[Group, _Counts]) -> FailuresBy:
    groups = []
    for group in groups_in_order(counts):
        cases, judged, failing, *of_verdicts = counts[group].tolist()
        number = dict(zip(VERDICTS, of_verdicts, strict=True))
        told = (number[one] for one in ("met", "not_met", "cannot_tell", "error"))
        groups.append(GroupFailures(group, cases, judged, failing, *told))
    return FailuresBy(name, tuple(groups), funnel_of({one.group: (one.failing, one.judged) for one in groups}))
