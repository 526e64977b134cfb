"""An audit for the programs that tell people of it: each row that calls for somebody, with what is said of it.

What is told goes into the logs of CI servers. It holds references of cases and officers, offices, dates, and what rules
and limits say; of a record that was rejected it tells where it stands and what was expected there, and not what was
found.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

from attrs import define, field, frozen

from omicheck.accepted import Acceptance
from omicheck.errors import Problem
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.truths import Scopes
from omicheck.explain import Explanation, ExplanationCache, explain_row
from omicheck.groups import Group, group_name
from omicheck.model.case import Case
from omicheck.model.row import FLAGGED_VERDICTS, Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.raw_records import Rejected
from omicheck.records.record_lines import Place
from omicheck.rulebase.folder import RuleBase
from omicheck.text import printable

Level = Literal["error", "warning", "note"]
# Words in the path of a problem that are the format's own, beside those of the vocabulary.
_OWN_WORDS: Final = frozenset(("cases", "events", "answers", "type", "date", "question", "answer", "by", "reason"))


@frozen
class Flagged:
    """A row that calls for somebody.

    Attributes:
        row: the row.
        place: where the record of its case stands.
        level: error for what fails, warning for what cannot be told, note for what is accepted or known, and for
            outcomes.
        explanation: the row in words.
        waived: until when it is accepted and where that is said; empty if it is not.
        is_known: whether it is known from a baseline.
        is_outcome: whether it is an outcome, and so no failure of anybody.
        groups: whose the case is: the value of each text field that was asked for, by the field's name in words.
    """

    row: Row
    place: Place
    level: Level
    explanation: Explanation
    waived: str
    is_known: bool
    is_outcome: bool = False
    groups: Mapping[str, Group] = field(factory=dict)

    @property
    def whose(self) -> str:
        """Whose the case is, as far as its record says: `office East, offender manager om-03`."""
        return ", ".join(f"{name} {group_name(group)}" for name, group in self.groups.items() if group is not None)

    @property
    def of_case(self) -> str:
        """The case and whose it is: `Case SYN-0001 (office East, offender manager om-03)`."""
        return f"Case {printable(self.row.case_id)}{f' ({self.whose})' if self.whose else ''}"

    @property
    def accepted(self) -> str:
        """That it is accepted or known; empty if it is neither."""
        return self.waived or ("known from the baseline" if self.is_known else "")

    @property
    def brief(self) -> str:
        """What is said of this row alone, but for whose it is, in one paragraph."""
        more = [f"{self.accepted[0].upper()}{self.accepted[1:]}."] if self.accepted else []
        return " ".join((*self.explanation.of_row, *settling(self.explanation), *more))


def settling(explanation: Explanation) -> Iterator[str]:
    """What would settle a row, as sentences."""
    return (f"What would settle it: {thing}" for thing in explanation.settling)


def _not_at_hand(_: str) -> Case | None:
    return None


def _nobody(_: str) -> Mapping[str, Group]:
    return {}


def _always(_: Row) -> bool:
    return True


@define(eq=False, slots=False)
class Audit:
    """Rows on their way to whoever is told of them.

    Attributes:
        rules: those that were evaluated.
        rule_base: what they speak of.
        as_of: the audit date.
        accepted: what is accepted and known.
        waivers: the file of waivers, if there is one, as the user named it.
        fails: the verdicts that count for the exit status.
        rows: the rows, or those of them that call for somebody, each with the place of its record; they can be gone
            through once.
        rejected: gives the records that were not taken, once the rows have been gone through.
        manifest: gives the run manifest, once the rows have been gone through.
        case_of: gives the record of a case; None where it is not at hand.
        groups_of: gives the values of text fields of a case, such as its office, as far as they were asked for.
        is_shown: whether a row is shown; not if it is known and only new failures are asked for.
        file_of: what a file is to be called.
    """

    rules: Sequence[Rule]
    rule_base: RuleBase
    as_of: date
    accepted: Acceptance
    waivers: str | None
    fails: Collection[Verdict]
    rows: Iterable[tuple[Row, Place]]
    rejected: Callable[[], Sequence[Rejected]]
    manifest: Callable[[], Mapping[str, Any]]
    case_of: Callable[[str], Case | None] = _not_at_hand
    groups_of: Callable[[str], Mapping[str, Group]] = _nobody
    is_shown: Callable[[Row], bool] = _always
    file_of: Callable[[str], str] = str
    _scopes: Scopes = field(init=False)
    _history: History | None = field(init=False, default=None)
    _by_id: Mapping[str, Rule] = field(init=False)
    _cache: ExplanationCache = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._by_id = {rule.id: rule for rule in self.rules}
        self._scopes = Scopes(self.rule_base.vocabulary)
        self._cache = ExplanationCache(self.rule_base)

    def rule_of(self, row: Row) -> Rule:
        """The rule that gave a row."""
        return self._by_id[row.rule]

    def flagged(self, row: Row, place: Place) -> Flagged | None:
        """What is said of a row, if it calls for somebody and is shown."""
        if row.verdict not in FLAGGED_VERDICTS or not self.is_shown(row):
            return None
        waived, is_known = self._waiver(row), self.accepted.is_known(row)
        rule = self.rule_of(row)
        is_outcome = rule.asks == "outcome" and row.verdict != "error"
        level: Level = "error"
        if waived or is_known or is_outcome:
            level = "note"
        elif row.verdict == "cannot_tell" and "cannot_tell" not in self.fails:
            level = "warning"
        history = self._history_of(row.case_id)
        explanation = explain_row(row, rule, self.rule_base, self.as_of, history, self._cache)
        return Flagged(row, place, level, explanation, waived, is_known, is_outcome, self._groups(row.case_id))

    def _groups(self, case_id: str) -> Mapping[str, Group]:
        named = self.rule_base.vocabulary.named
        return {named(name): group for name, group in self.groups_of(case_id).items()}

    def _history_of(self, case_id: str) -> History | None:
        """The case that a row is of; that of the row before is kept, as rows come case by case."""
        if self._history is None or self._history.case.case_id != case_id:
            case = self.case_of(case_id)
            vocabulary = self.rule_base.vocabulary
            self._history = None if case is None else History(case, vocabulary, self.as_of, self._scopes)
        return self._history

    def _waiver(self, row: Row) -> str:
        waiver = self.accepted.waiver_of(row)
        # Who accepts it, and why, is what a person wrote; it is read where it stands.
        return "" if waiver is None else f"accepted until {waiver.expiry} by {self.waivers}:{waiver.line}"

    def problem(self, problem: Problem) -> str:
        """What is wrong with a rejected record, without what it says itself but for its reference."""
        words = (word for word in re.split(r"[.\[\]]", problem.path) if not word.isdigit())
        # A key that is not known may be anything.
        where = f"{problem.path}: " if problem.path and all(word in self._words for word in words) else ""
        whose = f"Case {printable(problem.case_id)}: " if problem.case_id else ""
        return f"{whose}{where}expected {problem.expected}{problem.hint}"

    @cached_property
    def _words(self) -> frozenset[str]:
        vocabulary = self.rule_base.vocabulary
        attributes = (name for event in vocabulary.events.values() for name in event.attributes)
        return frozenset(("", *_OWN_WORDS, *vocabulary.fields, *attributes))
