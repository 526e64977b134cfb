"""Whether what is wrong with records could be put right by a mapping, judged by where they are.

JSON of which most is right is that of this program, in which a word is written wrongly and is put right there.
"""

import re
from pathlib import Path
from typing import Final

from omicheck.files import is_folder
from omicheck.records.json_files import JSON_SUFFIXES
from omicheck.records.table_files import names_of

# A table of an extract, perhaps with its sheet.
_TABLE: Final = re.compile(r"\.(csv|xlsx|xlsm|ods)(\[.*\])?$", re.IGNORECASE | re.DOTALL)


def is_of_other_system(name: str) -> bool:
    """Whether records of which none could be taken may be those of another system, which come in through a mapping.

    Args:
        name: a file or a folder.

    Examples:
        >>> [is_of_other_system(name) for name in ("extract.xlsx", "persons.json", "duckdb:///cases.db", "-")]
        [True, True, False, False]
    """
    return is_for_mapping(name) or name.lower().endswith(JSON_SUFFIXES)


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
    return "://" not in name and is_folder(folder) and any(_TABLE.search(one) for one in names_of(folder))
