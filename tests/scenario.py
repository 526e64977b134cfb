"""From the data of a scenario to rules and cases, read as files are."""

import sys
from datetime import date
from typing import Any

import attrs
from attrs import evolve

from omicheck.dates import read_date
from omicheck.evaluate.engines import Engine, rows_by
from omicheck.findings import Findings
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.structure import read_case
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base
from omicheck.rulebase.limits import read_limit
from omicheck.rulebase.rules import read_rule
from pipeline import ROOT

sys.path.append(str(ROOT / "benchmarks"))

from plain_python import plain_rows

from strategies import Scenario

PACKAGED = read_rule_base(packaged_rules())


@attrs.frozen
class Read:
    """A scenario, read."""

    rule_base: RuleBase
    cases: tuple[Case, ...]
    as_of: date

    def plain_rows(self) -> list[Row]:
        """The rows of the plain program of the benchmarks, the third witness."""
        base = self.rule_base
        in_order = sorted(base.rules, key=lambda rule: rule.id)
        rows: list[Row] = []
        for case in sorted(self.cases, key=lambda case: case.case_id):
            for found in plain_rows(case, in_order, base.limits, base.vocabulary, self.as_of):
                values: list[Any] = [*found[:-1], tuple(found[-1])]
                rows.append(Row(*values))
        return rows

    def rows(self, engine: Engine) -> list[Row]:
        """The rows of an evaluator, none of which failed."""
        told: list[str] = []
        found = rows_by(
            engine, self.rule_base, self.rule_base.rules, self.cases, self.as_of, lambda _: None, told.append
        )
        rows = list(found)
        assert told == []
        return rows


def read(scenario: Scenario, vocabulary: Vocabulary) -> Read:
    """The rules, limits and cases of a scenario, in which nothing is wrong."""
    findings = Findings("scenario", lambda _: None)
    rules = [read_rule(data, "topic", vocabulary, findings) for data in scenario.rules]
    limits = [
        read_limit({"id": name, "values": data}, name, vocabulary, findings) for name, data in scenario.limits.items()
    ]
    cases = [read_case(data, vocabulary, findings) for data in scenario.records]
    as_of = read_date(scenario.as_of)
    assert findings.problems == []
    assert as_of is not None
    rule_base = evolve(
        PACKAGED,
        vocabulary=vocabulary,
        rules=tuple(rule for rule in rules if rule is not None),
        limits={limit.id: limit for limit in limits if limit is not None},
    )
    return Read(rule_base, tuple(case for case in cases if case is not None), as_of)
