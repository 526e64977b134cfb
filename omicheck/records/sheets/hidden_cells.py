"""Cells of a workbook that its reader gives as empty though something is in them.

An error (`#N/A`) and a formula that was never worked out would otherwise be taken for cells in which nothing is
recorded. Nearly all workbooks have none, so the sheets are first looked through for their marks alone.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Final
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from attrs import frozen

from omicheck.records.sheets.cell_order import column_number, ends_of, why_no_xml, wrong_order, wrong_repeats
from omicheck.records.sheets.grid import BrokenCell
from omicheck.records.sheets.named_as_workbook import is_ods

# Row and column of a cell, both from 0.
CellPlace = tuple[int, int]

_PIECE: Final = 1 << 20
# What is no larger is unpacked once, and not for everything that looks through it.
_AT_ONCE: Final = 1 << 26
_OVERLAP: Final = 64
_IS_ERROR: Final = re.compile(rb"""\bt=["']e["']""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ERROR_OF_ODS: Final = re.compile(rb"""value-type=["']error["']""")
# What stands wherever one of these does: to look for a text is ten times as quick as for a pattern.
_STANDS_THERE: Final = {
    _IS_ERROR: (b't="e', b"t='e"),
    _FORMULA: (b"<f", b":f"),
    _ERROR_OF_ODS: (b'="error', b"='error"),
}
_ROW_OR_CELL: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE: Final = re.compile(rb"""\br=["']([A-Za-z]*)([0-9]+)["']""")
_IS_TEXT: Final = re.compile(rb"""\bt=["'](?:str|inlineStr)["']""")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SHEET: Final = rb"(?:\w+:)?(?:work|chart|dialog|macro)sheet"
_FIRST_TAG: Final = re.compile(rb"<" + _SHEET + rb"[\s/>]")
_LAST_TAG: Final = re.compile(rb"(?:</" + _SHEET + rb"\s*>|/>)\s*(?:<!--[^<]*-->\s*)?$")
_NO_VALUE: Final = BrokenCell("a formula whose result is not in the file")


@frozen
class BrokenSheetError(Exception):
    """A sheet of which there may be more than can be read.

    Attributes:
        sheet: its name; empty where it is the workbook as a whole.
        found: what is wrong with it.
    """

    sheet: str
    found: str


def broken_cells(content: bytes) -> Mapping[str, Mapping[CellPlace, BrokenCell]]:
    """The cells of a workbook that are errors, or formulas without a value, by sheet.

    Args:
        content: the bytes of its file.

    Raises:
        BrokenSheetError: a sheet is not whole, its cells are not where they should be, or they reach too far.
        OSError: or one of the other `ZIP_ERRORS`, or an `ET.ParseError`: it is no workbook, or a damaged one.
    """
    with ZipFile(io.BytesIO(content)) as archive:
        if is_ods(archive):
            return _of_ods(archive)
        return {name: dict(_of_sheet(archive, name, part)) for name, part in _parts(archive).items()}


def _unpacked(archive: ZipFile, part: str) -> Callable[[], IO[bytes]]:
    """What opens a part of a workbook, as often as it is looked through."""
    if archive.getinfo(part).file_size > _AT_ONCE:
        return partial(archive.open, part)
    return partial(io.BytesIO, archive.read(part))


def _has(opened: Callable[[], IO[bytes]], *marks: re.Pattern[bytes]) -> bool:
    end = b""
    with opened() as stream:
        while piece := stream.read(_PIECE):
            text = end + piece
            if any(mark.search(text) for mark in marks if any(one in text for one in _STANDS_THERE[mark])):
                return True
            end = text[-_OVERLAP:]
    return False


def _check_sheet(opened: Callable[[], IO[bytes]], name: str) -> None:
    """Says if a sheet is not whole: what follows where it breaks off would otherwise be no rows at all."""
    with opened() as stream:
        start, end = ends_of(stream)
    if not _FIRST_TAG.search(start):
        raise BrokenSheetError(name, "something that is no sheet where a sheet should be")
    if not _LAST_TAG.search(end[-_OVERLAP:]):
        raise BrokenSheetError(name, "a sheet that breaks off before its end")
    _refuse(opened, name, why_no_xml, wrong_order)


def _refuse(opened: Callable[[], IO[bytes]], name: str, *looks: Callable[[IO[bytes]], str | None]) -> None:
    """Says the first that is wrong with a part, by what looks it through."""
    for look in looks:
        with opened() as stream:
            wrong = look(stream)
        if wrong is not None:
            raise BrokenSheetError(name, wrong)


def _of_sheet(archive: ZipFile, name: str, part: str) -> Iterator[tuple[CellPlace, BrokenCell]]:
    if part not in archive.namelist():
        raise BrokenSheetError(name, "a sheet that is missing in the file")
    opened = _unpacked(archive, part)
    _check_sheet(opened, name)
    if not _has(opened, _IS_ERROR, _FORMULA):
        return
    row = column = -1
    for found in _ROW_OR_CELL.finditer(opened().read()):
        # What does not say where it stands, as some exporters leave it, stands behind what is before it.
        place = _REFERENCE.search(found[1] if found[2] is None else found[2])
        if found[2] is None:
            row, column = row + 1 if place is None else int(place[2]) - 1, -1
            continue
        column = column + 1 if place is None else column_number(place[1])
        at, attributes, inside = (row, column), found[2], found[3] or b""
        value = _VALUE.search(inside)
        if _IS_ERROR.search(attributes):
            yield at, BrokenCell(f"the error {value[1].decode(errors='replace')}" if value else "an error")
        elif value is None and _FORMULA.search(inside) and not _IS_TEXT.search(attributes):
            yield at, _NO_VALUE


def _parts(archive: ZipFile) -> Mapping[str, str]:
    """The file within the workbook that holds each sheet, by its name."""
    base = PurePosixPath("xl")
    relations = _xml(archive, "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): str(one.get("Target")) for one in relations}
    parts = {}
    for sheet in _xml(archive, "xl/workbook.xml").iter():
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION))
        if sheet.tag.rpartition("}")[2] == "sheet" and target is not None:
            part = PurePosixPath(target) if target.startswith("/") else base / target
            parts[str(sheet.get("name"))] = str(part).removeprefix("/")
    return parts


def _xml(archive: ZipFile, part: str) -> ET.Element:
    # It fetches nothing from elsewhere, and the parser beneath it ends entities that would grow without end.
    content = archive.read(part)
    try:
        return ET.fromstring(content)  # noqa: S314
    except (LookupError, ValueError) as error:
        raise BrokenSheetError("", f"text in an encoding that is not known, in {part}") from error


def _of_ods(archive: ZipFile) -> Mapping[str, Mapping[CellPlace, BrokenCell]]:
    opened = _unpacked(archive, "content.xml")
    with opened() as stream:
        _, end = ends_of(stream)
    if not end.rstrip().endswith(b"document-content>"):
        raise BrokenSheetError("", "a workbook that breaks off before its end")
    _refuse(opened, "", why_no_xml, wrong_repeats)
    if not _has(opened, _ERROR_OF_ODS):
        return {}
    found: dict[str, Mapping[CellPlace, BrokenCell]] = {}
    with opened() as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314, see `_xml`
            if _local(element.tag) == "table":
                found[_attribute(element, "name")] = dict(_of_ods_table(element))
                element.clear()
    return found


def _of_ods_table(table: ET.Element) -> Iterator[tuple[CellPlace, BrokenCell]]:
    row = 0
    for element in table.iter():
        if _local(element.tag) != "table-row":
            continue
        rows = int(_attribute(element, "number-rows-repeated") or 1)
        column = 0
        for cell in element:
            columns = int(_attribute(cell, "number-columns-repeated") or 1)
            if "error" in (value for key, value in cell.attrib.items() if _local(key) == "value-type"):
                what = BrokenCell(f"the error {''.join(cell.itertext()).strip()}")
                for down in range(rows):
                    for along in range(columns):
                        yield (row + down, column + along), what
            column += columns
        row += rows


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")
