"""Mappings: read from their files, proposed for an extract, and checked against one."""

import hashlib
from pathlib import Path

from omicheck.errors import MappingWrongError
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.mapping.model import RecordMapping
from omicheck.records.mapping.reading import read_mapping
from omicheck.rulebase.yaml_file import read_yaml


def read_mapping_file(file: Path, vocabulary: Vocabulary) -> RecordMapping:
    """The mapping in a YAML file.

    Args:
        file: the file.
        vocabulary: the words of records.

    Raises:
        MappingWrongError: it cannot be read, or something in it is wrong.
    """
    try:
        content = file.read_bytes()
    except OSError:
        content = None
    data, findings = read_yaml(file, content=content)
    sha256 = "" if content is None else hashlib.sha256(content).hexdigest()
    mapping = None if findings.problems else read_mapping(data, vocabulary, findings, sha256)
    if mapping is None:
        raise MappingWrongError(tuple(findings.problems))
    return mapping
