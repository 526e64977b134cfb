"""How often each verdict was given."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from omicheck.model.row import VERDICTS, Row, Verdict


def count_verdicts(rows: Iterable[Row]) -> Mapping[Verdict, int]:
    """The number of rows with each verdict, those that were never given included."""
    tally = Tally()
    for _ in tally.passing(rows):
        pass
    return tally.verdicts


@define(eq=False)
class Tally:
    """Counts rows as they pass, so that they need not be kept to be counted."""

    _counts: Counter[Verdict] = field(init=False, factory=Counter)

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, unchanged."""
        for row in rows:
            self._counts[row.verdict] += 1
            yield row

    def add(self, verdicts: Mapping[Verdict, int]) -> None:
        """Counts rows that do not pass one by one."""
        self._counts.update(verdicts)

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """The number of rows with each verdict so far, those that were never given included."""
        return {verdict: self._counts[verdict] for verdict in VERDICTS}
