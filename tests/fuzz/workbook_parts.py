"""The parts of a workbook, and the workbook with another one."""

import io
from collections.abc import Mapping
from zipfile import ZIP_STORED, ZipFile


def parts(workbook: bytes) -> dict[str, bytes]:
    """What lies in a workbook, by name."""
    with ZipFile(io.BytesIO(workbook)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """A workbook of such parts."""
    made = io.BytesIO()
    # Packing costs more than reading.
    with ZipFile(made, "w", ZIP_STORED) as written:
        for name, part in content.items():
            written.writestr(name, part)
    return made.getvalue()


def is_sheet(name: str) -> bool:
    """Whether a part has what is read of cells."""
    return "sheet" in name or name == "content.xml"


def largest_sheet(workbook: bytes) -> bytes:
    """The part with most cells."""
    found = parts(workbook)
    return found[_largest(found)]


def with_sheet(workbook: bytes, sheet: bytes) -> bytes:
    """The workbook with another content of that part."""
    found = parts(workbook)
    return packed({**found, _largest(found): sheet})


def _largest(found: Mapping[str, bytes]) -> str:
    return max(filter(is_sheet, found), key=lambda name: len(found[name]))
