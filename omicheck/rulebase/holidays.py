"""Bank holidays that somebody adds or takes away: `holidays.yaml` of a rules folder, or a file that is named."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path as FilePath
from typing import Final

from omicheck.bank_holidays import ANNOUNCED_UNTIL, MOST_ADDED_IN_A_YEAR, Calendar, NamedDay, bank_holidays
from omicheck.dates import read_date
from omicheck.errors import Problem, RulesWrongError
from omicheck.findings import Findings, Path, show
from omicheck.rulebase.files import read_rule_file
from omicheck.rulebase.folder_walk import shown, why_no_file

HOLIDAYS: Final = "holidays.yaml"
_BEGINS: Final = ("england_and_wales", "nothing")
_KEYS: Final = ("begins_with", "announced_until", "add", "take_away")


def read_holidays_file(file: FilePath) -> Calendar:
    """The bank holidays of a file that is named.

    Raises:
        RulesWrongError: with everything that is wrong with it.
    """
    why_not = why_no_file(file)
    if why_not is not None:
        raise RulesWrongError((Problem(shown(file), None, "", why_not, "a file of bank holidays, in YAML"),))
    data, findings = read_rule_file(file)
    calendar = None if findings.problems else read_holidays(data, findings)
    if calendar is None:
        raise RulesWrongError(tuple(findings.problems))
    return calendar


def read_holidays(data: object, findings: Findings) -> Calendar | None:
    """The calendar that the data of a file stands for, or None where anything is wrong with it."""
    before = len(findings.problems)
    mapping = findings.mapping(data, (), "a mapping with add, or take_away")
    if mapping is None or not findings.keys(mapping, (), _KEYS):
        return None
    begins = mapping.get("begins_with")
    from_nothing = begins is not None and findings.word(begins, _BEGINS, ("begins_with",), "beginning", "") == "nothing"
    added = tuple(_read_days(mapping.get("add"), ("add",), findings))
    taken_away = tuple(_read_days(mapping.get("take_away"), ("take_away",), findings))
    _check_days(added, taken_away, from_nothing=from_nothing, findings=findings)
    announced = _read_announced(mapping.get("announced_until"), added, from_nothing=from_nothing, findings=findings)
    if not (added or taken_away or mapping.get("announced_until")) and len(findings.problems) == before:
        findings.add((), "no day", "a day under add or take_away, or announced_until")
    return None if len(findings.problems) > before else Calendar(added, taken_away, from_nothing, announced)


def _read_days(data: object, path: Path, findings: Findings) -> Iterator[NamedDay]:
    keys = ("date", "name", "source")
    days = findings.mappings([] if data is None else data, path, "a list of days", f"a day with {', '.join(keys)}")
    seen: set[date] = set()
    for at, entry in days:
        if not findings.keys(entry, at, keys, keys):
            continue
        day = read_date(entry["date"])
        name, source = findings.text(entry["name"], (*at, "name")), findings.text(entry["source"], (*at, "source"))
        if day is None:
            findings.add((*at, "date"), show(entry["date"]), "a date YYYY-MM-DD in 1990 to 2050")
        elif day in seen:
            findings.add((*at, "date"), f"{day} a second time", "each day once")
        else:
            seen.add(day)
            yield NamedDay(day, name.strip(), source.strip())


def _check_days(
    added: tuple[NamedDay, ...], taken_away: tuple[NamedDay, ...], *, from_nothing: bool, findings: Findings
) -> None:
    """Whether the days that are taken away are bank holidays, and those that are added are not too many."""
    also = {one.day for one in added}
    for number, one in enumerate(taken_away):
        at = ("take_away", number, "date")
        if one.day in also:
            findings.add(at, f"{one.day} under take_away and under add", "each day in one of the two")
        elif from_nothing:
            findings.add(at, f"{one.day}, where the list begins with nothing", "no day to take away from nothing")
        elif one.day not in bank_holidays(one.day.year):
            of_year = ", ".join(map(str, sorted(bank_holidays(one.day.year))))
            expected = f"a bank holiday of {one.day.year}: {of_year}"
            findings.add(at, f"{one.day}, which is no bank holiday in England and Wales", expected)
    for year, count in sorted(Counter(one.day.year for one in added).items()):
        if count > MOST_ADDED_IN_A_YEAR:
            findings.add(("add",), f"{count} days in {year}", f"at most {MOST_ADDED_IN_A_YEAR} in a year")


def _read_announced(data: object, added: tuple[NamedDay, ...], *, from_nothing: bool, findings: Findings) -> date:
    """The last day for which holidays were announced; of a list of its own, the end of its last year."""
    if data is None:
        last = max((one.day.year for one in added), default=ANNOUNCED_UNTIL.year)
        return date(last, 12, 31) if from_nothing else ANNOUNCED_UNTIL
    day = read_date(data)
    if day is None:
        findings.add(("announced_until",), show(data), "a date YYYY-MM-DD in 1990 to 2050")
    return ANNOUNCED_UNTIL if day is None else day


def both(first: Calendar | None, second: Calendar | None) -> Calendar | None:
    """Two calendars as one: what the second says of a day holds, and else what the first says.

    Args:
        first: that of a rules folder.
        second: that of a file that was named beside it.
    """
    if first is None or second is None or second.from_nothing:
        return first if second is None else second
    later = {one.day for one in (*second.added, *second.taken_away)}
    return Calendar(
        (*(one for one in first.added if one.day not in later), *second.added),
        (*(one for one in first.taken_away if one.day not in later), *second.taken_away),
        first.from_nothing,
        first.announced_until if second.announced_until == ANNOUNCED_UNTIL else second.announced_until,
    )
