"""Makes the tables in fixtures/extracts/: what case systems might give out, the same every time. All of it is invented.

One is a workbook with a row for each case and a column for each event, under two rows of titles and above a row of
totals, its dates partly cells that are dates and partly texts. The other is two CSV tables with British dates and a row
of totals. `--check` fails if the cells are not what this makes; a workbook's bytes carry the time of their writing.
"""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from openpyxl import Workbook, load_workbook

FOLDER: Final = Path(__file__).resolve().parent.parent / "fixtures" / "extracts"
BOOK: Final = FOLDER / "wide-workbook" / "caseload.xlsx"
CSV_FOLDER: Final = FOLDER / "uk-csv"
AS_OF: Final = date(2010, 1, 18)
SEED: Final = 31
Cell = str | int | date | None

HEADINGS: Final = (
    "Case Ref",
    "Surname",
    "Team",
    "OM",
    "Order Type",
    "Sentenced",
    "Released",
    "Terminated",
    "Termination Reason",
    "Tier",
    "RoSH at start",
    "LoR",
    "PPO?",
    "Requirements",
    "Allocated",
    "1st Appt",
    "RoSH Screening",
    "Full Analysis Needed?",
    "RoSH Full Analysis",
    "ISP",
    "Review 1",
    "Review 2",
    "Breach Action",
)
CASE_HEADINGS: Final = (
    "CRN",
    "Team",
    "Order",
    "Start",
    "Release",
    "End",
    "Tier",
    "Risk of Serious Harm",
    "PPO",
    "Gender",
)
CONTACT_HEADINGS: Final = ("CRN", "Contact Date", "Contact Type", "Outcome", "Notes")


def uk(day: date) -> str:
    """A date as it is written in Britain."""
    return day.strftime("%d/%m/%Y")


def wide_rows(random: Random) -> list[list[Cell]]:
    """The rows of the workbook."""
    rows: list[list[Cell]] = [
        ["Caseload extract: all current and recent cases"],
        ["Invented data. Produced 18/01/2010"],
        [],
        ["Case", *[None] * 13, "Dates of work done"],
        list(HEADINGS),
    ]
    for number in range(1, 13):
        rows.append(wide_row(random, number))
        if number == 6:
            rows.append([])
    rows.append(["Total", None, "12 cases"])
    return rows


def wide_row(random: Random, number: int) -> list[Cell]:
    """The row of one case."""
    start = date(2009, 2, 2) + timedelta(days=random.randrange(250))

    def after(least: int, most: int, chance: float = 1.0) -> date | None:
        day = start + timedelta(days=random.randint(least, most))
        return day if random.random() < chance and day < AS_OF else None

    is_licence = random.random() < 0.3
    screening, ended = after(0, 8, 0.95), after(200, 330, 0.3)
    needed = random.choice(["Y", "N", "N"])
    sentenced = start - timedelta(days=400) if is_licence else start
    return [
        7000 + number,
        f"Invented-{number:02}",
        random.choice(["North", "South"]),
        f"om-{random.randint(11, 14)}",
        "Licence (ACR)" if is_licence else random.choice(["Community Order", "Comm Ord"]),
        # Where a person typed a date instead of choosing it, it stayed a text.
        uk(sentenced) if number % 4 == 0 else sentenced,
        start if is_licence else None,
        ended,
        None if ended is None else random.choice(["Completed", "Good progress", "Revoked"]),
        random.choice([1, 2, 2, 3, 3, 4]),
        random.choice(["LOW", "MEDIUM", "MEDIUM", "HIGH", "VERY HIGH"]),
        random.choice(["Low", "Medium", "High"]),
        random.choice(["Yes", "No", "No", "N/K"]),
        random.choice(["SUP", "SUP; UPW", "SUP; GOBP", "UPW", "none"]),
        after(0, 3),
        after(1, 8, 0.9),
        "Not known" if number == 9 else screening,
        needed if screening else None,
        after(5, 20) if needed == "Y" else None,
        after(8, 25, 0.9),
        after(100, 125, 0.8),
        after(215, 250, 0.8),
        after(60, 200, 0.2),
    ]


def case_rows(random: Random) -> list[list[str]]:
    """The rows of the table of cases."""
    rows = [list(CASE_HEADINGS)]
    for number in range(1, 11):
        start = date(2009, 3, 2) + timedelta(days=random.randrange(200))
        is_licence = random.random() < 0.3
        end = start + timedelta(days=240) if random.random() < 0.2 else None
        rows.append(
            [
                f"X{number:05}",
                random.choice(["Riverside", "Castle"]),
                "Licence" if is_licence else "CO",
                uk(start - timedelta(days=300)) if is_licence else uk(start),
                uk(start) if is_licence else "",
                uk(end) if end is not None and end < AS_OF else "",
                f"Tier {random.randint(1, 4)}",
                random.choice(["Low", "Medium", "High", "Very High", "Not assessed"]),
                random.choice(["Y", "N"]),
                random.choice(["Male", "Male", "Female"]),
            ]
        )
    rows.append(["Total: 10", "", "", "", "", "", "", "", "", ""])
    return rows


def contact_rows(random: Random, cases: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of the table of contacts."""
    rows = [list(CONTACT_HEADINGS)]
    for case in cases[1:-1]:
        day = datetime.strptime(case[4] or case[3], "%d/%m/%Y").date()  # noqa: DTZ007, a day has no time zone
        rows.append([case[0], uk(day), "Allocation", "", ""])
        for _ in range(random.randint(6, 10)):
            day += timedelta(days=random.randint(3, 9))
            if day >= AS_OF:
                break
            kind = random.choice(["Office Visit", "Office Visit", "Office Visit", "Home Visit", "Telephone", "ISP"])
            came = ["Attended", "Attended", "Attended", "Failed to Attend", "Acceptable Absence", "Awaiting evidence"]
            outcome = random.choice(came) if kind.endswith("Visit") else "Completed"
            rows.append([case[0], uk(day), kind, outcome, ""])
    return rows


def book_of(rows: Sequence[Sequence[Cell]]) -> Workbook:
    """The workbook with these rows, and a sheet of notes behind them."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Caseload Q3"
    for cells in rows:
        sheet.append(list(cells))
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A4:N4")
    sheet.merge_cells("O4:W4")
    for place, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if isinstance(value, date):
                sheet.cell(place, column).number_format = "dd/mm/yyyy"
    notes = book.create_sheet("Notes")
    notes.append(["Cases that ended before April 2009 are not in this extract."])
    book.properties.creator = "omicheck"
    return book


def cells_of(book: Workbook) -> list[list[object]]:
    """The cells of every sheet."""
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


def main() -> int:
    """Writes the extracts, or compares them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    random = Random(SEED)
    book = book_of(wide_rows(random))
    cases = case_rows(random)
    texts = {}
    for name, rows in (("cases.csv", cases), ("contacts.csv", contact_rows(random, cases))):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        texts[CSV_FOLDER / name] = text.getvalue()
    saved = io.BytesIO()
    book.save(saved)
    saved.seek(0)
    # A workbook that says the same is left as it is, since its bytes carry the time of their writing.
    same = BOOK.is_file() and cells_of(load_workbook(BOOK)) == cells_of(load_workbook(saved))
    if not check:
        if not same:
            BOOK.write_bytes(saved.getvalue())
        for file, content in texts.items():
            file.write_text(content, encoding="utf-8")
        return 0
    same = same and all(file.read_text(encoding="utf-8") == content for file, content in texts.items())
    if not same:
        print("fixtures/extracts is not what scripts/make_extracts.py makes", file=sys.stderr)
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
