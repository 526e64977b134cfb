"""What people write beside the records: figures of the area, views, good practice, recommendations, in YAML files.

area: Invented Area
figures:
  - {label: Total caseload, value: 3420}

views:
  - group: Offenders
    questionnaires: 5
    answers: [{text: Had a clear induction, count: 4, of: 5}]

good_practice:
  - {criterion: 1.4, title: Planning together, text: The plan was drawn up with the offender.}

recommendations:
  - {criterion: 1.2, text: Screenings are made on time., who: Head of operations, by_when: June 2010}
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import frozen

from omicheck.errors import SupplementWrongError
from omicheck.findings import Findings, is_whole_number, show
from omicheck.findings import Path as DataPath
from omicheck.model.scheme import Scheme
from omicheck.report.values.written import Answered, ContextFigure, GoodPractice, Recommendation, Views
from omicheck.rulebase.yaml_file import read_yaml

_Read = TypeVar("_Read")

CONTEXT_KEYS: Final = ("area", "figures", "note")
FIGURE_KEYS: Final = ("label", "value", "note")
VIEWS_KEYS: Final = ("group", "about", "questionnaires", "interviews", "answers", "quotes")
ANSWER_KEYS: Final = ("text", "count", "of")
GOOD_PRACTICE_KEYS: Final = ("criterion", "title", "text", "case_id")
RECOMMENDATION_KEYS: Final = ("criterion", "text", "who", "by_when", "became")


@frozen
class Context:
    """What is known of the area.

    Attributes:
        area: its name; empty where none is given.
        figures: its figures.
        note: what is to be known of them.
    """

    area: str = ""
    figures: tuple[ContextFigure, ...] = ()
    note: str = ""


def read_context(file: Path) -> Context:
    """The figures of the area in a file.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def read(document: Mapping[str, Any], findings: Findings) -> Context:
        findings.keys(document, (), CONTEXT_KEYS)
        figures = []
        for at, entry in _entries(document, "figures", findings):
            if findings.keys(entry, at, FIGURE_KEYS, FIGURE_KEYS[:2]):
                told = (_word(entry[key], (*at, key), findings) for key in FIGURE_KEYS if entry.get(key) is not None)
                figures.append(ContextFigure(*told))
        return Context(_text(document, "area", (), findings), tuple(figures), _text(document, "note", (), findings))

    return _read(file, CONTEXT_KEYS, read)


def read_views(file: Path) -> tuple[Views, ...]:
    """What people said, in a file.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def read(document: Mapping[str, Any], findings: Findings) -> tuple[Views, ...]:
        findings.keys(document, (), ("views",), ("views",))
        return tuple(_views(entry, at, findings) for at, entry in _entries(document, "views", findings))

    return _read(file, ("views",), read)


def _views(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Views:
    findings.keys(entry, at, VIEWS_KEYS, VIEWS_KEYS[:1])
    quotes = [findings.text(quote, place) for place, quote in _items(entry, "quotes", at, findings)]
    return Views(
        _text(entry, "group", at, findings),
        _text(entry, "about", at, findings),
        _number(entry, "questionnaires", at, findings),
        _number(entry, "interviews", at, findings),
        tuple(_answers(entry, at, findings)),
        tuple(quotes),
    )


def _answers(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Iterator[Answered]:
    for place, answer in _entries(entry, "answers", findings, at):
        if not findings.keys(answer, place, ANSWER_KEYS, ANSWER_KEYS):
            continue
        count, of = (_number(answer, key, place, findings) for key in ANSWER_KEYS[1:])
        if count is not None and of is not None and count > of:
            findings.add((*place, "count"), f"{count} of {of}", f"at most the {of} that it is of")
        yield Answered(_text(answer, "text", place, findings), count, of)


def read_good_practice(file: Path, scheme: Scheme) -> tuple[GoodPractice, ...]:
    """The examples of good practice in a file.

    Args:
        file: the file.
        scheme: has the criteria that an example may be of.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def one(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> GoodPractice:
        findings.keys(entry, at, GOOD_PRACTICE_KEYS, GOOD_PRACTICE_KEYS[:3])
        criterion = _criterion(entry, at, scheme, findings)
        title, text, case_id = (_text(entry, key, at, findings) for key in GOOD_PRACTICE_KEYS[1:])
        return GoodPractice(criterion, title, text, case_id or None)

    return _read_list(file, "good_practice", one)


def read_recommendations(file: Path, scheme: Scheme) -> tuple[Recommendation, ...]:
    """The recommendations in a file, as inspectors have written them.

    Args:
        file: the file.
        scheme: has the criteria that one may be about.

    Raises:
        SupplementWrongError: with every problem of the file.
    """
    titles = _criteria(scheme)

    def one(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Recommendation:
        findings.keys(entry, at, RECOMMENDATION_KEYS, RECOMMENDATION_KEYS[:2])
        criterion = _criterion(entry, at, scheme, findings)
        text, who, by_when, became = (_text(entry, key, at, findings) for key in RECOMMENDATION_KEYS[1:])
        number = int(at[-1]) + 1
        return Recommendation(
            number, criterion, titles.get(criterion, ""), text, (), who, by_when, became, is_draft=False
        )

    return _read_list(file, "recommendations", one)


# --- parts of files --------------------------------------------------------------------------------------


def _read_list(
    file: Path, key: str, one: Callable[[Mapping[str, Any], DataPath, Findings], _Read]
) -> tuple[_Read, ...]:
    def read(document: Mapping[str, Any], findings: Findings) -> tuple[_Read, ...]:
        findings.keys(document, (), (key,), (key,))
        return tuple(one(entry, at, findings) for at, entry in _entries(document, key, findings))

    return _read(file, (key,), read)


def _read(file: Path, keys: tuple[str, ...], read: Callable[[Mapping[str, Any], Findings], _Read]) -> _Read:
    data, findings = read_yaml(file)
    document = None
    if not findings.problems:
        document = findings.mapping(data, (), f"a mapping with {', '.join(keys)}")
    found = None if document is None else read(document, findings)
    if findings.problems or found is None:
        raise SupplementWrongError(tuple(findings.problems))
    return found


def _criteria(scheme: Scheme) -> Mapping[str, str]:
    return {one.id: one.title for section in scheme.sections for one in section.criteria}


def _criterion(entry: Mapping[str, Any], at: DataPath, scheme: Scheme, findings: Findings) -> str:
    name = entry.get("criterion")
    if name is not None and str(name) not in _criteria(scheme):
        findings.unknown_name((*at, "criterion"), "criterion", name, _criteria(scheme))
    return str(name)


def _items(entry: Mapping[str, Any], key: str, at: DataPath, findings: Findings) -> Iterator[tuple[DataPath, Any]]:
    return findings.items([] if entry.get(key) is None else entry[key], (*at, key), "a list")


def _entries(
    entry: Mapping[str, Any], key: str, findings: Findings, at: DataPath = ()
) -> Iterator[tuple[DataPath, Mapping[str, Any]]]:
    data = [] if entry.get(key) is None else entry[key]
    return findings.mappings(data, (*at, key), "a list", "a mapping")


def _text(entry: Mapping[str, Any], key: str, at: DataPath, findings: Findings) -> str:
    """A text, empty where there is none."""
    return "" if entry.get(key) is None else findings.text(entry[key], (*at, key))


def _word(data: object, at: DataPath, findings: Findings) -> str:
    """A text, or a whole number as one."""
    return f"{data:,}" if is_whole_number(data) else findings.text(data, at)


def _number(entry: Mapping[str, Any], key: str, at: DataPath, findings: Findings) -> int | None:
    data = entry.get(key)
    if data is None:
        return None
    if is_whole_number(data) and data >= 0:
        return data
    findings.add((*at, key), show(data), "a whole number from 0")
    return None
