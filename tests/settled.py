"""Verdicts that were settled, and that are others when more is known of the same cases."""

from typing import Any

from filling import verdicts
from omicheck.evaluate.engines import Engine
from scenario import Read


def changed(found: Read, after: Read, engine: Engine) -> list[Any]:
    """The verdicts that were given and are not what they were: case, rule, before, after."""
    before = verdicts(found.rows(engine))
    return [
        (case_id, rule, before[case_id.partition("/")[0], rule], verdict)
        for (case_id, rule), verdict in verdicts(after.rows(engine)).items()
        if before[case_id.partition("/")[0], rule] not in ("cannot_tell", verdict)
    ]
