#!/usr/bin/env bash
# Four libraries read the same rule of an ICS calendar and give three answers. RFC 5545 (3.3.10) has a date that does not
# exist, such as 31 February, left out and not counted: "every month from 31 January" comes in January, March, May and
# July. node-ical 0.26.1 makes it 28 February and then stays on the 28th. "Every year from 29 February" is 2012 and 2016;
# node-ical has 28 February each year and ical.js 2.2.1 1 March. And the usual way to say "the last day of each month, the
# 28th to the 31st" (BYSETPOS=-1) gives 28 and 29 March after 28 February in ical.js. dateutil 2.9.0 and
# recurring-ical-events 3.8.2 have it as the RFC. A reminder of a review is on another day in each program.
# Seen on 29 November 2026. Needs npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" ical.js@2.2.1 node-ical@0.26.1 >/dev/null
python3 -m venv venv
venv/bin/pip -qq --disable-pip-version-check install \
  icalendar==7.3.2 recurring-ical-events==3.8.2 python-dateutil==2.9.0.post0
cat >rules <<'TEXT'
20090131 FREQ=MONTHLY;COUNT=4
20080229 FREQ=YEARLY;COUNT=3
20090131 FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4
TEXT
cat >dates.mjs <<'NODE'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

for (const line of readFileSync('rules', 'utf8').trim().split('\n')) {
  const [start, rule] = line.split(' ');
  const text = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//reviews//EN', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20080101T000000Z',
    `DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`, 'SUMMARY:Review', 'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n');
  const dates = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')).iterator();
  const byIcalJs = [];
  for (let date = dates.next(); date && byIcalJs.length < 4; date = dates.next()) byIcalJs.push(date.toString());
  console.log(rule, 'ical.js:', ...byIcalJs);
  const event = Object.values(nodeIcal.sync.parseICS(text)).find((part) => part.type === 'VEVENT');
  console.log(rule, 'node-ical:', ...event.rrule.all().map((date) => date.toISOString().slice(0, 10)));
}
NODE
TZ=UTC node dates.mjs >lines
venv/bin/python - >>lines <<'PYTHON'
from datetime import date

import icalendar
import recurring_ical_events
from dateutil.parser import isoparse
from dateutil.rrule import rrulestr

for line in open("rules").read().splitlines():
    start, rule = line.split()
    event = icalendar.Event()
    event.add("uid", "1")
    event.add("dtstamp", isoparse("20080101T000000Z"))
    event.add("dtstart", isoparse(start).date())
    event.add("rrule", icalendar.vRecur.from_ical(rule))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(date(2008, 1, 1), date(2020, 1, 1))
    print(rule, "recurring-ical-events:", *(one.start.isoformat() for one in found))
    print(rule, "dateutil:", *(day.date().isoformat() for day in rrulestr(rule, dtstart=isoparse(start))))
PYTHON
sort -s -k1,1 lines >seen
cat seen
diff - seen <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4 ical.js: 2009-01-31 2009-02-28 2009-03-28 2009-03-29
FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4 node-ical: 2009-01-31 2009-02-28 2009-03-31 2009-04-30
FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4 recurring-ical-events: 2009-01-31 2009-02-28 2009-03-31 2009-04-30
FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4 dateutil: 2009-01-31 2009-02-28 2009-03-31 2009-04-30
FREQ=MONTHLY;COUNT=4 ical.js: 2009-01-31 2009-03-31 2009-05-31 2009-07-31
FREQ=MONTHLY;COUNT=4 node-ical: 2009-01-31 2009-02-28 2009-03-28 2009-04-28
FREQ=MONTHLY;COUNT=4 recurring-ical-events: 2009-01-31 2009-03-31 2009-05-31 2009-07-31
FREQ=MONTHLY;COUNT=4 dateutil: 2009-01-31 2009-03-31 2009-05-31 2009-07-31
FREQ=YEARLY;COUNT=3 ical.js: 2008-02-29 2009-03-01 2010-03-01
FREQ=YEARLY;COUNT=3 node-ical: 2008-02-29 2009-02-28 2010-02-28
FREQ=YEARLY;COUNT=3 recurring-ical-events: 2008-02-29 2012-02-29 2016-02-29
FREQ=YEARLY;COUNT=3 dateutil: 2008-02-29 2012-02-29 2016-02-29
SEEN
echo "PASS: as it was seen on 29 November 2026"
