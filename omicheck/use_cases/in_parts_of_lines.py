"""JSON Lines copied to tables, whose parts are then evaluated as those of any tables."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from omicheck.evaluate.engines import choose_engine
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.json_lines import CopiedRecords, copy_lines
from omicheck.records.other_files import other_file
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.evaluation_in_parts import InParts
from omicheck.use_cases.in_parts import read_copied
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.sources import NamedSource

_BEGINNING: Final = 1 << 16


def read_lines_in_parts(
    request: EvaluationRequest, source: NamedSource, rule_base: RuleBase, rules: Sequence[Rule], observer: Observer
) -> InParts | None:
    """The records of JSON Lines, ready to be evaluated in parts; None where they have to be read as a whole.

    Everything that is said of them, and the order in which it is said, is as of records read whole.

    Args:
        request: what is asked for, which is all cases.
        source: where the records come from.
        rule_base: what the rules speak of.
        rules: the rules.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        RecordsUnreadableError: records state different audit dates, or there is no room for the copy.
        AuditDateError: there is no audit date, or none that can be used.
    """
    copied = _copied(source, rule_base.vocabulary)
    if copied is None:
        return None
    engine, why = choose_engine(request.engine, copied.records.taken)
    if engine != "columnar":
        return None
    observer.rejected(copied.records.rejected)
    observer.records_read(source.name, copied.records)
    as_of = audit_date(request.as_of, copied.records, observer)
    if why:
        observer.remark(why)
    return read_copied(request, rule_base, rules, as_of, observer, copied)


def _copied(source: NamedSource, vocabulary: Vocabulary) -> CopiedRecords | None:
    if source.standard_input is not None:
        return copy_lines(io.BytesIO(source.standard_input), source.name, vocabulary, source.name)
    path = Path(source.name)
    try:
        stream = path.open("rb")
    except OSError:
        # What cannot be read is told of where it is read whole.
        return None
    with stream:
        # So is what has the name of JSON Lines only.
        if other_file(source.name, stream.read(_BEGINNING)) is not None:
            return None
        stream.seek(0)
        return copy_lines(stream, source.name, vocabulary, path.name)
