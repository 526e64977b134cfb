"""Rule, limit and vocabulary files against their JSON Schemas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from omicheck.authoring.lint.faults import Fault
from omicheck.authoring.schemas import SCHEMAS
from omicheck.authoring.schemas.parts import Schema
from omicheck.decimals import DecimalText
from omicheck.errors import Problem
from omicheck.findings import path_text
from omicheck.rulebase.files import read_rule_file
from omicheck.rulebase.folder import RuleBase
from omicheck.rulebase.folder_walk import files_of


def can_check() -> bool:
    """Whether the library that checks schemas is installed; it is an extra, as only authors need it."""
    try:
        import jsonschema  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def find(rule_base: RuleBase) -> Iterator[Fault]:
    """What the schemas refuse, with file and line."""
    folder = rule_base.folder
    files = {
        "rule": files_of(folder / "checks").files,
        "limit": files_of(folder / "limits").files,
        **{
            name: [file for file in (folder / f"{name}.yaml",) if file.is_file()]
            for name in ("vocabulary", "edition", "holidays")
        },
    }
    for name, ones in files.items():
        validator = _validator(SCHEMAS[name](rule_base.vocabulary))
        for file in ones:
            yield from _of_file(file, validator, name)


def _validator(schema: Schema) -> Any:  # noqa: ANN401, its type is not there without the library
    """What holds data to a schema: `1.10` as YAML has it is a text, and a number where the schema asks for one."""
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415, heavy, and an extra

    plain = Draft202012Validator.TYPE_CHECKER

    def is_number(_: object, data: object) -> bool:
        return isinstance(data, DecimalText) or plain.is_type(data, "number")

    def with_number(keyword: Any) -> Any:  # noqa: ANN401, see above
        def hold(validator: Any, bound: Any, data: Any, schema: Schema) -> Any:  # noqa: ANN401, see above
            return keyword(validator, bound, float(data) if isinstance(data, DecimalText) else data, schema)

        return hold

    bounds = {name: with_number(Draft202012Validator.VALIDATORS[name]) for name in ("minimum", "maximum")}
    extend: Any = validators.extend
    return extend(Draft202012Validator, bounds, type_checker=plain.redefine("number", is_number))(schema)


def _of_file(file: Path, validator: Any, name: str) -> Iterator[Fault]:  # noqa: ANN401, its type is not there without it
    data, findings = read_rule_file(file)
    if data is None:
        return
    for error in validator.iter_errors(_as_json(data)):
        path = tuple(error.absolute_path)
        expected = f"what the schema of a {name} says there"
        message = error.message if len(error.message) < 200 else "a value that fits no form"  # noqa: PLR2004
        yield Fault(
            Problem(str(file), findings.line_of(path), path_text(path), message, expected, kind="schema"), "error"
        )


def _as_json(data: object) -> Any:  # noqa: ANN401, it is data of any shape
    """The data as JSON has it, where every key is a text."""
    if isinstance(data, dict):
        return {str(key): _as_json(value) for key, value in data.items()}
    return [_as_json(value) for value in data] if isinstance(data, list) else data
