"""`docs/comparison.md`: what is said of others has its source, and every source is of use."""

import re

from pipeline import ROOT

TEXT = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
PEERS = ("omicheck", "CDISC CORE", "Regal", "fqm-execution", "sqlfluff", "OpenFisca", "InSpec", "pm4py")


def test_each_source_is_listed_and_each_that_is_listed_is_named() -> None:
    said, _, listed = TEXT.partition("\n## Sources\n")
    named = set(re.findall(r"\b[CRFSOIP][0-9]{1,2}\b", said))
    rows = re.findall(r"^\| ([CRFSOIP][0-9]{1,2}) \| [^|]+ \| [^|]+ \|$", listed, re.MULTILINE)
    assert sorted(rows) == sorted({*rows})
    # The first is the example of how they are named.
    assert {*rows} == named


def test_each_feature_is_told_of_all_of_them_in_one_order() -> None:
    features = TEXT.partition("## Feature by feature")[2].partition("## The same constraints")[0]
    tables = re.findall(r"(?:^\|.*\|\n)+", features, re.MULTILINE)
    of = [[row.split("|")[1].strip() for row in table.splitlines()[2:]] for table in tables]
    assert of == [list(PEERS)] * len(of)
    assert of
