"""What the cases are like: counts by case type, gender, ethnic origin and reason of termination."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.report.values.counts import Count
from omicheck.report.values.whole import Bar, Chart
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


@frozen
class SampleTable:
    """What cases are like in one respect: a label for each bar, with the places of its cases; each case is in one."""

    title: str
    bars: Mapping[str, Sequence[int]]

    def named(self, label: str) -> str:
        """The name of the set of a bar's cases."""
        return f"{self.title}: {label}"


def sample_tables(cases: Sequence[Case], vocabulary: Vocabulary) -> Iterator[SampleTable]:
    """A table for each field that the vocabulary has.

    Args:
        cases: all cases.
        vocabulary: their words.
    """
    for field, title, only_ended in _TABLES:
        if field not in vocabulary.fields:
            continue
        found: defaultdict[object, list[int]] = defaultdict(list)
        running = []
        for place, case in enumerate(cases):
            if only_ended and case.fields.get(_ENDED) is None:
                running.append(place)
            else:
                found[case.fields.get(field)].append(place)
        names = [name for name in (*vocabulary.fields[field].values, None) if name in found]
        bars = {_label(name): found[name] for name in names}
        # With these the total is that of all cases, so that theirs cannot be worked out from it.
        yield SampleTable(title, bars | ({_NOT_ENDED: running} if running else {}))


def sample_charts(tables: Iterable[SampleTable], cases: int, withheld: Container[str]) -> Iterator[Chart]:
    """A chart for each table.

    Args:
        tables: the tables.
        cases: how many cases there are.
        withheld: the names of the sets of bars that are not told.
    """
    for table in tables:
        bars = []
        for label, places in table.bars.items():
            count = None if table.named(label) in withheld else len(places)
            bars.append(Bar(label, count, count_text(count, cases)))
        yield Chart(table.title, f"{counted(cases, 'case')}.", tuple(bars), max(cases, 1))


def _label(name: str | None) -> str:
    label = _NOT_RECORDED if name is None else in_words(name)
    return label[:1].upper() + label[1:]


def count_text(count: Count, total: int) -> str:
    """A count with its part of the total in whole per cent, or the sign for what is withheld."""
    if count is None:
        return "[c]"
    return f"{count:,} ({(count * 200 + total) // (2 * total)}%)" if total else f"{count:,}"
