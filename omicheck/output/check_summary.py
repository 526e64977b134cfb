"""What a check found, on one screen: what was checked, where it fails most, what cannot be told, what to ask next."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen
from rich.console import Console

from omicheck.model.not_held import turns_on_not_held
from omicheck.model.row import VERDICTS
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.check_cells import (
    STYLES,
    WIDE,
    accepted_by,
    day_cell,
    days_late_cell,
    done_cell,
    title_of,
    whose_columns,
)
from omicheck.output.check_findings import CheckFindings, unknown_of
from omicheck.output.check_verdicts import verdicts_of_criteria, verdicts_of_rules
from omicheck.output.gone_table import print_gone
from omicheck.output.next_commands import print_next, words_of_records
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, number, prose
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted, in_words, long_date, printable
from omicheck.use_cases.running_check import RunningCheck
from omicheck.wording import missing_in_words

# More failures than these are counted by rule, and not shown one by one.
_FEW_FAILURES: Final = 10
# So many rules, or groups of them, are on a screen.
_MOST_RULES: Final = 6
_MOST_FAILING: Final = 5
_MOST_GROUPS: Final = 12
_MOST_MISSING: Final = 3
_MOST_GONE: Final = 3
_DETAILS: Final = "--details shows all"
_NO_LIMIT: Final = "(no limit in force then)"


@frozen(eq=False)
class CheckScreen:
    """What is shown of a check.

    Attributes:
        findings: what was found.
        rules: those that were evaluated.
        rule_base: what they speak of.
        check: the check, whose rows have been gone through.
    """

    findings: CheckFindings
    rules: Sequence[Rule]
    rule_base: RuleBase
    check: RunningCheck

    @property
    def duties(self) -> Sequence[Rule]:
        """The rules that ask whether somebody did something."""
        return [rule for rule in self.rules if rule.asks == "duty"]

    @property
    def outcomes(self) -> Sequence[Rule]:
        """The rules that ask what came of the work."""
        return [rule for rule in self.rules if rule.asks == "outcome"]


def print_summary(console: Console, screen: CheckScreen, *, is_alone: bool) -> None:
    """Prints what was checked, the verdicts, where it fails most, and what cannot be told.

    Args:
        console: where.
        screen: what is shown.
        is_alone: whether nothing follows that would only say the same of a few rules.
    """
    findings, duties, outcomes = screen.findings, screen.duties, screen.outcomes
    _print_head(console, screen)
    if duties or not outcomes:
        print_text(console, _total(findings, duties, "verdict"))
    if outcomes:
        told = _total(findings, outcomes, "outcome")
        print_text(console, f"Apart from that {told}." if duties else told)
    _print_standing(console, findings)
    print_gone(console, screen.check.gone, screen.rule_base, None if not is_alone else _MOST_GONE)
    for by in screen.check.failures_by_group:
        from omicheck.output.group_tables import print_failures_by  # noqa: PLC0415, of use only where it is asked for

        print_failures_by(console, by, screen.rule_base.vocabulary, details=not is_alone)
    shown = duties or outcomes
    are_many = len(shown) > _MOST_RULES
    if are_many:
        print_text(console)
        verdicts_of_criteria(findings, shown, screen.rule_base).print(console, _MOST_GROUPS, _DETAILS, "topics")
    elif is_alone:
        print_text(console)
        verdicts_of_rules(findings, shown).print(console)
    if are_many or is_alone:
        _print_failures(console, screen, duties, are_many=are_many)
    _print_missing(console, findings, shown, screen.rule_base.vocabulary)


def print_what_next(console: Console, screen: CheckScreen) -> None:
    """Prints the commands that show more."""
    print_next(console, words_of_records(screen.check.request.evaluation), lambda words: _commands(screen, words))


def _print_head(console: Console, screen: CheckScreen) -> None:
    rejected, rules = len(screen.check.rejected), counted(len(screen.rules), "rule")
    day = long_date(screen.check.evaluation.as_of)
    cases = f"{counted(screen.findings.cases, 'case')} against {rules} as of {day}"
    if rejected:
        print_text(console, f"{cases}; {counted(rejected, 'record')} rejected and not checked", "bold")
    else:
        print_text(console, f"{cases}; no record rejected", "bold")
    if screen.check.outside_editions:
        print_text(console, f"{screen.check.outside_editions}.")


def _total(findings: CheckFindings, rules: Sequence[Rule], noun: str) -> str:
    """How often each verdict was given: `3 verdicts: 2 met, 1 not met`."""
    counts = findings.verdicts(rule.id for rule in rules)
    total = ", ".join(f"{counts[verdict]:,} {in_words(verdict)}" for verdict in VERDICTS if counts[verdict])
    return f"{counted(sum(counts.values()), noun)}: {total or 'none'}"


def _print_standing(console: Console, findings: CheckFindings) -> None:
    """How many cases fail, and how many failures are accepted, known and neither, which is open."""
    accepted, standing = findings.accepted, findings.standing
    if findings.failing.number:
        style = STYLES["not_met"]
        fail = "has" if findings.failing.number == 1 else "have"
        print_text(console, f"{counted(findings.failing.number, 'case')} {fail} a failure", style)
    if accepted.is_used:
        told = f"{standing['waived']:,} accepted by waiver, {standing['known']:,} known, {standing['open']:,} open"
        print_text(console, f"Failed or not to be told: {told}")


def _print_failures(console: Console, screen: CheckScreen, duties: Sequence[Rule], *, are_many: bool) -> None:
    """The failures themselves where they are few, else those of many rules that have the most of them."""
    findings = screen.findings
    failed = [(findings.rule(rule.id).failed, rule) for rule in duties if findings.rule(rule.id).failed]
    if not failed:
        return
    if sum(of_rule for of_rule, _ in failed) <= _FEW_FAILURES:
        print_text(console)
        _single_failures(screen, [rule for _, rule in failed], console.width).print(console)
        return
    if not are_many:
        return
    print_text(console)
    table = TextTable(number("Failed"), number("Of"), prose("Most failures"))
    for of_rule, rule in sorted(failed, key=lambda one: (-one[0], one[1].id)):
        of = findings.rule(rule.id).verdicts["met"] + of_rule
        table.append((f"{of_rule:,}", f"{of:,}", title_of(rule)), (STYLES["not_met"],))
    table.print(console, _MOST_FAILING, _DETAILS, "rules with failures")


def _single_failures(screen: CheckScreen, rules: Sequence[Rule], width: int) -> TextTable:
    pairs = [(row, rule) for rule in rules for row in screen.findings.rule(rule.id).failures]
    pairs.sort(key=lambda one: (one[0].case_id, one[1].id))
    vocabulary = screen.rule_base.vocabulary
    whose = whose_columns([row for row, _ in pairs], screen.findings.whose, vocabulary) if width >= WIDE else []
    marks = [accepted_by(row, screen.findings.accepted) for row, _ in pairs]
    whose = [*whose, ("Accepted", marks)] if any(marks) else whose
    headings = (prose(heading) for heading, _ in whose)
    table = TextTable("Case", prose("Failure"), "Why", "Due", "Done", number("Days late"), *headings)
    for at, (row, rule) in enumerate(pairs):
        cells = (printable(row.case_id), rule.title or rule.id, in_words(row.reason), day_cell(row.due_date))
        more = (done_cell(row), days_late_cell(row), *(of[at] for _, of in whose))
        table.append((*cells, *more), ("", "", STYLES[row.verdict]))
    return table


def _print_missing(console: Console, findings: CheckFindings, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
    """What is missing where something cannot be told: the most frequent first."""
    if not findings.missing:
        return
    silent = [
        (rule.id, cases.rows)
        for rule in rules
        for _, fields, cases in unknown_of(findings.rule(rule.id))
        if turns_on_not_held(fields, rule)
    ]
    table = TextTable(number("Verdicts"), number("Cases"), prose("Cannot be told without"))
    for name, cases in sorted(findings.missing.items(), key=lambda one: (-one[1].rows, one[0])):
        missing = missing_in_words(name, vocabulary) if name else _NO_LIMIT
        table.append((f"{cases.rows:,}", f"{cases.number:,}", missing), (STYLES["cannot_tell"],))
    print_text(console)
    table.print(console, _MOST_MISSING, _DETAILS, "things that are missing")
    if silent:
        verdicts = counted(sum(rows for _, rows in silent), "verdict")
        of_rules = counted(len({rule for rule, _ in silent}), "rule")
        told = f"{verdicts} of {of_rules} could not be told as the extract does not hold what they ask about"
        print_text(console, f"{told}; omicheck map check lists it.", STYLES["cannot_tell"])


def _commands(screen: CheckScreen, records: str) -> Iterator[tuple[str, str]]:
    findings, request = screen.findings, screen.check.request
    asked = request.evaluation
    rules = {"--only": asked.only, "--except": asked.leave_out}
    named = {**rules, "--case": asked.cases, "--by": asked.by}
    narrowed = [(option, value) for option, values in named.items() for value in values]
    files = [("--waivers", request.waivers), ("--baseline", request.baseline)]
    more = [f"{option} {shlex.quote(printable(value))}" for option, value in (*narrowed, *files) if value]
    again = " ".join((f"check {records}", *more))
    if findings.failing.number:
        only = "".join(f" {option} {shlex.quote(name)}" for option, names in rules.items() for name in names)
        yield "one case in words", f"explain {shlex.quote(printable(findings.failing.shown[0]))} {records}{only}"
        yield "every failure", f"{again} --failures"
    yield "every rule", f"{again} --details"
    if findings.failing.number:
        yield "a workbook", f"{again} --format xlsx --output failures.xlsx"
    if screen.rule_base.scheme.has_arithmetic:
        yield "a report", f"report {records} --output report.html"
