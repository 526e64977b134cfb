"""Makes workbooks for tests: `.xlsx` with openpyxl, changed where a real one may be odd, and `.ods` by hand."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Cell = object
Sheets = Mapping[str, Sequence[Any]]

_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def xlsx(file: Path, sheets: Sheets, *, from_1904: bool = False, formulas: bool = False) -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row] if row and not formulas else ():
                # Otherwise a text that looks like a formula or an error becomes one.
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(file)
    return file


def changed(file: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with a file in it changed."""
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def with_values(file: Path, values: Mapping[str, str], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with what formulas were worked out to be, as a spreadsheet leaves it: attributes and value."""

    def put(content: bytes) -> bytes:
        text = content.decode()
        for cell, value in values.items():
            attributes, _, result = value.rpartition(">")
            text, count = re.subn(
                rf'<c r="{cell}"[^>]*>(<f>.*?</f>)<v ?/?>(</v>)?</c>',
                lambda match, cell=cell, attributes=attributes, result=result: (  # type: ignore[misc]  # bound now
                    f'<c r="{cell}" {attributes}>{match[1]}<v>{result}</v></c>'
                ),
                text,
            )
            assert count == 1, (cell, text)
        return text.encode()

    return changed(file, part, put)


def ods(file: Path, sheets: Sheets) -> Path:
    """An OpenDocument workbook with these sheets; a text that begins with `error:` is an error."""
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{"".join(map(_ods_row, rows))}</table:table>'
        for title, rows in sheets.items()
    )
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(tables=tables))
    return file


def _ods_row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        case datetime() | date():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
        case str() if cell.startswith("error:"):
            kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
            return f"<table:table-cell {kind}><text:p>{escape(cell.removeprefix('error:'))}</text:p></table:table-cell>"
    text = f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
