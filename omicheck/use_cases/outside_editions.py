"""Cases that count from days on which none of the editions that are asked was in force: how many, told in a line."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from attrs import define, field

from omicheck.dates import Span
from omicheck.model.edition import Edition
from omicheck.model.row import Row
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows

_REASON: Final = "no_limit_in_force"


@define(eq=False)
class OutsideEditions:
    """The cases with a row that no edition had a limit for, noted while rows pass.

    Attributes:
        editions: those that are asked.
        number: how many cases there are.
    """

    editions: tuple[Edition, ...]
    number: int = field(init=False, default=0)
    _last: str | None = field(init=False, default=None)
    _spans: tuple[Span, ...] = field(init=False)

    @_spans.default
    def _in_force(self) -> tuple[Span, ...]:
        return tuple(edition.in_force for edition in self.editions)

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, unchanged, in the order of their cases."""
        for row in rows:
            day = row.trigger_date
            is_outside = row.reason == _REASON and day is not None and not any(day in one for one in self._spans)
            if is_outside and row.case_id != self._last:
                self._last = row.case_id
                self.number += 1
            yield row

    def see(self, found: "PartitionRows") -> None:
        """Notes the rows of some cases that are held as columns."""
        import numpy as np  # noqa: PLC0415, heavy

        from omicheck.evaluate.columnar.days import day_number  # noqa: PLC0415, heavy
        from omicheck.evaluate.columnar.lookups import NONE  # noqa: PLC0415, heavy
        from omicheck.evaluate.reason_codes import CODE  # noqa: PLC0415, heavy

        outside = np.zeros(len(found.case_ids), dtype=np.bool_)
        for block in found.blocks:
            is_outside = (block.columns.reason == CODE[_REASON]) & (block.day != NONE)
            for span in self._spans:
                is_outside &= (block.day < day_number(span.first)) | (block.day > day_number(span.last))
            outside[block.case[is_outside]] = True
        self.number += int(np.count_nonzero(outside))

    def told(self) -> str:
        """How many cases there are, and when the editions were in force; empty where there are none."""
        if not self.number:
            return ""
        from omicheck.explain.editions import in_force_in_words  # noqa: PLC0415, of use only here

        days = "; ".join(map(in_force_in_words, self.editions))
        verb = "counts" if self.number == 1 else "count"
        return (
            f"{counted(self.number, 'case')} {verb} from days on which no edition asked for was in force ({days}): "
            "cannot_tell, no_limit_in_force"
        )


def outside_editions_of(rule_base: RuleBase) -> OutsideEditions | None:
    """What notes such cases; None where no edition was asked for."""
    return OutsideEditions(rule_base.editions) if rule_base.edition_asked is not None else None
