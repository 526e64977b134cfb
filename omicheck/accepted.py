"""Failures that are accepted for a time (waivers), and failures that are known already (a baseline).

Neither changes a verdict. What is accepted or known is shown as such, and does not count for the exit status.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from attrs import define, evolve, field, frozen

from omicheck.baseline import FAILURES, Baseline, Failure, known_of
from omicheck.dates import read_date
from omicheck.errors import AcceptedWrongError
from omicheck.findings import Findings
from omicheck.findings import Path as DataPath
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.records.pseudonyms import Pseudonyms
from omicheck.rulebase.yaml_file import read_yaml
from omicheck.text import file_and_line, printable

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
    # It may speak of people.
    findings.tells_values = False
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
        findings.add(
            (*path, "expiry"), findings.value(entry["expiry"]), "a date YYYY-MM-DD, the last for which it holds"
        )
        return None
    if len(findings.problems) > before:
        return None
    return Waiver(case, rule, reason, author, expiry, findings.line_of(path))


def waiver_under_pseudonyms(waiver: Waiver, pseudonyms: Pseudonyms) -> Waiver:
    """A waiver of a pseudonym, by a pseudonym, without the reason, in which anybody may be named."""
    case, author = pseudonyms.of("case", waiver.case), pseudonyms.of("officer", waiver.author)
    return evolve(waiver, case=case, author=author, reason="left out")


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
    baseline: Baseline | None
    as_of: date
    outcomes: frozenset[str] = frozenset()
    _open: Counter[Verdict] = field(init=False, factory=Counter)
    _used: set[tuple[str, str]] = field(init=False, factory=set)

    def is_failure(self, row: Row) -> bool:
        """Whether a row is a failure, or may be one, of somebody's duty."""
        return row.verdict in FAILURES and row.rule not in self.outcomes

    def waiver_of(self, row: Row) -> Waiver | None:
        """The waiver that accepts a row, if one does."""
        waiver = self.waivers.get((row.case_id, row.rule)) if self.is_failure(row) else None
        return waiver if waiver is not None and self.as_of <= waiver.expiry else None

    def is_known(self, row: Row) -> bool:
        """Whether a row that has passed is a failure of the baseline."""
        return self.baseline is not None and self.is_failure(row) and self.baseline.knows(row)

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, unchanged, counted on their way."""
        if not self.is_used:
            for row in rows:
                if row.verdict not in FAILURES or row.rule not in self.outcomes:
                    self._open[row.verdict] += 1
                yield row
            return
        for row in rows:
            if self.is_failure(row) and (row.case_id, row.rule) in self.waivers:
                self._used.add((row.case_id, row.rule))
            if self.baseline is not None and row.rule not in self.outcomes:
                self.baseline.note(row)
            accepted = self.waiver_of(row) is not None or self.is_known(row)
            if not accepted and (row.verdict not in FAILURES or self.is_failure(row)):
                self._open[row.verdict] += 1
            yield row

    def note_others(self, rows: Iterable[Row]) -> None:
        """Notes rows that are no failures and do not pass, to tell what became of the failures of the baseline."""
        for row in rows:
            if self.baseline is not None and row.rule not in self.outcomes:
                self.baseline.note(row)

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

    def without_effect(self, file: str) -> Iterator[str]:
        """What is to be said of waivers that have no effect, once all rows have passed.

        Args:
            file: the file that they stand in.
        """
        for what, waivers in (("expired", self.expired), ("unused", self.unused)):
            for waiver in waivers:
                why = f"it held until {waiver.expiry}" if what == "expired" else "there is no such failure"
                place = file_and_line(file, waiver.line)
                yield f"{place}: {what} waiver for case {printable(waiver.case)}, rule {waiver.rule}: {why}"


def acceptance(
    waivers: Iterable[Waiver],
    baseline: Mapping[Failure, int] | None,
    as_of: date,
    evaluated: Collection[str],
    rules: Collection[str] | None = None,
    cases: Collection[str] | None = None,
    outcomes: frozenset[str] = frozenset(),
) -> Acceptance:
    """What is accepted and known on an audit date.

    Args:
        waivers: the waivers.
        baseline: how often each failure is known; None where no baseline was given.
        as_of: the audit date.
        evaluated: the rules that are evaluated.
        rules: those that are looked at, if not all are; what is said of others is neither unused nor gone.
        cases: the same of cases.
        outcomes: the rules that ask what came of the work.
    """

    def is_looked_at(case: str, rule: str) -> bool:
        return (rules is None or rule in rules) and (cases is None or case in cases) and rule not in outcomes

    chosen = {
        (one.case, one.rule): one
        for one in waivers
        if (rules is None or one.rule in rules) and (cases is None or one.case in cases)
    }
    known = None if baseline is None else known_of(baseline, evaluated, is_looked_at)
    return Acceptance(chosen, known, as_of, outcomes)
