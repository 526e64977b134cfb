#!/usr/bin/env bash
# rule-engine 5.1.0 tells true from 1 with ==, and does not with `in`: a flag that is true is in a list of numbers that has
# a 1, and a list of flags has a 1 that no flag is equal to.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install rule-engine==5.1.0
(cd "$folder" && venv/bin/python -) >"$folder/seen" <<'PYTHON'
from rule_engine import Rule

for text, case in (
    ("tier == 1", {"tier": True}),
    ("tier in [1, 2]", {"tier": True}),
    ("breached == true", {"breached": 1}),
    ("breached in [true]", {"breached": 1}),
):
    print(f"{text:20} {case!s:20} {Rule(text).matches(case)}")
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
tier == 1            {'tier': True}       False
tier in [1, 2]       {'tier': True}       True
breached == true     {'breached': 1}      False
breached in [true]   {'breached': 1}      True
SEEN
echo "PASS: as it was seen on 29 November 2026"
