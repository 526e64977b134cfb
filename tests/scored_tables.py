"""Tables of cases with answers to score, and files of answers."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from large_tables import Tables
from omicheck.model.case import ANSWERS
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import Done

LISTED = tuple(read_rule_base(packaged_rules(), with_examples=False).questions)


def document(done: Done) -> dict[str, Any]:
    """All that was printed."""
    data: dict[str, Any] = json.loads(done.output)
    return data


def answered(tables: Tables, random: Random, names: Sequence[str] = LISTED) -> Tables:
    """The tables with answers about every second case, to questions that rules decide, others, and unlisted ones."""
    asked = random.sample([*names], min(40, len(names)))
    asked += [name for name in ("1.1.3", "1.2.4", "2.1.1", "2.1.36") if name in names and name not in asked]
    asked += [name for name in names if name not in LISTED and name not in asked]
    tables["answers"] = [
        {"case_id": one["case_id"], "question": question, "answer": random.choice(ANSWERS)}
        | ({"by": f"i-{random.randrange(4)}"} if random.randrange(3) else {})
        | ({"reason": f"seen, on page {random.randrange(9)}"} if random.randrange(2) else {})
        for one in tables["cases"][::2]
        for question in asked
    ]
    return tables


def write_answers(file: Path, rows: Sequence[Sequence[str]]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("case_id", "question", "answer", "by"), *rows])
    return file


def some_answers(tables: Tables, random: Random) -> list[tuple[str, str, str, str]]:
    """Answers for a file: new ones, second ones, and every kind of mistake."""
    names = [one["case_id"] for one in tables["cases"]]
    rows = [
        (random.choice([*names, "SYN-9999"]), random.choice([*LISTED[:30], "9.9.9"]), random.choice(ANSWERS), "i-9")
        for _ in range(120)
    ]
    return [*rows, *rows[:5], (names[0], LISTED[0], "suficient", ""), ("", LISTED[0], "sufficient", "")]
