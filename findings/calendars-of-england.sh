#!/usr/bin/env bash
# Four calendars of England's bank holidays differ on days that are law (Royal Proclamations under the Banking and
# Financial Dealings Act 1971, section 1). workalendar 17.0.0 has no holiday for the Coronation, Monday 8 May 2023, and keeps
# the first Monday of May 1995, which was moved to the 8th. QuantLib 1.44 has none for the Royal Wedding of 29 July 1981.
# date-holidays 3.37.0, for JavaScript, has none for either Royal Wedding, for the last day of 1999 and for the Jubilees'
# Mondays of 2002 and 2012, and keeps the Mondays of May 1995, 2002 and 2012 that were moved. holidays 0.109 has all as they
# were. So five working days after a day are another day by each calendar that is asked, and a due date with them; one of
# them is a bank holiday itself.
# Seen on 29 November 2026. Needs npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" date-holidays@3.37.0 >/dev/null
python3 -m venv venv
venv/bin/pip -qq --disable-pip-version-check install workalendar==17.0.0 holidays==0.109 QuantLib==1.44
cat >days.mjs <<'NODE'
import Holidays from 'date-holidays';

const england = new Holidays('GB', 'ENG');
for (let year = 1981; year <= 2024; year += 1) {
  for (const day of england.getHolidays(year)) {
    if (day.type === 'public') console.log(day.date.slice(0, 10));
  }
}
NODE
TZ=Europe/London node days.mjs >days
venv/bin/python - >seen <<'PYTHON'
from datetime import date, timedelta
from pathlib import Path

import QuantLib
from holidays import country_holidays
from workalendar.europe import UnitedKingdom

england = country_holidays("GB", subdiv="ENG", years=range(1981, 2025))
years = (1981, 1995, 1999, 2002, 2011, 2012, 2023)
work = {day for year in years for day, _ in UnitedKingdom().holidays(year)}
script = set(Path("days").read_text().split())
quant = QuantLib.UnitedKingdom(QuantLib.UnitedKingdom.Settlement)
holiday = {
    "holidays": lambda day: day in england,
    "workalendar": lambda day: day in work,
    "QuantLib": lambda day: quant.isHoliday(QuantLib.Date(day.day, day.month, day.year)),
    "date-holidays": lambda day: day.isoformat() in script,
}
day = date(1980, 12, 31)
while (day := day + timedelta(1)) < date(2025, 1, 1):
    if day.year in years and day.weekday() < 5:
        names = [name for name, is_one in holiday.items() if is_one(day)]
        if 0 < len(names) < len(holiday):
            print(day, *names)
for start in (date(2012, 5, 25), date(2023, 4, 28)):
    for name, is_one in holiday.items():
        day, left = start, 5
        while left:
            day += timedelta(1)
            left -= day.weekday() < 5 and not is_one(day)
        print(f"five working days after {start} by {name}: {day}")
PYTHON
cat seen
diff - seen <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
1981-07-29 holidays workalendar
1995-05-01 workalendar date-holidays
1995-05-08 holidays QuantLib
1999-12-31 holidays workalendar QuantLib
2002-05-27 date-holidays
2002-06-03 holidays workalendar QuantLib
2002-06-04 holidays workalendar QuantLib
2011-04-29 holidays workalendar QuantLib
2012-05-28 date-holidays
2012-06-04 holidays workalendar QuantLib
2023-05-08 holidays QuantLib date-holidays
five working days after 2012-05-25 by holidays: 2012-06-01
five working days after 2012-05-25 by workalendar: 2012-06-01
five working days after 2012-05-25 by QuantLib: 2012-06-01
five working days after 2012-05-25 by date-holidays: 2012-06-04
five working days after 2023-04-28 by holidays: 2023-05-09
five working days after 2023-04-28 by workalendar: 2023-05-08
five working days after 2023-04-28 by QuantLib: 2023-05-09
five working days after 2023-04-28 by date-holidays: 2023-05-09
SEEN
echo "PASS: as it was seen on 29 November 2026"
