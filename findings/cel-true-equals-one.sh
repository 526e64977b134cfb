#!/usr/bin/env bash
# cel-python 0.5.0 finds a flag that is true equal to the number 1, and raises an error for 1 == 1.0. The language has it
# the other way round in both: values of a flag and of a number are never equal, and numbers of any type are compared by
# what they are (https://github.com/google/cel-spec/blob/master/doc/langdef.md, "Equality" and "Numeric Values").
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install cel-python==0.5.0
(cd "$folder" && venv/bin/python -) >"$folder/seen" <<'PYTHON'
import celpy

environment = celpy.Environment()


def evaluated(text: str, **values: object) -> object:
    program = environment.program(environment.compile(text))
    try:
        return bool(program.evaluate({name: celpy.json_to_cel(value) for name, value in values.items()}))
    except celpy.CELEvalError as error:
        return f"{type(error).__name__}: {error.args[0].split(' applied')[0]}"


print("tier == 1, tier true:", evaluated("tier == 1", tier=True))
print("tier in [1, 2], tier true:", evaluated("tier in [1, 2]", tier=True))
print("1 == 1.0:", evaluated("1 == 1.0"))
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
tier == 1, tier true: True
tier in [1, 2], tier true: CELEvalError: no such overload
1 == 1.0: CELEvalError: found no matching overload for Token('RULE', 'relation_eq')
SEEN
echo "PASS: as it was seen on 29 November 2026"
