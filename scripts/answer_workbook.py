"""Answers an inspectors' workbook as made-up inspectors might, the same every time: for the tutorial of an inspector.

Two of them read all the cases. Where the rules have a verdict they agree mostly, and give a reason where they do not;
to what only a reader can say they find two in three sufficient. A question in fifty stays open.
"""

import argparse
from pathlib import Path
from random import Random
from typing import Final

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

SEED: Final = 130
INSPECTORS: Final = ("A. Reader", "B. Reader")
_OF_RULES: Final = {"met": "sufficient", "not met": "not sufficient", "not applicable": "not applicable"}


def answer_case(sheet: Worksheet, reader: str, random: Random) -> None:
    """Answers the questions about one case."""
    rows = iter(sheet.iter_rows())
    first = next((row for row in rows if any(cell.value == "Rules say" for cell in row)), ())
    heads = {str(cell.value): place for place, cell in enumerate(first)}
    if "check" not in heads:
        return
    sheet["B3"] = reader
    for row in rows:
        verdict = row[heads["Rules say"]].value
        if row[heads["check"]].value is None or random.random() < 0.02:
            continue
        usual = _OF_RULES.get(str(verdict))
        answer = usual or random.choices(("sufficient", "not sufficient", "not applicable"), (60, 30, 10))[0]
        if usual in ("sufficient", "not sufficient") and random.random() < 0.03:
            answer = "not sufficient" if usual == "sufficient" else "sufficient"
            row[heads["Note"]].value = "The file shows it, the record does not."
        row[heads["Answer"]].value = answer


def answer(file: Path) -> None:
    """Answers a workbook in place."""
    random = Random(SEED)
    book = load_workbook(file)
    for number, sheet in enumerate(book.worksheets[1:]):
        answer_case(sheet, INSPECTORS[number % 2], random)
    book.save(file)


def main() -> None:
    """Answers the workbook that is named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("workbook", type=Path)
    answer(parser.parse_args().workbook)


if __name__ == "__main__":
    main()
