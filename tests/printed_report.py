"""What the report of 2010 printed, as data."""

import csv
from fractions import Fraction

from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.score.means import Means, means_of
from omicheck.score.scores import in_scheme_order
from pipeline import ROOT

REPORT = ROOT / "fixtures" / "hertfordshire-2010"


# "Less than half", as a number.
BELOW_HALF = Fraction(45, 100)


def rows_of(file: str) -> list[dict[str, str]]:
    with (REPORT / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def printed_share(row: dict[str, str]) -> Fraction | None:
    if row["precision"] == "below":
        return BELOW_HALF
    return Fraction(row["percent"]) / 100 if row["percent"] else None


def printed_means() -> Means:
    rules = read_rule_base(packaged_rules())
    shares = {row["question"]: printed_share(row) for row in rows_of("printed-shares.csv")}
    assert set(shares) == set(rules.questions)
    return means_of(shares, in_scheme_order(rules.questions, rules.scheme), rules.scheme)
