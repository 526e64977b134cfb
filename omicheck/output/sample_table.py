"""A sample, drawn or judged, as tables for people."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from rich.console import Console

from omicheck.explain.events import first_up
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, number, prose
from omicheck.sample.frame import CASE_KINDS, FEWEST, MOST, Candidate
from omicheck.sample.judge import CaseGroup, Judgement, Minimum, groups_of, minimums_of
from omicheck.text import counted, in_words, printable
from omicheck.use_cases.sample import DrawResult, JudgeResult
from omicheck.use_cases.sample_frame import CaseloadFrame

# So many cases of a sample are on a screen.
_FIRST: Final = 6
_KINDS: Final = {kind.id: f"{kind.title[:1].lower()}{kind.title[1:]}" for kind in CASE_KINDS}
_ALL: Final = "--details shows all, --format csv writes them"


def print_draw(console: Console, result: DrawResult, *, details: bool) -> None:
    """Prints a sample that was drawn: how it is made up, its cases, and those in reserve.

    Args:
        console: where.
        result: the sample.
        details: whether every case is printed, and every number of how the sample is made up.
    """
    most = None if details else _FIRST
    drawn, candidates = result.drawn, result.caseload.frame.candidates
    sample = [one.candidate for one in drawn.sample]
    minimums = minimums_of(candidates, sample, result.request.caseload.every_minimum)
    _print_frame(console, result.caseload)
    _print_size(console, len(sample))
    _print_minimums(console, minimums, result.caseload.assumed)
    boosted = [one for one in drawn.sample if one.for_minimum]
    if boosted:
        print_text(
            console,
            f"{counted(len(boosted), 'case')} taken in to reach a minimum: such cases weigh more in the sample than in "
            "the caseload, and scores of the sample are not scores of the caseload.",
            "yellow",
        )
    vocabulary = result.caseload.rule_base.vocabulary
    _print_groups(console, groups_of(candidates, sample), vocabulary, details=details)
    # Kinds take several lines of a case, and stand in the details.
    more = (prose("Kinds"), prose("Taken in for")) if details else (prose("Taken in for"),)
    table = TextTable("Case", prose("Case type"), prose("Office"), "Began", *more)
    for one in drawn.sample:
        *cells, kinds = _cells(one.candidate)
        taken_in_for = _KINDS.get(one.for_minimum or "", "")
        table.append((*cells, kinds, taken_in_for) if details else (*cells, taken_in_for))
    print_text(console)
    print_text(console, "The sample", "bold")
    table.print(console, most, _ALL)
    if drawn.replacements:
        reserve = TextTable("Case", prose("Case type"), prose("Office"), "Began", prose("Kinds"))
        for candidate in drawn.replacements:
            reserve.append(_cells(candidate))
        print_text(console)
        print_text(
            console, "In reserve: take the first of the same case type and office, and of the same kinds if it can be"
        )
        reserve.print(console, most, _ALL)


def print_judgement(console: Console, result: JudgeResult, *, details: bool) -> None:
    """Prints a sample that was judged: how it is made up, what is short, how sure scores can be.

    Args:
        console: where.
        result: the judgement.
        details: whether every number of how the sample is made up is printed, and every score.
    """
    judgement = result.judgement
    _print_frame(console, result.caseload)
    _print_size(console, judgement.cases)
    for cases, what in (
        (judgement.other_age, "of another age, or undated"),
        (judgement.not_in_caseload, "not in the caseload"),
    ):
        if cases:
            print_text(console, f"{counted(len(cases), 'case')} {what}: {printable(', '.join(cases))}", "yellow")
    _print_minimums(console, judgement.minimums, result.caseload.assumed)
    _print_groups(console, judgement.groups, result.caseload.rule_base.vocabulary, details=details)
    _print_expected(console, judgement, details=details)


def _print_frame(console: Console, caseload: CaseloadFrame) -> None:
    frame, request = caseload.frame, caseload.request
    left = ((frame.too_young, "too young"), (frame.too_old, "too old"), (frame.undated, "without a start"))
    without = ", ".join(f"{number:,} {what}" for number, what in left if number)
    ages = f"{request.youngest} to {request.oldest} months"
    print_text(
        console,
        f"{counted(len(frame.candidates), 'case')} can be drawn: begun {ages} before {caseload.as_of.isoformat()}"
        + (f"; left out: {without}" if without else ""),
    )


def _print_size(console: Console, cases: int) -> None:
    outside = not FEWEST <= cases <= MOST
    note = f" The inspectorate drew between {FEWEST} and over {MOST}." if outside else ""
    print_text(console, f"{counted(cases, 'case')} in the sample.{note}", "yellow" if outside else "")


def _print_minimums(console: Console, minimums: Iterable[Minimum], assumed: Collection[str]) -> None:
    count = tuple(map(number, ("Can be drawn", "Not recorded", "In the sample", "Short")))
    table = TextTable(prose("Kind"), "At least", *count)
    for one in minimums:
        least = f"{one.minimum}{' (assumed)' if one.kind in assumed else ''}"
        table.append(
            (one.title, least, str(one.frame), str(one.not_recorded or ""), str(one.sample), str(one.short or ""))
        )
    print_text(console)
    table.print(console)


def _print_groups(console: Console, groups: Sequence[CaseGroup], vocabulary: Vocabulary, *, details: bool) -> None:
    """How the sample is made up; without details, the groups of which it has more or less than by chance."""
    shown = [one for one in groups if details or one.outside]
    table = TextTable(prose(""), prose(""), number("Can be drawn"), number("In the sample"), "By chance", "")
    before = ""
    for one in shown:
        low, high = one.expected
        name = "" if one.field == before else first_up(vocabulary.named(one.field))
        share = (f"{part} ({_percent(part, _whole(groups, one.field, which))})" for part, which in _both(one))
        mark = "outside" if one.outside else ""
        table.append((name, _value(one), *share, f"{low} to {high}", mark))
        before = one.field
    print_text(console)
    print_text(console, "How the sample is made up", "bold")
    if not shown:
        print_text(console, "As chance would have it in every group; --details shows each")
        return
    table.print(console, None if details else _FIRST, "--details shows all", "outside")
    if len(shown) < len(groups):
        rest = counted(len(groups) - len(shown), "group")
        print_text(console, f"{rest} as chance would have it; --details shows each")
    print_text(
        console, "By chance: about 19 of 20 samples of this size, drawn at random, would have such a number.", "dim"
    )


def _value(group: CaseGroup) -> str:
    return _KINDS[group.value] if group.field == "kind" else printable(in_words(group.value))


def _both(group: CaseGroup) -> tuple[tuple[int, str], tuple[int, str]]:
    return (group.frame, "frame"), (group.sample, "sample")


def _whole(groups: Iterable[CaseGroup], field: str, which: str) -> int:
    """How many cases there are in all: a field divides them, kinds do not."""
    whole = "sentence_type" if field == "kind" else field
    return sum(getattr(one, which) for one in groups if one.field == whole)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"


def _print_expected(console: Console, judgement: Judgement, *, details: bool) -> None:
    table = TextTable(prose("Score"), number("Questions"), number("Known"), "Half width of the interval")
    for one in sorted(judgement.scores, key=lambda score: score.level != "headline"):
        if not details and one.level == "criterion":
            continue
        span = f"{100 * one.least:.1f} to {100 * one.most:.1f} points"
        table.append((f"{one.id} {one.title}", str(one.questions), str(one.known), span))
    print_text(console)
    print_text(console, "How wide the 95% interval of each score can be expected to be", "bold")
    table.print(console)
    print_text(
        console,
        f"For a sample of {judgement.cases} from {judgement.population}. The narrow end holds if the questions of a "
        "score do not depend on each other, the wide end if they rise and fall together. Known: questions whose "
        "relevant cases the rules or answers give already; of the others every case is taken to be relevant, and half "
        "of them sufficient, so a question about few cases will be less sure than this. Each question with --format "
        "json.",
        "dim",
    )


def _cells(one: Candidate) -> tuple[str, ...]:
    kinds = ", ".join(_KINDS[kind] for kind in sorted(one.kinds))
    start = "" if one.start is None else one.start.isoformat()
    return (printable(one.case_id), *(printable(in_words(value)) for value in one.stratum), start, kinds)
