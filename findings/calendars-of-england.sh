#!/usr/bin/env bash
# workalendar 17.0.0 knows no bank holiday for the Coronation of Charles III, Monday 8 May 2023, which holidays 0.109 and
# QuantLib 1.44 have, and has the first Monday of May 1995, which was moved to 8 May that year. QuantLib in its turn
# knows no bank holiday on 29 July 1981. So ten working days after Friday 28 April 2023 are another day by each calendar
# that is asked, and a due date with them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install workalendar==17.0.0 holidays==0.109 QuantLib==1.44
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from datetime import date, timedelta

import QuantLib
from holidays import country_holidays
from workalendar.europe import UnitedKingdom

england = country_holidays("GB", subdiv="ENG", years=range(1981, 2025))
work = {day for year in (1981, 1995, 2023) for day, _ in UnitedKingdom().holidays(year)}
quant = QuantLib.UnitedKingdom(QuantLib.UnitedKingdom.Settlement)
holiday = {
    "holidays": lambda day: day in england,
    "workalendar": lambda day: day in work,
    "QuantLib": lambda day: quant.isHoliday(QuantLib.Date(day.day, day.month, day.year)),
}
for day in (date(1981, 7, 29), date(1995, 5, 1), date(1995, 5, 8), date(2023, 5, 8)):
    print(day, *(name for name, is_one in holiday.items() if is_one(day)))
for name, is_one in holiday.items():
    day, left = date(2023, 4, 28), 10
    while left:
        day += timedelta(1)
        left -= day.weekday() < 5 and not is_one(day)
    print("ten working days after 2023-04-28 by", name, day)
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
1981-07-29 holidays workalendar
1995-05-01 workalendar
1995-05-08 holidays QuantLib
2023-05-08 holidays QuantLib
ten working days after 2023-04-28 by holidays 2023-05-16
ten working days after 2023-04-28 by workalendar 2023-05-15
ten working days after 2023-04-28 by QuantLib 2023-05-16
SEEN
