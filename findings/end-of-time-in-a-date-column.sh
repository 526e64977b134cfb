#!/usr/bin/env bash
# 9999-12-31 is what many systems write for "no end". In a Parquet column of dates fastparquet 2026.9.0 reads it as
# 29 March 1816, and a birthday of 1 January 0001, another stand-in, as 30 August 1754: days are turned into nanoseconds of
# 64 bits, and what does not fit wraps round. A column of timestamps in the same file is read right, as is the column of
# dates by pyarrow, DuckDB and polars. A sentence without an end is so one that ended two centuries ago. The format holds
# any day of 32 bits (Parquet's logical types, DATE).
# Seen on 29 November 2026 with pandas 3.0.6, numpy 2.4.6 and pyarrow 26.0.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  fastparquet==2026.9.0 pandas==3.0.6 numpy==2.4.6 pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0
(cd "$folder" && venv/bin/python -) >"$folder/seen" <<'PYTHON'
from datetime import date, datetime

import duckdb
import fastparquet
import polars
import pyarrow
from pyarrow import parquet

days = [date(2009, 3, 2), date(9999, 12, 31), date(1, 1, 1)]
columns = {
    "day": pyarrow.array(days, pyarrow.date32()),
    "moment": pyarrow.array([datetime(day.year, day.month, day.day) for day in days], pyarrow.timestamp("us")),
}
parquet.write_table(pyarrow.table(columns), "sentences.parquet")
frame = fastparquet.ParquetFile("sentences.parquet").to_pandas()
readers = {
    "pyarrow day": parquet.read_table("sentences.parquet")["day"].to_pylist(),
    "DuckDB day": [day for (day,) in duckdb.sql("SELECT day FROM 'sentences.parquet'").fetchall()],
    "polars day": polars.read_parquet("sentences.parquet")["day"].to_list(),
    "fastparquet moment": frame["moment"].tolist(),
    "fastparquet day": frame["day"].tolist(),
}
for name, values in readers.items():
    print(f"{name:18}", *(f"{value.year:04}-{value.month:02}-{value.day:02}" for value in values))
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
pyarrow day        2009-03-02 9999-12-31 0001-01-01
DuckDB day         2009-03-02 9999-12-31 0001-01-01
polars day         2009-03-02 9999-12-31 0001-01-01
fastparquet moment 2009-03-02 9999-12-31 0001-01-01
fastparquet day    2009-03-02 1816-03-29 1754-08-30
SEEN
echo "PASS: as it was seen on 29 November 2026"
