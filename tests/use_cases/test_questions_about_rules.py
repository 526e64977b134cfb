"""What is asked of rules, in Python: requests in, results out, nothing printed and nothing written."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field

from omicheck.errors import AuditDateError, CommandWrongError, Problem
from omicheck.output.coverage_report import coverage_data
from omicheck.output.difference_data import difference_data
from omicheck.output.mutation_report import mutation_data
from omicheck.output.what_if_report import what_if_data
from omicheck.records.raw_records import Rejected, problems_of
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase, read_rule_base
from omicheck.use_cases.coverage import CoverageRequest, rules_coverage
from omicheck.use_cases.mutate import mutate
from omicheck.use_cases.new_rule import NewRuleRequest, new_rule
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.rule_examples import tried_examples
from omicheck.use_cases.rule_list import describe_rules, list_rules
from omicheck.use_cases.rule_selection import RulesRequest
from omicheck.use_cases.rules_diff import RulesDiffRequest, rules_diff
from omicheck.use_cases.sources import RecordSource
from omicheck.use_cases.what_if import WhatIfRequest, what_if
from pipeline import ROOT, run

BEFORE, AFTER = (ROOT / "fixtures" / "changing-a-rule" / name for name in ("before", "after"))
SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"
AS_OF = date(2010, 1, 18)
RULE = "first-appointment-on-time"


@define
class Listening(Silent):
    """An observer that keeps the problems of records, and what it was told of them."""

    problems: list[Problem] = field(factory=list)
    read: list[tuple[str, int, int]] = field(factory=list)

    def rejected(self, rejected: Sequence[Rejected]) -> None:
        self.problems += problems_of(rejected)

    def records_read(self, name: str, records: Records) -> None:
        self.read.append((name, records.taken, len(records.rejected)))


def sample() -> RecordSource:
    return RecordSource(json.loads(SAMPLE.read_text(encoding="utf-8"))["cases"])


def rules(folder: Path) -> RuleBase:
    return read_rule_base(folder)


def printed(*words: object) -> Any:  # noqa: ANN401, it is JSON of any shape
    return json.loads(run("rules", *words, "--format", "json").output)


def test_a_difference_is_what_the_command_prints() -> None:
    found = rules_diff(RulesDiffRequest(rules(BEFORE), rules(AFTER), sample(), AS_OF), Silent())
    told = printed("diff", BEFORE, AFTER, SAMPLE)
    assert difference_data(found.difference) == {key: told[key] for key in told if key not in ("old", "new", "as_of")}
    assert [(one.either.case_id, *one.verdicts) for one in found.difference.flips] == [
        (case_id, "met", "not_met") for case_id in ("SYN-0015", "SYN-0038", "SYN-0046")
    ]
    assert (found.as_of, found.rejected) == (AS_OF, ())


def test_rules_are_named_by_folders_too() -> None:
    by_name = rules_diff(RulesDiffRequest(str(BEFORE), str(AFTER), sample(), AS_OF), Silent())
    read = rules_diff(RulesDiffRequest(rules(BEFORE), rules(AFTER), sample(), AS_OF), Silent())
    assert difference_data(by_name.difference) == difference_data(read.difference)
    with pytest.raises(CommandWrongError, match="expected a rules folder, an edition, or a revision"):
        rules_diff(RulesDiffRequest("no-such-revision", str(AFTER), sample(), AS_OF), Silent())


def test_records_that_only_the_old_words_refuse_are_told_of_and_kept() -> None:
    new = rules(AFTER)
    fields = {name: kind for name, kind in new.vocabulary.fields.items() if name != "office"}
    old = evolve(rules(BEFORE), vocabulary=evolve(new.vocabulary, fields=fields))
    told = Listening()
    cases = sample().records[:2]
    found = rules_diff(RulesDiffRequest(old, new, RecordSource(cases, "two cases"), AS_OF), told)
    assert found.rejected == ()
    assert told.read == [("two cases", 2, 0)]
    assert [(one.found, one.expected) for one in told.problems] == [('key "office"', "a known key")] * 2
    assert [case.case_id for case in found.difference.after.cases] == ["SYN-0001", "SYN-0002"]
    assert found.difference.before.cases == ()


def test_steps_are_what_the_command_prints() -> None:
    found = what_if(WhatIfRequest(sample(), ("first-appointment=2..3",), AFTER, AS_OF), Silent())
    assert what_if_data(found) == printed("what-if", SAMPLE, "first-appointment=2..3", "--rules", AFTER)
    assert [name for name, _ in found.steps] == ["first-appointment=2", "first-appointment=3"]
    with pytest.raises(CommandWrongError, match="did you mean first-appointment"):
        what_if(WhatIfRequest(sample(), ("first-contct=2",), AFTER, AS_OF), Silent())


def test_coverage_of_records_and_of_examples() -> None:
    found = rules_coverage(CoverageRequest(sample(), rules=AFTER, as_of=AS_OF), Silent())
    assert coverage_data(found.coverage, None) == printed("coverage", SAMPLE, "--rules", AFTER)
    examples = rules_coverage(CoverageRequest(with_examples=True, rules=AFTER), Silent())
    assert coverage_data(examples.coverage, 90.0) == printed(
        "coverage", "--examples", "--rules", AFTER, "--threshold", "90"
    )


def test_without_an_audit_date_nothing_is_worked_out() -> None:
    for ask in (
        lambda: rules_diff(RulesDiffRequest(str(BEFORE), str(AFTER), sample()), Silent()),
        lambda: what_if(WhatIfRequest(sample(), ("first-appointment=2",), AFTER), Silent()),
        lambda: rules_coverage(CoverageRequest(sample(), rules=AFTER), Silent()),
    ):
        with pytest.raises(AuditDateError, match="no audit date: the records carry no as_of; give one with as_of"):
            ask()


def test_mutants_examples_and_descriptions_are_what_the_commands_print() -> None:
    request = RulesRequest(rules(AFTER), (RULE,))
    assert mutation_data(mutate(request)) == printed("mutate", "--rules", AFTER, "--only", RULE)
    tried = tried_examples(request)
    assert [(one.name, one.passed) for one in tried.outcomes] == [
        (one["example"], one["passed"]) for one in printed("test", "--rules", AFTER)["examples"]
    ]
    assert tried.without_examples == ()
    assert list(list_rules(request).rules) == printed("list", "--rules", AFTER)
    assert list(describe_rules(request)) == printed("show", RULE, "--rules", AFTER)


def test_a_new_rule_is_a_text_that_is_not_written(tmp_path: Path) -> None:
    for name in ("checks", "limits"):
        (tmp_path / name).mkdir()
    begun = new_rule(NewRuleRequest("officer-recorded", "start", "1.1.1", tmp_path, "recorded"))
    assert begun.file == tmp_path / "checks" / "start" / "officer-recorded.yaml"
    assert not begun.file.exists()
    assert begun.question_is_listed
    begun.file.parent.mkdir()
    begun.file.write_text(begun.text, encoding="utf-8")
    (rule,) = rules(tmp_path).rules
    assert (rule.id, rule.topic, rule.question, rule.check.kind) == ("officer-recorded", "start", "1.1.1", "recorded")
    with pytest.raises(CommandWrongError, match="rule officer-recorded is there already"):
        new_rule(NewRuleRequest("officer-recorded", "other", "1.1.1", tmp_path))
