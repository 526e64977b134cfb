"""Makes the pictures of docs/pictures from the program as it is: terminals as SVG, workbooks and a report as PNG.

`--check` fails if a terminal shows another text than the program prints now, or than its tutorial shows; that takes a
second. To make them takes a minute, and LibreOffice and Chromium for the PNGs, which are not checked.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

import tutorials
from terminal_pictures import Terminal, drawn, on_terminal, shown

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "docs/pictures"


@frozen
class Sheet:
    """A sheet of a workbook that a tutorial writes.

    Attributes:
        name: of the picture.
        page: the tutorial.
        file: of the workbook, in the folder of the tutorial.
        sheet: its place among the sheets, from 0.
    """

    name: str
    page: str
    file: str
    sheet: int


TERMINALS: Final = (
    Terminal("check", None, "omicheck check fixtures/sample/cases.json", 31),
    Terminal(
        "area-team-check",
        "area-team",
        "omicheck check january.xlsx --mapping mapping.yaml --as-of 2010-01-31 --except not_held --by office --quiet",
        36,
    ),
    Terminal(
        "rule-author-diff",
        "rule-author",
        "omicheck rules check --rules rules --only first-appointment-on-time --since HEAD cases.json",
        40,
    ),
)
SHEETS: Final = (
    Sheet("area-team-list", "area-team", "january/North.xlsx", 1),
    Sheet("inspector-workbook", "inspector", "inspection.xlsx", 1),
)
REPORT: Final = Sheet("inspector-report", "inspector", "draft.html", 0)

_ROWS: Final = 45  # more than are seen
_WIDE: Final = "1620,800"
# LibreOffice writes letters smaller than those of the sheet (11 points) beside rows as high as there.
_AS_A_SHEET: Final = (
    "<style>body { margin: 0 } table { table-layout: fixed; width: max-content }"
    "td { border: 1px solid #d8dbe2; font-size: 11pt; line-height: 1.25 }"
    # What a sheet writes over the empty cells beside it.
    "td:first-child:not([colspan]) { white-space: nowrap; max-width: 0 }"
    "td, td * { font-family: Carlito, 'Liberation Sans', sans-serif }</style>"
)


def complaints() -> Iterator[str]:
    """What is wrong with the pictures of terminals, in sentences."""
    for terminal in TERMINALS:
        file = PICTURES / f"{terminal.name}.svg"
        if not file.is_file():
            yield f"{file.relative_to(ROOT)} is not there"
            continue
        # A terminal breaks long sentences where a page has them on one line: the words are held against each other.
        words = [one for one in " ".join(shown(file.read_text(encoding="utf-8"))).split() if one != "\\"]
        expected = f"$ {terminal.command} {_printed(terminal)}".split()
        typed_only = len(terminal.command.split()) + 1
        if not typed_only < len(words) or words != expected[: len(words)]:
            yield f"{file.relative_to(ROOT)} does not show what the program prints now; run scripts/make_pictures.py"


def _printed(terminal: Terminal) -> str:
    if terminal.page is None:
        return re.sub(r"\x1b\[[\d;]*m", "", on_terminal(terminal.command, ROOT))
    return _on_page(terminal.page)[terminal.command]


def _on_page(name: str) -> Mapping[str, str]:
    """What a tutorial shows of each of its commands, which another script holds against the program."""
    text = (tutorials.FOLDER / f"{name}.md").read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"```console\n(.*?)```\n", text, re.DOTALL))
    parts = re.split(r"^\$ ((?:.*\\\n)*.*)\n", blocks, flags=re.MULTILINE)
    return {_on_one_line(command): printed for command, printed in zip(parts[1::2], parts[2::2], strict=True)}


def _on_one_line(command: str) -> str:
    return re.sub(r"\s*\\\n\s*", " ", command)


def make() -> None:
    """Makes all pictures."""
    PICTURES.mkdir(exist_ok=True)
    for terminal in TERMINALS:
        if terminal.page is None:
            _write(terminal, on_terminal(terminal.command, ROOT))
    for page in sorted(tutorials.FOLDER.glob("*.md")):
        with tutorials.work_folder() as folder:
            _make_of(page, folder)


def _make_of(page: Path, folder: Path) -> None:
    wanted = {one.command: one for one in TERMINALS if one.page == page.stem}

    def run(command: str, where: Path) -> str:
        if terminal := wanted.get(_on_one_line(command)):
            _write(terminal, on_terminal(_on_one_line(command), where))
        return tutorials.printed(command, where)

    tutorials.filled(page.read_text(encoding="utf-8"), folder, run)
    for sheet in SHEETS:
        if sheet.page == page.stem:
            _photograph_sheet(sheet, folder)
    if REPORT.page == page.stem:
        _photograph(folder / REPORT.file, PICTURES / f"{REPORT.name}.png")


def _write(terminal: Terminal, printed: str) -> None:
    (PICTURES / f"{terminal.name}.svg").write_text(drawn(terminal, printed), encoding="utf-8")


def _photograph_sheet(sheet: Sheet, folder: Path) -> None:
    """The upper left of a sheet: LibreOffice makes a page of it, and Chromium a picture of the page."""
    from openpyxl import load_workbook  # noqa: PLC0415, of no use for a check

    book = load_workbook(folder / sheet.file)
    kept = book.worksheets[sheet.sheet]
    for other in [one for one in book.worksheets if one is not kept]:
        book.remove(other)
    kept.delete_rows(_ROWS, kept.max_row)
    with tempfile.TemporaryDirectory() as name:
        one = Path(name) / "sheet.xlsx"
        book.save(one)
        profile = f"-env:UserInstallation={(Path(name) / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "html", "--outdir", name, str(one))
        page = one.with_suffix(".html")
        # As LibreOffice writes it the columns are as narrow as the window makes them.
        page.write_text(page.read_text(encoding="utf-8") + _AS_A_SHEET, encoding="utf-8")
        _photograph(page, PICTURES / f"{sheet.name}.png", _WIDE)


def _photograph(page: Path, picture: Path, size: str = "1200,760") -> None:
    how = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}")
    _run("chromium", *how, f"--screenshot={picture}", page.as_uri())


def _run(program: str, *words: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise SystemExit(f"{program} is not installed, and the PNGs need it")
    subprocess.run([path, *words], check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a terminal shows another text")
    if not parser.parse_args().check:
        make()
    told = list(complaints())
    for one in told:
        print(one, file=sys.stderr)
    sys.exit(bool(told))
