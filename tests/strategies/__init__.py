"""Hypothesis strategies: rules and case records as their files hold them, right by the vocabulary, and dense in
coincidences: few days, few event types, short limits, so that what is on the last day, on the same day, twice, or
missing turns up all the time.

Whatever the rule format or the case record learns joins these: all that draws stands in this package.
"""

from strategies.csv_files import csv_tables
from strategies.damaged import DATA, damaged, miswritten, mutated
from strategies.editions import calendars, with_editions
from strategies.json_lines import json_lines
from strategies.published import Audit, audits
from strategies.records import Scenario, record, scenarios
from strategies.scores import (
    LADDER,
    SCHEME,
    codes,
    fractions,
    frames,
    minimum_numbers,
    questions,
    stratum_sizes,
    verdict_rows,
)
from strategies.situations import plain_situations, situations
from strategies.texts import hostile_texts
from strategies.worlds import ERAS, World

__all__ = [
    "DATA",
    "ERAS",
    "LADDER",
    "SCHEME",
    "Audit",
    "Scenario",
    "World",
    "audits",
    "calendars",
    "codes",
    "csv_tables",
    "damaged",
    "fractions",
    "frames",
    "hostile_texts",
    "json_lines",
    "minimum_numbers",
    "miswritten",
    "mutated",
    "plain_situations",
    "questions",
    "record",
    "scenarios",
    "situations",
    "stratum_sizes",
    "verdict_rows",
    "with_editions",
]
