"""The files of an extract, each of which is read once."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import define, field

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.files import content_of, is_folder, why_unreadable
from omicheck.records.event_logs import XES_SUFFIXES, is_xes
from omicheck.records.event_logs.xes_files import read_xes_file
from omicheck.records.json_files import JSON_SUFFIXES
from omicheck.records.mapping.json_documents import Documents, read_documents
from omicheck.records.sheets import CSV_SUFFIXES, SUFFIXES, is_workbook
from omicheck.records.sheets.csv_files import read_csv_file
from omicheck.records.sheets.grid import Grid
from omicheck.records.sheets.workbooks import read_workbook
from omicheck.records.table_files import names_of
from omicheck.records.unchanged import changed_meanwhile

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
        return [self.path / name for name in names_of(self.path) if name.lower().endswith(suffixes)]

    def sheets(self, file: Path, encoding: str = "utf-8", separator: str = ",") -> tuple[Grid, ...]:
        """The sheets of a file; a CSV file is one.

        Raises:
            RecordsUnreadableError: it cannot be read.
            EngineMissingError: what reads workbooks is not installed.
        """
        key = (file, encoding, separator)
        if key not in self._sheets:
            content = self._content(file)
            if is_workbook(file.name):
                self._sheets[key] = read_workbook(file, content)
            elif is_xes(file.name):
                self._sheets[key] = read_xes_file(file, content)
            else:
                self._sheets[key] = (read_csv_file(file, encoding, separator, content),)
        return self._sheets[key]

    def documents(self, file: Path) -> Documents:
        """The documents of a JSON file.

        Raises:
            RecordsUnreadableError: it cannot be read.
        """
        if file not in self._documents:
            self._documents[file] = read_documents(str(file), self._content(file))
        return self._documents[file]

    def _content(self, file: Path) -> bytes:
        """The bytes of a file; one that two tables read in different ways is read twice, and must stay as it is."""
        try:
            content = content_of(file)
        except OSError as error:
            found = why_unreadable(error, "no such file or folder")
            raise RecordsUnreadableError((Problem(str(file), None, "", found, EXTRACT_EXPECTED),)) from error
        digest = hashlib.sha256(content).hexdigest()
        if self.sha256.setdefault(file.name, digest) != digest:
            raise RecordsUnreadableError((changed_meanwhile(str(file)),))
        return content
