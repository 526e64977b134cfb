#!/usr/bin/env bash
# datacompy 1.1.0 compares two tables, such as an extract and what was loaded from it. Where one has days as text and the
# other as dates it reads the text month first, without saying so: 02/03/2009, the second of March, matches 3 February 2009
# and does not match 2 March. So a table that was loaded wrongly compares as the same, and one that was loaded rightly
# does not. 13/03/2009, which cannot be month first, is compared as 13 March: both kinds stand in one column.
# Seen on 29 November 2026 with pandas 2.3.3 and numpy 2.4.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install datacompy==1.1.0 pandas==2.3.3 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - >"$folder/seen" <<'PYTHON'
from datetime import date

import pandas
from datacompy import PandasCompare

written = ["02/03/2009", "09/03/2009", "13/03/2009"]
for name, days in (
    ("as written", [date(2009, 3, 2), date(2009, 3, 9), date(2009, 3, 13)]),
    ("month first", [date(2009, 2, 3), date(2009, 9, 3), date(2009, 3, 13)]),
):
    for rows in (slice(0, 2), slice(0, 3)):
        text = pandas.DataFrame({"case": ["EX-1", "EX-2", "EX-3"], "day": written})[rows]
        loaded = pandas.DataFrame({"case": ["EX-1", "EX-2", "EX-3"], "day": pandas.to_datetime(days)})[rows]
        compared = PandasCompare(text, loaded, join_columns="case")
        print(f"{name}, {len(text)} cases: match {compared.matches()}, rows", *compared.intersect_rows["day_match"])
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
as written, 2 cases: match False, rows False False
as written, 3 cases: match False, rows False False True
month first, 2 cases: match True, rows True True
month first, 3 cases: match True, rows True True True
SEEN
echo "PASS: as it was seen on 29 November 2026"
