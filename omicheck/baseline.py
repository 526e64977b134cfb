"""Failures that are known already, from the rows of an earlier check, and what became of those that are gone.

A failure is the same as before if the same rule fails the same case in the same way from the same day. Numbers of
occurrences move when an event is added before, so they tell only those without a day. Of several on one day as many
are known as there were before, the first ones of the record.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

from attrs import define, field, frozen

from omicheck.errors import AcceptedWrongError, Problem
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.plain_data import FIELDS
from omicheck.records.json_files import JsonError, parse_json
from omicheck.text import decoded

# What there is to know: the other verdicts are no failures, and an evaluator's failure is nobody's.
FAILURES: Final[tuple[Verdict, ...]] = ("not_met", "cannot_tell")
# Case, rule, verdict, the day that the clock runs from, and the number of the occurrence where there is no such day.
Failure = tuple[str, str, str, str | None, int | None]
Why = Literal["put_right", "fails_otherwise", "case_not_there", "record_rejected", "rule_not_evaluated"]
WHYS: Final[tuple[Why, ...]] = get_args(Why)


def failure_of(row: Row) -> Failure:
    """What a failure is known by."""
    day = None if row.trigger_date is None else row.trigger_date.isoformat()
    return row.case_id, row.rule, row.verdict, day, row.occurrence if day is None else None


def read_baseline(file: Path) -> Mapping[Failure, int]:
    """How often each failure is among the rows that `check --format jsonl` printed earlier.

    Raises:
        AcceptedWrongError: the file cannot be read, or holds something else.
    """
    try:
        text = decoded(file.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        found = "a file that cannot be read" if file.exists() else "no such file"
        problem = Problem(str(file), None, "", found, "the output of check --format jsonl")
        raise AcceptedWrongError((problem,)) from error
    problems: list[Problem] = []
    failures: Counter[Failure] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = _read_row(line)
        if row is None:
            expected = "a row as check --format jsonl prints it"
            problems.append(Problem(str(file), number, "", "something else than a row", expected))
        elif row["verdict"] in FAILURES:
            day = row["trigger_date"]
            failures[row["case_id"], row["rule"], row["verdict"], day, row["occurrence"] if day is None else None] += 1
    if problems:
        raise AcceptedWrongError(tuple(problems))
    return failures


def _read_row(line: str) -> Mapping[str, Any] | None:
    try:
        data = parse_json(line)
    except JsonError:
        return None
    if not isinstance(data, dict) or set(data) != set(FIELDS) or data["verdict"] not in VERDICTS:
        return None
    texts = (data["case_id"], data["rule"], data["trigger_date"] or "")
    return data if all(isinstance(text, str) for text in texts) and isinstance(data["occurrence"], int) else None


@frozen
class Gone:
    """A failure that was known and is no more.

    Attributes:
        failure: the failure.
        why: put_right: the rule no longer fails the case from that day; fails_otherwise: it cannot be told any more, or
            could not be told before and now fails; case_not_there: no record of the case is left; record_rejected;
            rule_not_evaluated.
    """

    failure: Failure
    why: Why


@define(eq=False)
class Baseline:
    """The failures that are known, and which of them were found again while rows pass.

    Attributes:
        failures: how often each is known.
        rules: the rules that are evaluated.
    """

    failures: Mapping[Failure, int]
    rules: Collection[str]
    _cases: frozenset[str] = field(init=False)
    _again: Counter[Failure] = field(init=False, factory=Counter)
    _known: set[tuple[str, str, int]] = field(init=False, factory=set)
    _seen: set[str] = field(init=False, factory=set)
    # The failures that there are now, without how they fail, of the cases that are known.
    _failing: Counter[tuple[str | int | None, ...]] = field(init=False, factory=Counter)

    @_cases.default
    def _cases_of_failures(self) -> frozenset[str]:
        return frozenset(failure[0] for failure in self.failures)

    def see(self, case_ids: Iterable[str]) -> None:
        """Notes that there are records of cases."""
        self._seen.update(self._cases.intersection(case_ids))

    def note(self, row: Row) -> None:
        """Notes a failure that there is now; of each case in the order of its rows, and each once."""
        if row.case_id not in self._cases:
            return
        failure = failure_of(row)
        if self._again[failure] < self.failures.get(failure, 0):
            self._again[failure] += 1
            self._known.add(row.key)
        else:
            self._failing[_without_verdict(failure)] += 1

    def knows(self, row: Row) -> bool:
        """Whether a failure that was noted is one of those that are known."""
        return row.key in self._known

    def gone(self, refused: Collection[str]) -> tuple[Gone, ...]:
        """The failures that are no more, in the order of case, rule and day, once all rows have passed.

        Args:
            refused: the references of records that were rejected.
        """
        failing = self._failing.copy()
        return tuple(sorted(self._gone(refused, failing), key=_place))

    def _gone(self, refused: Collection[str], failing: "Counter[tuple[str | int | None, ...]]") -> Iterator[Gone]:
        for failure, known in self.failures.items():
            for _ in range(known - self._again[failure]):
                yield Gone(failure, self._why(failure, refused, failing))

    def _why(self, failure: Failure, refused: Collection[str], failing: "Counter[tuple[str | int | None, ...]]") -> Why:
        case_id, rule = failure[:2]
        if case_id not in self._seen:
            return "record_rejected" if case_id in refused else "case_not_there"
        if rule not in self.rules:
            return "rule_not_evaluated"
        other = _without_verdict(failure)
        if failing[other] > 0:
            failing[other] -= 1
            return "fails_otherwise"
        return "put_right"


def _without_verdict(failure: Failure) -> tuple[str | int | None, ...]:
    return (*failure[:2], *failure[3:])


def _place(gone: Gone) -> tuple[str, str, str, int]:
    case_id, rule, _, day, occurrence = gone.failure
    return case_id, rule, day or "", occurrence or 0


def known_of(
    failures: Mapping[Failure, int], rules: Collection[str], is_looked_at: Callable[[str, str], bool]
) -> Baseline:
    """The failures that are known of the cases and rules that are looked at.

    Args:
        failures: how often each is known.
        rules: the rules that are evaluated.
        is_looked_at: whether a case and a rule are: what is known of others is not gone.
    """
    chosen = {failure: number for failure, number in failures.items() if is_looked_at(failure[0], failure[1])}
    return Baseline(chosen, rules)
