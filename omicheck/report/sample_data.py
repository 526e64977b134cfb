"""What the cases are like: counts by case type, gender, ethnic origin and reason of termination."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.report.values.counts import Count
from omicheck.report.values.whole import Bar, Chart
from omicheck.report.withheld import told_counts
from omicheck.text import counted, in_words

_NOT_RECORDED: Final = "not recorded"
_NOT_ENDED: Final = "Not ended by the audit date"
_TABLES: Final = (
    ("sentence_type", "Case types", False),
    ("gender", "Gender", False),
    ("ethnicity", "Race and ethnic origin", False),
    ("end_reason", "Terminations, by reason", True),
)
_ENDED: Final = "end_date"


def sample_charts(cases: Sequence[Case], vocabulary: Vocabulary, *, is_published: bool) -> Iterator[Chart]:
    """A chart for each field that the vocabulary has.

    Args:
        cases: all cases.
        vocabulary: their words.
        is_published: whether small counts are withheld, and those from which they could be worked out.
    """
    for field, title, only_ended in _TABLES:
        if field in vocabulary.fields:
            those = [case for case in cases if not only_ended or case.fields.get(_ENDED) is not None]
            labels, counts = _counts(those, field, vocabulary.fields[field].values)
            if len(those) < len(cases):
                # With these the total is that of all cases, so that theirs cannot be worked out from it.
                labels.append(_NOT_ENDED)
                counts.append(len(cases) - len(those))
            told: Iterable[Count] = told_counts(counts) if is_published else counts
            bars = tuple(
                Bar(label, count, count_text(count, len(cases))) for label, count in zip(labels, told, strict=True)
            )
            yield Chart(title, f"{counted(len(cases), 'case')}.", bars, max(len(cases), 1))


def _counts(cases: Sequence[Case], field: str, values: Sequence[str]) -> tuple[list[str], list[int]]:
    found = Counter(case.fields.get(field) for case in cases)
    names = [name for name in (*values, None) if found[name]]
    labels = [_NOT_RECORDED if name is None else in_words(name) for name in names]
    return [label[:1].upper() + label[1:] for label in labels], [found[name] for name in names]


def count_text(count: Count, total: int) -> str:
    """A count with its part of the total in whole per cent, or the sign for what is withheld."""
    if count is None:
        return "[c]"
    return f"{count:,} ({(count * 200 + total) // (2 * total)}%)" if total else f"{count:,}"
