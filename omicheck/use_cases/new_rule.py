"""The beginnings of a rule."""

import os
import re
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.authoring.scaffold import scaffold
from omicheck.errors import CommandWrongError
from omicheck.files import is_file
from omicheck.model.rule import ID_FORM, Kind
from omicheck.rulebase.folder import read_rule_base

_TOPIC: Final = "[a-z0-9-]+(/[a-z0-9-]+)*"


@frozen
class NewRuleRequest:
    """A rule that is to be.

    Attributes:
        id: its id.
        topic: the folder in `checks` that it belongs to.
        question: the number of the question that it is to answer.
        rules: the rules folder.
        kind: the kind of its check.
    """

    id: str
    topic: str
    question: str
    rules: Path
    kind: Kind = "deadline"


@frozen
class NewRule:
    """A rule file that can be written.

    Attributes:
        file: where it belongs.
        text: what is in it.
        question_is_listed: whether its question is in the list of questions.
    """

    file: Path
    text: str
    question_is_listed: bool


def new_rule(request: NewRuleRequest) -> NewRule:
    """The text of a rule file in draft, and where it belongs; nothing is written.

    Raises:
        CommandWrongError: the id or the topic cannot be used, or there is such a rule already.
        RulesWrongError: the rules cannot be read.
    """
    rule_base = read_rule_base(request.rules, with_examples=False)
    if not re.fullmatch(ID_FORM, request.id):
        raise CommandWrongError(f"found id {request.id!r}; expected small letters, digits and single hyphens")
    if not re.fullmatch(_TOPIC, request.topic):
        raise CommandWrongError(f"found topic {request.topic!r}; expected the name of a folder, in small letters")
    file = request.rules / "checks" / request.topic / f"{request.id}.yaml"
    taken = next((rule.file for rule in rule_base.rules if rule.id == request.id), file if file.exists() else None)
    if taken is not None:
        raise CommandWrongError(f"rule {request.id} is there already, in {taken}; an id is used once and for all")
    text = scaffold(request.id, request.question, request.kind, rule_base, _schema(request.rules, file))
    return NewRule(file, text, request.question in rule_base.questions)


def _schema(folder: Path, file: Path) -> str | None:
    """Where the schema of rules is, seen from a file: in `schemas` beside the rules folder, if it is there."""
    schema = folder.resolve().parent / "schemas" / "rule.schema.json"
    return Path(os.path.relpath(schema, file.resolve().parent)).as_posix() if is_file(schema) else None
