"""What a file that is named as a workbook is in truth: there are many kinds of them, and some are none.

Old workbooks, protected ones, and the pages that reporting systems call `.xls` are told by their first bytes, so that
the remedy can be named.
"""

import codecs
import io
import zlib
from typing import Final
from zipfile import BadZipFile, ZipFile

from attrs import frozen

_ZIP: Final = b"PK\x03\x04"
# What held documents before they were archives of XML, and still holds those that are protected by a password.
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_BEGINNING: Final = 4096
_WORKBOOK: Final = "a workbook (.xlsx or .ods)"
_SAVE_AGAIN: Final = f"{_WORKBOOK}; open it in a spreadsheet and save it as .xlsx"
# What is in an archive may be a thousand times as large as the archive itself. The largest sheet there can be, of a
# million rows, is half of this.
MOST_BYTES: Final = 1 << 30
# What comes of reading an archive that is damaged, protected, or packed in a way that nobody knows.
ZIP_ERRORS: Final = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error, OSError, ValueError)
_XLSX: Final = "xl/workbook.xml"
_ODS: Final = "content.xml"


@frozen
class Unfit:
    """Why a file cannot be read as a workbook.

    Attributes:
        found: what it is.
        remedy: what makes it one that can be read.
    """

    found: str
    remedy: str


def why_unfit(content: bytes) -> Unfit | None:
    """Why a file is no workbook that can be read, as far as its kind can be told; None if it may be one.

    Args:
        content: its bytes.
    """
    start = content[:_BEGINNING]
    if not start:
        return Unfit("an empty file", f"{_WORKBOOK}; was it copied or downloaded to its end?")
    if start.startswith(_ZIP):
        return _of_archive(content)
    if start.startswith(_COMPOUND):
        if _PROTECTED in content:
            remedy = "one without; open it in a spreadsheet and save it again without the password"
            return Unfit("a workbook that is protected by a password", remedy)
        return Unfit("a workbook of Excel 97 to 2003, or another old document", _SAVE_AGAIN)
    return _of_text(start)


def is_ods(archive: ZipFile) -> bool:
    """Whether an archive is an OpenDocument workbook, whatever the name of the file."""
    return _XLSX not in archive.namelist() and _ODS in archive.namelist()


def _of_archive(content: bytes) -> Unfit | None:
    whole = "the whole of it; copy or download it again"
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            size = sum(part.file_size for part in archive.infolist())
            if size > MOST_BYTES:
                found = f"a workbook of {size:,} bytes once it is unpacked"
                return Unfit(found, f"one of {MOST_BYTES:,} bytes at most; large tables are read as CSV or Parquet")
            # Also that every part is as large as it says, and nothing in it has changed.
            damaged = archive.testzip()
    except ZIP_ERRORS:
        return Unfit("a workbook that is cut off or damaged", whole)
    if damaged is not None:
        return Unfit(f"a workbook that is damaged, in {damaged}", whole)
    if _XLSX in names or _ODS in names:
        return None
    if "xl/workbook.bin" in names:
        return Unfit("a binary workbook of Excel (.xlsb)", _SAVE_AGAIN)
    if any(name.endswith(".iwa") for name in names):
        return Unfit("a document of Numbers", f"{_WORKBOOK}; export it as .xlsx")
    return Unfit("an archive with no workbook in it", f"{_WORKBOOK}; is it one within the archive?")


def _of_text(start: bytes) -> Unfit:
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    text = start.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n").lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in text and text.startswith("<"):
        return Unfit("an XML spreadsheet of Excel 2003", _SAVE_AGAIN)
    if "office:document" in text and text.startswith("<"):
        return Unfit("a flat OpenDocument workbook", _SAVE_AGAIN)
    if text.startswith("<") and any(mark in text for mark in ("<html", "<table", "<!doctype html", "<meta")):
        return Unfit("an HTML page that is only named as a workbook", _SAVE_AGAIN)
    if "\0" not in text and "\ufffd" not in text:
        return Unfit("a text that is only named as a workbook", f"{_WORKBOOK}; if it is CSV, name it .csv")
    return Unfit("no workbook that is known", _WORKBOOK)
