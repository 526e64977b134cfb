"""What is accepted and known of the failures of a check, by the names that its cases have."""

from pathlib import Path
from typing import TYPE_CHECKING

from omicheck.accepted import Acceptance, acceptance, read_waivers, waiver_under_pseudonyms
from omicheck.baseline import baseline_under_pseudonyms, read_baseline
from omicheck.records.pseudonymised import cases_under_pseudonyms
from omicheck.use_cases.evaluation import Evaluation

if TYPE_CHECKING:
    from omicheck.use_cases.running_check import CheckRequest


def acceptance_of(request: "CheckRequest", evaluation: Evaluation) -> Acceptance:
    """What the files of waivers and known failures say, if there are any.

    Args:
        request: names the files.
        evaluation: the records as they are evaluated, under pseudonyms or not.

    Raises:
        AcceptedWrongError: a file cannot be used.
        CommandWrongError: two references have one pseudonym.
    """
    rules = evaluation.rule_base.rules
    waivers = () if request.waivers is None else read_waivers(Path(request.waivers), [rule.id for rule in rules])
    baseline = request.known
    if baseline is None and request.baseline is not None:
        baseline = read_baseline(Path(request.baseline))
    pseudonyms = evaluation.records().pseudonyms
    if pseudonyms is not None:
        waivers = tuple(waiver_under_pseudonyms(waiver, pseudonyms) for waiver in waivers)
        baseline = None if baseline is None else baseline_under_pseudonyms(baseline, pseudonyms)
    some_rules = request.evaluation.only or request.evaluation.leave_out
    chosen = {rule.id for rule in evaluation.rules} if some_rules else None
    outcomes = frozenset(rule.id for rule in rules if rule.asks == "outcome")
    listed = evaluation.records().listed
    cases = cases_under_pseudonyms(request.evaluation.cases, pseudonyms) or (
        None if listed is None else listed.of.references
    )
    asked = (chosen, None if cases is None else frozenset(cases), outcomes)
    return acceptance(waivers, baseline, evaluation.as_of, {rule.id for rule in evaluation.rules}, *asked)
