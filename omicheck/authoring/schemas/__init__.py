"""JSON Schemas of rule, limit, vocabulary, case, mapping and report files: for editors and programs.

They say no more than the readers do, which remain the judges: a schema cannot look into another file. `parts` has
what several are made of, `checks` and `rules` are rule files, `limits`, `vocabularies`, `records`, `mappings`,
`folder_files` and `report_files` the others.
"""

from collections.abc import Callable, Mapping
from typing import Final

from omicheck.authoring.schemas.folder_files import edition_schema, holidays_schema
from omicheck.authoring.schemas.limits import limit_schema
from omicheck.authoring.schemas.mappings import mapping_schema
from omicheck.authoring.schemas.parts import Schema
from omicheck.authoring.schemas.records import case_schema
from omicheck.authoring.schemas.report_files import (
    context_schema,
    good_practice_schema,
    recommendations_schema,
    views_schema,
)
from omicheck.authoring.schemas.rules import rule_schema
from omicheck.authoring.schemas.vocabularies import vocabulary_schema
from omicheck.model.vocabulary import Vocabulary

SCHEMAS: Final[Mapping[str, Callable[[Vocabulary], Schema]]] = {
    "rule": rule_schema,
    "limit": limit_schema,
    "vocabulary": vocabulary_schema,
    "edition": edition_schema,
    "holidays": holidays_schema,
    "case": case_schema,
    "mapping": mapping_schema,
    "context": context_schema,
    "views": views_schema,
    "good-practice": good_practice_schema,
    "recommendations": recommendations_schema,
}
