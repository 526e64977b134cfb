"""Metrics as tables for people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from rich.console import Console
from rich.padding import Padding

from omicheck.model.scheme import Documents
from omicheck.output.score_table import percent, span
from omicheck.output.table import table_of
from omicheck.performance.figures import Figures
from omicheck.performance.framework import Framework, Metric
from omicheck.performance.measure import Measured
from omicheck.provenance import cite
from omicheck.text import in_words, printable

_GIVEN = ("actual", "target", "national", "previous_year", "grade")


def print_performance(
    console: Console,
    framework: Framework,
    measured: Sequence[Measured],
    figures: Mapping[str, Figures],
    documents: Documents,
) -> None:
    """Prints the metrics by domain, how each was read, and which were not measured."""
    by_id = {one.metric.id: one for one in measured}
    console.print(f"{framework.title}: what case records can answer of it")
    console.print(f"Listed in: {cite(framework.source, documents)}. It prints no definitions.", style="dim")
    for domain in framework.domains:
        shown = [by_id[metric.id] for metric in domain.metrics if metric.rules or metric.id in figures]
        if shown:
            console.print()
            console.print(domain.title, style="bold")
            _print_domain(console, shown, figures)
    if figures:
        console.print("Actual, target, national, previous year and grade are as given, not computed.", style="dim")
    _print_notes(console, measured)


def _print_domain(console: Console, shown: Sequence[Measured], figures: Mapping[str, Figures]) -> None:
    given = _GIVEN if figures else ()
    table = table_of("Metric", "Found", "Of", "Bounds", "Not counted", *(in_words(name).capitalize() for name in given))
    for one in shown:
        of = figures.get(one.metric.id, Figures())
        table.add_row(
            printable(one.metric.title),
            _found(one),
            f"{one.successes} of {one.relevant}" if one.verdicts else "",
            span(one.bounds) if one.excluded.get("cannot_tell") else "",
            ", ".join(f"{number} {in_words(verdict)}" for verdict, number in one.excluded.items()),
            *(_cell(name, of, one.share) for name in given),
        )
    console.print(table)


def _found(one: Measured) -> str:
    if not one.verdicts:
        return "not measured"
    return "none relevant" if one.share is None else percent(one.share)


def _cell(name: str, of: Figures, share: Fraction | None) -> str:
    text: str = getattr(of, name)
    if text and of.unit == "percent" and name != "grade":
        text += "%"
    target = of.target_share
    if name != "target" or target is None or share is None:
        return text
    return f"{text}, reached" if share >= target else f"{text}, short by {float((target - share) * 100):.1f}"


def _print_notes(console: Console, measured: Sequence[Measured]) -> None:
    console.print()
    console.print("How each was read; no definition was seen, so these readings are assumed", style="bold")
    for one in measured:
        if one.metric.rules:
            _print_note(console, one.metric.title, f"{one.metric.reading} {_rules(one.metric)}")
    console.print()
    console.print("Not measured", style="bold")
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in measured:
        if one.metric.not_measured:
            reasons[one.metric.not_measured].append(one.metric.title)
    for reason, titles in reasons.items():
        _print_note(console, ", ".join(titles), reason)


def _print_note(console: Console, title: str, text: str) -> None:
    console.print(Padding(f"{printable(title)}: {printable(text)}", (0, 0, 0, 2)))


def _rules(metric: Metric) -> str:
    names = ", ".join(rule.id.partition("/")[2] for rule in metric.rules)
    return f"({metric.counts.replace('_', ' ')} in: {names})"
