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

from omicheck.errors import AcceptedWrongError, Problem, RequestWrongError
from omicheck.files import content_of, why_unreadable
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.plain_data import FIELDS
from omicheck.records.json_files import JsonError, parse_json
from omicheck.records.pseudonyms import Pseudonyms
from omicheck.text import decoded

# What there is to know: the other verdicts are no failures, and an evaluator's failure is nobody's.
FAILURES: Final[tuple[Verdict, ...]] = ("not_met", "cannot_tell")
NO_FAILURES: Final[tuple[Verdict, ...]] = tuple(verdict for verdict in VERDICTS if verdict not in FAILURES)
# Case, rule, verdict, the day that the clock runs from, and the number of the occurrence where there is no such day.
Failure = tuple[str, str, str, str | None, int | None]
Why = Literal[
    "put_right",
    "fails_otherwise",
    "no_longer_asked",
    "trigger_gone",
    "case_not_there",
    "record_rejected",
    "rule_not_evaluated",
]
WHYS: Final[tuple[Why, ...]] = get_args(Why)
# Why a failure is gone, by what is told now of the same occurrence: one that is met is put right, and no other.
_NOW: Final[Mapping[Verdict, Why]] = {
    "met": "put_right",
    "not_met": "fails_otherwise",
    "cannot_tell": "fails_otherwise",
    "not_applicable": "no_longer_asked",
    "not_due": "no_longer_asked",
    "error": "rule_not_evaluated",
}
# Of several on one day the first of these.
_FIRST: Final[tuple[Verdict, ...]] = ("not_met", "cannot_tell", "met", "error", "not_due", "not_applicable")


def failure_of(row: Row) -> Failure:
    """What a failure is known by."""
    day = None if row.trigger_date is None else row.trigger_date.isoformat()
    return row.case_id, row.rule, row.verdict, day, row.occurrence if day is None else None


def require_baseline(file: str | None, *, new_only: bool) -> None:
    """Sees to it that failures are known where only new ones are asked for.

    Raises:
        RequestWrongError: there is no baseline.
    """
    if new_only and file is None:
        raise RequestWrongError(("new-only",), "no baseline", "--baseline FILE, whose failures are known")


def read_baseline(file: Path) -> Mapping[Failure, int]:
    """How often each failure is among the rows that `check --format jsonl` printed earlier.

    Raises:
        AcceptedWrongError: the file cannot be read, or holds something else.
    """
    try:
        text = decoded(content_of(file))
    except (OSError, UnicodeDecodeError) as error:
        found = why_unreadable(error) if isinstance(error, OSError) else "a file that is not text"
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


def baseline_under_pseudonyms(failures: Mapping[Failure, int], pseudonyms: Pseudonyms) -> Mapping[Failure, int]:
    """Known failures by the pseudonyms of their cases, whether the rows have these or references."""
    known: Counter[Failure] = Counter()
    for (case_id, rule, verdict, day, occurrence), number in failures.items():
        known[pseudonyms.of("case", case_id), rule, verdict, day, occurrence] += number
    return known


def _read_row(line: str) -> Mapping[str, Any] | None:
    try:
        data = parse_json(line)
    except JsonError:
        return None
    if not isinstance(data, dict) or set(data) != set(FIELDS) or data["verdict"] not in VERDICTS:
        return None
    # What stands in the place of a day may be nothing, but no empty list or mapping, which are no keys.
    texts = (data["case_id"], data["rule"], "" if data["trigger_date"] is None else data["trigger_date"])
    return data if all(isinstance(text, str) for text in texts) and isinstance(data["occurrence"], int) else None


@frozen
class Gone:
    """A failure that was known and is no more.

    Attributes:
        failure: the failure.
        why: put_right: the same is met now; fails_otherwise: it cannot be told any more, or could not be told before
            and now fails; no_longer_asked: the rule asks nothing there any more; trigger_gone: what called for it is
            no longer recorded, or for another day; case_not_there: no record of the case is left; record_rejected;
            rule_not_evaluated: the rule is no longer there, or its evaluation failed.
    """

    failure: Failure
    why: Why


@define(eq=False)
class Baseline:
    """The failures that are known, and which of them were found again while rows pass.

    Attributes:
        failures: how often each is known.
        rules: the rules that are evaluated.
        pairs: the cases and rules of the failures.
    """

    failures: Mapping[Failure, int]
    rules: Collection[str]
    _cases: frozenset[str] = field(init=False)
    pairs: frozenset[tuple[str, str]] = field(init=False)
    _again: Counter[Failure] = field(init=False, factory=Counter)
    _known: set[tuple[str, str, int]] = field(init=False, factory=set)
    _seen: set[str] = field(init=False, factory=set)
    # The rows that there are now of the cases and rules that are known, but for the failures that are known.
    _others: dict[tuple[str, str], list[Row]] = field(init=False, factory=dict)

    @_cases.default
    def _cases_of_failures(self) -> frozenset[str]:
        return frozenset(failure[0] for failure in self.failures)

    @pairs.default
    def _pairs_of_failures(self) -> frozenset[tuple[str, str]]:
        return frozenset(failure[:2] for failure in self.failures)

    def see(self, case_ids: Iterable[str]) -> None:
        """Notes that there are records of cases."""
        self._seen.update(self._cases.intersection(case_ids))

    def note(self, row: Row) -> None:
        """Notes a row that there is now; of each case in the order of its rows, and each once."""
        if (row.case_id, row.rule) not in self.pairs:
            return
        if row.verdict in FAILURES:
            failure = failure_of(row)
            if self._again[failure] < self.failures.get(failure, 0):
                self._again[failure] += 1
                self._known.add(row.key)
                return
        self._others.setdefault((row.case_id, row.rule), []).append(row)

    def knows(self, row: Row) -> bool:
        """Whether a failure that was noted is one of those that are known."""
        return row.key in self._known

    def gone(self, refused: Collection[str]) -> tuple[Gone, ...]:
        """The failures that are no more, in the order of case, rule and day, once all rows have passed.

        Args:
            refused: the references of records that were rejected.
        """
        return tuple(sorted(self._gone(refused), key=_place))

    def _gone(self, refused: Collection[str]) -> Iterator[Gone]:
        others = {place: list(rows) for place, rows in self._others.items()}
        for failure, known in self.failures.items():
            for _ in range(known - self._again[failure]):
                yield Gone(failure, self._why(failure, refused, others.get(failure[:2], [])))

    def _why(self, failure: Failure, refused: Collection[str], others: list[Row]) -> Why:
        """Why a failure is gone; what is told of it now is taken out of the other rows of its case and rule."""
        case_id, rule = failure[:2]
        if case_id not in self._seen:
            return "record_rejected" if case_id in refused else "case_not_there"
        if rule not in self.rules:
            return "rule_not_evaluated"
        same = [row for row in others if _is_same(failure, row)]
        if same:
            now = min(same, key=lambda row: _FIRST.index(row.verdict))
            others.remove(now)
            return _NOW[now.verdict]
        # What is told of the case as a whole, with no day: it may be of this occurrence too.
        of_case = {row.verdict for row in others if row.trigger_date is None and row.reason != "no_trigger"}
        return next((_NOW[verdict] for verdict in _FIRST if verdict != "met" and verdict in of_case), "trigger_gone")


def _is_same(failure: Failure, row: Row) -> bool:
    *_, day, occurrence = failure
    if day is None:
        return row.occurrence == occurrence
    return row.trigger_date is not None and row.trigger_date.isoformat() == day


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
