"""The files of an extract, each of which is read once."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import define, field

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.files import is_folder
from omicheck.records.event_logs import XES_SUFFIXES, is_xes
from omicheck.records.event_logs.xes_files import read_xes_file
from omicheck.records.json_files import JSON_SUFFIXES
from omicheck.records.mapping.json_documents import Documents, read_documents
from omicheck.records.sheets import CSV_SUFFIXES, SUFFIXES, is_workbook
from omicheck.records.sheets.csv_files import read_csv_file
from omicheck.records.sheets.grid import Grid
from omicheck.records.sheets.workbooks import read_workbook
from omicheck.records.tables import not_readable

EXTRACT_EXPECTED: Final = (
    "a workbook (.xlsx or .ods), a CSV or JSON file, an event log (.xes or .xes.gz), or a folder with such files"
)


@define(eq=False)
class Extract:
    """The files of an extract, each of which is read once.

    Attributes:
        path: what the user named.
        sha256: hash of the bytes of each file that was read, by name.
    """

    path: Path
    sha256: dict[str, str] = field(factory=dict)
    _sheets: dict[tuple[Path, str, str], tuple[Grid, ...]] = field(init=False, factory=dict)
    _documents: dict[Path, Documents] = field(init=False, factory=dict)

    def files(self) -> Sequence[Path]:
        """The files that it may be read from."""
        if not is_folder(self.path):
            return [self.path]
        suffixes = (*SUFFIXES, *CSV_SUFFIXES, *JSON_SUFFIXES, *XES_SUFFIXES)
        return [file for file in sorted(self.path.iterdir()) if file.name.lower().endswith(suffixes)]

    def sheets(self, file: Path, encoding: str = "utf-8", separator: str = ",") -> tuple[Grid, ...]:
        """The sheets of a file; a CSV file is one.

        Raises:
            RecordsUnreadableError: it cannot be read.
            EngineMissingError: what reads workbooks is not installed.
        """
        key = (file, encoding, separator)
        if key not in self._sheets:
            self._hash(file)
            if is_workbook(file.name):
                self._sheets[key] = read_workbook(file)
            elif is_xes(file.name):
                self._sheets[key] = read_xes_file(file)
            else:
                self._sheets[key] = (read_csv_file(file, encoding, separator),)
        return self._sheets[key]

    def documents(self, file: Path) -> Documents:
        """The documents of a JSON file.

        Raises:
            RecordsUnreadableError: it cannot be read.
        """
        if file not in self._documents:
            self._hash(file)
            self._documents[file] = read_documents(str(file), file.read_bytes())
        return self._documents[file]

    def _hash(self, file: Path) -> None:
        try:
            with file.open("rb") as content:
                self.sha256[file.name] = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError as error:
            missing = Problem(str(file), None, "", "no such file or folder", EXTRACT_EXPECTED)
            problem = not_readable(str(file), error) if file.exists() else missing
            raise RecordsUnreadableError((problem,)) from error
