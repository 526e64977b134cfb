"""Makes the two workbooks of the tutorial of an area team: 3,400 made-up cases as a case system might give them out.

january.xlsx and february.xlsx have one sheet with a row for each case and a column for each event, and the usual mess:
titles above the headings, dates written in four ways, words in several spellings, blanks, rows that stand twice, names
of officers, cases of another area, and a row of totals at the end. February's holds what the offices entered since.
What they hold is the same every time; the bytes of a workbook carry the time of their writing.
"""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from attrs import frozen
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

CASES: Final = 3400
SEED: Final = 1749
MONTHS: Final = {"january": date(2010, 1, 31), "february": date(2010, 2, 28)}
# Of the dates that were missing in January, how many of a hundred each office had found and entered by February.
ENTERED: Final = {"North": 80, "South": 45, "East": 20, "West": 0}
ELSEWHERE: Final = 40
DOUBLED: Final = 12
Cell = str | int | date | None

HEADINGS: Final = (
    "Case Ref",
    "Offender Name",
    "Area",
    "LDU",
    "Officer",
    "Order/Licence",
    "Sentenced",
    "Released",
    "Terminated",
    "Reason for Termination",
    "Tier at start",
    "RoSH at start",
    "LoR",
    "PPO?",
    "Requirements",
    "Gender",
    "Ethnic Code",
    "Transferred In?",
    "Date Allocated",
    "1st Appt",
    "RoSH Screening",
    "Full Analysis Needed?",
    "RoSH Full Analysis",
    "OASys LoR",
    "ISP",
    "Review 1",
    "Review 2",
    "Risk Mgmt Plan",
    "Home Visit 1",
    "Comments",
)
SPELLINGS: Final = {
    "community_order": ("Community Order", "Community Order", "Comm Order", "CO", "community order"),
    "licence": ("Licence", "Licence", "On Licence", "LICENCE"),
    True: ("Yes", "Yes", "Y", "YES"),
    False: ("No", "No", "N", "no"),
    "low": ("Low", "LOW", "L"),
    "medium": ("Medium", "MEDIUM", "Med", "M"),
    "high": ("High", "HIGH", "H"),
    "very_high": ("Very High", "VERY HIGH", "V High"),
    "male": ("Male", "Male", "M"),
    "female": ("Female", "Female", "F"),
}


@frozen
class Work:
    """A piece of work of a case: when it was done, and by which audit date it was entered."""

    day: date
    entered: date


@frozen
class MadeCase:
    """A case as it is in truth.

    Attributes:
        number: its reference.
        plain: what stands in the columns that do not change.
        work: the columns of work, by heading.
    """

    number: int
    plain: dict[str, Cell]
    work: dict[str, Work | None]


def made_case(random: Random, number: int) -> MadeCase:
    """One case."""
    start = date(2009, 4, 1) + timedelta(days=random.randrange(285))
    office = random.choice(tuple(ENTERED))
    rosh = random.choices(("low", "medium", "high", "very_high"), (30, 48, 20, 2))[0]
    tier = random.choices((1, 2, 3, 4), (15, 40, 33, 12))[0]
    needed = rosh != "low" or random.random() < 0.1
    plain = _plain_cells(random, number, start, office, tier=tier, rosh=rosh)
    plain["Full Analysis Needed?"] = random.choice(SPELLINGS[needed])

    def work(least: int, most: int, late: float, never: float) -> Work | None:
        """Done within the days mostly, late sometimes, or never; what was done was entered at once mostly."""
        if random.random() < never:
            return None
        late_by = random.randint(most - least + 1, 3 * most) if random.random() < late else 0
        day = start + timedelta(days=random.randint(least, most) if not late_by else least + late_by)
        forgotten = random.random() < 0.06
        entered = date(2010, 2, 20) if random.randrange(100) < ENTERED[office] else date.max
        return Work(day, entered if forgotten and day < date(2010, 1, 20) else day)

    works = {
        "Date Allocated": work(0, 1, 0.06, 0.01),
        "1st Appt": work(1, 5 if tier < 4 else 2, 0.12, 0.02),
        "RoSH Screening": work(0, 7, 0.10, 0.03),
        "RoSH Full Analysis": work(2, 18, 0.15, 0.05) if needed else None,
        "OASys LoR": work(3, 18, 0.12, 0.04),
        "ISP": work(5, 20, 0.15, 0.03),
        "Review 1": work(90, 112, 0.10, 0.05),
        "Review 2": work(190, 225, 0.10, 0.08),
        "Risk Mgmt Plan": work(3, 20, 0.15, 0.06) if rosh != "low" else None,
        "Home Visit 1": work(2, 25, 0.15, 0.15),
    }
    return MadeCase(number, plain, works)


def _plain_cells(random: Random, number: int, start: date, office: str, *, tier: int, rosh: str) -> dict[str, Cell]:
    """The cells of a case that are no work, each word in one of its spellings."""
    is_licence = random.random() < 0.25
    ended = start + timedelta(days=random.randint(120, 300)) if random.random() < 0.2 else None
    return {
        "Case Ref": number,
        "Offender Name": f"Invented {chr(65 + number % 26)}. {number}",
        "Area": random.choice(("Mercia", "Mercia", "MERCIA")),
        "LDU": random.choice((office, office, office.upper())),
        "Officer": f"{random.choice('ABCDEFGH')}. Invented-{office}",
        "Order/Licence": random.choice(SPELLINGS["licence" if is_licence else "community_order"]),
        "Sentenced": start - timedelta(days=random.randint(90, 700)) if is_licence else start,
        "Released": start if is_licence else None,
        "Terminated": ended,
        "Reason for Termination": random.choice(("Completed", "Completed", "Revoked", "Good progress")),
        "Tier at start": random.choice((tier, tier, f"Tier {tier}")) if random.random() < 0.98 else None,
        "RoSH at start": random.choice(SPELLINGS[rosh]) if random.random() < 0.97 else "N/K",
        "LoR": random.choice(SPELLINGS[random.choice(("low", "medium", "high"))]),
        "PPO?": random.choice(SPELLINGS[random.random() < 0.05]),
        "Requirements": random.choice(("SUP", "SUP; UPW", "UPW", "SUP; GOBP", "None", None)),
        "Gender": random.choice(SPELLINGS["female" if random.random() < 0.12 else "male"]),
        "Ethnic Code": random.choice(("W1", "W1", "W1", "W2", "A1", "B1", "M1", "O9", None)),
        "Transferred In?": random.choice(SPELLINGS[random.random() < 0.04]),
        "Comments": random.choice((None, None, None, "see file", "chased 12/12", "n/a")),
    }


def row_of(case: MadeCase, as_of: date, random: Random) -> list[Cell]:
    """The row of a case on an audit date, each date written in one of four ways."""
    ended = case.plain["Terminated"]
    has_ended = isinstance(ended, date) and ended <= as_of
    cells: dict[str, Cell] = dict(case.plain)
    if not has_ended:
        cells |= {"Terminated": None, "Reason for Termination": None}
    for heading, work in case.work.items():
        done = work is not None and max(work.day, work.entered) <= as_of
        done = done and work is not None and not (has_ended and isinstance(ended, date) and work.day > ended)
        cells[heading] = work.day if work is not None and done else None
    if cells["RoSH Screening"] is None:
        cells["Full Analysis Needed?"] = None
    return [_as_written(cells[heading], random) for heading in HEADINGS]


def _as_written(value: Cell, random: Random) -> Cell:
    if not isinstance(value, date):
        return value
    way = random.random()
    if way < 0.85:
        return value
    if way < 0.92:
        return value.strftime("%d/%m/%Y")
    if way < 0.96:
        return value.strftime("%d-%b-%y")
    # What a date is to a spreadsheet whose cell was once formatted as a number.
    return (value - date(1899, 12, 30)).days


def rows(as_of: date, cases: int = CASES) -> Iterator[list[Cell]]:
    """The rows of a workbook, from the first title to the totals."""
    random, writing = Random(SEED), Random(SEED + as_of.month)
    yield ["MERCIA PROBATION TRUST - all cases, current and ended since 1 April 2009"]
    yield [f"Produced {as_of:%d/%m/%Y} - OFFICIAL: invented data"]
    yield []
    yield list(HEADINGS)
    made = [made_case(random, 400000 + number) for number in range(1, cases + 1)]
    elsewhere = {case.number for case in random.sample(made, ELSEWHERE * cases // CASES)}
    own = [case for case in made if case.number not in elsewhere]
    doubled = {case.number for case in random.sample(own, DOUBLED * cases // CASES)}
    count = 0
    for case in made:
        row = row_of(case, as_of, writing)
        if case.number in elsewhere:
            row[HEADINGS.index("Area")] = "Anglia"
        for _ in range(2 if case.number in doubled else 1):
            count += 1
            yield row
    yield ["Total", f"{count} rows"]


def write_book(file: Path, made: Iterable[list[Cell]]) -> None:
    """A workbook with these rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("All cases")
    sheet.merged_cells.ranges.add("A1:F1")
    for cells in made:
        written: list[object] = []
        for value in cells:
            cell: object = value
            if isinstance(value, date):
                cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type] # a day will do, whatever its types say
                cell.number_format = "dd/mm/yyyy"
            written.append(cell)
        sheet.append(written)
    book.save(file)


def write_months(folder: Path, cases: int = CASES) -> None:
    """Writes both workbooks into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for month, as_of in MONTHS.items():
        write_book(folder / f"{month}.xlsx", rows(as_of, cases))


def main() -> None:
    """Writes both workbooks."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where january.xlsx and february.xlsx are written")
    parser.add_argument("--cases", type=int, default=CASES, help="how many cases (default: %(default)s)")
    options = parser.parse_args()
    write_months(options.folder, options.cases)


if __name__ == "__main__":
    main()
