#!/usr/bin/env bash
# A flag that is true is the number 1 in two languages of rules in Python, here and there. rule-engine 5.1.0 tells them apart
# with ==, and not with `in`: a tier of true is in [1, 2], and a 1 is in a list of flags that has nothing it is equal to.
# cel-python 0.5.0 is the other way round: tier == 1 holds for true, `in` is an error, and so is 1 == 1.0. Its language has
# a flag never equal to a number, and numbers of any type compared by what they are (github.com/google/cel-spec,
# doc/langdef.md, "Equality" and "Numeric Values").
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install rule-engine==5.1.0 cel-python==0.5.0
(cd "$folder" && venv/bin/python -) >"$folder/seen" <<'PYTHON'
import celpy
from rule_engine import Rule

environment = celpy.Environment()


def by_cel(text: str, values: dict[str, object]) -> object:
    program = environment.program(environment.compile(text))
    try:
        return bool(program.evaluate({name: celpy.json_to_cel(value) for name, value in values.items()}))
    except celpy.CELEvalError as error:
        return f"{type(error).__name__}: {error.args[0].split(' applied')[0]}"


for text, case in (
    ("tier == 1", {"tier": True}),
    ("tier in [1, 2]", {"tier": True}),
    ("breached == true", {"breached": 1}),
    ("breached in [true]", {"breached": 1}),
):
    print("rule-engine", text, case, Rule(text).matches(case))
for text, case in (("tier == 1", {"tier": True}), ("tier in [1, 2]", {"tier": True}), ("1 == 1.0", {})):
    print("cel-python", text, case, by_cel(text, case))
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
rule-engine tier == 1 {'tier': True} False
rule-engine tier in [1, 2] {'tier': True} True
rule-engine breached == true {'breached': 1} False
rule-engine breached in [true] {'breached': 1} True
cel-python tier == 1 {'tier': True} True
cel-python tier in [1, 2] {'tier': True} CELEvalError: no such overload
cel-python 1 == 1.0 {} CELEvalError: found no matching overload for Token('RULE', 'relation_eq')
SEEN
echo "PASS: as it was seen on 29 November 2026"
