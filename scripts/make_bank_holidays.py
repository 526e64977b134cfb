"""Makes `omicheck/bank_holidays.csv`, the bank holidays of England and Wales that days are counted by.

They come from the `holidays` package. They are kept as a file so that a verdict does not change with the version of a
library that happens to be installed, so that an auditor can read them, and because loading the package takes as long
as checking a case. `--check` fails if the file is not what the package that is installed gives.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from holidays import country_holidays

from fresh import ROOT, make_or_check

# Due dates go no further: a record's dates lie in 1990 to 2050, the longest limit is a hundred years, and the package
# foretells no holiday after 2100.
YEARS = range(1889, 2101)


def files() -> Iterator[tuple[Path, str]]:
    """The file."""
    # Wales shares England's list.
    found = country_holidays("GB", subdiv="ENG", years=YEARS, language="en_GB")
    table = io.StringIO()
    lines = csv.writer(table, lineterminator="\n")
    lines.writerow(("date", "name"))
    # A holiday on the first of January may be listed by the year before.
    lines.writerows((day.isoformat(), name) for day, name in sorted(found.items()) if day.year in YEARS)
    yield ROOT / "omicheck" / "bank_holidays.csv", table.getvalue()


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, files, "is not what holidays gives; run scripts/make_bank_holidays.py"))
