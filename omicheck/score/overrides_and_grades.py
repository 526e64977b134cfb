"""What inspectors give themselves: comments in place of the ladder's, and the grades of leadership and management.

Both are small YAML files:

    overrides:
      - {score: 1.2, comment: SUBSTANTIAL, by: lead-inspector, reason: Plans for high risk cases were thin.}

    grades:
      - criterion: 4.1
        grade: sufficiently effective
        evidence: [The board met every month., Staff knew the priorities.]
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen

from omicheck.errors import SupplementWrongError
from omicheck.findings import Findings
from omicheck.findings import Path as DataPath
from omicheck.model.scheme import Scheme
from omicheck.rulebase.yaml_file import read_yaml

_Entry = TypeVar("_Entry")


@frozen
class Override:
    """A comment that an inspector gives in place of the ladder's.

    Attributes:
        score: the criterion or headline.
        comment: one of the ladder's comments.
        reason: why.
        by: who gave it, as a reference.
    """

    score: str
    comment: str
    reason: str
    by: str | None = None


@frozen
class Grade:
    """A criterion of a graded section, as inspectors graded it.

    Attributes:
        criterion: its number.
        grade: one of the scheme's grades.
        evidence: what it rests on, at least one text.
        by: who gave it, as a reference.
    """

    criterion: str
    grade: str
    evidence: tuple[str, ...]
    by: str | None = None


def commented(scheme: Scheme) -> tuple[str, ...]:
    """The criteria and headlines that have a comment; sections have none, as in the report."""
    criteria = (one.id for section in scheme.sections if not section.graded for one in section.criteria)
    return (*criteria, *(headline.id for headline in scheme.headlines))


def graded(scheme: Scheme) -> Mapping[str, str]:
    """The titles of the criteria that inspectors grade, by number."""
    return {one.id: one.title for section in scheme.sections if section.graded for one in section.criteria}


def read_overrides(file: Path, scheme: Scheme) -> Mapping[str, Override]:
    """The overrides of a file, by criterion or headline.

    Raises:
        SupplementWrongError: with every problem of the file.
    """
    comments = [band.comment for band in scheme.ladder.bands]

    def read(entry: Mapping[str, Any], path: DataPath, findings: Findings) -> Override:
        keys = ("score", "comment", "reason", "by")
        findings.keys(entry, path, keys, keys[:3])
        score = _named(entry, "score", "criterion or headline", commented(scheme), path, findings)
        comment = _named(entry, "comment", "comment", comments, path, findings)
        reason = findings.text(entry.get("reason"), (*path, "reason")) if entry.get("reason") is not None else ""
        return Override(score, comment, reason, _by(entry, path, findings))

    return _read(file, "overrides", read, lambda override: override.score, "score")


def read_grades(file: Path, scheme: Scheme) -> Mapping[str, Grade]:
    """The grades of a file, by criterion.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def read(entry: Mapping[str, Any], path: DataPath, findings: Findings) -> Grade:
        keys = ("criterion", "grade", "evidence", "by")
        findings.keys(entry, path, keys, keys[:3])
        criterion = _named(entry, "criterion", "graded criterion", graded(scheme), path, findings)
        grade = _named(entry, "grade", "grade", scheme.grades, path, findings)
        return Grade(criterion, grade, tuple(_evidence(entry, path, findings)), _by(entry, path, findings))

    return _read(file, "grades", read, lambda grade: grade.criterion, "criterion")


def _read(
    file: Path,
    key: str,
    read: Callable[[Mapping[str, Any], DataPath, Findings], _Entry],
    name_of: Callable[[_Entry], str],
    named: str,
) -> Mapping[str, _Entry]:
    data, findings = read_yaml(file)
    # It may speak of people.
    findings.tells_values = False
    if findings.problems:
        raise SupplementWrongError(tuple(findings.problems))
    entries: dict[str, _Entry] = {}
    document = findings.mapping(data, (), f"a mapping with {key}")
    if document is not None and findings.keys(document, (), (key,), (key,)):
        for path, raw in findings.items(document[key], (key,), f"a list of {key}"):
            entry = findings.mapping(raw, path, f"a mapping with {named}")
            if entry is None:
                continue
            one = read(entry, path, findings)
            if name_of(one) and name_of(one) in entries:
                findings.add((*path, named), f"{name_of(one)} a second time", f"each {named} once")
            entries[name_of(one)] = one
    if findings.problems:
        raise SupplementWrongError(tuple(findings.problems))
    return entries


def _named(
    entry: Mapping[str, Any], key: str, what: str, known: Collection[str], path: DataPath, findings: Findings
) -> str:
    """The name under a key, if it is a known one; one that is missing has its problem already."""
    if entry.get(key) is None:
        return ""
    name = str(entry[key])
    if name not in known:
        findings.unknown_name((*path, key), what, entry[key], known)
    return name


def _by(entry: Mapping[str, Any], path: DataPath, findings: Findings) -> str | None:
    return None if entry.get("by") is None else findings.text(entry["by"], (*path, "by"))


def _evidence(entry: Mapping[str, Any], path: DataPath, findings: Findings) -> Iterator[str]:
    evidence = entry.get("evidence")
    at = (*path, "evidence")
    if isinstance(evidence, list) and evidence:
        for place, text in findings.items(evidence, at, "a list of texts"):
            yield findings.text(text, place)
    elif evidence is not None:
        yield findings.text(evidence, at)
