#!/usr/bin/env bash
# regopy 1.5.2 runs Rego, the language of Open Policy Agent, from Python. Its max, min and sort order numbers as text: the
# most of 9, 10 and 3 days late is 9, though 10 > 9 holds. time.parse_rfc3339_ns knows no moment, not even one that its own
# time.format wrote: it has no value, and no error, so that a rule that asks whether a day is past is false for every case.
# OPA's policy reference has the greatest of the numbers for max ("Aggregates") and nanoseconds for the other ("Time").
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install regopy==1.5.2
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import json

import regopy

RULES = """package late
import rego.v1
default past := false
past if time.parse_rfc3339_ns(input.day) < time.parse_rfc3339_ns("2009-09-01T00:00:00Z")
"""


def answer(text: str, case: dict[str, str] | None = None) -> str:
    interpreter = regopy.Interpreter()
    interpreter.add_module("late", RULES)
    if case:
        interpreter.set_input(case)
    found = str(interpreter.query(f"x = {text}")).strip()
    return json.dumps(json.loads(found)["bindings"]["x"]) if found.startswith("{") else found


for text in (
    "10 > 9",
    "max([9, 10, 3])",
    "min([9, 10, 3])",
    "sort([9, 10, 3])",
    "time.format(1235952000000000000)",
    'time.parse_rfc3339_ns("2009-03-02T00:00:00Z")',
    "time.parse_rfc3339_ns(time.format(1235952000000000000))",
    'time.parse_ns("2006-01-02", "2009-03-02")',
):
    print(text, "=", answer(text))
print("past, for 2 March 2009 =", answer("data.late.past", {"day": "2009-03-02T00:00:00Z"}))
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
10 > 9 = true
max([9, 10, 3]) = 9
min([9, 10, 3]) = 10
sort([9, 10, 3]) = [10, 3, 9]
time.format(1235952000000000000) = "2009-03-02T00:00:00.000000000Z"
time.parse_rfc3339_ns("2009-03-02T00:00:00Z") = undefined
time.parse_rfc3339_ns(time.format(1235952000000000000)) = undefined
time.parse_ns("2006-01-02", "2009-03-02") = 1235952000000000000
past, for 2 March 2009 = false
SEEN
echo "PASS: as it was seen on 29 November 2026"
