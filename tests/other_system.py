"""An extract of 300 cases with the right headings and the words of another case system."""

import csv
from collections.abc import Callable
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "fixtures/sample/tables"
_TIMES = 5


def write_extract(folder: Path) -> Path:
    """Writes the sample five times over, under other references, in the words of another system.

    Args:
        folder: where; it is made.
    """
    folder.mkdir()
    for name in ("cases", "events"):
        with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            for number in range(_TIMES):
                for row in rows:
                    cells = dict(zip(header, row, strict=True))
                    changed = {column: _HABITS.get(column, _flag)(cell) for column, cell in cells.items()}
                    writer.writerow([*({**changed, "case_id": f"{cells['case_id']}-{number}"}[one] for one in header)])
    return folder


def _flag(cell: str) -> str:
    return {"true": "Yes", "false": "No"}.get(cell, cell)


def _heading(cell: str) -> str:
    return cell.replace("_", " ").capitalize()


def _british(cell: str) -> str:
    return "/".join(reversed(cell.split("-")))


_HABITS: dict[str, Callable[[str], str]] = {
    "type": _heading,
    "sentence_type": _heading,
    "rosh_level": lambda cell: cell.replace("_", " ").upper(),
    "lor_level": str.upper,
    "sentence_date": _british,
}
