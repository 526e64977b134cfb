"""Writes a made-up caseload: N cases of about 40 events, as the tables `cases` and `events` in Parquet.

    python benchmarks/generate.py 240000 FOLDER [--answers]

With `--answers` inspectors have read one case in fifty, about as many as a round of inspections of every area, and
answered nine questions in ten of each: the table `answers`.

Nothing in it is a person's: every value is drawn at random, seeded, so that the same command writes the same tables.
Dates are realistic in that most things happen near when they are due; about one value in thirty is missing, one date in
a hundred is only a month or a year or nothing, and one case in four changes tier or Risk of Serious Harm level.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from omicheck.dates import FIRST_DAY, LAST_DAY
from omicheck.evaluate.columnar.days import day_number
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import EventType, ValueType
from omicheck.rulebase.folder import packaged_rules, read_rule_base

AS_OF: Final = "2010-01-18"
_FIRST_START: Final = "2007-06-01"
_AT_A_TIME: Final = 20_000
# Event type, mean number in a case, and days from the start between which it happens.
_EVENTS: Final[tuple[tuple[str, float, int, int], ...]] = (
    ("contact", 18.0, 0, 500),
    ("absence", 3.0, 5, 400),
    ("absence_decision", 2.4, 6, 410),
    ("unpaid_work_session", 2.5, 10, 300),
    ("home_visit", 1.5, 5, 400),
    ("plan_review", 1.5, 80, 450),
    ("rosh_review", 1.4, 80, 450),
    ("lor_review", 1.2, 80, 450),
    ("rosh_screening", 0.97, -20, 12),
    ("lor_assessment", 0.95, -20, 20),
    ("sentence_plan", 0.93, -5, 25),
    ("allocated", 0.97, -2, 6),
    ("induction", 0.9, 0, 15),
    ("risk_management_plan", 0.6, -5, 25),
    ("rosh_analysis", 0.6, -5, 20),
    ("skills_screening", 0.6, 0, 60),
    ("significant_change", 0.4, 20, 450),
    ("management_review", 0.3, 0, 60),
    ("breach_instigated", 0.3, 20, 400),
    ("breach_resolved", 0.25, 40, 460),
    ("breach_not_required", 0.2, 20, 400),
    ("tier_set", 0.25, 0, 450),
    ("rosh_level_set", 0.2, 0, 450),
    ("rosh_increase", 0.15, 20, 450),
    ("recall_requested", 0.1, 20, 400),
    ("recall_resolved", 0.08, 40, 460),
    ("mappa_referral", 0.1, -180, 30),
    ("mappa_meeting", 0.1, 0, 300),
    ("programme_instructed", 0.3, 20, 200),
    ("transfer_notified", 0.1, 20, 400),
    ("transfer_documents_received", 0.09, 20, 420),
    ("transfer_appointment", 0.09, 25, 420),
    ("victim_contact_offered", 0.1, 0, 60),
    ("planning_board", 0.2, 0, 100),
    ("prison_transfer", 0.1, 0, 200),
    ("prison_transfer_notified", 0.09, 0, 205),
    ("diagnostic_assessment", 0.2, 20, 120),
    ("conviction", 0.2, 20, 450),
    ("employment_started", 0.2, 20, 450),
    ("qualification", 0.2, 60, 450),
)
# Shares of values, flags, lists and dates.
_MISSING: Final = 1 / 30
_YES: Final = 0.2
_NO_REQUIREMENT: Final = 0.1
_PARTIAL: Final = 0.01
_INSPECTED_EVERY: Final = 50
_ANSWERED: Final = 0.9
_SHARES_OF_ANSWERS: Final = (0.65, 0.25, 0.1)
_Numbers = NDArray[Any]


def tables(cases: int, seed: int = 2010) -> Iterator[tuple[pa.Table, pa.Table]]:
    """The tables, some cases at a time, in the order of `case_id` and `seq`."""
    vocabulary = read_rule_base(packaged_rules()).vocabulary
    first, last = day_number(_day(_FIRST_START)), day_number(_day(AS_OF))
    days = np.array([str(day) for day in np.arange(str(FIRST_DAY), str(LAST_DAY), dtype="datetime64[D]")])
    base = day_number(FIRST_DAY)
    for start in range(0, cases, _AT_A_TIME):
        random = np.random.default_rng((seed, start))
        number = min(_AT_A_TIME, cases - start)
        ids = np.array([f"SYN-{place:07d}" for place in range(start, start + number)])
        begun = random.integers(first, last, number)
        columns: dict[str, pa.Array] = {"case_id": pa.array(ids)}
        for name, wanted in vocabulary.fields.items():
            if name != "case_id":
                columns[name] = _field(name, wanted, begun, days, base, random)
        yield pa.table(columns), _events(vocabulary.events, ids, begun, days, base, random)


def _day(text: str) -> Any:
    return np.datetime64(text).item()


def _with_gaps(values: _Numbers, random: np.random.Generator, share: float = _MISSING) -> pa.Array:
    return pa.array(values, mask=random.random(len(values)) < share)


def _values(wanted: ValueType, length: int, random: np.random.Generator) -> _Numbers:
    match wanted.kind:
        case "flag":
            return random.random(length) < _YES
        case "integer":
            return random.integers(wanted.at_least, wanted.at_most + 1, length)
        case "choice" | "level":
            return np.array(wanted.values)[random.integers(0, len(wanted.values), length)]
        case "list":
            one, other = (np.array(wanted.values)[random.integers(0, len(wanted.values), length)] for _ in range(2))
            both = np.char.add(np.char.add(one, ";"), other)
            lists: _Numbers = np.where(random.random(length) < _NO_REQUIREMENT, "none", both)
            return lists
        case _:
            references: _Numbers = np.char.add("ref-", random.integers(0, 200, length).astype(str))
            return references


def _field(
    name: str, wanted: ValueType, begun: _Numbers, days: _Numbers, base: int, random: np.random.Generator
) -> pa.Array:
    length = len(begun)
    match name:
        case "sentence_date" | "release_date" | "post_sentence_supervision_date":
            return _with_gaps(days[begun - base], random, _MISSING / 4)
        case "mappa_category" if wanted.at_least == 0:
            eligible = random.random(length) < 0.15
            return _with_gaps(np.where(eligible, random.integers(1, 4, length), 0), random, _MISSING)
        case "mappa_category" | "mappa_level":
            return _with_gaps(_values(wanted, length, random), random, 0.85)
        case "taken_over" | "in_custody" | "in_recall" | "in_breach" | "contact_suspended":
            # What has a default is seldom recorded of the start.
            return _with_gaps(_values(wanted, length, random), random, 0.97)
        case "sentence_type":
            return pa.array(_values(wanted, length, random))
        case _ if wanted.kind == "date":
            return _with_gaps(days[begun + random.integers(100, 700, length) - base], random, 0.5)
    return _with_gaps(_values(wanted, length, random), random)


def _events(
    types: Mapping[str, EventType],
    ids: _Numbers,
    begun: _Numbers,
    days: _Numbers,
    base: int,
    random: np.random.Generator,
) -> pa.Table:
    parts = []
    for place, (_, mean, low, high) in enumerate(_EVENTS):
        # One in a case where the mean is below one, as with a plan; a number that varies where it is above.
        counts = random.poisson(mean, len(ids)) if mean > 1 else random.random(len(ids)) < mean
        case = np.repeat(np.arange(len(ids)), counts)
        parts.append((case, np.full(len(case), place), begun[case] + random.integers(low, high, len(case))))
    case, kind, day = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((day, case))
    case, kind, day = case[order], kind[order], day[order]
    names = np.array([name for name, *_ in _EVENTS])[kind]
    texts = days[np.clip(day - base, 0, len(days) - 1)].astype(object)
    partial = (random.random(len(texts)) < _PARTIAL) & ~np.isin(names, ("tier_set", "rosh_level_set"))
    lengths = random.choice([7, 4, 0], len(texts))
    for length in (7, 4):
        chosen = partial & (lengths == length)
        texts[chosen] = [text[:length] for text in texts[chosen]]
    columns = {
        "case_id": pa.array(ids[case]).dictionary_encode(),
        "seq": pa.array(np.arange(len(case)), pa.int64()),
        "type": pa.array(names).dictionary_encode(),
        "date": pa.array(texts, pa.string(), mask=partial & (lengths == 0)),
    }
    attributes = sorted({name for one in types.values() for name in one.attributes})
    for attribute in attributes:
        cells = np.full(len(names), None, dtype=object)
        for name, one in types.items():
            mine = np.flatnonzero(names == name)
            if attribute in one.attributes and len(mine):
                wanted = one.attributes[attribute]
                drawn = _values(wanted, len(mine), random).astype(str).astype(object)
                cells[mine] = np.char.lower(drawn.astype(str)) if wanted.kind == "flag" else drawn
                if not wanted.required:
                    cells[mine[random.random(len(mine)) < _MISSING]] = None
        columns[attribute] = pa.array(cells, pa.string())
    return pa.table(columns)


def answers(ids: Sequence[str], questions: Sequence[str], seed: int = 2010) -> pa.Table:
    """The table of answers about those of some cases that were inspected, in the order of `case_id`."""
    random = np.random.default_rng((seed, int(ids[0].rpartition("-")[2]), 1))
    inspected = [one for one in ids if int(one.rpartition("-")[2]) % _INSPECTED_EVERY == 0]
    case, question = np.nonzero(random.random((len(inspected), len(questions))) < _ANSWERED)
    given = random.choice(len(ANSWERS), len(case), p=_SHARES_OF_ANSWERS)
    columns = {
        "case_id": pa.array(np.array(inspected, dtype=object)[case], pa.string()).dictionary_encode(),
        "question": pa.array(np.array(questions)[question]).dictionary_encode(),
        "answer": pa.array(np.array(ANSWERS)[given]).dictionary_encode(),
        "by": _with_gaps(np.char.add("inspector-", (case % 9).astype(str)), random),
        "reason": _with_gaps(np.char.add("page ", random.integers(1, 200, len(case)).astype(str)), random, 0.8),
    }
    return pa.table(columns)


def write(cases: int, folder: Path, *, with_answers: bool = False) -> None:
    """Writes the tables into a folder, which is made if need be."""
    questions = tuple(read_rule_base(packaged_rules(), with_examples=False).questions) if with_answers else ()
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, pq.ParquetWriter] = {}
    for found, events in tables(cases):
        parts = {"cases": found, "events": events}
        if with_answers:
            parts["answers"] = answers(found.column("case_id").to_pylist(), questions)
        for name, table in parts.items():
            if name not in writers:
                writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", table.schema)
            writers[name].write_table(table)
    for writer in writers.values():
        writer.close()


def main() -> int:
    """Writes the tables that the command asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=int, help="how many")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--answers", action="store_true", help="inspectors' answers too")
    options = parser.parse_args()
    write(options.cases, options.folder, with_answers=options.answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
