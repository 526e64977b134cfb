"""What is found for a partition: columns of rows, by rule and all together."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from attrs import evolve, frozen

from omicheck.arrays import Numbers, stable_order, together
from omicheck.evaluate.columnar.columns import COLUMN_NAMES, Columns
from omicheck.evaluate.columnar.lookups import places_where
from omicheck.evaluate.reason_codes import REASONS, VERDICT_CODES
from omicheck.model.row import VERDICTS, Verdict
from omicheck.model.rule import Rule
from omicheck.text import printable


@frozen
class Failure:
    """A rule that could not be evaluated.

    Attributes:
        rule: the rule; None where it was all of them.
        what: what went wrong.
        cases: the cases that have error rows for it; all of a partition if none is named.
    """

    rule: str | None
    what: str
    cases: tuple[str, ...] = ()

    def __str__(self) -> str:
        rule = "every rule" if self.rule is None else f"rule {self.rule}"
        if not self.cases:
            return f"error: {rule}: {self.what}"
        first, last = printable(self.cases[0]), printable(self.cases[-1])
        cases = f"case {first}" if len(self.cases) == 1 else f"{len(self.cases)} cases from {first} to {last}"
        return f"error: {cases}, {rule}: {self.what}"


@frozen(eq=False)
class Rows:
    """Rows of a partition.

    Attributes:
        case: the place of the case of each.
        rule: the place of the rule.
        number: the occurrence.
        day: the trigger date; `NONE` for null.
        columns: the other columns.
    """

    case: Numbers
    rule: Numbers
    number: Numbers
    day: Numbers
    columns: Columns

    def at(self, places: Numbers) -> "Rows":
        """Those at some places."""
        return Rows(
            self.case[places], self.rule[places], self.number[places], self.day[places], self.columns.take(places)
        )


@frozen(eq=False)
class PartitionRows:
    """The rows of a partition.

    Attributes:
        case_ids: the references of the cases.
        rules: the rules, in the order of their ids.
        blocks: the rows. As they are found there is a block for each rule, in the order of case and occurrence.
        limits: the text of each code of a limit.
        unknown: the set for each code of unknown fields.
        failures: rules that could not be evaluated.
    """

    case_ids: Sequence[str]
    rules: tuple[Rule, ...]
    blocks: tuple[Rows, ...]
    limits: tuple[str, ...]
    unknown: tuple[tuple[str, ...], ...]
    failures: tuple[Failure, ...] = ()

    def in_row_order(self) -> "PartitionRows":
        """The same rows in one block, in the order of case, rule and occurrence, which is that of rows."""
        order = stable_order(together(block.case for block in self.blocks))
        case, rule, number, day = (
            together(getattr(block, name) for block in self.blocks)[order] for name in ("case", "rule", "number", "day")
        )
        columns = Columns(
            *(together(getattr(block.columns, name) for block in self.blocks)[order] for name in COLUMN_NAMES)
        )
        return evolve(self, blocks=(Rows(case, rule, number, day, columns),))

    def of_verdicts(self, verdicts: Collection[Verdict]) -> "PartitionRows":
        """Those of the rows that have one of some verdicts."""
        wanted = np.array([VERDICTS[code] in verdicts for code in VERDICT_CODES.tolist()], dtype=np.bool_)
        return evolve(self, blocks=tuple(block.at(places_where(wanted[block.columns.reason])) for block in self.blocks))

    def of_pairs(self, pairs: Collection[tuple[str, str]]) -> "PartitionRows":
        """Those of the rows that are of one of some pairs of a case and a rule."""
        cases = {case_id: place for place, case_id in enumerate(self.case_ids)}
        rules = {rule.id: place for place, rule in enumerate(self.rules)}
        wanted = [
            cases[case_id] * len(rules) + rules[rule] for case_id, rule in pairs if case_id in cases and rule in rules
        ]
        places = np.array(sorted(wanted), dtype=np.int64)
        return evolve(
            self,
            blocks=tuple(
                block.at(places_where(np.isin(block.case.astype(np.int64) * len(rules) + block.rule, places)))
                for block in self.blocks
            ),
        )

    def questions(self) -> tuple[list[str], Numbers]:
        """The questions that the rules answer, each once, and by rule the place of its question among them."""
        names = list(dict.fromkeys(rule.question for rule in self.rules))
        return names, np.array([names.index(rule.question) for rule in self.rules], dtype=np.int32)


def verdicts_of_all(found: PartitionRows) -> Mapping[Verdict, int]:
    """How often each verdict was given."""
    return _by_verdict(sum((_by_reason(block.columns.reason) for block in found.blocks), _by_reason(_NONE)))


def verdicts_of_duties(found: PartitionRows) -> Mapping[Verdict, int]:
    """How often each verdict was given by the rules that ask for a duty, and not for an outcome."""
    is_duty = np.array([rule.asks == "duty" for rule in found.rules], dtype=np.bool_)
    if is_duty.all():
        return verdicts_of_all(found)
    of_duties = (_by_reason(block.columns.reason[is_duty[block.rule]]) for block in found.blocks)
    return _by_verdict(sum(of_duties, _by_reason(_NONE)))


_NONE = np.empty(0, dtype=np.int8)


def _by_reason(reasons: Numbers) -> Numbers:
    return np.bincount(reasons, minlength=len(REASONS))


def _by_verdict(reasons: Numbers) -> Mapping[Verdict, int]:
    return {verdict: int(reasons[place == VERDICT_CODES].sum()) for place, verdict in enumerate(VERDICTS)}
