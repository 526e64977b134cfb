#!/usr/bin/env bash
# sarif-tools 3.0.5 counts as errors, and fails a build with --check error for, a result that was accepted (a suppression of
# status accepted: SARIF 2.1.0, 3.27.23 and 3.35) and one that was there before and is no longer (baselineState absent:
# 3.27.24). So the failure that was mended last month, and says so, stops this month's build. A result without a place,
# which 3.27.12 allows, is shown on line 1. A filter file for suppressions is documented, none is used unasked, and for
# absent results there is none.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -qq --disable-pip-version-check install sarif-tools==3.0.5
venv/bin/python - <<'PYTHON'
import json

place = {"physicalLocation": {"artifactLocation": {"uri": "cases.json"}, "region": {"startLine": 3}}}
result = {"ruleId": "report-on-time", "level": "error", "locations": [place]}
accepted = {"kind": "external", "status": "accepted", "justification": "agreed"}
results = {
    "accepted": {**result, "message": {"text": "accepted"}, "suppressions": [accepted]},
    "gone": {**result, "message": {"text": "gone since last month"}, "baselineState": "absent"},
    "nowhere": {**result, "message": {"text": "without a place"}, "locations": []},
}
for name, one in results.items():
    run = {"tool": {"driver": {"name": "audit"}}, "results": [one]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    with open(f"{name}.sarif", "w") as file:
        json.dump(log, file)
PYTHON
for name in accepted gone nowhere; do
  venv/bin/sarif csv --output "$name.csv" "$name.sarif" >/dev/null
  tail -1 "$name.csv" | tr -d '\r'
  status=0
  venv/bin/sarif --check error summary "$name.sarif" >/dev/null || status=$?
  echo "$name: status $status"
done >seen
cat seen
diff - seen <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
audit,error,report-on-time,accepted,cases.json,3
accepted: status 1
audit,error,report-on-time,gone since last month,cases.json,3
gone: status 1
audit,error,report-on-time,without a place,-,1
nowhere: status 1
SEEN
echo "PASS: as it was seen on 29 November 2026"
