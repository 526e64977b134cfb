"""Case records that are plain data already, held to the same as those of a JSON document."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.findings import Findings
from omicheck.model.vocabulary import Vocabulary
from omicheck.plain_data import compact_json
from omicheck.records.raw import Raw, structured
from omicheck.records.read import Records


def read_plain_records(records: Iterable[object], vocabulary: Vocabulary, name: str) -> Records:
    """The cases that plain data stand for.

    Args:
        records: mappings in the shape of case records; dates may be dates or texts, and each may carry `as_of`.
        vocabulary: the words that records may use.
        name: what problems call them.

    Raises:
        RecordsUnreadableError: records carry different audit dates.
    """
    findings = Findings(name, lambda _: None)
    digest = hashlib.sha256()
    raws: list[Raw] = []
    stated: dict[str, int] = {}
    for place, record in enumerate(records):
        data = _as_json_would(record)
        digest.update(f"{compact_json(data)}\n".encode())
        problems: tuple[Problem, ...] = ()
        if isinstance(data, dict) and "as_of" in data:
            as_of = data.pop("as_of")
            if isinstance(as_of, str):
                stated.setdefault(as_of, place)
            elif as_of is not None:
                problems = (Problem(name, None, f"[{place}].as_of", str(as_of), "a date YYYY-MM-DD"),)
        raws.append(Raw(data, (place,), findings, problems))
    if len(stated) > 1:
        found = " and ".join(f"{as_of} (record {place})" for as_of, place in stated.items())
        problem = Problem(name, None, "", f"records with different as_of: {found}", "one audit date for all records")
        raise RecordsUnreadableError((problem,))
    cases, rejected = structured(raws, vocabulary)
    return Records(cases, tuple(rejected), next(iter(stated), None), {name: digest.hexdigest()})


def _as_json_would(value: object) -> Any:  # noqa: ANN401, it is data of any shape
    """The value as JSON would hold it: dates as ISO text, and what JSON has no form for as its text."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _as_json_would(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_json_would(one) for one in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value)
