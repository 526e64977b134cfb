#!/usr/bin/env bash
# pm4py 2.7.23.11 gives what it found of each case as a list without the cases' references. That of conformance_declare is in
# the order of the sorted references, as texts, so that EX-10 comes before EX-9; that of conformance_temporal_profile is in
# the order of the log. Who puts the log's cases beside the answers, as lists are, has the one case's breach told of the
# other. In the log here EX-10 is the one that breaks the rule, and the one that is late. The documentation says that there
# is an answer for each trace, and not in which order.
# Seen on 29 November 2026 with pandas 2.3.3 and numpy 2.4.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6
cat >"$folder/cases.xes" <<'XES'
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <trace>
    <string key="concept:name" value="EX-9"/>
    <event><string key="concept:name" value="recall"/><date key="time:timestamp" value="2009-03-02T00:00:00Z"/></event>
    <event><string key="concept:name" value="visit"/><date key="time:timestamp" value="2009-03-09T00:00:00Z"/></event>
  </trace>
  <trace>
    <string key="concept:name" value="EX-10"/>
    <event><string key="concept:name" value="recall"/><date key="time:timestamp" value="2009-03-03T00:00:00Z"/></event>
    <event><string key="concept:name" value="visit"/><date key="time:timestamp" value="2009-06-30T00:00:00Z"/></event>
    <event><string key="concept:name" value="recall"/><date key="time:timestamp" value="2009-07-01T00:00:00Z"/></event>
  </trace>
</log>
XES
(cd "$folder" && venv/bin/python -W ignore -) >"$folder/seen" 2>"$folder/errors" <<'PYTHON' || { cat "$folder/errors"; exit 1; }
import pm4py

log = pm4py.read_xes("cases.xes", variant="iterparse")
print("cases of the log |", *log["case:concept:name"].unique())
model = {"response": {("recall", "visit"): {"support": 1, "confidence": 1.0}}}
answers = pm4py.conformance_declare(log, model)
print("a visit after every recall |", *("in order" if one["is_fit"] else "broken" for one in answers))
profile = {("recall", "visit"): (7 * 86400.0, 86400.0)}
answers = pm4py.conformance_temporal_profile(log, profile)
print("a visit a week after a recall |", *("late" if one else "in time" for one in answers))
PYTHON
grep '|' "$folder/seen" >"$folder/lines"
cat "$folder/lines"
diff - "$folder/lines" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
cases of the log | EX-9 EX-10
a visit after every recall | broken in order
a visit a week after a recall | in time late
SEEN
echo "PASS: as it was seen on 29 November 2026"
