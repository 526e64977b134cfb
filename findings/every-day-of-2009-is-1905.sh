#!/usr/bin/env bash
# A workbook may hold a day as ISO 8601 text in a cell of type d (ECMA-376 part 1, 18.18.11, ST_CellType). openpyxl 3.1.5
# writes so with iso_dates, SheetJS 0.18.5 with cellDates. ExcelJS 4.4.0 reads every day of 2009 from them as 1 July 1905, as
# the number at the start of the text, 2009, would be as a count of days. The sentences of a whole year begin on one day
# then, those of the next a day later, and all are dates. openpyxl, calamine and SheetJS read them right.
# Seen on 29 November 2026. Needs npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" exceljs@4.4.0 xlsx@0.18.5 >/dev/null
python3 -m venv venv
venv/bin/pip -qq --disable-pip-version-check install openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PYTHON'
from datetime import date

import openpyxl

workbook = openpyxl.Workbook()
workbook.iso_dates = True
for day in (date(2009, 3, 2), date(2009, 7, 6), date(2010, 1, 18)):
    workbook.active.append([day])
workbook.save("openpyxl.xlsx")
PYTHON
cat >books.mjs <<'NODE'
import ExcelJS from 'exceljs';
import XLSX from 'xlsx';

const iso = (value) => new Date(value).toISOString().slice(0, 10);
const days = ['2009-03-02', '2009-07-06', '2010-01-18'].map((text) => [new Date(text)]);
const written = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(written, XLSX.utils.aoa_to_sheet(days, { cellDates: true }), 'Sheet');
XLSX.writeFile(written, 'SheetJS.xlsx', { cellDates: true });
for (const writer of ['openpyxl', 'SheetJS']) {
  const sheet = XLSX.readFile(`${writer}.xlsx`, { cellDates: true }).Sheets.Sheet;
  console.log(`written by ${writer}, read by SheetJS:`, ...['A1', 'A2', 'A3'].map((name) => iso(sheet[name].v)));
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(`${writer}.xlsx`);
  const cells = [1, 2, 3].map((row) => book.worksheets[0].getCell(row, 1).value);
  console.log(`written by ${writer}, read by ExcelJS:`, ...cells.map(iso));
}
NODE
TZ=UTC node books.mjs >seen
venv/bin/python - >>seen <<'PYTHON'
import openpyxl
from python_calamine import CalamineWorkbook

for writer in ("openpyxl", "SheetJS"):
    rows = openpyxl.load_workbook(f"{writer}.xlsx").active.iter_rows(values_only=True)
    print(f"written by {writer}, read by openpyxl:", *(str(day)[:10] for (day,) in rows))
    rows = CalamineWorkbook.from_path(f"{writer}.xlsx").get_sheet_by_index(0).to_python()
    print(f"written by {writer}, read by calamine:", *(str(day)[:10] for (day,) in rows))
PYTHON
cat seen
diff - seen <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
written by openpyxl, read by SheetJS: 2009-03-02 2009-07-06 2010-01-18
written by openpyxl, read by ExcelJS: 1905-07-01 1905-07-01 1905-07-02
written by SheetJS, read by SheetJS: 2009-03-02 2009-07-06 2010-01-18
written by SheetJS, read by ExcelJS: 1905-07-01 1905-07-01 1905-07-02
written by openpyxl, read by openpyxl: 2009-03-02 2009-07-06 2010-01-18
written by openpyxl, read by calamine: 2009-03-02 2009-07-06 2010-01-18
written by SheetJS, read by openpyxl: 2009-03-02 2009-07-06 2010-01-18
written by SheetJS, read by calamine: 2009-03-02 2009-07-06 2010-01-18
SEEN
echo "PASS: as it was seen on 29 November 2026"
