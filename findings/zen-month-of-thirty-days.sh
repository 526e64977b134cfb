#!/usr/bin/env bash
# In zen-engine 2.1.3 a month is two things: `duration('1M')` is 30.44 days, so that a limit of one month ends at 10:33 in
# the morning, and `.add(1, 'month')` counts by the calendar. A month after 31 January is 28 February by the one and 2
# March by the other.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install zen-engine==2.1.3
(cd "$folder" && venv/bin/python -) >"$folder/seen" <<'PYTHON'
import zen

for text in (
    "duration('1M')",
    "duration('1M') / 86400",
    "d('2009-01-31').add(1, 'month').format('%Y-%m-%d %H:%M')",
    "d('2009-01-31').add('1M').format('%Y-%m-%d %H:%M')",
    "dateString(date('2009-01-31') + duration('1M'))",
):
    print(text, "=", zen.evaluate_expression(text, {}))
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
duration('1M') = 2630016.0
duration('1M') / 86400 = 30.44
d('2009-01-31').add(1, 'month').format('%Y-%m-%d %H:%M') = 2009-02-28 00:00
d('2009-01-31').add('1M').format('%Y-%m-%d %H:%M') = 2009-02-28 00:00
dateString(date('2009-01-31') + duration('1M')) = 2009-03-02 10:33:36
SEEN
echo "PASS: as it was seen on 29 November 2026"
