"""Rows as one JSON document, with the run manifest."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from omicheck.model.row import Row
from omicheck.plain_data import indented_json, row_data


def lines(rows: Iterable[Row], manifest: Mapping[str, Any], more: Mapping[str, Any]) -> Iterator[str]:
    """The document, which ends with a line end.

    Args:
        rows: the rows.
        manifest: of the run.
        more: what else it holds, by name.
    """
    yield from indented_json({"rows": [row_data(row) for row in rows], "manifest": manifest, **more})
