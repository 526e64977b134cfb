"""What a check found, for people: a screen of summary, and what is asked for beyond it, rule by rule."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen
from rich.console import Console

from omicheck.accepted import Acceptance
from omicheck.model.not_held import turns_on_not_held
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.check_cells import (
    STYLES,
    WIDE,
    accepted_by,
    day_cell,
    days_late_cell,
    done_cell,
    limit_cell,
    title_of,
    whose_columns,
)
from omicheck.output.check_findings import CheckFindings, RuleFindings, SomeCases, unknown_of
from omicheck.output.check_summary import CheckScreen, print_summary, print_what_next
from omicheck.output.check_verdicts import verdicts_of_rules
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, and_more, number, prose
from omicheck.provenance import cite, limit_of, reservation, sources_of
from omicheck.text import in_words, printable
from omicheck.wording import OUTCOMES, missing_in_words

if TYPE_CHECKING:
    from omicheck.model.limit import Source

# As many failures of a rule, and cases of which something could not be told, are listed where not all are asked for.
SHOWN: Final = 20
_ALL_FAILURES: Final = "--failures shows all"
_KNOWN: Final = "known before, which --new-only leaves out"
_ALL_CASES: Final = "--all-failures shows all"


@frozen
class Detail:
    """How much is shown beyond the summary.

    Attributes:
        rules: whether the verdicts of each rule are, and what could not be told of it.
        failures: whether the failures of each rule are: none, the first of them, or all.
        cases: whether every case is named of which something could not be told, and not only the first.
    """

    rules: bool = False
    failures: Literal["none", "first", "all"] = "none"
    cases: bool = False

    @property
    def most_kept(self) -> int | None:
        """As many failures of a rule, and cases, as have to be kept; None for all."""
        return None if self.failures == "all" or self.cases else SHOWN


def print_screen(console: Console, screen: CheckScreen, detail: Detail) -> None:
    """Prints the summary, then what is asked for beyond it.

    Args:
        console: where.
        screen: what is shown.
        detail: how much of it.
    """
    is_alone = detail == Detail()
    print_summary(console, screen, is_alone=is_alone)
    if is_alone:
        print_what_next(console, screen)
        return
    for rules, heading in ((screen.duties, ""), (screen.outcomes, OUTCOMES)):
        if rules:
            _print_rules(console, screen, rules, heading, detail)
    if console.width < WIDE and screen.findings.whose and detail.failures != "none":
        print_text(console)
        told = f"Office and officer of each case: on a screen of {WIDE} characters, or with --format xlsx or csv"
        print_text(console, told, "dim")


def _print_rules(console: Console, screen: CheckScreen, rules: Sequence[Rule], heading: str, detail: Detail) -> None:
    findings = screen.findings
    if heading:
        print_text(console)
        print_text(console, heading, "bold")
    if detail.rules:
        print_text(console)
        verdicts_of_rules(findings, rules).print(console)
    if detail.failures != "none":
        for rule in rules:
            found = findings.rule(rule.id)
            if found.failures:
                most = None if detail.failures == "all" else SHOWN
                _print_failures(console, rule, found, screen, most)
    if detail.rules:
        _print_unknown(console, findings, rules, screen.rule_base.vocabulary, None if detail.cases else SHOWN)


def _print_failures(console: Console, rule: Rule, found: RuleFindings, screen: CheckScreen, most: int | None) -> None:
    """The failures of a rule, each with its days, and where its limit comes from."""
    rule_base = screen.rule_base
    limit = limit_of(rule, rule_base.limits)
    print_text(console)
    print_text(console, f"{rule.question} {title_of(rule)}", "bold")
    if rule.requirement:
        print_text(console, rule.requirement)
    shown = found.failures[:most]
    sources = {row: sources_of(row, limit) for row in shown}
    whose = whose_columns(shown, screen.findings.whose, rule_base.vocabulary) if console.width >= WIDE else []
    _table_of(shown, screen.findings.accepted, whose).print(console)
    if found.listed > len(shown):
        print_text(console, and_more(found.listed - len(shown), _ALL_FAILURES), "bold")
    if found.failed > found.listed:
        print_text(console, f"{found.failed - found.listed} more {_KNOWN}", "dim")
    used: dict[Source, dict[str, None]] = {}
    for row in shown:
        for source in sources[row]:
            used.setdefault(source, {})[limit_cell(row)] = None
    for source, limits in used.items():
        of = f" of {', '.join(limits)}" if len(used) > 1 else ""
        print_text(console, f"Source{of}: {cite(source, rule_base.documents)}", "dim")
    if told := reservation(rule, rule_base.limits):
        print_text(console, told, "dim")


def _table_of(rows: Sequence[Row], accepted: Acceptance, whose: Sequence[tuple[str, Sequence[str]]]) -> TextTable:
    """Failures, a line each; what none of them has is left out."""
    marks = [accepted_by(row, accepted) for row in rows]
    limits = [limit_cell(row) for row in rows]
    more = [(heading, cells) for heading, cells in (("Limit", limits), (prose("Accepted"), marks)) if any(cells)]
    more += [(prose(heading), list(cells)) for heading, cells in whose]
    table = TextTable("Case", "Why", "From", "Due", "Done", number("Days late"), *(heading for heading, _ in more))
    for at, row in enumerate(rows):
        cells = (in_words(row.reason), day_cell(row.trigger_date), day_cell(row.due_date), done_cell(row))
        others = [of[at] for _, of in more]
        table.append((printable(row.case_id), *cells, days_late_cell(row), *others), ("", STYLES[row.verdict]))
    return table


def _print_unknown(
    console: Console, findings: CheckFindings, rules: Sequence[Rule], vocabulary: Vocabulary, most: int | None
) -> None:
    """What could not be told, rule by rule, and what would have to be known."""
    table = TextTable(prose("Rule"), prose("Missing"), prose("Cases"))
    for rule in rules:
        for reason, fields, cases in unknown_of(findings.rule(rule.id)):
            if not turns_on_not_held(fields, rule):
                names = ", ".join(missing_in_words(name, vocabulary) for name in fields)
                missing = f"{names} ({in_words(reason)})" if names else in_words(reason)
                table.append((rule.id, missing, _named(cases, most)))
    if len(table):
        print_text(console)
        print_text(console, "Could not be told, and what would have to be known", STYLES["cannot_tell"])
        table.print(console)


def _named(cases: SomeCases, most: int | None) -> str:
    shown = cases.shown[:most]
    left = cases.number - len(shown)
    return printable(", ".join(shown)) + (f" {and_more(left, _ALL_CASES)}" if left else "")
