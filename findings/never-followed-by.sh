#!/usr/bin/env bash
# "Not succession" of Declare says that after one activity the other never comes (Di Ciccio and Mecella, "On the discovery
# of declarative control flows for artful processes", ACM TMIS 5(4), 2015, the table of templates). pm4py 2.7.23.11 takes
# it for the contrary of "succession" as a whole: a case breaks it only if every recall is followed by a visit and every
# visit comes after a recall. A case of visit, recall, visit, which has a visit after a recall, is in order by it; recall,
# visit is not. So more of what is forbidden makes a case right. "Not chain succession" is the same. The other sixteen
# templates agreed with their definitions on all 363 cases of one to five out of three activities, and so did "Not
# Response" of Declare4Py 2.2.0.
# Seen on 29 November 2026 with pandas 2.3.3 and numpy 2.4.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - >"$folder/seen" 2>"$folder/errors" <<'PYTHON' || { cat "$folder/errors"; exit 1; }
from datetime import datetime, timedelta

import pandas
import pm4py

cases = (("recall", "visit"), ("visit", "recall"), ("recall", "visit", "recall"), ("visit", "recall", "visit"))
rows = [
    {"case:concept:name": str(number), "concept:name": name, "time:timestamp": datetime(2009, 3, 2) + timedelta(day)}
    for number, case in enumerate(cases)
    for day, name in enumerate(case)
]
log = pandas.DataFrame(rows)
log["time:timestamp"] = log["time:timestamp"].dt.tz_localize("UTC")
for template in ("nonsuccession", "nonchainsuccession"):
    model = {template: {("recall", "visit"): {"support": 1, "confidence": 1.0}}}
    for case, answer in zip(cases, pm4py.conformance_declare(log, model), strict=True):
        print(template, "|", ", ".join(case), "|", "in order" if answer["is_fit"] else "broken")
PYTHON
grep '|' "$folder/seen" >"$folder/lines"
cat "$folder/lines"
diff - "$folder/lines" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
nonsuccession | recall, visit | broken
nonsuccession | visit, recall | in order
nonsuccession | recall, visit, recall | in order
nonsuccession | visit, recall, visit | in order
nonchainsuccession | recall, visit | broken
nonchainsuccession | visit, recall | in order
nonchainsuccession | recall, visit, recall | in order
nonchainsuccession | visit, recall, visit | in order
SEEN
echo "PASS: as it was seen on 29 November 2026"
