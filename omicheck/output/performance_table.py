"""Metrics as tables for people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from rich.console import Console

from omicheck.model.scheme import Documents
from omicheck.output.prose import print_text
from omicheck.output.score_cells import percent, span
from omicheck.output.text_table import TextTable, prose
from omicheck.performance.figures import Figures
from omicheck.performance.framework import Framework, Metric
from omicheck.performance.measure import Measured
from omicheck.provenance import cite
from omicheck.text import counted, in_words, printable

_GIVEN = ("actual", "target", "national", "previous_year", "grade")


def print_performance(
    console: Console,
    framework: Framework,
    measured: Sequence[Measured],
    figures: Mapping[str, Figures],
    documents: Documents,
    *,
    details: bool,
) -> None:
    """Prints the metrics by domain; how each was read, and why others were not measured, if details are asked for."""
    by_id = {one.metric.id: one for one in measured}
    print_text(console, f"{framework.title}: what case records can answer of it")
    print_text(console, f"Listed in: {cite(framework.source, documents)}. It prints no definitions.", "dim")
    for domain in framework.domains:
        shown = [by_id[metric.id] for metric in domain.metrics if metric.rules or metric.id in figures]
        if shown:
            print_text(console)
            print_text(console, domain.title, "bold")
            _print_domain(console, shown, figures, details=details)
    if figures:
        print_text(console, "Actual, target, national, previous year and grade are as given, not computed.", "dim")
    if details:
        _print_notes(console, measured)
    else:
        left = sum(bool(one.metric.not_measured) for one in measured)
        print_text(console)
        print_text(console, "No definition was seen, so how each was read is assumed.", "dim")
        print_text(
            console, f"{counted(left, 'metric')} not measured. --details says how each was read, or why not.", "dim"
        )


def _print_domain(
    console: Console, shown: Sequence[Measured], figures: Mapping[str, Figures], *, details: bool
) -> None:
    given = _GIVEN if figures else ()
    # Beside what was given there is no room for more, so that it is among the details.
    with_bounds, more = details or not figures, ("Bounds", prose("Not counted"))
    headings = (*(more if details else more[:1] if with_bounds else ()), *(prose(_heading(name)) for name in given))
    table = TextTable(prose("Metric"), prose("Found"), "Of", *headings)
    for one in shown:
        of = figures.get(one.metric.id, Figures())
        bounds = span(one.bounds) if one.excluded.get("cannot_tell") else ""
        left_out = ", ".join(f"{many} {in_words(verdict)}" for verdict, many in one.excluded.items())
        table.append(
            (
                printable(one.metric.title),
                _found(one),
                f"{one.successes} of {one.relevant}" if one.verdicts else "",
                *((bounds, left_out) if details else (bounds,) if with_bounds else ()),
                *(_cell(name, of, one.share) for name in given),
            )
        )
    table.print(console)


def _heading(name: str) -> str:
    return in_words(name).capitalize()


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
    print_text(console)
    print_text(console, "How each was read; no definition was seen, so these readings are assumed", "bold")
    for one in measured:
        if one.metric.rules:
            _print_note(console, one.metric.title, f"{one.metric.reading} {_rules(one.metric)}")
    print_text(console)
    print_text(console, "Not measured", "bold")
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in measured:
        if one.metric.not_measured:
            reasons[one.metric.not_measured].append(one.metric.title)
    for reason, titles in reasons.items():
        _print_note(console, ", ".join(titles), reason)


def _print_note(console: Console, title: str, text: str) -> None:
    print_text(console, f"{printable(title)}: {printable(text)}", "", "  ", "    ")


def _rules(metric: Metric) -> str:
    names = ", ".join(rule.id.partition("/")[2] for rule in metric.rules)
    return f"({metric.counts.replace('_', ' ')} in: {names})"
