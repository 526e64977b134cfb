#!/usr/bin/env bash
# fhirpathpy 2.2.4 is fhirpath.js 5.2.2 carried over to Python. The same expressions have other answers: -5 mod 3 is -2 by
# the one and 1 by the other, 2.5 is rounded to 3 and to 2, and 2009-02-30 and 2009-99-99 convert to a date in Python. The
# language has the remainder of truncated division, so -2 (FHIRPath, "mod"), half rounded up (FHIRPath, "round"), and dates
# of the calendar. Both give the same for the rest of what a rule is made of, so that a comparison of a few will not show it.
# Seen on 29 November 2026. Needs npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" fhirpath@5.2.2 >/dev/null
python3 -m venv venv
venv/bin/pip -qq --disable-pip-version-check install fhirpathpy==2.2.4
cat >expressions <<'TEXT'
-5 mod 3
(2.5).round(0)
(3.5).round(0)
'2009-02-28'.convertsToDate()
'2009-02-30'.convertsToDate()
'2009-99-99'.convertsToDate()
@2009-01-31 + 1 month
@2009-03 < @2009-03-02
TEXT
cat >engine.mjs <<'NODE'
import { readFileSync } from 'node:fs';
import fhirpath from 'fhirpath';

for (const text of readFileSync('expressions', 'utf8').trim().split('\n')) {
  console.log(`fhirpath.js ${text} = ${fhirpath.evaluate({}, text).map(String)}`.trimEnd());
}
NODE
node engine.mjs >seen
venv/bin/python -W ignore - >>seen <<'PYTHON'
from fhirpathpy import evaluate

for text in open("expressions").read().splitlines():
    print("fhirpathpy", text, "=", *(str(value).lower() for value in evaluate({}, text, {})))
PYTHON
sed -i 's/ *$//' seen
cat seen
diff - seen <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
fhirpath.js -5 mod 3 = -2
fhirpath.js (2.5).round(0) = 3
fhirpath.js (3.5).round(0) = 4
fhirpath.js '2009-02-28'.convertsToDate() = true
fhirpath.js '2009-02-30'.convertsToDate() = false
fhirpath.js '2009-99-99'.convertsToDate() = false
fhirpath.js @2009-01-31 + 1 month = 2009-02-28
fhirpath.js @2009-03 < @2009-03-02 =
fhirpathpy -5 mod 3 = 1
fhirpathpy (2.5).round(0) = 2
fhirpathpy (3.5).round(0) = 4
fhirpathpy '2009-02-28'.convertsToDate() = true
fhirpathpy '2009-02-30'.convertsToDate() = true
fhirpathpy '2009-99-99'.convertsToDate() = true
fhirpathpy @2009-01-31 + 1 month = 2009-02-28
fhirpathpy @2009-03 < @2009-03-02 =
SEEN
echo "PASS: as it was seen on 29 November 2026"
