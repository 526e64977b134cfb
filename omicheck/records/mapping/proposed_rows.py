"""The lines of a proposed mapping about rows that are no record of their own: twice there, of others, or totals."""

from collections.abc import Iterator
from typing import Final

from omicheck.records.mapping.guesses import TableGuess
from omicheck.records.mapping.log_headings import incomplete
from omicheck.records.mapping.profile import looks_like_total, rows_of_totals
from omicheck.records.mapping.proposed_lines import scalar, spellings
from omicheck.records.mapping.repeated_rows import rows_repeated
from omicheck.text import counted

# Of an extract of one area so few rows at most are of others.
_OTHER_AREAS: Final = 0.2
_AREA: Final = "area"
_MOST_AREAS: Final = 5


def lines_of_repeated_rows(guess: TableGuess) -> Iterator[str]:
    """That rows of cases stand twice, where each that has the reference of another is like it cell for cell."""
    column = guess.case_id
    if column is None or guess.each_row != "case" or column.different == column.filled:
        return
    again = rows_repeated(guess.table, range(len(guess.table.lines)))
    alike = [row for row in again if not looks_like_total(guess.table.columns[column.heading][row])]
    if len(alike) == column.filled - column.different:
        yield f"    repeated_rows: left_out   # {counted(len(alike), 'row')}, each like one above it cell for cell"


def lines_of_rows_left(guess: TableGuess) -> Iterator[str]:
    """Which rows are left out on purpose, and which perhaps ought to be."""
    totals = rows_of_totals(guess.table, guess.totals)
    transition = None if guess.log is None else guess.log.transition
    others = list(_lines_of_other_areas(guess))
    if totals or transition is not None:
        yield "    leave_out_rows:"
    elif others:
        yield "    # leave_out_rows:"
    yield from others
    if transition is not None:
        words = ", ".join(map(scalar, incomplete(transition)))
        yield f"      - {{{scalar(transition.heading)}: [{words}]}}  # not complete: is it so for each of them?"
    if totals and guess.totals is not None:
        rows = ", ".join(str(line) for lines in totals.values() for line in lines)
        yield f"      - {{{scalar(guess.totals)}: [{', '.join(map(scalar, totals))}]}}  # row {rows}"


def _lines_of_other_areas(guess: TableGuess) -> Iterator[str]:
    """The areas that few rows are of, beside one that most are of."""
    column = next((one.column for one in guess.guesses if one.target and one.target.name == _AREA), None)
    if column is None or guess.each_row != "case":
        return
    spelt = {key: (words[0], sum(column.words[word] for word in words)) for key, words in spellings(column).items()}
    most, *others = sorted(spelt.values(), key=lambda one: -one[1]) or [("", 0)]
    few = sum(count for _, count in others)
    if others and len(others) <= _MOST_AREAS and few < _OTHER_AREAS * most[1]:
        words = ", ".join(scalar(word) for word, _ in others)
        told = f"{counted(few, 'row')}, the others {most[0]}: is it another area's?"
        yield f"      # - {{{scalar(column.heading)}: [{words}]}}   # {told}"
