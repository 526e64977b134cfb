"""The sample is what its program makes, and shows every rule both met and not met, and every verdict."""

import subprocess
import sys
from collections import defaultdict

from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import ROOT, run

SAMPLE = ROOT / "fixtures" / "sample"


def test_the_program_makes_the_same_sample_again() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_sample.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_rule_and_every_verdict_is_there() -> None:
    verdicts: dict[str, set[str]] = defaultdict(set)
    for row in run("check", SAMPLE / "cases.json", "--format", "jsonl").rows:
        verdicts[row["rule"]].add(row["verdict"])
    rules = {rule.id for rule in read_rule_base(packaged_rules()).with_status("in_force")}
    assert {rule for rule, given in verdicts.items() if {"met", "not_met"} <= given} == rules
    assert set.union(*verdicts.values()) == {"met", "not_met", "not_applicable", "not_due", "cannot_tell"}


def test_the_tables_give_the_same_bytes_as_the_json() -> None:
    from_json = run("check", SAMPLE / "cases.json", "--format", "jsonl")
    from_tables = run("check", SAMPLE / "tables", "--as-of", "2010-01-18", "--format", "jsonl")
    assert from_tables == from_json
