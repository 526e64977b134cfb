"""Cases as a JSON document, and as CSV tables."""

import csv
import io
import json
from collections.abc import Iterable

from synthetic.timeline import AS_OF, Case

NOTE = "Synthetic: made by scripts/make_sample.py from a fixed seed. No person, office or court stands behind it."


def as_json(cases: Iterable[Case]) -> str:
    """The document: one event and one answer on a line, so that a change shows as one."""
    parts = []
    for case in cases:
        head = {name: value for name, value in case.items() if name not in ("events", "answers")}
        lists = "".join(
            f",\n   {json.dumps(name)}: [" + ",".join(f"\n    {json.dumps(item)}" for item in case[name]) + "]"
            for name in ("events", "answers")
        )
        parts.append("  " + json.dumps(head)[:-1] + lists + "}")
    body = ",\n".join(parts)
    return f'{{"note": {json.dumps(NOTE)},\n "as_of": "{AS_OF.isoformat()}",\n "cases": [\n{body}]}}\n'


def as_tables(cases: list[Case]) -> dict[str, str]:
    """The same as CSV tables."""
    columns = [name for name in cases[0] if name not in ("events", "answers")]
    attributes = sorted({name for case in cases for event in case["events"] for name in event} - {"type", "date"})
    rows: dict[str, list[list[str]]] = {
        "cases": [columns],
        "events": [["case_id", "type", "date", *attributes]],
        "answers": [["case_id", "question", "answer", "by", "reason"]],
    }
    for case in cases:
        rows["cases"].append([cell(case[name]) for name in columns])
        for name, table in (("events", rows["events"]), ("answers", rows["answers"])):
            table.extend([case["case_id"], *(cell(item.get(key)) for key in table[0][1:])] for item in case[name])
    return {f"{name}.csv": table_text(table) for name, table in rows.items()}


def cell(value: object) -> str:
    """A value as a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(value) or "none"
    return "" if value is None else str(value)


def table_text(rows: list[list[str]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
