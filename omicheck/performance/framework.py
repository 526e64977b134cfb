"""The metrics of a performance framework, as data: `framework.yaml` in a rules folder of its own.

A metric is the share of one verdict among the verdicts of some rules. The rules are those of the framework's folder,
and those in use, narrowed by a scope of the metric's own; so a metric follows the semantics of checks to the letter.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from omicheck.errors import Problem, RulesWrongError, nearest_name
from omicheck.findings import Findings
from omicheck.findings import Path as DataPath
from omicheck.model.limit import Source
from omicheck.model.row import Verdict
from omicheck.model.rule import Rule
from omicheck.model.scope import AllOf
from omicheck.rulebase.files import read_rule_file
from omicheck.rulebase.folder import RuleBase, has_own_vocabulary, packaged_rules, read_rule_base
from omicheck.rulebase.folder_walk import why_no_folder
from omicheck.rulebase.limits import read_source
from omicheck.rulebase.scope import read_scope

FOLDER = "performance"
_FILE = "framework.yaml"
_METRIC_KEYS = ("id", "title", "rows", "applies", "counts", "reading", "not_measured")
_COUNTED: Mapping[str, Verdict] = {"met": "met", "not_met": "not_met"}


@frozen
class Metric:
    """A metric.

    Attributes:
        id: its permanent name.
        title: its name in the framework.
        rules: whose verdicts answer it, narrowed to it; none for a metric that is not measured.
        counts: the verdict that is a success, met or not_met.
        reading: what is measured, and what is not known of the definition.
        not_measured: why it is not measured; empty where it is.
    """

    id: str
    title: str
    rules: tuple[Rule, ...]
    counts: Verdict
    reading: str
    not_measured: str


@frozen
class Domain:
    """A group of metrics."""

    id: str
    title: str
    metrics: tuple[Metric, ...]


@frozen
class Framework:
    """A performance framework.

    Attributes:
        title: its name.
        source: where its metrics are listed.
        domains: its metrics in groups.
        rule_base: what the rules of its metrics speak of.
        sha256: hash over its files.
    """

    title: str
    source: Source
    domains: tuple[Domain, ...]
    rule_base: RuleBase
    sha256: str

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """All of them, in order."""
        return tuple(metric for domain in self.domains for metric in domain.metrics)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all metrics."""
        return tuple(rule for metric in self.metrics for rule in metric.rules)


def framework_folder(rules: RuleBase) -> Path:
    """The folder of the framework that goes with rules: their own, or the packaged one."""
    own = rules.folder / FOLDER
    # What is there and is no folder that can be read is told of when it is read.
    return own if os.path.lexists(own) else packaged_rules() / FOLDER


def read_framework(folder: Path, rules: RuleBase) -> Framework:
    """The framework in a folder, with its metrics read from its own rules and from those in use.

    Args:
        folder: the framework's folder, a rules folder with a `framework.yaml`.
        rules: the rules in use.

    Raises:
        RulesWrongError: with everything that is wrong with the folder.
    """
    try:
        own = read_rule_base(folder, with_examples=False, beside=rules.folder)
    except RulesWrongError as error:
        is_there = why_no_folder(folder / "checks") is None
        if folder.parent == rules.folder or not is_there or not has_own_vocabulary(rules):
            raise
        found, expected = "a framework for other words", f"one for the rules in use, in a folder {FOLDER}/ beside them"
        raise RulesWrongError((Problem(str(folder), None, "", found, expected), *error.problems)) from error
    file = folder / _FILE
    data, findings = read_rule_file(file)
    if findings.problems:
        raise RulesWrongError(tuple(findings.problems))
    reader = _Reader(own, rules, findings)
    document = findings.mapping(data, (), "a framework: a mapping with title, source and domains") or {}
    keys = ("title", "source", "domains")
    findings.keys(document, (), keys, keys)
    source = read_source(document.get("source"), findings, ("source",))
    domains = tuple(
        reader.domain(raw, path) for path, raw in findings.items(document.get("domains") or [], ("domains",), "a list")
    )
    if findings.problems:
        raise RulesWrongError(tuple(findings.problems))
    digest = hashlib.sha256(own.sha256.encode() + file.read_bytes()).hexdigest()
    both = evolve(rules, limits={**rules.limits, **own.limits})
    return Framework(str(document["title"]), source, domains, both, digest)


class _Reader:
    """Reads the parts of a framework, and notes what is wrong with them."""

    def __init__(self, own: RuleBase, rules: RuleBase, findings: Findings) -> None:
        self.findings = findings
        self.vocabulary = rules.vocabulary
        # A limit is looked up by its name alone, so the two folders must not mean different things by it.
        for name in own.limits.keys() & rules.limits.keys():
            findings.add((), f"limit {name}, which the rules in use have too", "names of its own")
        self.rules = {rule.id: rule for rule in (*rules.with_status("in_force"), *own.with_status("in_force"))}
        self.seen: set[str] = set()

    def domain(self, data: object, path: DataPath) -> Domain:
        """A group of metrics."""
        entry = self.findings.mapping(data, path, "a mapping with id, title and metrics") or {}
        keys = ("id", "title", "metrics")
        self.findings.keys(entry, path, keys, keys)
        metrics = self.findings.items(entry.get("metrics") or [], (*path, "metrics"), "a list of metrics")
        return Domain(str(entry.get("id")), str(entry.get("title")), tuple(self.metric(raw, at) for at, raw in metrics))

    def metric(self, data: object, path: DataPath) -> Metric:
        """A metric."""
        findings = self.findings
        entry = findings.mapping(data, path, "a metric: a mapping with id and title") or {}
        findings.keys(entry, path, _METRIC_KEYS, ("id", "title"))
        name = str(entry.get("id"))
        if name in self.seen:
            findings.add((*path, "id"), f"metric {name} a second time", "each id once")
        self.seen.add(name)
        not_measured = self.text(entry, "not_measured", path)
        if ("rows" in entry) == bool(not_measured):
            found = "both rows and not_measured" if not_measured else "neither rows nor not_measured"
            findings.add(path, found, "one of the two")
        counts = str(entry.get("counts", "met"))
        if counts not in _COUNTED:
            findings.unknown_name((*path, "counts"), "verdict", counts, _COUNTED)
        scope = read_scope(entry.get("applies"), self.vocabulary, findings, (*path, "applies"))
        named = findings.items(entry.get("rows") or [], (*path, "rows"), "a list of rules")
        rules = tuple(rule for at, raw in named if (rule := self.narrowed(name, raw, scope, at)) is not None)
        reading = self.text(entry, "reading", path)
        return Metric(name, str(entry.get("title")), rules, _COUNTED.get(counts, "met"), reading, not_measured)

    def text(self, entry: Mapping[str, Any], key: str, path: DataPath) -> str:
        """The text under a key, empty where there is none."""
        return "" if entry.get(key) is None else self.findings.text(entry[key], (*path, key)).strip()

    def narrowed(self, metric: str, name: object, scope: AllOf, path: DataPath) -> Rule | None:
        """A rule that asks the same of fewer cases, under a name of its own."""
        rule = self.rules.get(str(name))
        if rule is None:
            self.findings.add(path, f"rule {name}", "a rule in force", nearest_name(name, self.rules))
            return None
        return evolve(rule, id=f"{metric}/{rule.id}", applies=AllOf((*rule.applies.parts, *scope.parts)))
