"""Rows as one JSON document, with the run manifest."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from omicheck.model.row import Row
from omicheck.plain_data import indented_json, row_data


def lines(rows: Iterable[Row], manifest: Mapping[str, Any], accepted: Mapping[str, Any] | None = None) -> Iterator[str]:
    """The document, which ends with a line end."""
    document = {"rows": [row_data(row) for row in rows], "manifest": manifest}
    if accepted is not None:
        document["accepted"] = accepted
    yield from indented_json(document)
