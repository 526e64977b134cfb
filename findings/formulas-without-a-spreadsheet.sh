#!/usr/bin/env bash
# Three libraries that work out the formulas of a workbook without a spreadsheet program, where due dates and counts of a
# team are often kept, disagree with it and say nothing:
# - a month after 31 January 2009 by EDATE is 28 February (39872; so the reference of EDATE has it, ECMA-376 part 1, 18.17.7);
#   for pycel 1.0b30 it is 3 March (39875);
# - somebody born on 29 February 1992 is 17 on 28 February 2010 by DATEDIF; for xlcalculator 0.5.0 4;
# - of high, very high, High, x and an empty cell, COUNTIF finds two that are "high", three that are not and three that
#   end in it, capital or not. formulas 1.3.4 finds two, four, which makes six of five cells, and two; xlcalculator none
#   that ends in it.
# LibreOffice 7.4 gives 39872, 17 and 2, 3, 3.
# Seen on 29 November 2026 with openpyxl 3.1.5, numpy 1.26.4 and scipy 1.13.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >book.py <<'PYTHON'
import openpyxl

workbook = openpyxl.Workbook()
sheet = workbook.active
sheet.title = "S"
for row, value in enumerate(("high", "very high", "High", "x", None), 1):
    sheet.cell(row, 1, value)
FORMULAS = {
    "C1": "=EDATE(DATE(2009,1,31),1)",
    "C2": '=DATEDIF(DATE(1992,2,29),DATE(2010,2,28),"y")',
    "C3": '=COUNTIF(A1:A5,"high")',
    "C4": '=COUNTIF(A1:A5,"<>high")',
    "C5": '=COUNTIF(A1:A5,"*high")',
}
for cell, formula in FORMULAS.items():
    sheet[cell] = formula
workbook.save("book.xlsx")
PYTHON
cat >by_pycel.py <<'PYTHON'
from book import FORMULAS
from pycel import ExcelCompiler

compiler = ExcelCompiler("book.xlsx")
for cell in ("C1", "C3", "C4", "C5"):
    print("pycel", FORMULAS[cell], int(compiler.evaluate(f"S!{cell}")))
PYTHON
cat >by_xlcalculator.py <<'PYTHON'
from book import FORMULAS
from xlcalculator import Evaluator, ModelCompiler

evaluator = Evaluator(ModelCompiler().read_and_parse_archive("book.xlsx"))
for cell in ("C2", "C3", "C4", "C5"):
    print("xlcalculator", FORMULAS[cell], int(evaluator.evaluate(f"S!{cell}")))
PYTHON
cat >by_formulas.py <<'PYTHON'
import formulas
from book import FORMULAS

solution = formulas.ExcelModel().loads("book.xlsx").finish().calculate()
for cell in FORMULAS:
    print("formulas", FORMULAS[cell], int(solution[f"'[book.xlsx]S'!{cell}"].value[0, 0]))
PYTHON
python3 -m venv venv
venv/bin/pip -qq --disable-pip-version-check install \
  pycel==1.0b30 xlcalculator==0.5.0 formulas==1.3.4 openpyxl==3.1.5 numpy==1.26.4 scipy==1.13.1 setuptools==80.9.0
for library in pycel xlcalculator formulas; do
  venv/bin/python -W ignore "by_$library.py" 2>errors || { cat errors >&2; exit 1; }
done >seen
grep '=' seen >lines
cat lines
diff - lines <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
pycel =EDATE(DATE(2009,1,31),1) 39875
pycel =COUNTIF(A1:A5,"high") 2
pycel =COUNTIF(A1:A5,"<>high") 3
pycel =COUNTIF(A1:A5,"*high") 3
xlcalculator =DATEDIF(DATE(1992,2,29),DATE(2010,2,28),"y") 4
xlcalculator =COUNTIF(A1:A5,"high") 2
xlcalculator =COUNTIF(A1:A5,"<>high") 3
xlcalculator =COUNTIF(A1:A5,"*high") 0
formulas =EDATE(DATE(2009,1,31),1) 39872
formulas =DATEDIF(DATE(1992,2,29),DATE(2010,2,28),"y") 17
formulas =COUNTIF(A1:A5,"high") 2
formulas =COUNTIF(A1:A5,"<>high") 4
formulas =COUNTIF(A1:A5,"*high") 2
SEEN
echo "PASS: as it was seen on 29 November 2026"
