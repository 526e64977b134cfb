"""A sample, drawn or judged, as tables for people."""

from collections.abc import Collection, Iterable, Sequence

from rich.console import Console

from omicheck.output.table import table_of
from omicheck.sample.frame import FEWEST, MOST, Candidate
from omicheck.sample.judge import CaseGroup, Judgement, Minimum, groups_of, minimums_of
from omicheck.text import counted, in_words, printable
from omicheck.use_cases.sample import DrawResult, JudgeResult
from omicheck.use_cases.sample_frame import CaseloadFrame


def print_draw(console: Console, result: DrawResult) -> None:
    """Prints a sample that was drawn: how it is made up, its cases, and those in reserve."""
    drawn, candidates = result.drawn, result.caseload.frame.candidates
    sample = [one.candidate for one in drawn.sample]
    minimums = minimums_of(candidates, sample, result.request.caseload.every_minimum)
    _print_frame(console, result.caseload)
    _print_size(console, len(sample))
    _print_minimums(console, minimums, result.caseload.assumed)
    boosted = [one for one in drawn.sample if one.for_minimum]
    if boosted:
        console.print(
            f"{counted(len(boosted), 'case')} taken in to reach a minimum: such cases weigh more in the sample than in "
            "the caseload, and scores of the sample are not scores of the caseload.",
            style="yellow",
        )
    _print_groups(console, groups_of(candidates, sample))
    table = table_of("Case", "Case type", "Office", "Began", "Kinds", "Taken in for")
    for one in drawn.sample:
        table.add_row(*_cells(one.candidate), in_words(one.for_minimum or ""))
    console.print()
    console.print("The sample", style="bold")
    console.print(table)
    if drawn.replacements:
        reserve = table_of("Case", "Case type", "Office", "Began", "Kinds")
        for candidate in drawn.replacements:
            reserve.add_row(*_cells(candidate))
        console.print()
        console.print("In reserve: take the first of the same case type and office, and of the same kinds if it can be")
        console.print(reserve)


def print_judgement(console: Console, result: JudgeResult) -> None:
    """Prints a sample that was judged: how it is made up, what is short, how sure scores can be."""
    judgement = result.judgement
    _print_frame(console, result.caseload)
    _print_size(console, judgement.cases)
    for cases, what in (
        (judgement.other_age, "of another age, or undated"),
        (judgement.not_in_caseload, "not in the caseload"),
    ):
        if cases:
            console.print(f"{counted(len(cases), 'case')} {what}: {printable(', '.join(cases))}", style="yellow")
    _print_minimums(console, judgement.minimums, result.caseload.assumed)
    _print_groups(console, judgement.groups)
    _print_expected(console, judgement)


def _print_frame(console: Console, caseload: CaseloadFrame) -> None:
    frame, request = caseload.frame, caseload.request
    left = ((frame.too_young, "too young"), (frame.too_old, "too old"), (frame.undated, "without a start"))
    without = ", ".join(f"{number} {what}" for number, what in left if number)
    ages = f"{request.youngest} to {request.oldest} months"
    console.print(
        f"{counted(len(frame.candidates), 'case')} can be drawn: begun {ages} before {caseload.as_of.isoformat()}"
        + (f"; left out: {without}" if without else "")
    )


def _print_size(console: Console, cases: int) -> None:
    outside = not FEWEST <= cases <= MOST
    note = f" The inspectorate drew between {FEWEST} and over {MOST}." if outside else ""
    console.print(f"{counted(cases, 'case')} in the sample.{note}", style="yellow" if outside else None)


def _print_minimums(console: Console, minimums: Iterable[Minimum], assumed: Collection[str]) -> None:
    table = table_of("Kind", "At least", "Can be drawn", "In the sample", "Short")
    for one in minimums:
        least = f"{one.minimum}{' (assumed)' if one.kind in assumed else ''}"
        table.add_row(one.title, least, str(one.frame), str(one.sample), str(one.short or ""))
    console.print(table)


def _print_groups(console: Console, groups: Sequence[CaseGroup]) -> None:
    table = table_of("", "", "Can be drawn", "In the sample", "By chance", "")
    before = ""
    for one in groups:
        low, high = one.expected
        name = "" if one.field == before else in_words(one.field).capitalize()
        share = (f"{part} ({_percent(part, _whole(groups, one.field, which))})" for part, which in _both(one))
        mark = "outside" if one.outside else ""
        table.add_row(name, printable(in_words(one.value)), *share, f"{low} to {high}", mark)
        before = one.field
    console.print()
    console.print("How the sample is made up", style="bold")
    console.print(table)
    console.print(
        "By chance: about 19 of 20 samples of this size, drawn at random, would have such a number.", style="dim"
    )


def _both(group: CaseGroup) -> tuple[tuple[int, str], tuple[int, str]]:
    return (group.frame, "frame"), (group.sample, "sample")


def _whole(groups: Iterable[CaseGroup], field: str, which: str) -> int:
    """How many cases there are in all: a field divides them, kinds do not."""
    whole = "sentence_type" if field == "kind" else field
    return sum(getattr(one, which) for one in groups if one.field == whole)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"


def _print_expected(console: Console, judgement: Judgement) -> None:
    table = table_of("Score", "Title", "Questions", "Known", "Half width of the interval")
    for one in sorted(judgement.scores, key=lambda score: score.level != "headline"):
        span = f"{100 * one.least:.1f} to {100 * one.most:.1f} points"
        table.add_row(one.id, one.title, str(one.questions), str(one.known), span)
    console.print()
    console.print("How wide the 95% interval of each score can be expected to be", style="bold")
    console.print(table)
    console.print(
        f"For a sample of {judgement.cases} from {judgement.population}. The narrow end holds if the questions of a "
        "score do not depend on each other, the wide end if they rise and fall together. Known: questions whose "
        "relevant cases the rules or answers give already; of the others every case is taken to be relevant, and half "
        "of them sufficient, so a question about few cases will be less sure than this. Each question with --format "
        "json.",
        style="dim",
    )


def _cells(one: Candidate) -> tuple[str, ...]:
    kinds = ", ".join(in_words(kind) for kind in sorted(one.kinds))
    start = "" if one.start is None else one.start.isoformat()
    return (printable(one.case_id), *(printable(in_words(value)) for value in one.stratum), start, kinds)
