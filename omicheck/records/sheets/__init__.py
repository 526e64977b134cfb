"""Tables as people keep them: sheets of workbooks, and CSV, as rows of cells before anything is made of them.

1. `grid`               a sheet as it was read, and the table in it: its headings and its columns
2. `hidden_cells`       what the reader of workbooks does not tell: errors, and formulas without a value
3. `named_as_workbook`  what a file that is named as a workbook is in truth
4. `workbooks`          sheets of `.xlsx`, `.xlsm` and `.ods`, read with python-calamine
5. `csv_files`          the same of CSV
6. `texts`              a cell as a CSV table would hold it
7. `standard_workbook`  records in a workbook with the sheets `cases`, `events` and `answers`
"""

from typing import Final

SUFFIXES: Final = (".xlsx", ".xlsm", ".ods")
# Those of single tables as text.
CSV_SUFFIXES: Final = (".csv", ".tsv", ".txt")
# Those of workbooks that are not read, and are told as what they are.
_OTHER_SUFFIXES: Final = (".xls", ".xlsb", ".xlt", ".xltx", ".xltm", ".fods", ".ots", ".numbers")


def is_workbook(name: str) -> bool:
    """Whether a name is that of a workbook, if perhaps of one that cannot be read."""
    return name.lower().endswith((*SUFFIXES, *_OTHER_SUFFIXES))
