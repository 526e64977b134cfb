#!/usr/bin/env bash
# csvkit 2.2.0 rewrites a column of weekdays into dates of the year 1: Monday becomes 0001-01-08, and "today" the first of
# January of that year. Months become dates too, an appointment at 09:30 a length of nine and a half minutes, and a reference
# of 10-11-12 the eleventh of October. in2csv does all that to a file that is CSV already. The documentation says that
# types are inferred, not that a word is a date; with -I everything stays as it is.
# Seen on 29 November 2026 with agate 1.14.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install csvkit==2.2.0 agate==1.14.2
cat >"$folder/appointments.csv" <<'CSV'
office,reporting day,time,since,reference
North,Monday,09:30,May,10-11-12
South,Friday,14:15,March,01-02-03
CSV
for tool in "in2csv" "csvsort -c office" "in2csv -I"; do
  echo "$tool:"
  # shellcheck disable=SC2086 # the tool and its options
  "$folder"/venv/bin/$tool "$folder/appointments.csv"
done >"$folder/seen" 2>/dev/null
printf 'seen,by\ntoday,Smith\ntoday,Jones\n' >"$folder/contacts.csv"
"$folder/venv/bin/in2csv" "$folder/contacts.csv" >>"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
in2csv:
office,reporting day,time,since,reference
North,0001-01-08,0:09:30,0001-05-01,2012-10-11
South,0001-01-05,0:14:15,0001-03-01,2003-01-02
csvsort -c office:
office,reporting day,time,since,reference
North,0001-01-08,0:09:30,0001-05-01,2012-10-11
South,0001-01-05,0:14:15,0001-03-01,2003-01-02
in2csv -I:
office,reporting day,time,since,reference
North,Monday,09:30,May,10-11-12
South,Friday,14:15,March,01-02-03
seen,by
0001-01-01,Smith
0001-01-01,Jones
SEEN
echo "PASS: as it was seen on 29 November 2026"
