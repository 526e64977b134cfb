"""What an earlier time gave: its records evaluated now, or the rows that `check` wrote then."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from omicheck.errors import AuditDateError, ExitStatus, RequestWrongError
from omicheck.groups import Group
from omicheck.model.row import Row
from omicheck.progress.matching import is_of_an_occurrence
from omicheck.records.pseudonymised import cases_under_pseudonyms
from omicheck.records.raw_records import Rejected
from omicheck.row_files.earlier_rows import read_earlier_rows
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.sources import NamedSource, pseudonyms_of
from omicheck.use_cases.status import exit_status
from omicheck.use_cases.strategies import evaluated


@frozen(eq=False)
class EarlierCase:
    """A case at the earlier time.

    Attributes:
        rows: its rows that are of an occurrence: the others, most of all, would have to be kept for nothing.
        groups: whose it was; empty where that is not known.
    """

    rows: Sequence[Row]
    groups: Mapping[str, Group]


@frozen(eq=False)
class EarlierTime:
    """What the earlier time gave.

    Attributes:
        cases: each case, by its reference.
        rules: the ids of the rules that were evaluated.
        as_of: the audit date; None where rows do not say it.
        rules_sha256: hash of the rules; None where rows do not say it.
        is_evaluated_here: whether records were evaluated now, by the rules of the later time.
        rejected: the records that were not taken.
        manifest: of the run, or of the file of rows.
        status: the exit status that it calls for.
    """

    cases: Mapping[str, EarlierCase]
    rules: frozenset[str]
    as_of: date | None
    rules_sha256: str | None
    is_evaluated_here: bool
    rejected: Sequence[Rejected]
    manifest: Mapping[str, Any]
    status: ExitStatus


def of_records(request: EvaluationRequest, observer: Observer) -> EarlierTime:
    """What records of the earlier time give.

    Args:
        request: what is to be evaluated.
        observer: is told of what is read.

    Raises:
        RequestWrongError: they carry no audit date, and none was stated.
        OmicheckError: what `evaluated` raises.
    """
    cases: dict[str, EarlierCase] = {}
    with dated_apart():
        # As a date it is not told of as one of `--as-of`.
        as_of = None if request.as_of is None else audit_date(request.as_of, None, observer)
    with dated_apart(), evaluated(evolve(request, as_of=as_of), observer) as evaluation:
        for part in evaluation.parts():
            groups = {name: part.groups(name) for name in evaluation.by}
            rows_of = {
                case_id: list(filter(is_of_an_occurrence, rows))
                for case_id, rows in groupby(part.rows(), attrgetter("case_id"))
            }
            for place, case_id in enumerate(part.case_ids):
                whose = {name: of[place] for name, of in groups.items()}
                cases[case_id] = EarlierCase(rows_of.get(case_id, []), whose)
        rules = frozenset(rule.id for rule in evaluation.rules)
    records = evaluation.records()
    return EarlierTime(
        cases,
        rules,
        evaluation.as_of,
        evaluation.rule_base.sha256,
        is_evaluated_here=True,
        rejected=records.rejected,
        manifest=evaluation.manifest(),
        status=exit_status(records.rejected, evaluation.verdicts),
    )


@contextmanager
def dated_apart() -> Iterator[None]:
    """Asks for the audit date of the earlier records by its own name."""
    try:
        yield
    except AuditDateError as error:
        found = "none" if error.stated is None else repr(error.stated)
        expected = f"{error.expected or 'a date YYYY-MM-DD'}: the audit date of the earlier records"
        raise RequestWrongError(("earlier_as_of",), found, expected) from error


def of_rows(file: Path, as_of: date | None, later: EvaluationRequest) -> EarlierTime:
    """What rows of the earlier time give.

    Args:
        file: the file of rows.
        as_of: the audit date that they were found for, if it is stated.
        later: what is evaluated of the later time: of rows too only the cases of its list are looked at.

    Raises:
        AcceptedWrongError: the file cannot be used.
        RequestWrongError: the rows were found for another date than the one that is stated.
    """
    found = read_earlier_rows(file)
    if as_of is not None and found.as_of not in (None, as_of):
        expected = f"{found.as_of}, for which the rows were found: verdicts are not dated anew"
        raise RequestWrongError(("earlier_as_of",), as_of.isoformat(), expected)
    source = later.source
    listed = source.case_list if isinstance(source, NamedSource) else None
    pseudonyms = pseudonyms_of(source)
    wanted = None if listed is None else frozenset(cases_under_pseudonyms(listed.references, pseudonyms))
    earlier = found.rows
    if pseudonyms is not None:
        earlier = [evolve(row, case_id=pseudonyms.of("case", row.case_id)) for row in earlier]
    cases = {
        case_id: EarlierCase(list(filter(is_of_an_occurrence, rows)), {})
        for case_id, rows in groupby(earlier, attrgetter("case_id"))
        if wanted is None or case_id in wanted
    }
    as_of = as_of or found.as_of
    manifest = {
        "rows": {"sha256": found.sha256, "number": len(found.rows)},
        "as_of": None if as_of is None else as_of.isoformat(),
        "rules": {"sha256": found.rules_sha256},
    }
    rules = frozenset(row.rule for row in found.rows)
    return EarlierTime(
        cases,
        rules,
        as_of,
        found.rules_sha256,
        is_evaluated_here=False,
        rejected=(),
        manifest=manifest,
        status=ExitStatus.NOTHING_FOUND,
    )
