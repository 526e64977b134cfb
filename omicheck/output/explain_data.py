"""A case in words as plain data, for JSON."""

from typing import Any

from omicheck.plain_data import row_data
from omicheck.use_cases.explain import ExplainResult


def explanations_data(result: ExplainResult) -> list[dict[str, Any]]:
    """The rows that were to be explained, each with its explanation, as JSON would hold them."""
    return [
        {
            "row": row_data(one.row),
            "asks": one.rule.asks,
            "title": one.explanation.title,
            "sentences": list(one.explanation.sentences),
            "settling": list(one.explanation.settling),
            # There where it is so: a due date that rests on bank holidays that were not announced yet.
            **({"foretold": True} if one.explanation.is_foretold else {}),
        }
        for one in result.rows
    ]
