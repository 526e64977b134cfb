"""Two editions of the standards side by side, for a report."""

from collections import Counter

from attrs import evolve

from omicheck.authoring.duty_changes import AS_IF, BECOMING_IN_WORDS, BECOMINGS
from omicheck.errors import CommandWrongError
from omicheck.report.values.editions import DutyBeside, EditionsBeside
from omicheck.rulebase.editions import Rules, RulesChoice, editions_in_order
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.two_editions import DutyOfTwo, TwoEditionsRequest, Verdicts, two_editions


def editions_beside(
    rule_base: RuleBase, other: str, evaluation: EvaluationRequest, rules: Rules, *, with_counts: bool
) -> EditionsBeside:
    """The edition in use beside another.

    Args:
        rule_base: the rules in use, whose folder has the other edition too.
        other: its name.
        evaluation: the records, and how they are evaluated.
        rules: how the rules in use were asked for; the bank holidays that were named with them hold for both editions.
        with_counts: whether verdicts are told, which a report that is published does not.

    Raises:
        CommandWrongError: the rules in use are of no edition, or there is no other of that name.
    """
    if len(rule_base.editions) != 1 or rule_base.editions[0].id == other:
        own = ", ".join(edition.id for edition in rule_base.editions) or "no edition"
        raise CommandWrongError(f"--beside {other}: found rules of {own}; expected another edition than that in use")
    choice = RulesChoice(rule_base.folder, holidays=rules.holidays if isinstance(rules, RulesChoice) else None)
    order = [edition.id for edition in editions_in_order(choice)]
    between = sorted((rule_base.editions[0].id, other), key=lambda name: order.index(name) if name in order else -1)
    asked = TwoEditionsRequest(evolve(evaluation, rules=choice, by=()), (between[0], between[1]))
    found = two_editions(asked, Silent())
    counts = Counter(one.change.becoming for one in found.duties)
    told = ", ".join(f"{counts[name]} {BECOMING_IN_WORDS[name]}" for name in BECOMINGS if counts[name])
    return EditionsBeside(
        (found.old.id, found.new.id),
        (found.old.title, found.new.title),
        f"{AS_IF} Duties: {told}.",
        tuple(_duty(one, with_counts=with_counts) for one in found.duties),
        with_counts,
    )


def _duty(one: DutyOfTwo, *, with_counts: bool) -> DutyBeside:
    counts = (_counts(one.before), _counts(one.after)) if with_counts else ("", "")
    becomes = BECOMING_IN_WORDS[one.change.becoming]
    return DutyBeside(one.change.title, becomes, (one.old_limit, one.new_limit), counts)


def _counts(verdicts: Verdicts) -> str:
    if not verdicts:
        return ""
    return f"{verdicts['met']:,} met, {verdicts['not_met']:,} not met, {verdicts['cannot_tell']:,} cannot be told"
