#!/usr/bin/env bash
# pm4py 2.7.23.11's format_dataframe, the first step of every analysis of a table, reads the days of one column each in its
# own order: 02/03/2009 and 09/03/2009 as 3 February and 3 September, month first, and 16/03/2009, which cannot be that, as 16
# March. An induction so comes half a year after the visit that followed it, and the events are put in that order. pandas
# 3.0.6, asked for the same column, refuses it: by the first day the second of them is no date.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install pm4py==2.7.23.11 pandas==3.0.6 numpy==2.4.6
"$folder/venv/bin/python" - >"$folder/seen" 2>"$folder/errors" <<'PYTHON' || { cat "$folder/errors" >&2; exit 1; }
import pandas
import pm4py

days = {"sentence": "02/03/2009", "induction": "09/03/2009", "visit": "16/03/2009"}
frame = pandas.DataFrame({"case": "EX-1", "event": days.keys(), "day": days.values()})
log = pm4py.format_dataframe(frame, case_id="case", activity_key="event", timestamp_key="day")
for event in log.to_dict("records"):
    name = event["concept:name"]
    print(f"pm4py | {name}, written {days[name]} | {event['time:timestamp']:%d %B %Y}")
try:
    pandas.to_datetime(frame["day"])
except ValueError as error:
    print("pandas |", str(error).split(".")[0])
PYTHON
grep '|' "$folder/seen" >"$folder/lines"
grep -i warning "$folder/errors" >>"$folder/lines" || true
cat "$folder/lines"
diff - "$folder/lines" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
pm4py | sentence, written 02/03/2009 | 03 February 2009
pm4py | visit, written 16/03/2009 | 16 March 2009
pm4py | induction, written 09/03/2009 | 03 September 2009
pandas | time data "16/03/2009" doesn't match format "%m/%d/%Y"
SEEN
echo "PASS: as it was seen on 29 November 2026"
