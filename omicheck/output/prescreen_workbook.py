"""The inspectors' workbook: a sheet that lists the cases and counts what is answered, and a sheet for each case."""

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.workbook.protection import WorkbookProtection

from omicheck.errors import CommandWrongError
from omicheck.output.flat_values import flat_values
from omicheck.output.prescreen_case import add_case_sheet, rows_of_case
from omicheck.output.prescreen_list import add_list, list_rows
from omicheck.output.prescreen_styles import prescreen_styles, protect
from omicheck.output.workbook_file import add_row, add_sheet, new_workbook, write_sheets
from omicheck.row_files.whole_file import whole_file
from omicheck.score.prescreen_layout import CASES_SHEET
from omicheck.text import printable
from omicheck.use_cases.prescreen import PrescreenResult

_MANIFEST: Final = "manifest"
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
# A name that Excel keeps for itself.
_KEPT: Final = "history"


def write_prescreen(file: str, result: PrescreenResult) -> None:
    """Writes the workbook.

    Args:
        file: where to.
        result: the cases, with what rules say of them.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    workbook = new_workbook({}, {}, 0)
    add_list(workbook, result)
    styles = prescreen_styles(workbook)
    names = sheet_names([case.case_id for case in result.cases])
    try:
        with ExitStack() as stack:
            archive = stack.enter_context(ZipFile(stack.enter_context(whole_file(Path(file))), "w", ZIP_DEFLATED))
            poured = {}
            lasts: dict[str, int] = {}
            for case in result.cases:
                rows = rows_of_case(case, styles)
                add_case_sheet(workbook, names[case.case_id], case, rows)
                lasts[case.case_id] = rows.last
                poured[names[case.case_id]] = rows.poured()
                stack.callback(poured[names[case.case_id]].close)
            poured[CASES_SHEET] = list_rows(result, names, lasts, styles)
            stack.callback(poured[CASES_SHEET].close)
            manifest = add_sheet(workbook, _MANIFEST, ("name", "value"), {}, 44)
            for value in flat_values({"as_of": result.as_of.isoformat(), "manifest": result.manifest}):
                add_row(manifest, value)
            protect(manifest)
            workbook.security = WorkbookProtection(lockStructure=True)
            write_sheets(workbook, archive, poured)
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror or error}") from error


def sheet_names(case_ids: Sequence[str]) -> Mapping[str, str]:
    """A name of a sheet for each case: its reference, as far as Excel takes it, and a number where two would be alike.

    >>> sheet_names(["A/1", "A:1", "Cases"])
    {'A/1': 'A 1', 'A:1': 'A 1 (2)', 'Cases': 'Cases (2)'}
    """
    taken = {CASES_SHEET.casefold(), _MANIFEST, _KEPT}
    names = {}
    for case_id in case_ids:
        plain = _NOT_IN_NAMES.sub(" ", printable(case_id)).strip("' ") or "case"
        name, number = plain[:_LONGEST_NAME].strip("' "), 1
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = f"{plain[: _LONGEST_NAME - len(end)]}{end}"
        taken.add(name.casefold())
        names[case_id] = name
    return names
