#!/usr/bin/env bash
# How old is somebody born on 29 February 1992 on 28 February 2010? date-fns 4.4.0 has three answers: 17 years
# (differenceInYears), 216 months, which is 18 years (differenceInMonths), and 17 years and 12 months (intervalToDuration).
# Luxon 3.7.2, Day.js 1.11.23, Moment 2.31.0 and Python's dateutil 2.9.0 have 18 years; Temporal (polyfill 0.5.1) has 17 and 215
# months. From 29 January to 28 February is a whole month for all but Temporal. A limit by age or by months is kept or not
# by the library that is asked, or by its function.
# Seen on 29 November 2026. Needs npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" \
  date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23 moment@2.31.0 @js-temporal/polyfill@0.5.1 >/dev/null
python3 -m venv venv
venv/bin/pip -qq --disable-pip-version-check install python-dateutil==2.9.0.post0
cat >ages.mjs <<'NODE'
import { Temporal } from '@js-temporal/polyfill';
import { differenceInMonths, differenceInYears, intervalToDuration } from 'date-fns';
import dayjs from 'dayjs';
import { DateTime } from 'luxon';
import moment from 'moment';

for (const [from, to] of [['1992-02-29', '2010-02-28'], ['2009-01-29', '2009-02-28']]) {
  const start = new Date(from);
  const end = new Date(to);
  const show = (name, years, months) => console.log(from, to, `${name}: ${years} years, ${months} months`);
  const whole = (unit) => Math.floor(DateTime.fromISO(to).diff(DateTime.fromISO(from), unit)[unit]);
  const both = intervalToDuration({ start, end });
  show('date-fns', differenceInYears(end, start), differenceInMonths(end, start));
  console.log(from, to, `date-fns, both at once: ${both.years ?? 0} years and ${both.months ?? 0} months`);
  show('Luxon', whole('years'), whole('months'));
  show('Day.js', dayjs(to).diff(from, 'year'), dayjs(to).diff(from, 'month'));
  show('Moment', moment(to).diff(from, 'years'), moment(to).diff(from, 'months'));
  const until = (largestUnit) => Temporal.PlainDate.from(from).until(to, { largestUnit });
  show('Temporal', until('years').years, until('months').months);
}
NODE
TZ=UTC node ages.mjs >seen
venv/bin/python - >>seen <<'PYTHON'
from datetime import date

from dateutil.relativedelta import relativedelta

for start, end in ((date(1992, 2, 29), date(2010, 2, 28)), (date(2009, 1, 29), date(2009, 2, 28))):
    between = relativedelta(end, start)
    print(f"{start} {end} dateutil: {between.years} years, {between.years * 12 + between.months} months")
PYTHON
cat seen
diff - seen <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
1992-02-29 2010-02-28 date-fns: 17 years, 216 months
1992-02-29 2010-02-28 date-fns, both at once: 17 years and 12 months
1992-02-29 2010-02-28 Luxon: 18 years, 216 months
1992-02-29 2010-02-28 Day.js: 18 years, 216 months
1992-02-29 2010-02-28 Moment: 18 years, 216 months
1992-02-29 2010-02-28 Temporal: 17 years, 215 months
2009-01-29 2009-02-28 date-fns: 0 years, 1 months
2009-01-29 2009-02-28 date-fns, both at once: 0 years and 1 months
2009-01-29 2009-02-28 Luxon: 0 years, 1 months
2009-01-29 2009-02-28 Day.js: 0 years, 1 months
2009-01-29 2009-02-28 Moment: 0 years, 1 months
2009-01-29 2009-02-28 Temporal: 0 years, 0 months
1992-02-29 2010-02-28 dateutil: 18 years, 216 months
2009-01-29 2009-02-28 dateutil: 0 years, 1 months
SEEN
echo "PASS: as it was seen on 29 November 2026"
