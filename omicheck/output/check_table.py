"""Rows as tables that a person can act on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from omicheck.accepted import Acceptance
from omicheck.evaluate.verdict_counts import count_verdicts
from omicheck.model.row import VERDICTS, Row
from omicheck.model.rule import Rule
from omicheck.output.table import table_of
from omicheck.provenance import cite, cite_briefly, limit_of, reservation, sources_of
from omicheck.rulebase.folder import RuleBase
from omicheck.text import amount_in_words, counted, in_words, long_date, printable
from omicheck.wording import OUTCOMES

_STYLES: Mapping[str, str] = {
    "met": "green",
    "not_met": "bold red",
    "cannot_tell": "yellow",
    "error": "bold white on red",
    "not_due": "dim",
    "not_applicable": "dim",
}


def print_table(
    console: Console,
    rows: Sequence[Row],
    rules: Sequence[Rule],
    rule_base: RuleBase,
    as_of: date,
    accepted: Acceptance | None = None,
) -> None:
    """Prints every duty's verdicts, every failure with its evidence, what could not be told, and the outcomes apart.

    Args:
        console: where.
        rows: what was found.
        rules: those that were evaluated.
        rule_base: what they speak of.
        as_of: the audit date.
        accepted: what is accepted by waivers and known from a baseline, if anything is.
    """
    by_rule = {rule: list(group) for rule, group in groupby(sorted(rows, key=_by_rule), attrgetter("rule"))}
    cases = {row.case_id for row in rows}
    console.print(f"{counted(len(cases), 'case')} against {counted(len(rules), 'rule')} as of {long_date(as_of)}")
    duties = [rule for rule in rules if rule.asks == "duty"]
    outcomes = [rule for rule in rules if rule.asks == "outcome"]
    if duties or not outcomes:
        console.print(_verdicts(by_rule, duties))
    _print_found(console, by_rule, duties, rule_base, accepted)
    if outcomes:
        console.print()
        console.print(OUTCOMES, style="bold")
        console.print(_verdicts(by_rule, outcomes))
        _print_found(console, by_rule, outcomes, rule_base, accepted)
        console.print()
    of_duties = {rule.id for rule in duties}
    console.print(_total([row for row in rows if row.rule in of_duties], "verdict"))
    if outcomes:
        console.print(f"Apart from that {_total([row for row in rows if row.rule not in of_duties], 'outcome')}")
    if accepted is not None:
        _print_accepted(console, rows, accepted)
    flagged = {row.case_id for row in rows if row.verdict == "not_met" and row.rule in of_duties}
    if flagged:
        first = printable(min(flagged))
        console.print(
            f"{counted(len(flagged), 'case')} with a failure. In words: omicheck explain {first} PATH",
            soft_wrap=True,
        )


def _total(rows: Sequence[Row], noun: str) -> str:
    """How often each verdict was given: `3 verdicts: 2 met, 1 not met`."""
    counts = count_verdicts(rows)
    total = ", ".join(f"{counts[verdict]} {in_words(verdict)}" for verdict in VERDICTS if counts[verdict])
    return f"{counted(len(rows), noun)}: {total or 'none'}"


def _print_found(
    console: Console,
    by_rule: Mapping[str, Sequence[Row]],
    rules: Sequence[Rule],
    rule_base: RuleBase,
    accepted: Acceptance | None,
) -> None:
    """The rows of each rule that were not met, then what could not be told."""
    for rule in rules:
        found = [row for row in by_rule.get(rule.id, ()) if row.verdict in ("not_met", "error")]
        if found:
            _print_failures(console, rule, found, rule_base, accepted)
    unknown = _unknown(by_rule, rules)
    if unknown.row_count:
        console.print("Could not be told, and what would have to be known", style="bold yellow")
        console.print(unknown)
    silent = [rule for rule in rules if any(_is_not_held(row, rule) for row in by_rule.get(rule.id, ()))]
    if silent:
        number = sum(_is_not_held(row, rule) for rule in silent for row in by_rule[rule.id])
        console.print(
            f"{counted(number, 'verdict')} of {counted(len(silent), 'rule')} could not be told as the extract does "
            "not hold what they ask about; omicheck map check lists it.",
            style="yellow",
            soft_wrap=True,
        )


def _by_rule(row: Row) -> tuple[str, str, int]:
    return (row.rule, row.case_id, row.occurrence)


def _verdicts(by_rule: Mapping[str, Sequence[Row]], rules: Sequence[Rule]) -> Table:
    table = table_of("Question", "Rule")
    for verdict in VERDICTS:
        table.add_column(in_words(verdict).capitalize(), justify="right")
    for rule in rules:
        counts = count_verdicts(by_rule.get(rule.id, ()))
        cells = [
            Text(
                str(counts[verdict]) if counts[verdict] else ".",
                style=_STYLES[verdict] if counts[verdict] else "dim",
            )
            for verdict in VERDICTS
        ]
        table.add_row(rule.question, rule.id, *cells)
    return table


def _print_accepted(console: Console, rows: Sequence[Row], accepted: Acceptance) -> None:
    """How many failures are accepted, known and neither, which is open."""
    failures = [row for row in rows if accepted.is_failure(row)]
    waived = sum(accepted.waiver_of(row) is not None for row in failures)
    known = sum(accepted.waiver_of(row) is None and accepted.is_known(row) for row in failures)
    if accepted.waivers or accepted.baseline is not None:
        gone = f"; {accepted.gone} known before and gone" if accepted.gone else ""
        left = len(failures) - waived - known
        console.print(f"Failed or not to be told: {waived} accepted by waiver, {known} known, {left} open{gone}")


def accepted_by(row: Row, accepted: Acceptance | None) -> str:
    """Who accepted a failure, until when and why; or that it is known."""
    if accepted is None:
        return ""
    waiver = accepted.waiver_of(row)
    if waiver is not None:
        return printable(f"until {waiver.expiry} by {waiver.author}: {waiver.reason}")
    return "known" if accepted.is_known(row) else ""


def _print_failures(
    console: Console, rule: Rule, failures: Sequence[Row], rule_base: RuleBase, accepted: Acceptance | None
) -> None:
    limit = limit_of(rule, rule_base.limits)
    console.print()
    console.print(f"{rule.title or rule.id}  [{rule.question}, {rule.id}]", style="bold")
    if rule.requirement:
        console.print(rule.requirement)
    marks = [accepted_by(row, accepted) for row in failures]
    more = ("Accepted",) if any(marks) else ()
    table = table_of("Case", "Why", "From", "Due", "Done", "Days late", "Limit", "Source", *more)
    for row, mark in zip(failures, marks, strict=True):
        done = row.outcome_date.isoformat() if row.outcome_date else _not_done(row)
        table.add_row(
            printable(row.case_id),
            Text(in_words(row.reason), style=_STYLES[row.verdict]),
            _day(row.trigger_date),
            _day(row.due_date),
            done,
            "" if row.days_late is None else str(row.days_late),
            _limit(row),
            cite_briefly(sources_of(row, limit)),
            *((mark,) if more else ()),
        )
    console.print(table)
    used = dict.fromkeys(source for row in failures for source in sources_of(row, limit))
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


def _is_not_held(row: Row, rule: Rule) -> bool:
    """Whether a verdict could not be told as the extract does not hold what the rule asks about."""
    return not set(row.unknown_fields).isdisjoint(rule.not_held)


def _unknown(by_rule: Mapping[str, Sequence[Row]], rules: Sequence[Rule]) -> Table:
    table = table_of("Rule", "Why", "Missing", "Cases")
    for rule in rules:
        rows = [row for row in by_rule.get(rule.id, ()) if row.verdict == "cannot_tell" and not _is_not_held(row, rule)]
        missing = Counter((row.reason, row.unknown_fields) for row in rows)
        for reason, fields in sorted(missing):
            of = sorted({row.case_id for row in rows if (row.reason, row.unknown_fields) == (reason, fields)})
            table.add_row(rule.id, in_words(reason), ", ".join(fields), printable(", ".join(of)))
    return table
