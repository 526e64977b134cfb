"""What verdicts say of the metrics of a framework."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np
from attrs import frozen

from omicheck.evaluate.verdict_columns import VerdictColumns
from omicheck.model.row import VERDICTS, Verdict
from omicheck.performance.framework import Framework, Metric


@frozen
class Measured:
    """What a metric came to.

    Attributes:
        metric: the metric.
        verdicts: how many rows of each verdict there are; empty for a metric that is not measured.
    """

    metric: Metric
    verdicts: Mapping[Verdict, int]

    @property
    def successes(self) -> int:
        """The rows with the verdict that the metric counts."""
        return self.verdicts.get(self.metric.counts, 0)

    @property
    def relevant(self) -> int:
        """The rows that are met or not met."""
        return self.verdicts.get("met", 0) + self.verdicts.get("not_met", 0)

    @property
    def share(self) -> Fraction | None:
        """Successes of relevant rows; None where none is relevant."""
        return Fraction(self.successes, self.relevant) if self.relevant else None

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The share if every `cannot_tell` were no success, and if every one were; None without any row for it."""
        unknown = self.verdicts.get("cannot_tell", 0)
        most = self.relevant + unknown
        return (Fraction(self.successes, most), Fraction(self.successes + unknown, most)) if most else None

    @property
    def excluded(self) -> Mapping[Verdict, int]:
        """The rows that are in no share, by verdict."""
        return {name: number for name, number in self.verdicts.items() if number and name not in ("met", "not_met")}


def measure(framework: Framework, verdicts: Iterable[VerdictColumns]) -> tuple[Measured, ...]:
    """What each metric comes to, in the order of the framework.

    Args:
        framework: the framework.
        verdicts: of its rules on some cases at a time; gone through once, none of them kept.
    """
    counts = {rule.id: np.zeros(len(VERDICTS), dtype=np.int64) for rule in framework.rules}
    for some in verdicts:
        for rule, numbers in zip(some.rules, some.counts(), strict=True):
            counts[rule.id] += numbers
    measured = []
    for metric in framework.metrics:
        of_rules = [counts[rule.id] for rule in metric.rules]
        verdicts_of = dict(zip(VERDICTS, np.sum(of_rules, axis=0).tolist(), strict=True)) if of_rules else {}
        measured.append(Measured(metric, verdicts_of))
    return tuple(measured)
