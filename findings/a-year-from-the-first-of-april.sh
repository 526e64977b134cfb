#!/usr/bin/env bash
# OpenFisca-Core 46.0.1 takes a year that begins on any day, as the tax year of the United Kingdom does on 6 April
# (year:2009-04-06:1), and reckons with it rightly: it stops on 5 April. Written as text it is year:2009-04, and read again
# that is the year from 1 April, another period, without an error. A month from the 15th becomes 2009-01, the whole of
# January. Values that are kept on disk are in files of that name: what was worked out for the tax year is overwritten by
# what is for the year from 1 April, and given for both. Periods of days keep theirs.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install OpenFisca-Core==46.0.1
"$folder/venv/bin/python" -W ignore - >"$folder/seen" <<'PYTHON'
import tempfile

import numpy
from openfisca_core.data_storage import OnDiskStorage
from openfisca_core.periods import period

for text in ("year:2009-04-06:1", "month:2009-01-15:1", "day:2009-04-06:365"):
    once = period(text)
    again = period(str(once))
    print(f"{text}: {once.start} to {once.stop}; written {once}; read again {again.start} to {again.stop}")
with tempfile.TemporaryDirectory() as folder:
    kept = OnDiskStorage(folder)
    kept.put(numpy.array([100]), period("year:2009-04-06:1"))
    kept.put(numpy.array([7]), period("year:2009-04:1"))
    for text in ("year:2009-04-06:1", "year:2009-04:1"):
        print(f"kept on disk for {text}: {kept.get(period(text))[0]}")
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
year:2009-04-06:1: 2009-04-06 to 2010-04-05; written year:2009-04; read again 2009-04-01 to 2010-03-31
month:2009-01-15:1: 2009-01-15 to 2009-02-14; written 2009-01; read again 2009-01-01 to 2009-01-31
day:2009-04-06:365: 2009-04-06 to 2010-04-05; written day:2009-04-06:365; read again 2009-04-06 to 2010-04-05
kept on disk for year:2009-04-06:1: 7
kept on disk for year:2009-04:1: 7
SEEN
echo "PASS: as it was seen on 29 November 2026"
