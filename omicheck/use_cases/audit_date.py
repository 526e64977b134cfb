"""The audit date: the one that is asked for, or else that of the records, and what is said where there is neither."""

from datetime import date

from omicheck.dates import FIRST_DAY, LAST_DAY, read_date
from omicheck.errors import AuditDateError
from omicheck.records.read import Records
from omicheck.use_cases.observer import Observer


def audit_date(as_of: date | str | None, records: Records | None, observer: Observer) -> date:
    """The audit date that is asked for, or else that of the records.

    Args:
        as_of: the date that is asked for, as a date or as it was written; None for that which the records carry.
        records: the records; None where they can carry none.
        observer: is told if it overrules the records.

    Raises:
        AuditDateError: there is none, or it is none that can be used.
    """
    of_records = None if records is None else records.as_of
    stated = of_records if as_of is None else as_of
    if stated is None:
        raise AuditDateError(None, by_records=True, expected="")
    day = stated if isinstance(stated, date) else read_date(stated)
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        years = f"{FIRST_DAY.year} to {LAST_DAY.year}"
        expected = f"a date YYYY-MM-DD in {years}{'' if as_of is None else ', such as 2010-01-18'}"
        raise AuditDateError(str(stated), by_records=as_of is None, expected=expected)
    if isinstance(as_of, str) and of_records is not None and of_records != as_of:
        observer.remark(f"audit date {as_of} from --as-of, in place of the records' {of_records}")
    return day
