"""The fields of a row as columns of Arrow."""

from typing import Final

import pyarrow as pa

_TEXT: Final = pa.dictionary(pa.int32(), pa.string())
# What every row has is told to be there, which makes a file quicker to write and to read.
SCHEMA: Final = pa.schema(
    [
        pa.field("case_id", _TEXT, nullable=False),
        pa.field("rule", _TEXT, nullable=False),
        pa.field("question", _TEXT, nullable=False),
        pa.field("occurrence", pa.int32(), nullable=False),
        pa.field("verdict", _TEXT, nullable=False),
        pa.field("reason", _TEXT, nullable=False),
        pa.field("trigger_date", pa.date32()),
        pa.field("due_date", pa.date32()),
        pa.field("outcome_date", pa.date32()),
        pa.field("days_late", pa.int32()),
        pa.field("limit", _TEXT),
        pa.field("count", pa.int32()),
        pa.field("unknown_fields", pa.list_(pa.field("element", pa.string(), nullable=False)), nullable=False),
    ]
)
