"""The same rows by what one might pick instead, for four deadlines from the start of a case.

Each takes the tables of a caseload and gives the rows in order, as tuples of the fields; the benchmark holds them
against the evaluators' before it times them. None of them is a general evaluator: scope, limits that depend on a
field, windows, triggers and excuses would each have to be written anew, which is the point of having one.
"""

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from omicheck.bank_holidays import business_days
from omicheck.dates import ALL_TIME, read_span

# Rule, event type, and the limit in business days.
DEADLINES: Final = (
    ("allocation", "allocated", 2),
    ("induction", "induction", 10),
    ("plan", "sentence_plan", 15),
    ("screening", "rosh_screening", 5),
)
QUESTION: Final = "2.1.1"
Row = tuple[Any, ...]
_DAYS: Final = [day for year in range(2000, 2015) for day in business_days(year)]


def _due(start: date, limit: int) -> date:
    return _DAYS[bisect_right(_DAYS, start) + limit - 1]


def by_plain_python(folder: Path, as_of: date) -> list[Row]:
    """Dictionaries and loops."""
    cases = pq.read_table(folder / "cases.parquet").to_pylist()
    wanted = {kind for _, kind, _ in DEADLINES}
    events: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    columns = ["case_id", "type", "date"]
    for event in pq.read_table(folder / "events.parquet", columns=columns).to_pylist():
        if event["type"] in wanted:
            events[event["case_id"], event["type"]].append(event["date"])
    rows = []
    for case in cases:
        name = "release_date" if case["sentence_type"] == "licence" else "sentence_date"
        end = None if case["end_date"] is None else date.fromisoformat(case["end_date"])
        for rule, kind, limit in DEADLINES:
            head = (case["case_id"], rule, QUESTION, 1)
            if case[name] is None:
                rows.append((*head, "cannot_tell", "missing_date", None, None, None, None, None, None, [name]))
                continue
            start = date.fromisoformat(case[name])
            if start > as_of:
                rows.append((*head, "not_applicable", "no_trigger", None, None, None, None, None, None, []))
                continue
            rows.append((*head, *_verdict(start, end, _due(start, limit), limit, kind, events[head[0], kind], as_of)))
    return rows


def _verdict(
    start: date, end: date | None, due: date, limit: int, kind: str, written: Sequence[str | None], as_of: date
) -> Row:
    spans = [ALL_TIME if one is None else read_span(one) for one in written]
    known = [span for span in spans if span is not None and span.first <= as_of]
    outcome = min((span.first for span in known if span.first == span.last and span.first >= start), default=None)
    open_ = any(span.first != span.last and span.first <= due and span.last >= start for span in known)
    if outcome is not None and outcome <= due:
        verdict, reason, days_late = "met", "in_time", None
    elif end is not None and end <= due and end <= as_of:
        verdict, reason, days_late = "not_applicable", "ended_before_due", None
    elif outcome is None and as_of <= due:
        verdict, reason, days_late = "not_due", "not_due", None
    elif open_:
        return ("cannot_tell", "incomplete_event", start, due, outcome, None, _text(limit), None, [f"{kind}.date"])
    else:
        verdict = "not_met"
        reason, days_late = ("absent", (as_of - due).days) if outcome is None else ("late", (outcome - due).days)
    return (verdict, reason, start, due, outcome, days_late, _text(limit), None, [])


def _text(limit: int) -> str:
    return f"{limit} business_days"


def by_pandas(folder: Path, as_of: date) -> list[Row]:
    """Data frames: merges, groups and masks."""
    import numpy as np  # noqa: PLC0415, each of them loads only what it needs
    import pandas as pd  # noqa: PLC0415

    fields = ["case_id", "sentence_type", "sentence_date", "release_date", "end_date"]
    cases = pd.read_parquet(folder / "cases.parquet", columns=fields)
    events = pd.read_parquet(folder / "events.parquet", columns=["case_id", "type", "date"])
    cases["field"] = np.where(cases["sentence_type"] == "licence", "release_date", "sentence_date")
    start = cases["release_date"].where(cases["sentence_type"] == "licence", cases["sentence_date"])
    cases["start"] = pd.to_datetime(start)
    cases["end"] = pd.to_datetime(cases["end_date"])
    audit = pd.Timestamp(as_of)
    days = pd.DatetimeIndex(_DAYS)
    parts = []
    for rule, kind, limit in DEADLINES:
        frame = cases[["case_id", "field", "start", "end"]].copy()
        exists = frame["start"].notna() & (frame["start"] <= audit)
        place = days.searchsorted(frame["start"].where(exists, audit), side="right") + limit - 1
        frame["due"] = days[place]
        mine = events[events["type"] == kind].merge(frame[["case_id", "start", "due"]], on="case_id")
        length = mine["date"].str.len()
        first = pd.to_datetime(mine["date"].where(length == 10), format="%Y-%m-%d")
        matches = mine[(first >= mine["start"]) & (first <= audit)].assign(day=first)
        frame["outcome"] = frame["case_id"].map(matches.groupby("case_id")["day"].min())
        frame["open"] = frame["case_id"].isin(_left_open(mine[length.isna() | (length < 10)], audit))
        outcome, due = frame["outcome"], frame["due"]
        none = outcome.isna()
        ended = (frame["end"] <= due) & (frame["end"] <= audit)
        conditions = [
            frame["start"].isna(),
            ~exists,
            outcome <= due,
            ended,
            none & (due >= audit),
            frame["open"],
            none,
        ]
        reasons = ["missing_date", "no_trigger", "in_time", "ended_before_due", "not_due", "incomplete_event", "absent"]
        frame["reason"] = np.select(conditions, reasons, "late")
        frame["rule"], frame["limit"], frame["kind"] = rule, _text(limit), kind
        parts.append(frame)
    frame = pd.concat(parts).sort_values(["case_id", "rule"])
    late, absent = frame["reason"] == "late", frame["reason"] == "absent"
    frame["days_late"] = (frame["outcome"].where(late, audit) - frame["due"]).dt.days.where(late | absent)
    return [_of_frame(row) for row in frame.itertuples(index=False)]


def _left_open(partial: Any, audit: Any) -> Any:
    """The cases in which an event without its full date may have been in time."""
    import pandas as pd  # noqa: PLC0415

    lengths = partial["date"].str.len()
    begin = pd.to_datetime(partial["date"].where(lengths.notna(), "1990"), format="ISO8601")
    month_end, year_end = begin + pd.offsets.MonthEnd(0), begin + pd.offsets.YearEnd(0)
    finish = month_end.where(lengths == 7, year_end).where(lengths.notna(), pd.Timestamp("2100-01-01"))
    touch = (begin <= audit) & (begin <= partial["due"]) & (finish >= partial["start"])
    return partial.loc[touch, "case_id"]


_VERDICTS: Final = {
    "missing_date": "cannot_tell",
    "no_trigger": "not_applicable",
    "in_time": "met",
    "ended_before_due": "not_applicable",
    "not_due": "not_due",
    "incomplete_event": "cannot_tell",
    "absent": "not_met",
    "late": "not_met",
}


def _of_frame(row: Any) -> Row:
    head = (row.case_id, row.rule, QUESTION, 1, _VERDICTS[row.reason], row.reason)
    if row.reason in ("missing_date", "no_trigger"):
        unknown = [row.field] if row.reason == "missing_date" else []
        return (*head, None, None, None, None, None, None, unknown)
    outcome = None if row.outcome is None or row.outcome != row.outcome else row.outcome.date()
    days_late = None if row.days_late != row.days_late else int(row.days_late)
    unknown = [f"{row.kind}.date"] if row.reason == "incomplete_event" else []
    return (*head, row.start.date(), row.due.date(), outcome, days_late, row.limit, None, unknown)


_SQL: Final = """
WITH started AS (
  SELECT case_id, CAST(end_date AS DATE) AS ended,
    IF(sentence_type = 'licence', 'release_date', 'sentence_date') AS field,
    CAST(IF(sentence_type = 'licence', release_date, sentence_date) AS DATE) AS start
  FROM '{folder}/cases.parquet'),
asked AS (
  SELECT started.*, deadlines.*, due FROM started CROSS JOIN deadlines
  LEFT JOIN due_days ON due_days.day = start AND due_days.rule = deadlines.rule),
happened AS (
  SELECT case_id, type, length(date) AS parts,
    CASE length(date) WHEN 10 THEN CAST(date AS DATE) WHEN 7 THEN CAST(date || '-01' AS DATE)
      WHEN 4 THEN CAST(date || '-01-01' AS DATE) ELSE DATE '1990-01-01' END AS first,
    CASE length(date) WHEN 10 THEN CAST(date AS DATE) WHEN 7 THEN last_day(CAST(date || '-01' AS DATE))
      WHEN 4 THEN CAST(date || '-12-31' AS DATE) ELSE DATE '2100-01-01' END AS last
  FROM '{folder}/events.parquet' WHERE type IN (SELECT kind FROM deadlines)),
found AS (
  SELECT asked.case_id, asked.rule, any_value(field) AS field, any_value(start) AS start, any_value(ended) AS ended,
    any_value(due) AS due, any_value(kind) AS kind, any_value(days) AS days,
    min(first) FILTER (parts = 10 AND first >= start AND first <= $as_of) AS outcome,
    coalesce(bool_or((parts IS NULL OR parts < 10) AND first <= $as_of AND first <= due AND last >= start), false)
      AS open
  FROM asked LEFT JOIN happened ON happened.case_id = asked.case_id AND happened.type = asked.kind
  GROUP BY asked.case_id, asked.rule)
SELECT case_id, rule, CASE
    WHEN start IS NULL THEN 'missing_date' WHEN start > $as_of THEN 'no_trigger' WHEN outcome <= due THEN 'in_time'
    WHEN ended <= due AND ended <= $as_of THEN 'ended_before_due'
    WHEN outcome IS NULL AND $as_of <= due THEN 'not_due' WHEN open THEN 'incomplete_event'
    WHEN outcome IS NULL THEN 'absent' ELSE 'late' END AS reason,
  field, start, due, outcome, kind, days
FROM found ORDER BY case_id, rule"""


def by_duckdb(folder: Path, as_of: date) -> list[Row]:
    """One SQL text, on two threads, rows fetched as they are."""
    import duckdb  # noqa: PLC0415, each of them loads only what it needs

    with duckdb.connect(config={"threads": 2}) as connection:
        deadlines = [{"rule": rule, "kind": kind, "days": limit} for rule, kind, limit in DEADLINES]
        connection.register("deadlines", pa.Table.from_pylist(deadlines))
        every_day = [date(2006, 1, 1) + timedelta(days=number) for number in range(2000)]
        due_days = [
            {"day": day, "rule": rule, "due": _due(day, limit)} for rule, _, limit in DEADLINES for day in every_day
        ]
        connection.register("due_days", pa.Table.from_pylist(due_days))
        found = connection.execute(_SQL.format(folder=folder), {"as_of": as_of}).fetchall()
    return [_of_sql(*row, as_of=as_of) for row in found]


def _of_sql(
    case_id: str,
    rule: str,
    reason: str,
    field: str,
    start: date,
    due: date,
    outcome: date | None,
    kind: str,
    days: int,
    *,
    as_of: date,
) -> Row:
    head = (case_id, rule, QUESTION, 1, _VERDICTS[reason], reason)
    if reason in ("missing_date", "no_trigger"):
        return (*head, None, None, None, None, None, None, [field] if reason == "missing_date" else [])
    until: dict[str, date | None] = {"late": outcome, "absent": as_of}
    late = until.get(reason)
    unknown = [f"{kind}.date"] if reason == "incomplete_event" else []
    return (*head, start, due, outcome, None if late is None else (late - due).days, _text(days), None, unknown)


WAYS: Final[dict[str, Callable[[Path, date], list[Row]]]] = {
    "plain Python": by_plain_python,
    "pandas": by_pandas,
    "DuckDB SQL": by_duckdb,
}

if __name__ == "__main__":
    print(len(WAYS[sys.argv[1]](Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))))
