"""Event logs of process mining: XES (IEEE 1849), as tables of traces and of events.

1. `values`      the values of attributes, as cells
2. `attributes`  the attributes of one trace or event, as a row
3. `xes_files`   a file, read from its beginning to its end, as the sheets `traces` and `events`

What the traces, events and attributes of a log are in a record, a mapping says (`omicheck.records.mapping`).
"""

from typing import Final

XES_SUFFIXES: Final = (".xes", ".xes.gz")
# What the two tables of a log are called, as sheets.
TRACES: Final = "traces"
EVENTS: Final = "events"
# What the reference of a trace is called among its own attributes, and beside an event.
NAME: Final = "concept:name"
CASE_NAME: Final = "case:concept:name"
# What an event is called, when it was, and how far it had come then.
TIMESTAMP: Final = "time:timestamp"
TRANSITION: Final = "lifecycle:transition"


def is_xes(name: str) -> bool:
    """Whether a name is that of an event log in XES."""
    return name.lower().endswith(XES_SUFFIXES)
