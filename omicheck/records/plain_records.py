"""Case records that are plain data already, held to the same as those of a JSON document."""

from collections.abc import Iterable

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.findings import Findings, value_left_out
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.json_lines import different_dates
from omicheck.records.plain_values import hash_of, plain_value
from omicheck.records.raw_records import Raw, structured
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
    plain = [plain_value(record) for record in records]
    sha256 = {name: hash_of(plain)}
    findings = Findings(name, lambda _: None)
    raws: list[Raw] = []
    stated: dict[str, int] = {}
    for place, data in enumerate(plain):
        problems: tuple[Problem, ...] = ()
        if isinstance(data, dict) and "as_of" in data:
            as_of = data.pop("as_of")
            if isinstance(as_of, str):
                stated.setdefault(as_of, place)
            elif as_of is not None:
                problems = (Problem(name, None, f"[{place}].as_of", value_left_out(as_of), "a date YYYY-MM-DD"),)
        raws.append(Raw(data, (place,), findings, problems))
    if len(stated) > 1:
        problem = Problem(name, None, "", different_dates(stated, "record"), "one audit date for all records")
        raise RecordsUnreadableError((problem,))
    cases, rejected = structured(raws, vocabulary)
    return Records(cases, tuple(rejected), next(iter(stated), None), sha256)
