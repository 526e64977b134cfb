#!/usr/bin/env bash
# A length of time in an ODS sheet is an ISO 8601 duration (OpenDocument 1.3 part 3, office:time-value), such as
# PT30H15M00S for hours of unpaid work. polars 2.1.0, which reads sheets by fastexcel 0.21.0, keeps 9 hours 30, makes null of
# 30 hours 15, of 24 hours and of PT45M, and says nothing: what is longer than a day is gone and a sum is of the short ones.
# A sheet of such lengths alone has no rows. The same 30 hours in a workbook of Excel are read right. calamine 0.9.1, on
# which fastexcel is built, gives the text where it finds no time of day, which could be told from a length.
# Seen on 29 November 2026 with odfpy 1.4.1 and openpyxl 3.1.5.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  polars==2.1.0 fastexcel==0.21.0 python-calamine==0.9.1 odfpy==1.4.1 openpyxl==3.1.5
(cd "$folder" && venv/bin/python -) >"$folder/seen" <<'PYTHON'
from datetime import timedelta

import openpyxl
import polars
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

LENGTHS = {"EX-1": "PT09H30M00S", "EX-2": "PT30H15M00S", "EX-3": "PT24H00M00S", "EX-4": "PT45M"}


def row(*cells: TableCell) -> TableRow:
    whole = TableRow()
    for cell in cells:
        whole.addElement(cell)
    return whole


def text(words: str) -> TableCell:
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=words))
    return cell


def sheet(name: str, *rows: TableRow) -> None:
    document, table = OpenDocumentSpreadsheet(), Table(name="hours")
    for one in rows:
        table.addElement(one)
    document.spreadsheet.addElement(table)
    document.save(name)


lengths = [TableCell(valuetype="time", timevalue=length) for length in LENGTHS.values()]
rows = [row(text(case), length) for case, length in zip(LENGTHS, lengths, strict=True)]
sheet("hours.ods", row(text("case"), text("length")), *rows)
for case, length in polars.read_ods("hours.ods").rows():
    print(f"{case} {LENGTHS[case]}: {length}")
read = CalamineWorkbook.from_path("hours.ods").get_sheet_by_index(0).to_python()
print("calamine:", *(str(length) for _, length in read[1:]))
only = TableCell(valuetype="time", timevalue="PT30H15M00S")
sheet("long.ods", row(text("length")), row(only))
print("rows of one length of 30 hours:", polars.read_ods("long.ods").height)
workbook = openpyxl.Workbook()
workbook.active.append(["length"])
workbook.active.append([timedelta(hours=30, minutes=15)])
workbook.save("hours.xlsx")
print("30 hours 15 in a workbook:", polars.read_excel("hours.xlsx")["length"][0])
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
EX-1 PT09H30M00S: 9:30:00
EX-2 PT30H15M00S: None
EX-3 PT24H00M00S: None
EX-4 PT45M: None
calamine: 09:30:00 PT30H15M00S PT24H00M00S PT45M
rows of one length of 30 hours: 0
30 hours 15 in a workbook: 1 day, 6:15:00
SEEN
echo "PASS: as it was seen on 29 November 2026"
