"""Rows that call for somebody, and rejected records, as a SARIF 2.1.0 log."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from omicheck.authoring.rule_description import describe_rule
from omicheck.baseline import Failure, failure_of
from omicheck.errors import Problem
from omicheck.model.rule import Rule
from omicheck.output import sarif_log
from omicheck.output.check_flagged import Audit, Flagged
from omicheck.output.rule_text import what_it_asks
from omicheck.plain_data import compact_json, row_data
from omicheck.provenance import marks_of
from omicheck.rulebase.folder import RuleBase

# No rule can have this id, as the id of a rule has no slash.
_REJECTED: Final = "omicheck/rejected-record"
# What the files of rules are relative to that do not lie in the working folder.
_RULES: Final = "OMICHECK_RULES"
# Against it a record is held before any rule is.
_VOCABULARY: Final = "vocabulary.yaml"
# Code scanning knows a result again by the fingerprint of this name, whatever it was made from.
_FINGERPRINT: Final = "primaryLocationLineHash"


def lines(audit: Audit) -> Iterator[str]:
    """The log, a result on a line."""
    rules = [*(_descriptor(rule, audit.rule_base) for rule in audit.rules), _rejected_descriptor()]
    found: Counter[str] = Counter()

    def results() -> Iterator[str]:
        places = {rule.id: place for place, rule in enumerate(audit.rules)}
        known: Counter[Failure] = Counter()
        case_id, locations = None, ""
        has_baseline = audit.accepted.baseline is not None
        for row, place in audit.rows:
            flagged = audit.flagged(row, place)
            if flagged is None:
                continue
            if row.case_id != case_id:
                known.clear()
                case_id, found_at = row.case_id, sarif_log.place(place.file, place.line)
                locations = compact_json(_locations(found_at, case_id)) if found_at else ""
            found[row.verdict] += 1
            failure = failure_of(row)
            known[failure] += 1
            mark = _hash((*failure, known[failure]))
            at = locations or compact_json(_locations(_place_of_rule(audit, audit.rule_of(row).file), case_id))
            yield _result(flagged, places[row.rule], at, mark, has_baseline=has_baseline)
        for one in audit.rejected():
            for problem in one.problems:
                yield compact_json(_rejected(audit, problem, len(places)))

    def rest() -> Mapping[str, Any]:
        invocation = {"executionSuccessful": not found["error"]}
        bases = {_RULES: {"description": {"text": "The rules that the records were held against."}}}
        return {
            "invocations": [invocation],
            "originalUriBaseIds": bases,
            "properties": {"manifest": audit.manifest()},
        }

    return sarif_log.log(rules, results(), rest)


def _descriptor(rule: Rule, rule_base: RuleBase) -> Mapping[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title or rule.id},
        "fullDescription": {"text": rule.requirement or rule.title or rule.id},
        "help": {"text": "\n".join(what_it_asks(describe_rule(rule, rule_base)))},
        "defaultConfiguration": {"level": "none" if rule.asks == "outcome" else "error"},
        "properties": {"question": rule.question, "topic": rule.topic, **_trust(rule, rule_base)},
    }


def _trust(rule: Rule, rule_base: RuleBase) -> Mapping[str, Any]:
    return {"decides": rule.decides, "marks": list(marks_of(rule, rule_base.limits)), "asks": rule.asks}


def _rejected_descriptor() -> Mapping[str, Any]:
    text = "A record cannot be used as it stands, so nothing of its case was checked."
    more = "Put right what is told of it; `--rejects FILE` writes such records with what was found."
    return {
        "id": _REJECTED,
        "shortDescription": {"text": "Record rejected"},
        "fullDescription": {"text": text},
        "help": {"text": f"{text} {more}"},
        "defaultConfiguration": {"level": "error"},
    }


def _result(flagged: Flagged, rule: int, locations: str, mark: str, *, has_baseline: bool) -> str:
    """A result as JSON, put together from its parts: most of it is one text, and what the rows of a case share."""
    row = flagged.row
    text = f"{flagged.explanation.title}. {flagged.of_case}. {flagged.brief}"
    # The standard has it that what is no failure has no level.
    level = "none" if flagged.is_outcome else flagged.level
    more = ',"kind":"informational"' if flagged.is_outcome else ""
    if has_baseline and not flagged.is_outcome:
        more += f',"baselineState":"{"unchanged" if flagged.is_known else "new"}"'
    if flagged.waived:
        suppression = {"kind": "external", "status": "accepted", "justification": flagged.waived}
        more += f',"suppressions":{compact_json([suppression])}'
    return (
        f'{{"ruleId":"{row.rule}","ruleIndex":{rule},"level":"{level}","message":{{"text":{compact_json(text)}}},'
        f'"locations":{locations},"partialFingerprints":{{"{_FINGERPRINT}":"{mark}"}},'
        f'"properties":{compact_json(row_data(row))}{more}}}'
    )


def _rejected(audit: Audit, problem: Problem, rule: int) -> Mapping[str, Any]:
    vocabulary = str(audit.rule_base.folder / _VOCABULARY)
    place = sarif_log.place(problem.file, problem.line) or _place_of_rule(audit, vocabulary)
    return {
        "ruleId": _REJECTED,
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": audit.problem(problem)},
        "locations": _locations(place, problem.case_id),
        "partialFingerprints": {_FINGERPRINT: _hash((problem.file, problem.case_id, problem.path, problem.expected))},
    }


def _locations(place: Mapping[str, Any], case_id: str | None) -> list[Mapping[str, Any]]:
    """A place, and whose record it is about as far as that is known."""
    whose = {} if case_id is None else {"logicalLocations": [{"name": case_id, "kind": "record"}]}
    return [{**place, **whose}]


def _place_of_rule(audit: Audit, file: str) -> Mapping[str, Any]:
    """The place of what is said of a record that is in no file: the file of the rule.

    Code scanning refuses a whole log for one result that is at no place in a file.
    """
    named = Path(audit.file_of(file))
    if named.is_absolute() or ".." in named.parts:
        artifact = sarif_log.artifact(str(Path(file).relative_to(audit.rule_base.folder)), _RULES)
    else:
        artifact = sarif_log.artifact(str(named))
    return {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": 1}}}


def _hash(parts: tuple[object, ...]) -> str:
    return hashlib.sha256(compact_json(parts).encode()).hexdigest()[:32]
