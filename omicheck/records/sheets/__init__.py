"""Tables as people keep them: sheets of workbooks, and CSV, as rows of cells before anything is made of them.

1. `grid`          a sheet as it was read, and the table in it: its headings and its columns
2. `hidden_cells`  what the reader of workbooks does not tell: errors, and formulas without a value
3. `workbooks`     sheets of `.xlsx`, `.xlsm` and `.ods`, read with python-calamine
4. `csv_files`     the same of CSV
5. `texts`         a cell as a CSV table would hold it
6. `standard`      records in a workbook with the sheets `cases`, `events` and `answers`
"""

from typing import Final

SUFFIXES: Final = (".xlsx", ".xlsm", ".ods")


def is_workbook(name: str) -> bool:
    """Whether a name is that of a workbook."""
    return name.lower().endswith(SUFFIXES)
