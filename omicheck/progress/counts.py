"""How many failures there are of each standing, by rule, question and group, with McNemar's test of the same cases."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Final

from attrs import define, field, frozen

from omicheck.groups import Group, groups_in_order
from omicheck.model.row import Row, Verdict, put_together
from omicheck.progress.standing import AT_BOTH, EARLIER, LATER, CaseAtTwoTimes, Failure, Standing, Times
from omicheck.score.paired import PairedTest, by_chance, paired

# What is counted: everything (`all`, None), a rule, a question, or a group by a field, whose name is marked as one.
_Key = tuple[str, Group]
_ALL: _Key = ("all", None)
_BY: Final = "by "


@frozen
class Line:
    """The failures of one rule, question or group, or all of them.

    Attributes:
        name: the id of the rule, the number of the question, the group; None for all, and for cases without a group.
        standings: how many there are of each standing.
        same: how many cases were met, or not met, at both times: (met, not met).
        test: McNemar's test of the cases that were met at one time and not at the other. A case is met if no duty that
            is counted here failed in it and at least one was met; where that cannot be told at one of the times it is
            not in the test.
    """

    name: Group
    standings: Mapping[Standing, int]
    same: tuple[int, int]
    test: PairedTest

    @property
    def earlier(self) -> int:
        """How many failures there were at the earlier time."""
        return sum(self.standings[name] for name in (*AT_BOTH, *EARLIER))

    @property
    def later(self) -> int:
        """How many there are at the later time."""
        return sum(self.standings[name] for name in (*AT_BOTH, *LATER))

    @property
    def cases(self) -> int:
        """How many cases were met or not met at both times."""
        return sum(self.same) + self.test.changed


@frozen
class Counted:
    """All counts.

    Attributes:
        all: of all rules and cases.
        rules: of each rule that has a failure at either time.
        questions: of each question that has one.
        groups: of each group, by the name of the field.
    """

    all: Line
    rules: tuple[Line, ...]
    questions: tuple[Line, ...]
    groups: Mapping[str, tuple[Line, ...]]

    @property
    def tests(self) -> int:
        """How many rules were tested, which are those in which a case changed."""
        return sum(line.test.p_value is not None for line in self.rules)

    @property
    def by_chance(self) -> float:
        """How many of the rules would be told as changed by chance alone."""
        return by_chance(line.test for line in self.rules)


@define(eq=False)
class CaseVerdicts:
    """The cases that were met or not met at each of two times, counted as they pass.

    Attributes:
        times: what is known of the two times.
    """

    times: Times
    _pairs: defaultdict[_Key, Counter[tuple[bool, bool]]] = field(init=False, factory=lambda: defaultdict(Counter))

    def add(self, case: CaseAtTwoTimes) -> None:
        """Counts a case; one that is there at one time only says nothing of a change."""
        if case.earlier is None or case.later is None:
            return
        before, now = self._verdicts(case.earlier), self._verdicts(case.later)
        keys = (_ALL, *_group_keys(case.groups))
        for key in before.keys() & now.keys():
            pair = before[key], now[key]
            if all(verdict in ("met", "not_met") for verdict in pair):
                is_met = pair[0] == "met", pair[1] == "met"
                for counted in keys if key == _ALL else (key,):
                    self._pairs[counted][is_met] += 1

    def _verdicts(self, rows: Iterable[Row]) -> Mapping[_Key, Verdict]:
        """The verdict on a case by rule, by question and by all rules."""
        found: defaultdict[_Key, list[Verdict]] = defaultdict(list)
        for name, some in groupby(rows, attrgetter("rule")):
            rule = self.times.rules.get(name)
            if rule is not None and name in self.times.earlier_rules:
                verdict = put_together(row.verdict for row in some)
                for key in (("rule", name), ("question", rule.question), _ALL):
                    found[key].append(verdict)
        return {key: put_together(verdicts) for key, verdicts in found.items()}

    def line(self, key: _Key, standings: Counter[Standing]) -> Line:
        """What there is of a rule, question or group."""
        pairs = self._pairs[key]
        return Line(
            key[1],
            {name: standings[name] for name in (*AT_BOTH, *EARLIER, *LATER)},
            (pairs[True, True], pairs[False, False]),
            paired(pairs[False, True], pairs[True, False]),
        )


def counts_of(failures: Iterable[Failure], verdicts: CaseVerdicts, groups: Mapping[str, Iterable[Group]]) -> Counted:
    """All counts.

    Args:
        failures: every failure at either time.
        verdicts: the cases, counted.
        groups: every group that has a case, by the name of the field.
    """
    standings: defaultdict[_Key, Counter[Standing]] = defaultdict(Counter)
    for failure in failures:
        row = failure.row
        for key in (_ALL, ("rule", row.rule), ("question", row.question), *_group_keys(failure.groups)):
            standings[key][failure.standing] += 1

    def lines(kind: str, names: Iterable[Group]) -> tuple[Line, ...]:
        return tuple(verdicts.line((kind, name), standings[kind, name]) for name in names)

    return Counted(
        verdicts.line(_ALL, standings[_ALL]),
        lines("rule", sorted(str(name) for kind, name in standings if kind == "rule")),
        lines("question", sorted(str(name) for kind, name in standings if kind == "question")),
        {name: lines(_BY + name, groups_in_order(of)) for name, of in groups.items()},
    )


def _group_keys(groups: Mapping[str, Group]) -> list[_Key]:
    return [(_BY + name, group) for name, group in groups.items()]
