"""Failures that are accepted for a time (waivers), and failures that are known already (a baseline).

Neither changes a verdict. What is accepted or known is shown as such, and does not count for the exit status.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from omicheck.dates import read_date
from omicheck.errors import AcceptedWrongError, Problem
from omicheck.findings import Findings, show
from omicheck.findings import Path as DataPath
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.plain_data import FIELDS
from omicheck.records.json_files import JsonError, parse_json
from omicheck.rulebase.yaml_file import read_yaml
from omicheck.text import decoded

# What there is to accept or to know: the other verdicts are no failures, and an evaluator's failure is nobody's.
FAILURES: Final[tuple[Verdict, ...]] = ("not_met", "cannot_tell")
_KEYS: Final = ("case", "rule", "reason", "author", "expiry")


@frozen
class Waiver:
    """A failure that somebody accepts for a time.

    Attributes:
        case: the case.
        rule: the rule.
        reason: why it is accepted.
        author: who accepts it, as a reference.
        expiry: the last audit date for which it holds.
        line: where it stands in its file.
    """

    case: str
    rule: str
    reason: str
    author: str
    expiry: date
    line: int | None = None


def read_waivers(file: Path, rules: Iterable[str]) -> tuple[Waiver, ...]:
    """The waivers of a YAML file: a list of case, rule, reason, author and expiry.

    Args:
        file: the file.
        rules: the ids of all rules.

    Raises:
        AcceptedWrongError: with everything that is wrong with it.
    """
    data, findings = read_yaml(file)
    known = sorted(rules)
    waivers: dict[tuple[str, str], Waiver] = {}
    if not findings.problems:
        for path, raw in findings.items(data, (), f"a list of waivers, each with {', '.join(_KEYS)}"):
            waiver = _read_waiver(raw, known, findings, path)
            if waiver is None:
                continue
            if (waiver.case, waiver.rule) in waivers:
                found = f"a second waiver for case {waiver.case} and rule {waiver.rule}"
                findings.add(path, found, "one for each case and rule")
            waivers[waiver.case, waiver.rule] = waiver
    if findings.problems:
        raise AcceptedWrongError(tuple(findings.problems))
    return tuple(waivers.values())


def _read_waiver(data: object, rules: Collection[str], findings: Findings, path: DataPath) -> Waiver | None:
    entry = findings.mapping(data, path, f"a waiver, which is a mapping with {', '.join(_KEYS)}")
    if entry is None or not findings.keys(entry, path, _KEYS, _KEYS):
        return None
    before = len(findings.problems)
    case, rule, reason, author = (findings.text(entry[key], (*path, key)) for key in _KEYS[:4])
    if rule and rule not in rules:
        findings.unknown_name((*path, "rule"), "rule", rule, rules)
    expiry = read_date(entry["expiry"])
    if expiry is None:
        findings.add((*path, "expiry"), show(entry["expiry"]), "a date YYYY-MM-DD, the last for which it holds")
        return None
    if len(findings.problems) > before:
        return None
    return Waiver(case, rule, reason, author, expiry, findings.line_of(path))


# A failure is the same as before if the same rule fails the same case in the same way from the same day; numbers of
# occurrences move when an event is added before, so they tell only those without a day.
Failure = tuple[str, str, str, str | None, int | None]


def read_baseline(file: Path) -> frozenset[Failure]:
    """The failures among the rows that `check --format jsonl` printed earlier.

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
    failures = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = _read_row(line)
        if row is None:
            expected = "a row as check --format jsonl prints it"
            problems.append(Problem(str(file), number, "", "something else than a row", expected))
        elif row["verdict"] in FAILURES:
            day = row["trigger_date"]
            failures.add((row["case_id"], row["rule"], row["verdict"], day, row["occurrence"] if day is None else None))
    if problems:
        raise AcceptedWrongError(tuple(problems))
    return frozenset(failures)


def _read_row(line: str) -> Mapping[str, Any] | None:
    try:
        data = parse_json(line)
    except JsonError:
        return None
    if not isinstance(data, dict) or set(data) != set(FIELDS) or data["verdict"] not in VERDICTS:
        return None
    texts = (data["case_id"], data["rule"], data["trigger_date"] or "")
    return data if all(isinstance(text, str) for text in texts) and isinstance(data["occurrence"], int) else None


def failure_of(row: Row) -> Failure:
    """What a failure is known by."""
    day = None if row.trigger_date is None else row.trigger_date.isoformat()
    return row.case_id, row.rule, row.verdict, day, row.occurrence if day is None else None


@define(eq=False)
class Acceptance:
    """What is accepted and known, and what of it was found while rows pass.

    Attributes:
        waivers: by case and rule.
        baseline: the known failures; None where no baseline was given.
        as_of: the audit date, on which a waiver must not have expired.
        outcomes: the rules that ask what came of the work; what they say is no failure, so it is neither accepted
            nor known, and not open.
    """

    waivers: Mapping[tuple[str, str], Waiver]
    baseline: frozenset[Failure] | None
    as_of: date
    outcomes: frozenset[str] = frozenset()
    _open: Counter[Verdict] = field(init=False, factory=Counter)
    _used: set[tuple[str, str]] = field(init=False, factory=set)
    _met_again: set[Failure] = field(init=False, factory=set)

    def is_failure(self, row: Row) -> bool:
        """Whether a row is a failure, or may be one, of somebody's duty."""
        return row.verdict in FAILURES and row.rule not in self.outcomes

    def waiver_of(self, row: Row) -> Waiver | None:
        """The waiver that accepts a row, if one does."""
        waiver = self.waivers.get((row.case_id, row.rule)) if self.is_failure(row) else None
        return waiver if waiver is not None and self.as_of <= waiver.expiry else None

    def is_known(self, row: Row) -> bool:
        """Whether a row is a failure of the baseline."""
        return self.baseline is not None and self.is_failure(row) and failure_of(row) in self.baseline

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, unchanged, counted on their way."""
        for row in rows:
            if self.is_failure(row) and (row.case_id, row.rule) in self.waivers:
                self._used.add((row.case_id, row.rule))
            if self.is_known(row):
                self._met_again.add(failure_of(row))
            accepted = self.waiver_of(row) is not None or self.is_known(row)
            if not accepted and (row.verdict not in FAILURES or self.is_failure(row)):
                self._open[row.verdict] += 1
            yield row

    def count(self, verdicts: Mapping[Verdict, int]) -> None:
        """Counts rows that do not pass one by one, none of which is accepted or known, and none a failing outcome."""
        self._open.update(verdicts)

    @property
    def is_used(self) -> bool:
        """Whether there is anything that is accepted or known."""
        return bool(self.waivers) or self.baseline is not None

    @property
    def open_verdicts(self) -> Mapping[Verdict, int]:
        """The number of rows with each verdict that are neither accepted nor known; of outcomes none that fails."""
        return {verdict: self._open[verdict] for verdict in VERDICTS}

    @property
    def expired(self) -> tuple[Waiver, ...]:
        """The waivers that no longer hold on the audit date."""
        return tuple(waiver for waiver in self.waivers.values() if waiver.expiry < self.as_of)

    @property
    def unused(self) -> tuple[Waiver, ...]:
        """The waivers that still hold, for cases and rules without a failure."""
        return tuple(
            waiver for place, waiver in self.waivers.items() if place not in self._used and waiver.expiry >= self.as_of
        )

    @property
    def gone(self) -> int:
        """The number of failures of the baseline that are none any more."""
        return 0 if self.baseline is None else len(self.baseline) - len(self._met_again)


def acceptance(
    waivers: Iterable[Waiver],
    baseline: frozenset[Failure] | None,
    as_of: date,
    rules: Collection[str] | None = None,
    cases: Collection[str] | None = None,
    outcomes: frozenset[str] = frozenset(),
) -> Acceptance:
    """What is accepted and known on an audit date.

    Args:
        waivers: the waivers.
        baseline: the known failures; None where no baseline was given.
        as_of: the audit date.
        rules: those that are looked at, if not all are; what is said of others is neither unused nor gone.
        cases: the same of cases.
        outcomes: the rules that ask what came of the work.
    """

    def looked_at(case: str, rule: str) -> bool:
        return (rules is None or rule in rules) and (cases is None or case in cases)

    chosen = {(one.case, one.rule): one for one in waivers if looked_at(one.case, one.rule)}
    known = (
        None
        if baseline is None
        else frozenset(one for one in baseline if looked_at(*one[:2]) and one[1] not in outcomes)
    )
    return Acceptance(chosen, known, as_of, outcomes)
