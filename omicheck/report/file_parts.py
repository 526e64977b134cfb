"""Parts of the YAML files that people write beside the records, read with every problem told at its line."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from omicheck.dates import read_date
from omicheck.errors import SupplementWrongError
from omicheck.findings import Findings, is_whole_number
from omicheck.findings import Path as DataPath
from omicheck.model.scheme import Scheme
from omicheck.rulebase.yaml_file import read_yaml

_Read = TypeVar("_Read")


def read_list(file: Path, key: str, one: Callable[[Mapping[str, Any], DataPath, Findings], _Read]) -> tuple[_Read, ...]:
    """The entries of a file that has one list.

    Args:
        file: the file.
        key: of the list.
        one: reads an entry.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def read(document: Mapping[str, Any], findings: Findings) -> tuple[_Read, ...]:
        findings.keys(document, (), (key,), (key,))
        return tuple(one(entry, at, findings) for at, entry in entries_at(document, key, findings))

    return read_document(file, (key,), read)


def read_document(file: Path, keys: tuple[str, ...], read: Callable[[Mapping[str, Any], Findings], _Read]) -> _Read:
    """What a file holds.

    Args:
        file: the file.
        keys: what it may have, to be told where it has nothing of the kind.
        read: reads it.

    Raises:
        SupplementWrongError: with every problem of the file.
    """
    data, findings = read_yaml(file)
    # It may speak of people.
    findings.tells_values = False
    document = None
    if not findings.problems:
        document = findings.mapping(data, (), f"a mapping with {', '.join(keys)}")
    found = None if document is None else read(document, findings)
    if findings.problems or found is None:
        raise SupplementWrongError(tuple(findings.problems))
    return found


def criteria_of(scheme: Scheme) -> Mapping[str, str]:
    """The titles of all criteria, by id."""
    return {one.id: one.title for section in scheme.sections for one in section.criteria}


def criterion_at(entry: Mapping[str, Any], at: DataPath, scheme: Scheme, findings: Findings) -> str:
    """The criterion that an entry is about; one that the scheme does not have is noted."""
    name = entry.get("criterion")
    if name is not None and str(name) not in criteria_of(scheme):
        findings.unknown_name((*at, "criterion"), "criterion", name, criteria_of(scheme))
    return str(name)


def items_at(entry: Mapping[str, Any], key: str, at: DataPath, findings: Findings) -> Iterator[tuple[DataPath, Any]]:
    """The items of a list, none where there is no list."""
    return findings.items([] if entry.get(key) is None else entry[key], (*at, key), "a list")


def entries_at(
    entry: Mapping[str, Any], key: str, findings: Findings, at: DataPath = ()
) -> Iterator[tuple[DataPath, Mapping[str, Any]]]:
    """The mappings of a list, none where there is no list."""
    data = [] if entry.get(key) is None else entry[key]
    return findings.mappings(data, (*at, key), "a list", "a mapping")


def text_at(entry: Mapping[str, Any], key: str, at: DataPath, findings: Findings) -> str:
    """A text, empty where there is none."""
    return "" if entry.get(key) is None else findings.text(entry[key], (*at, key))


def word_or_number(data: object, at: DataPath, findings: Findings) -> str:
    """A text, or a whole number as one."""
    return f"{data:,}" if is_whole_number(data) else findings.text(data, at)


def number_at(entry: Mapping[str, Any], key: str, at: DataPath, findings: Findings) -> int | None:
    """A whole number from 0; None where there is none."""
    data = entry.get(key)
    if data is None:
        return None
    if is_whole_number(data) and data >= 0:
        return data
    findings.add((*at, key), findings.value(data), "a whole number from 0")
    return None


def flag_at(entry: Mapping[str, Any], key: str, findings: Findings) -> bool:
    """A flag at the top of a document; false where there is none."""
    data = entry.get(key)
    if data is None or isinstance(data, bool):
        return bool(data)
    findings.add((key,), findings.value(data), "true or false")
    return False


def date_at(entry: Mapping[str, Any], key: str, findings: Findings) -> date | None:
    """A day at the top of a document; None where there is none."""
    data = entry.get(key)
    day = read_date(data) if isinstance(data, str) else None
    if data is not None and day is None:
        findings.add((key,), findings.value(data), "a date YYYY-MM-DD")
    return day


def paragraphs_at(entry: Mapping[str, Any], key: str, at: DataPath, findings: Findings) -> tuple[str, ...]:
    """The paragraphs of a text: a list of texts, or one text in which blank lines divide them."""
    data = entry.get(key)
    if isinstance(data, list):
        return tuple(findings.text(text, place) for place, text in items_at(entry, key, at, findings))
    parts = text_at(entry, key, at, findings).split("\n\n")
    return tuple(part.strip() for part in parts if part.strip())
