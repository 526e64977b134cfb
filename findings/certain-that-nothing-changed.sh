#!/usr/bin/env bash
# McNemar's test asks whether more cases got better than got worse between two months. statsmodels 0.15.0, where the
# exact test is not asked for, gives p = 0, utter certainty of a change, where no case changed at all, and p = 0.48 where
# one got better and one got worse. The correction for continuity takes 1 from the difference even where the difference
# is 0: it makes -1 of it, and squares that. It is meant to bring the statistic nearer to 0, never past it (Edwards,
# "Note on the correction for continuity", Psychometrika 13, 1948); R's mcnemar.test corrects only if the two counts differ
# and gives p = 1 for one and one.
# Seen on 29 November 2026 with numpy 2.4.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install statsmodels==0.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - >"$folder/seen" <<'PYTHON'
from statsmodels.stats.contingency_tables import mcnemar

for better, worse in ((0, 0), (1, 1), (5, 5), (5, 1)):
    table = [[40, better], [worse, 30]]
    corrected, exact = mcnemar(table, exact=False).pvalue, mcnemar(table, exact=True).pvalue
    print(f"{better} better, {worse} worse: p {corrected:.2f} with the correction, {exact:.2f} exactly")
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
0 better, 0 worse: p 0.00 with the correction, 1.00 exactly
1 better, 1 worse: p 0.48 with the correction, 1.00 exactly
5 better, 5 worse: p 0.75 with the correction, 1.00 exactly
5 better, 1 worse: p 0.22 with the correction, 0.22 exactly
SEEN
echo "PASS: as it was seen on 29 November 2026"
