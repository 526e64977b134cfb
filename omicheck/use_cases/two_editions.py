"""One caseload under two editions of the standards, duty by duty."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import evolve, frozen

from omicheck.authoring.duty_changes import DutyChange, as_if_in_force, duty_changes
from omicheck.errors import CommandWrongError, ExitStatus, one_of
from omicheck.model.edition import Edition
from omicheck.model.row import VERDICTS, Verdict
from omicheck.model.rule import Rule
from omicheck.provenance import limit_of
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.editions import RulesChoice, editions_in_order, read_choice
from omicheck.rulebase.folder import RuleBase
from omicheck.text import amount_in_words, counted
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Observer, Silent
from omicheck.use_cases.status import exit_status
from omicheck.use_cases.strategies import evaluated
from omicheck.wording import value_in_words

Verdicts = Mapping[Verdict, int]
_TWO: Final = 2


@frozen(eq=False)
class TwoEditionsRequest:
    """Which editions are set side by side, and on which cases.

    Attributes:
        evaluation: the records, and how they are evaluated. Its rules are those that have the editions: a folder, what
            is asked for of one, or None for the packaged ones.
        between: the names of the earlier and the later edition; None for the last two on file.
    """

    evaluation: EvaluationRequest
    between: tuple[str, str] | None = None


@frozen
class DutyOfTwo:
    """A duty under two editions.

    Attributes:
        change: what becomes of it.
        old_limit: the number of the earlier edition, in words; empty where there is none.
        new_limit: that of the later edition.
        before: how often each verdict is given under the earlier edition.
        after: the same under the later one.
    """

    change: DutyChange
    old_limit: str
    new_limit: str
    before: Verdicts
    after: Verdicts


@frozen(eq=False)
class TwoEditions:
    """One caseload under two editions.

    Attributes:
        old: the earlier edition.
        new: the later one.
        as_of: the audit date.
        cases: how many cases there are.
        duties: what becomes of each duty.
        rejected: the records that were not taken.
        status: the exit status that this calls for.
    """

    old: Edition
    new: Edition
    as_of: date
    cases: int
    duties: tuple[DutyOfTwo, ...]
    rejected: tuple[Rejected, ...]
    status: ExitStatus


def two_editions(request: TwoEditionsRequest, observer: Observer) -> TwoEditions:
    """Holds one caseload against two editions, each as if its last numbers had been in force on every day.

    Args:
        request: which editions, and which cases.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        CommandWrongError: there are no two such editions.
        OmicheckError: what `evaluated` raises.
    """
    old, new = _bases(request)
    before, first = _verdicts(request, old, observer)
    after, second = _verdicts(request, new, Silent())
    duties = tuple(
        DutyOfTwo(
            change,
            _limit(change.old, old),
            _limit(change.new, new),
            {} if change.old is None else before[change.old.id],
            {} if change.new is None else after[change.new.id],
        )
        for change in duty_changes(old, new)
    )
    # The records are the same, but an edition with a vocabulary of its own may reject others.
    rejected = (*first.rejected, *(one for one in second.rejected if one not in first.rejected))
    status = max(first.status, second.status)
    return TwoEditions(old.editions[0], new.editions[0], first.as_of, first.cases, duties, rejected, status)


@frozen(eq=False)
class _Run:
    """What a run over the caseload came to, beside its verdicts."""

    as_of: date
    cases: int
    rejected: tuple[Rejected, ...]
    status: ExitStatus


def _verdicts(
    request: TwoEditionsRequest, rule_base: RuleBase, observer: Observer
) -> tuple[Mapping[str, Verdicts], _Run]:
    """How often each rule gives each verdict."""
    counts = {rule.id: Counter[Verdict]() for rule in rule_base.rules}
    cases = 0
    with evaluated(evolve(request.evaluation, rules=as_if_in_force(rule_base)), observer) as evaluation:
        for part in evaluation.parts():
            cases += len(part.case_ids)
            found = part.verdicts()
            for rule, numbers in zip(found.rules, found.counts().tolist(), strict=True):
                counts[rule.id].update(dict(zip(VERDICTS, numbers, strict=True)))
    rejected = tuple(evaluation.records().rejected)
    return counts, _Run(evaluation.as_of, cases, rejected, exit_status(rejected, evaluation.verdicts))


def _bases(request: TwoEditionsRequest) -> tuple[RuleBase, RuleBase]:
    """The rules of the two editions."""
    rules = request.evaluation.rules
    if isinstance(rules, RuleBase):
        raise TypeError("rules that were read are of one edition, or of all together")
    choice = rules if isinstance(rules, RulesChoice) else RulesChoice(rules)
    names = request.between
    if names is None:
        known = [edition.id for edition in editions_in_order(choice)]
        if len(known) < _TWO:
            found = f"{counted(len(known), 'edition')} on file: {', '.join(known) or 'none'}"
            raise CommandWrongError(f"found {found}; expected two to be set side by side")
        names = (known[-2], known[-1])
    old, new = (read_choice(evolve(choice, edition=name)) for name in names)
    if any(len(one.editions) != 1 for one in (old, new)):
        raise CommandWrongError(f"found {' and '.join(names)}; expected the names of two editions")
    if names[0] == names[1] or old.editions[0].from_ > new.editions[0].from_:
        found = "one edition twice" if names[0] == names[1] else f"{names[0]}, which follows {names[1]}"
        raise CommandWrongError(f"found {found}; expected two editions, the earlier one first")
    return old, new


def _limit(rule: Rule | None, rule_base: RuleBase) -> str:
    """The last number of a rule's limit in words, with the value that each amount is for."""
    limit = None if rule is None else limit_of(rule, rule_base.limits)
    if limit is None:
        return ""
    value = limit.values[-1]
    if value.is_itself:
        return f"what {rule_base.vocabulary.named(value.by or '')} says"
    by: dict[str, list[str]] = {}
    for key, amount in value.table.items():
        by.setdefault(amount_in_words(str(amount)), []).append("" if key is None else value_in_words(key))
    if len(by) == 1:
        return next(iter(by))
    field = rule_base.vocabulary.named(value.by or "")
    return "; ".join(f"{amount} ({field} {one_of(keys)})" for amount, keys in by.items())
