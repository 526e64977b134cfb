"""What of the rows of a check is accepted for a time, or known already."""

from pathlib import Path
from typing import TYPE_CHECKING

from omicheck.accepted import Acceptance, acceptance, read_waivers
from omicheck.baseline import read_baseline
from omicheck.use_cases.evaluation import Evaluation

if TYPE_CHECKING:
    from omicheck.use_cases.running_check import CheckRequest


def acceptance_of(request: "CheckRequest", evaluation: Evaluation) -> Acceptance:
    """What the files of waivers and known failures say, if there are any."""
    rules = evaluation.rule_base.rules
    waivers = () if request.waivers is None else read_waivers(Path(request.waivers), [rule.id for rule in rules])
    baseline = request.known
    if baseline is None and request.baseline is not None:
        baseline = read_baseline(Path(request.baseline))
    chosen = {rule.id for rule in evaluation.rules} if request.evaluation.only else None
    outcomes = frozenset(rule.id for rule in rules if rule.asks == "outcome")
    listed = evaluation.records().listed
    cases = request.evaluation.cases or (None if listed is None else listed.of.references)
    asked = (chosen, None if cases is None else frozenset(cases), outcomes)
    return acceptance(waivers, baseline, evaluation.as_of, {rule.id for rule in evaluation.rules}, *asked)
