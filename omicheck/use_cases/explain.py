"""Why a case got its verdicts, in words."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.errors import CaseNotNamedError, CommandWrongError, ExitStatus
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.engines import choose_engine, rows_by
from omicheck.explain import Explanation, explain_row, known_fields, timeline
from omicheck.model.case import Case
from omicheck.model.not_held import turns_on_not_held
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.choosing import choose_cases, choose_rules, without_unheld
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.held import read_with_rules
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.outside_editions import outside_editions_of
from omicheck.use_cases.reading import read_rules
from omicheck.use_cases.status import exit_status

# What a person has to act on or can settle.
TO_ACT_ON: Final[tuple[Verdict, ...]] = ("error", "not_met", "cannot_tell")
_SOME: Final = 3


@frozen(eq=False, repr=False)
class ExplainRequest:
    """Which case is to be explained.

    Attributes:
        evaluation: the records and rules. If rules are named, each of their verdicts is explained.
        case: the case; None for the only one.
        every: whether every verdict is explained, or only failures and what cannot be told.
    """

    evaluation: EvaluationRequest
    case: str | None = None
    every: bool = False


@frozen(eq=False, repr=False)
class ExplainedRow:
    """A row in words.

    Attributes:
        row: the row.
        rule: the rule that gave it.
        explanation: why.
    """

    row: Row
    rule: Rule
    explanation: Explanation


@frozen(eq=False, repr=False)
class ExplainResult:
    """A case in words.

    Attributes:
        case: the case.
        as_of: the audit date.
        fields: its fields that have a value and are no dates, with their values in words.
        timeline: its dates and events in order: when, and what.
        rows: the rows that were to be explained, those of duties first and then those of outcomes.
        others: how often the others gave each verdict.
        verdicts: how often each verdict was given, without those that were never given.
        rejected: the records that were not taken.
        outside_editions: that no edition that is asked was in force, where that is so.
    """

    case: Case
    as_of: date
    fields: tuple[tuple[str, str], ...]
    timeline: tuple[tuple[str, str], ...]
    rows: tuple[ExplainedRow, ...]
    others: Mapping[Verdict, int]
    verdicts: Mapping[Verdict, int]
    rejected: tuple[Rejected, ...] = ()
    outside_editions: str = ""

    @property
    def status(self) -> ExitStatus:
        """The exit status that this calls for."""
        return exit_status(self.rejected, self.verdicts)


def explain(request: ExplainRequest, observer: Observer) -> ExplainResult:
    """Reads the records, evaluates the case and says in words what came of it.

    Args:
        request: which case.
        observer: is told of remarks and problems.

    Raises:
        CaseNotNamedError: no case is named, and there is not just one.
        OmicheckError: rules or records cannot be read, or a name is not known.
    """
    asked = request.evaluation
    rule_base = read_rules(asked.rules)
    rules = choose_rules(rule_base, asked.only, asked.leave_out)
    records, rule_base, rules = read_with_rules(asked.source, rule_base, rules, observer)
    rules = without_unheld(rules, asked.leave_out, observer)
    as_of = audit_date(asked.as_of, records, observer)
    case = _case(request, records)
    engine, _ = choose_engine(asked.engine, 1)
    rows = list(rows_by(engine, rule_base, rules, (case,), as_of, lambda _: None, observer.problem))
    shown = None if request.every or asked.only else TO_ACT_ON
    return explain_rows(case, rows, rule_base, as_of, shown, records.rejected)


def explain_rows(
    case: Case,
    rows: Sequence[Row],
    rule_base: RuleBase,
    as_of: date,
    shown: Collection[Verdict] | None = TO_ACT_ON,
    rejected: Iterable[Rejected] = (),
) -> ExplainResult:
    """The rows of a case in words.

    Args:
        case: the case.
        rows: all that rules say of it.
        rule_base: the rules.
        as_of: the audit date.
        shown: the verdicts that are explained; None for all.
        rejected: records that were not taken.
    """
    rules = {rule.id: rule for rule in rule_base.rules}
    history = History(case, rule_base.vocabulary, as_of)
    # What the extract does not hold is told once, and not again with each rule that asks for it.
    to_explain = [
        row
        for row in rows
        if shown is None or (row.verdict in shown and not turns_on_not_held(row.unknown_fields, rules[row.rule]))
    ]
    explained = {row.key for row in to_explain}
    # Outcomes come after duties.
    to_explain.sort(key=lambda row: rules[row.rule].asks == "outcome")
    others = Counter(row.verdict for row in rows if row.key not in explained)
    return ExplainResult(
        case,
        as_of,
        tuple(known_fields(case, rule_base.vocabulary)),
        tuple(timeline(case, rule_base.vocabulary, as_of)),
        tuple(
            ExplainedRow(row, rules[row.rule], explain_row(row, rules[row.rule], rule_base, as_of, history))
            for row in to_explain
        ),
        dict(sorted(others.items())),
        dict(Counter(row.verdict for row in rows)),
        tuple(rejected),
        _outside_editions(rule_base, rows),
    )


def _outside_editions(rule_base: RuleBase, rows: Iterable[Row]) -> str:
    """That no edition was in force for the case, where that is so and one was asked for."""
    noted = outside_editions_of(rule_base)
    if noted is None:
        return ""
    for _ in noted.passing(rows):
        pass
    return noted.told()


def _case(request: ExplainRequest, records: Records) -> Case:
    asked = request.case
    if asked is not None and records.pseudonyms is not None:
        asked = records.pseudonyms.of("case", asked)
    if asked is None and not records.cases:
        raise CommandWrongError(f"{request.evaluation.source.name}: no case to explain")
    if asked is None and len(records.cases) != 1:
        some = tuple(case.case_id for case in records.cases[:_SOME])
        raise CaseNotNamedError(request.evaluation.source.name, len(records.cases), some)
    (case,) = choose_cases(records, () if asked is None else (asked,))
    return case
