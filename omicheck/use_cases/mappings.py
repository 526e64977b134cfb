"""Mappings: read from their files, used to read an extract, and checked against one."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.errors import CommandWrongError, SupplementWrongError
from omicheck.model.not_held import NotHeld
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import ADDRESSES, is_postgresql
from omicheck.records.mapping.extract import EXTRACT_EXPECTED
from omicheck.records.mapping.model import RecordMapping
from omicheck.records.mapping.proposal import propose
from omicheck.records.mapping.reading import read_mapping
from omicheck.records.mapping.records import read_mapped_records
from omicheck.records.mapping.report import MappingReport, check_mapping
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.rulebase.not_held import as_held
from omicheck.rulebase.yaml_file import read_yaml

# These hold records already, whose columns no mapping speaks of.
_RECORDS: Final = (".parquet",)


def read_mapping_file(file: Path, vocabulary: Vocabulary) -> RecordMapping:
    """The mapping in a YAML file.

    Args:
        file: the file.
        vocabulary: the words of records.

    Raises:
        SupplementWrongError: it cannot be read, or something in it is wrong.
    """
    try:
        content = file.read_bytes()
    except OSError:
        content = None
    data, findings = read_yaml(file, content=content)
    sha256 = "" if content is None else hashlib.sha256(content).hexdigest()
    mapping = None if findings.problems else read_mapping(data, vocabulary, findings, sha256)
    if mapping is None:
        raise SupplementWrongError(tuple(findings.problems))
    return mapping


def read_by_mapping(name: str, file: Path, vocabulary: Vocabulary, *, with_places: bool = False) -> Records:
    """The records of an extract, by way of a mapping.

    Args:
        name: a workbook, a CSV or JSON file, or a folder with such files, as the user named it.
        file: the mapping.
        vocabulary: the words of records.
        with_places: whether it is asked for where each record stands.

    Raises:
        SupplementWrongError: the mapping cannot be used.
        RecordsUnreadableError: a file cannot be read, or is not what the mapping says that it is.
        CommandWrongError: the records are in no file that a mapping can be for.
        EngineMissingError: what reads workbooks is not installed.
    """
    path = extract_of(name)
    mapping = read_mapping_file(file, vocabulary)
    return read_mapped_records(path, mapping, vocabulary, with_places=with_places).records


def propose_mapping(name: str, rule_base: RuleBase) -> str:
    """A mapping for an extract, as YAML, with its doubts as comments; raises as `read_by_mapping` does."""

    def asked(not_held: NotHeld) -> Mapping[str, int]:
        rules = as_held(rule_base, not_held).with_status("in_force")
        return Counter(name for rule in rules for name in rule.not_held)

    return propose(extract_of(name), rule_base.vocabulary, asked)


@frozen(eq=False)
class CheckedMapping:
    """What a mapping makes of an extract, and what rules can make of it.

    Attributes:
        report: what the mapping makes of the extract.
        rules: the rules in force, each with the names of what it asks about and the extract does not hold.
    """

    report: MappingReport
    rules: Mapping[str, Sequence[str]]


def check_mapping_file(name: str, file: Path, rule_base: RuleBase) -> CheckedMapping:
    """What a mapping makes of an extract; raises as `read_by_mapping` does."""
    vocabulary = rule_base.vocabulary
    report = check_mapping(extract_of(name), read_mapping_file(file, vocabulary), vocabulary)
    rules = as_held(rule_base, report.not_held).with_status("in_force")
    return CheckedMapping(report, {rule.id: rule.not_held for rule in rules})


def extract_of(name: str) -> Path:
    """Where an extract is.

    Raises:
        CommandWrongError: it is in no file that a mapping can be for.
    """
    if name == "-" or name.startswith(ADDRESSES) or is_postgresql(name) or not _may_be_extract(Path(name)):
        raise CommandWrongError(f"a mapping is for {EXTRACT_EXPECTED}: found {name}")
    return Path(name)


def _may_be_extract(path: Path) -> bool:
    return path.suffix.lower() not in _RECORDS
