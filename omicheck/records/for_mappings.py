"""Whether what is wrong with records could be put right by a mapping, judged by where they are."""

import re
from pathlib import Path
from typing import Final

# A table of an extract, perhaps with its sheet.
_TABLE: Final = re.compile(r"\.(csv|xlsx|xlsm|ods)(\[.*\])?$", re.IGNORECASE | re.DOTALL)


def is_for_mapping(name: str) -> bool:
    """Whether a mapping can be for records.

    Args:
        name: a file, a sheet of a workbook as `extract.xlsx[cases]`, or a folder.

    Examples:
        >>> [is_for_mapping(name) for name in ("extract/cases.csv", "extract.xlsx[cases]", "cases.json", "-")]
        [True, True, False, False]
    """
    if _TABLE.search(name):
        return True
    folder = Path(name)
    return "://" not in name and folder.is_dir() and any(_TABLE.search(one.name) for one in folder.iterdir())
