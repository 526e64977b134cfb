"""What a check found as tables that a person can act on: the verdicts of each rule, then the failures of each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from rich.console import Console

from omicheck.accepted import Acceptance
from omicheck.model.not_held import turns_on_not_held
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output.check_findings import CheckFindings, RuleFindings, SomeCases, unknown_of
from omicheck.output.text_table import TextTable
from omicheck.provenance import cite, cite_briefly, limit_of, reservation, sources_of
from omicheck.rulebase.folder import RuleBase
from omicheck.text import amount_in_words, counted, in_words, long_date, printable
from omicheck.wording import OUTCOMES

_ALL: Final = "all of them with --all-failures"
_STYLES: Final[Mapping[Verdict, str]] = {
    "met": "green",
    "not_met": "bold red",
    "cannot_tell": "yellow",
    "error": "bold white on red",
    "not_due": "dim",
    "not_applicable": "dim",
}


def print_table(
    console: Console, findings: CheckFindings, rules: Sequence[Rule], rule_base: RuleBase, as_of: date
) -> None:
    """Prints every duty's verdicts, its failures with their evidence, what could not be told, and the outcomes apart.

    Args:
        console: where.
        findings: what was found.
        rules: those that were evaluated.
        rule_base: what they speak of.
        as_of: the audit date.
    """
    console.print(f"{counted(findings.cases, 'case')} against {counted(len(rules), 'rule')} as of {long_date(as_of)}")
    duties = [rule for rule in rules if rule.asks == "duty"]
    outcomes = [rule for rule in rules if rule.asks == "outcome"]
    if duties or not outcomes:
        _verdicts(findings, duties).print(console)
    _print_found(console, findings, duties, rule_base)
    if outcomes:
        console.print()
        console.print(OUTCOMES, style="bold")
        _verdicts(findings, outcomes).print(console)
        _print_found(console, findings, outcomes, rule_base)
        console.print()
    console.print(_total(findings, duties, "verdict"))
    if outcomes:
        console.print(f"Apart from that {_total(findings, outcomes, 'outcome')}")
    _print_accepted(console, findings)
    if findings.failing.number:
        first = printable(findings.failing.shown[0])
        console.print(
            f"{counted(findings.failing.number, 'case')} with a failure. In words: omicheck explain {first} PATH",
            soft_wrap=True,
        )


def _total(findings: CheckFindings, rules: Iterable[Rule], noun: str) -> str:
    """How often each verdict was given: `3 verdicts: 2 met, 1 not met`."""
    counts = findings.verdicts(rule.id for rule in rules)
    total = ", ".join(f"{counts[verdict]} {in_words(verdict)}" for verdict in VERDICTS if counts[verdict])
    return f"{counted(sum(counts.values()), noun)}: {total or 'none'}"


def _print_found(console: Console, findings: CheckFindings, rules: Sequence[Rule], rule_base: RuleBase) -> None:
    """The rows of each rule that were not met, then what could not be told."""
    for rule in rules:
        found = findings.rule(rule.id)
        if found.failures:
            _print_failures(console, rule, found, rule_base, findings.accepted)
    unknown = _unknown(findings, rules)
    if len(unknown):
        console.print("Could not be told, and what would have to be known", style="bold yellow")
        unknown.print(console)
    _print_not_held(console, findings, rules)


def _print_not_held(console: Console, findings: CheckFindings, rules: Sequence[Rule]) -> None:
    """How much could not be told as the extract does not hold what rules ask about."""
    unknown = [(rule, found) for rule in rules for found in unknown_of(findings.rule(rule.id))]
    silent = [(rule, cases.rows) for rule, (_, fields, cases) in unknown if turns_on_not_held(fields, rule)]
    if silent:
        number, of_rules = sum(rows for _, rows in silent), len({rule.id for rule, _ in silent})
        console.print(
            f"{counted(number, 'verdict')} of {counted(of_rules, 'rule')} could not be told as the extract does "
            "not hold what they ask about; omicheck map check lists it.",
            style="yellow",
            soft_wrap=True,
        )


def _verdicts(findings: CheckFindings, rules: Sequence[Rule]) -> TextTable:
    headings = ("Question", "Rule", *(in_words(verdict).capitalize() for verdict in VERDICTS))
    table = TextTable(headings, frozenset(range(2, len(headings))))
    for rule in rules:
        counts = findings.rule(rule.id).verdicts
        numbers = [str(counts[verdict]) if counts[verdict] else "." for verdict in VERDICTS]
        styles = [_STYLES[verdict] if counts[verdict] else "dim" for verdict in VERDICTS]
        table.append((rule.question, rule.id, *numbers), ("", "", *styles))
    return table


def _print_accepted(console: Console, findings: CheckFindings) -> None:
    """How many failures are accepted, known and neither, which is open."""
    accepted, standing = findings.accepted, findings.standing
    if accepted.is_used:
        gone = f"; {accepted.gone} known before and gone" if accepted.gone else ""
        told = f"{standing['waived']} accepted by waiver, {standing['known']} known, {standing['open']} open{gone}"
        console.print(f"Failed or not to be told: {told}")


def accepted_by(row: Row, accepted: Acceptance) -> str:
    """Who accepted a failure, until when and why; or that it is known."""
    waiver = accepted.waiver_of(row)
    if waiver is not None:
        return printable(f"until {waiver.expiry} by {waiver.author}: {waiver.reason}")
    return "known" if accepted.is_known(row) else ""


def _print_failures(
    console: Console, rule: Rule, found: RuleFindings, rule_base: RuleBase, accepted: Acceptance
) -> None:
    limit = limit_of(rule, rule_base.limits)
    console.print()
    console.print(f"{rule.title or rule.id}  [{rule.question}, {rule.id}]", style="bold")
    if rule.requirement:
        console.print(rule.requirement)
    marks = [accepted_by(row, accepted) for row in found.failures]
    more = ("Accepted",) if any(marks) else ()
    table = TextTable(("Case", "Why", "From", "Due", "Done", "Days late", "Limit", "Source", *more))
    for row, mark in zip(found.failures, marks, strict=True):
        done = row.outcome_date.isoformat() if row.outcome_date else _not_done(row)
        cells = (
            printable(row.case_id),
            in_words(row.reason),
            _day(row.trigger_date),
            _day(row.due_date),
            done,
            "" if row.days_late is None else str(row.days_late),
            _limit(row),
            cite_briefly(sources_of(row, limit)),
            *((mark,) if more else ()),
        )
        table.append(cells, ("", _STYLES[row.verdict]))
    table.print(console)
    if found.failed > len(found.failures):
        console.print(f"and {found.failed - len(found.failures):,} more; {_ALL}", style="bold")
    used = dict.fromkeys(source for row in found.failures for source in sources_of(row, limit))
    for source in used:
        console.print(f"Source: {cite(source, rule_base.documents)}", style="dim")
    if told := reservation(rule, rule_base.limits):
        console.print(told, style="dim")


def _limit(row: Row) -> str:
    """The limit; where it is not known which holds, and a failure all the same, that it is any of them."""
    if row.limit is not None:
        return amount_in_words(row.limit)
    return "whichever holds" if row.due_date is not None else ""


def _not_done(row: Row) -> str:
    return "not found" if row.count is None else f"{row.count} found"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _unknown(findings: CheckFindings, rules: Sequence[Rule]) -> TextTable:
    table = TextTable(("Rule", "Why", "Missing", "Cases"))
    for rule in rules:
        for reason, fields, cases in unknown_of(findings.rule(rule.id)):
            if not turns_on_not_held(fields, rule):
                table.append((rule.id, in_words(reason), ", ".join(fields), _named(cases)))
    return table


def _named(cases: SomeCases) -> str:
    left = cases.number - len(cases.shown)
    return printable(", ".join(cases.shown)) + (f" and {left:,} more" if left else "")
