"""Two editions of the standards side by side, for people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console

from omicheck.authoring.duty_changes import AS_IF, BECOMING_IN_WORDS, BECOMINGS
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, number, prose
from omicheck.text import counted, long_date
from omicheck.use_cases.two_editions import DutyOfTwo, TwoEditions, Verdicts

_MOST_GONE: Final = 8


def head(found: TwoEditions) -> Iterator[str]:
    """What is set side by side, and how."""
    old, new = found.old, found.new
    yield f"{counted(found.cases, 'case')} under the editions of {old.id} and {new.id}, as of {long_date(found.as_of)}"
    yield AS_IF
    counts = Counter(one.change.becoming for one in found.duties)
    told = ", ".join(f"{counts[name]} {BECOMING_IN_WORDS[name]}" for name in BECOMINGS if counts[name])
    yield f"{counted(len(found.duties), 'duty', 'duties')}: {told}"


def print_two_editions(console: Console, found: TwoEditions, *, details: bool) -> None:
    """Prints the duties, each with its number and its verdicts under both.

    Args:
        console: where.
        found: what was found.
        details: whether all that are gone are printed.
    """
    title, *others = head(found)
    print_text(console, title, "bold")
    for text in others:
        print_text(console, text)
    print_text(console)
    if not found.cases:
        print_text(console, "No case was there to ask of: the counts below are of nothing.", "bold")
        print_text(console)
    standing = [one for one in found.duties if one.change.becoming != "gone"]
    _table(standing, found).print(console)
    gone = [one for one in found.duties if one.change.becoming == "gone"]
    if gone:
        print_text(console)
        print_text(console, f"In the edition of {found.old.id} alone, or not seen in that of {found.new.id}", "bold")
        _table(gone, found).print(console, None if details else _MOST_GONE, "--details shows all", "that are gone")


def _table(duties: Sequence[DutyOfTwo], found: TwoEditions) -> TextTable:
    old, new = found.old.id, found.new.id
    columns = (prose("Duty"), prose("Becomes"), prose(f"In {old}"), prose(f"In {new}"))
    numbers = [number(f"{what} {name}") for name in (old, new) for what in ("Met", "Not met", "Cannot tell")]
    table = TextTable(*columns, *numbers)
    for one in duties:
        cells = (one.change.title, BECOMING_IN_WORDS[one.change.becoming], one.old_limit, one.new_limit)
        table.append((*cells, *_counts(one.before), *_counts(one.after)))
    return table


def _counts(verdicts: Verdicts) -> tuple[str, ...]:
    """How often a duty was met and not, and could not be told; nothing of an edition that does not have it."""
    return tuple(f"{verdicts[name]:,}" if verdicts else "" for name in ("met", "not_met", "cannot_tell"))
