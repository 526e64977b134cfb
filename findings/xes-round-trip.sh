#!/usr/bin/env bash
# An event log that pm4py 2.7.23.11 reads and writes again has other days and attributes that nobody wrote. Midnight of
# 6 April in British Summer Time becomes 23:00 of 5 April in UTC, the same moment and another day; and an event that
# said nothing of whether an absence was acceptable gets a number of it, <float key="acceptable" value="nan"/>, though the
# attribute is a boolean where it stands. A reader that asks for the day, or whether the attribute is there, has another
# answer.
# Seen on 29 November 2026 with pandas 2.3.3 and numpy 2.4.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6
cat >"$folder/case.xes" <<'XES'
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <trace>
    <string key="concept:name" value="EX-1"/>
    <event><string key="concept:name" value="visit"/><date key="time:timestamp" value="2009-04-06T00:00:00.000+01:00"/></event>
    <event>
      <string key="concept:name" value="absence"/><date key="time:timestamp" value="2009-04-20T00:00:00.000+01:00"/>
      <boolean key="acceptable" value="false"/>
    </event>
  </trace>
</log>
XES
(cd "$folder" && venv/bin/python -W ignore - >pm4py-says 2>&1) <<'PYTHON' || { cat "$folder/pm4py-says"; exit 1; }
import pm4py

pm4py.write_xes(pm4py.read_xes("case.xes"), "again.xes")
PYTHON
grep -oE '<(date|boolean|float) key="(time:timestamp|acceptable)"[^>]*>' "$folder/again.xes" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
<date key="time:timestamp" value="2009-04-05T23:00:00+00:00" />
<float key="acceptable" value="nan" />
<date key="time:timestamp" value="2009-04-19T23:00:00+00:00" />
<boolean key="acceptable" value="false" />
SEEN
echo "PASS: as it was seen on 29 November 2026"
