"""Records under pseudonyms: what comes behind this step sees no reference, and no text in which a name may stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve

from omicheck.errors import Problem
from omicheck.model.case import Answer, Case, Event
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.records.case_list import CaseList
from omicheck.records.pseudonyms import Pseudonyms
from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.records.structure import reference_of
from omicheck.text import printable

_REASONS = "answers: reason"


def pseudonymised(records: Records, vocabulary: Vocabulary, pseudonyms: Pseudonyms) -> Records:
    """Records with pseudonyms for references, without texts that may name somebody.

    Args:
        records: the records.
        vocabulary: says what is a reference, and what may name somebody.
        pseudonyms: what gives them.

    Raises:
        CommandWrongError: two references have one pseudonym.
    """
    left_out: Counter[str] = Counter()
    # By pseudonym, as the order of references would tell of them.
    cases = sorted((_case(one, vocabulary, pseudonyms, left_out) for one in records.cases), key=lambda one: one.case_id)
    return evolve(
        records,
        cases=tuple(cases),
        rejected=rejected_under_pseudonyms(records.rejected, pseudonyms),
        places={pseudonyms.of("case", case_id): place for case_id, place in records.places.items()},
        pseudonyms=pseudonyms,
        texts_left_out=dict(sorted(left_out.items())),
    )


def told_left_out(texts: Mapping[str, int]) -> str:
    """Which texts were left out, in words; empty where none was."""
    some = [f"{printable(name)} ({number:,})" for name, number in texts.items()]
    return f"left out under pseudonyms, as names may stand there: {', '.join(some)}" if some else ""


def _case(case: Case, vocabulary: Vocabulary, pseudonyms: Pseudonyms, left_out: Counter[str]) -> Case:
    fields = _values(case.fields, vocabulary.fields, pseudonyms, left_out, "")
    case_id = pseudonyms.of("case", case.case_id)
    if "case_id" in fields:
        fields["case_id"] = case_id
    events = tuple(_event(event, vocabulary, pseudonyms, left_out) for event in case.events)
    answers = tuple(_answer(answer, pseudonyms, left_out) for answer in case.answers)
    return Case(case_id, fields, events, answers)


def _event(event: Event, vocabulary: Vocabulary, pseudonyms: Pseudonyms, left_out: Counter[str]) -> Event:
    if not event.attributes:
        return event
    types = vocabulary.events[event.type].attributes
    return evolve(event, attributes=_values(event.attributes, types, pseudonyms, left_out, f"{event.type}: "))


def _answer(answer: Answer, pseudonyms: Pseudonyms, left_out: Counter[str]) -> Answer:
    left_out.update((_REASONS,) if answer.reason is not None else ())
    return evolve(answer, by=None if answer.by is None else pseudonyms.of("inspector", answer.by), reason=None)


def _values(
    values: Mapping[str, Value],
    types: Mapping[str, ValueType],
    pseudonyms: Pseudonyms,
    left_out: Counter[str],
    whose: str,
) -> dict[str, Value]:
    kept: dict[str, Value] = {}
    for name, value in values.items():
        wanted = types[name]
        if isinstance(value, str) and isinstance(wanted.personal, str):
            kept[name] = pseudonyms.of(wanted.personal, value)
        elif wanted.kind == "text" and wanted.personal:
            left_out[f"{whose}{name}"] += 1
        else:
            kept[name] = value
    return kept


def rejected_under_pseudonyms(rejected: Iterable[Rejected], pseudonyms: Pseudonyms) -> tuple[Rejected, ...]:
    """What was rejected, without all of each but its reference: anything may stand anywhere in it.

    Args:
        rejected: records or answers.
        pseudonyms: what gives pseudonyms.
    """
    return tuple(_rejected(one, pseudonyms) for one in rejected)


def _rejected(one: Rejected, pseudonyms: Pseudonyms) -> Rejected:
    case_id = reference_of(one.record)
    kept: dict[str, Any] = {"case_id": pseudonyms.of("case", case_id)} if case_id else {}
    return Rejected(problems_under_pseudonyms(one.problems, pseudonyms), kept, one.place)


def problems_under_pseudonyms(problems: Iterable[Problem], pseudonyms: Pseudonyms) -> tuple[Problem, ...]:
    """Problems with pseudonyms, and without the values that they could tell whoever asks for them.

    Args:
        problems: the problems.
        pseudonyms: what gives pseudonyms.
    """
    return tuple(_problem(one, pseudonyms) for one in problems)


def _problem(problem: Problem, pseudonyms: Pseudonyms) -> Problem:
    # The nearest of a reference is a reference.
    is_of_reference = problem.path.rpartition(".")[2] in ("case_id", "person_id", "")
    nearest = None if problem.nearest is None or is_of_reference else "".join(problem.nearest) or None
    case_id = None if problem.case_id is None else pseudonyms.of("case", problem.case_id)
    # Joined anew they are texts, which have no value with them.
    found, expected = "".join(problem.found), "".join(problem.expected)
    return evolve(problem, found=found, expected=expected, nearest=nearest, case_id=case_id)


def list_under_pseudonyms(wanted: CaseList, pseudonyms: Pseudonyms) -> CaseList:
    """A list of cases by pseudonyms, whichever of both it names them by."""
    return evolve(wanted, references=tuple(dict.fromkeys(cases_under_pseudonyms(wanted.references, pseudonyms))))


def cases_under_pseudonyms(references: Sequence[str], pseudonyms: Pseudonyms | None) -> tuple[str, ...]:
    """References of cases as pseudonyms; as they are where there are none to be given."""
    return tuple(references) if pseudonyms is None else tuple(pseudonyms.of("case", one) for one in references)
