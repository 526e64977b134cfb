#!/usr/bin/env bash
# pyarrow 26.0.1 turns a day that does not exist into another one when it is told the format: 30 February 2009 is read as
# 2 March, 31 April as 1 May, by strptime, strict or not, and by its reader of CSV with timestamp_parsers. Without a format the
# same reader says that the text is no date, and so do Python, polars and DuckDB with the format. A mistyped date becomes
# a valid one, days later, and no error can be counted.
# Seen on 29 November 2026. Reported as Arrow's issue 31374.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import io
from collections.abc import Callable
from datetime import datetime

import duckdb
import polars
import pyarrow
from pyarrow import compute, csv


def by_csv(text: str, *formats: str) -> str:
    options = csv.ConvertOptions(column_types={"day": pyarrow.timestamp("s")}, timestamp_parsers=list(formats))
    table = csv.read_csv(io.BytesIO(f"day\n{text}\n".encode()), convert_options=options)
    return str(table["day"][0].as_py().date())


readers: dict[str, Callable[[str], object]] = {
    "pyarrow strptime": lambda text: compute.strptime(text, format="%d/%m/%Y", unit="s").as_py().date(),
    "pyarrow CSV, format": lambda text: by_csv(text, "%d/%m/%Y"),
    "pyarrow CSV, none": lambda text: by_csv("-".join(reversed(text.split("/")))),
    "Python": lambda text: datetime.strptime(text, "%d/%m/%Y").date(),
    "polars": lambda text: polars.Series([text]).str.to_date("%d/%m/%Y")[0],
    "DuckDB": lambda text: duckdb.sql(f"SELECT strptime('{text}', '%d/%m/%Y')::date").fetchall()[0][0],
}
for name, read in readers.items():
    answers = []
    for text in ("28/02/2009", "30/02/2009", "31/04/2009"):
        try:
            answers.append(str(read(text)))
        except (ValueError, polars.exceptions.PolarsError, duckdb.Error):
            answers.append("refused")
    print(f"{name:19}", *answers)
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
pyarrow strptime    2009-02-28 2009-03-02 2009-05-01
pyarrow CSV, format 2009-02-28 2009-03-02 2009-05-01
pyarrow CSV, none   2009-02-28 refused refused
Python              2009-02-28 refused refused
polars              2009-02-28 refused refused
DuckDB              2009-02-28 refused refused
SEEN
echo "PASS: as it was seen on 29 November 2026"
