#!/usr/bin/env bash
# ics 0.7.3 writes into every calendar that it has read CALSCALE:GEORGIAN, the scale of Georgia, where the file had none.
# RFC 5545 knows one scale, GREGORIAN, and takes that where the line is missing (section 3.7.1): a reader is free to refuse
# any other. icalendar 7.3.2 and vobject 0.9.9 pass the word on.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install ics==0.7.3 icalendar==7.3.2 vobject==0.9.9
"$folder/venv/bin/python" -W ignore - >"$folder/seen" <<'PYTHON'
import icalendar
import ics
import vobject

lines = (
    *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//due dates//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20100118T000000Z"),
    *("DTSTART;VALUE=DATE:20100412", "SUMMARY:Report due", "END:VEVENT", "END:VCALENDAR", ""),
)
text = "\r\n".join(lines)
written = ics.Calendar(text).serialize()
print("read:", [line for line in text.splitlines() if line.startswith("CALSCALE")])
print("written:", [line for line in written.splitlines() if line.startswith("CALSCALE")])
print("icalendar reads", icalendar.Calendar.from_ical(written)["CALSCALE"])
print("vobject reads", vobject.readOne(written).calscale.value)
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
read: []
written: ['CALSCALE:GEORGIAN']
icalendar reads GEORGIAN
vobject reads GEORGIAN
SEEN
echo "PASS: as it was seen on 29 November 2026"
