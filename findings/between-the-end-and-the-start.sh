#!/usr/bin/env bash
# In FEEL, the language of decision tables, "e between a and b" is "e >= a and e <= b" (OMG, Decision Model and Notation,
# chapter 10.3.2, semantics of comparisons), so that nothing is between 5 and 1. For feelin 8.2.0 it is: it puts the two ends
# in order first, those of a range [5..1] too, for numbers and for dates. A record whose period ends before it starts has
# dates within it, and no error says that it is upside down. Its cell "> 5" takes the text "9" as well, and "> 10" does not,
# since text is compared with text; the standard has null for both.
# Seen on 29 November 2026. Needs npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" feelin@8.2.0 >/dev/null
cat >feel.mjs <<'NODE'
import { evaluate, unaryTest } from 'feelin';

for (const text of [
  '3 between 1 and 5',
  '3 between 5 and 1',
  '3 >= 5 and 3 <= 1',
  '3 in [5..1]',
  'date("2009-03-16") between date("2009-03-30") and date("2009-03-02")',
]) {
  console.log(text, '=', evaluate(text, {}).value);
}
for (const [cell, input] of [['> 5', 9], ['> 5', '9'], ['> 10', '9']]) {
  console.log(`cell ${cell}, input ${JSON.stringify(input)} =`, unaryTest(cell, { '?': input }).value);
}
NODE
TZ=UTC node feel.mjs >seen
cat seen
diff - seen <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
3 between 1 and 5 = true
3 between 5 and 1 = true
3 >= 5 and 3 <= 1 = false
3 in [5..1] = true
date("2009-03-16") between date("2009-03-30") and date("2009-03-02") = true
cell > 5, input 9 = true
cell > 5, input "9" = true
cell > 10, input "9" = false
SEEN
echo "PASS: as it was seen on 29 November 2026"
