"""Hashes of all rows of a check, by which a later run can be held against it without the rows.

That of all is the hash of the rows as JSON Lines, so that `sha256sum` gives it too. Those by rule and by some cases
that follow one another tell where two runs differ. None of them names a case.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from omicheck.model.row import Row
from omicheck.output.jsonl import field_of_line, line_writer
from omicheck.plain_data import FIELDS
from omicheck.use_cases.row_differences import block_size

if TYPE_CHECKING:
    from hashlib import _Hash

    from omicheck.evaluate.row_columns import RowColumns

# So many hexadecimal figures of a hash are kept.
_FIGURES: Final = 16
_CASE: Final = FIELDS.index("case_id")
_RULE: Final = FIELDS.index("rule")


@define(eq=False)
class RowDigest:
    """Hashes of the rows that have passed.

    Attributes:
        rows: how many have.
    """

    _all: "_Hash" = field(init=False, factory=hashlib.sha256)
    _rules: "defaultdict[str, _Hash]" = field(init=False, factory=lambda: defaultdict(hashlib.sha256))
    _cases: list[bytes] = field(init=False, factory=list)
    rows: int = field(init=False, default=0)

    def passing(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Gives rows on as they are; those of a case follow one another."""
        write = line_writer()
        for _, of_case in groupby(rows, lambda row: row.case_id):
            lines = []
            for row in of_case:
                line = write(row).encode()
                self._rules[row.rule].update(line)
                lines.append(line)
                yield row
            self._add_case(lines)

    def see(self, rows: "RowColumns") -> None:
        """Takes the rows of some cases as columns."""
        from omicheck.output.column_texts import put_together, texts_of_fields  # noqa: PLC0415, heavy

        for part, columns in zip(rows.parts, texts_of_fields(rows, field_of_line), strict=True):
            # Other characters that end a line somewhere stand in texts as they are.
            lines = [f"{line}\n".encode() for text in put_together(columns) for line in text.split("\n")[:-1]]
            rules = columns[_RULE].places.tolist()
            names = [rule.id for rule in part.rules]
            for line, place in zip(lines, rules, strict=True):
                self._rules[names[place]].update(line)
            start = 0
            for _, of_case in groupby(columns[_CASE].places.tolist()):
                end = start + sum(1 for _ in of_case)
                self._add_case(lines[start:end])
                start = end

    def _add_case(self, lines: list[bytes]) -> None:
        together = b"".join(lines)
        self._all.update(together)
        self._cases.append(hashlib.sha256(together).digest())
        self.rows += len(lines)

    def data(self) -> Mapping[str, Any]:
        """The hashes, as JSON would hold them."""
        size = block_size(len(self._cases))
        return {
            "sha256": self._all.hexdigest(),
            "rows": self.rows,
            "cases": len(self._cases),
            "by_rule": {rule: short(made) for rule, made in sorted(self._rules.items())},
            "by_cases": [
                short(hashlib.sha256(b"".join(self._cases[start : start + size])))
                for start in range(0, len(self._cases), size)
            ],
        }


def short(made: "_Hash") -> str:
    """The beginning of a hash, which is enough to tell where two runs differ."""
    return made.hexdigest()[:_FIGURES]
