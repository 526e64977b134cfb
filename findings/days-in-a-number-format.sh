#!/usr/bin/env bash
# A cell of 12 that Excel shows as "12 days" (number format 0 "days") is 12 by openpyxl and calamine. xlsx2csv 0.8.6 writes
# the format itself with a day in it, and pylightxl 1.61 gives a date: both take the d of the quoted word for that of a
# day. pylightxl also makes a date of any number that is to be red, since [Red] has a d.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  openpyxl==3.1.5 python-calamine==0.9.1 xlsx2csv==0.8.6 pylightxl==1.61
(cd "$folder" && venv/bin/python -) >"$folder/seen" <<'PYTHON'
import csv
import io

import openpyxl
import pylightxl
from python_calamine import CalamineWorkbook
from xlsx2csv import Xlsx2csv

formats = ("0", '0 "days"', "[Red]0", '0 "hours late"')
workbook = openpyxl.Workbook()
for format in formats:
    workbook.active.append([12])
    workbook.active.cell(workbook.active.max_row, 1).number_format = format
workbook.save("late.xlsx")
text = io.StringIO()
Xlsx2csv("late.xlsx").convert(text)
light = pylightxl.readxl("late.xlsx")
readers = {
    "openpyxl": [cell.value for cell in openpyxl.load_workbook("late.xlsx").active["A"]],
    "calamine": [row[0] for row in CalamineWorkbook.from_path("late.xlsx").get_sheet_by_index(0).to_python()],
    "xlsx2csv": [row[0] for row in csv.reader(io.StringIO(text.getvalue()))],
    "pylightxl": [row[0] for row in light.ws(ws=light.ws_names[0]).rows],
}
for place, format in enumerate(formats):
    print(format, *(f"{name}={values[place]!r}" for name, values in readers.items()), sep="  ")
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
0  openpyxl=12  calamine=12.0  xlsx2csv='12'  pylightxl=12
0 "days"  openpyxl=12  calamine=12.0  xlsx2csv='0 "11ays"'  pylightxl='1900/01/11 00:00:00'
[Red]0  openpyxl=12  calamine=12.0  xlsx2csv='12'  pylightxl='1900/01/11'
0 "hours late"  openpyxl=12  calamine=12.0  xlsx2csv='0 "12ours late"'  pylightxl='00:00:00'
SEEN
echo "PASS: as it was seen on 29 November 2026"
