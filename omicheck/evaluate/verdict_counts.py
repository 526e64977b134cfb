"""How often each verdict was given."""

from collections import Counter
from collections.abc import Iterable, Mapping

from omicheck.model.row import VERDICTS, Row, Verdict


def count_verdicts(rows: Iterable[Row]) -> Mapping[Verdict, int]:
    """The number of rows with each verdict, those that were never given included."""
    found = Counter(row.verdict for row in rows)
    return {verdict: found[verdict] for verdict in VERDICTS}
