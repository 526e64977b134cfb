"""A mapping for an extract, as far as its headings and words tell it, with every doubt as a comment beside it.

What is proposed is read by a person before it is used: nothing that is doubtful is written as if it were known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from omicheck.errors import Problem, RecordsUnreadableError, one_of
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.event_logs import is_xes
from omicheck.records.mapping.extract import Extract
from omicheck.records.mapping.guesses import Guess, TableGuess, guess_table
from omicheck.records.mapping.json_documents import is_json
from omicheck.records.mapping.json_proposal import propose_for_json
from omicheck.records.mapping.profile import Profile
from omicheck.records.mapping.proposed_absences import (
    Asked,
    asked_of_nobody,
    lines_of_events,
    lines_of_fields,
    not_held_by_guesses,
    types_in,
)
from omicheck.records.mapping.proposed_lines import (
    FEW,
    doubts_of,
    doubts_of_ids,
    lines_of_dates,
    lines_of_flags,
    scalar,
    source_lines,
    types_of,
)
from omicheck.records.mapping.proposed_rows import lines_of_repeated_rows, lines_of_rows_left
from omicheck.records.sheets import is_workbook

# The line of an event in a proposal.
_EVENT: Final = re.compile(r"      - event: (\w+)(?!\S)")
# The heading of a column that has the first event of several.
_FIRST: Final = re.compile(r"\s*(first|1st)\b", re.IGNORECASE)
# And of one that has the last.
_LAST: Final = re.compile(r".*\b(last|latest|most recent)\b", re.IGNORECASE)


def propose(path: Path, vocabulary: Vocabulary, asked: Asked = asked_of_nobody) -> str:
    """A mapping for an extract, as YAML.

    Args:
        path: a workbook, a CSV or JSON file, or a folder with such files.
        vocabulary: the words of records.
        asked: says how many rules ask about what an extract does not hold.

    Raises:
        RecordsUnreadableError: a file cannot be read, or there is none.
        EngineMissingError: what reads workbooks or compares names is not installed.
    """
    extract = Extract(path)
    files = extract.files()
    if files and all(is_json(file.name) for file in files):
        return propose_for_json([(file, extract.documents(file)) for file in files], vocabulary, asked)
    sheets = [(file, sheet) for file in files for sheet in extract.sheets(file) if any(map(any, sheet.rows))]
    if not sheets:
        raise RecordsUnreadableError((Problem(str(path), None, "", "no table", "a workbook or CSV files"),))
    guesses = [(file, guess_table(sheet, vocabulary)) for file, sheet in sheets]
    known = [(file, guess) for file, guess in guesses if guess.case_id is not None]
    lines = [f"# Proposed from {path.name}. Read it, settle what a comment asks, then: omicheck map check"]
    lines += _of_all([guess for _, guess in known], vocabulary)
    not_held = not_held_by_guesses([guess for _, guess in known], vocabulary)
    rules = asked(not_held)
    lines += lines_of_events(not_held, vocabulary, rules)
    lines.append("tables:")
    about_fields = list(lines_of_fields(not_held, vocabulary, rules))
    for file, guess in guesses:
        if guess.case_id is None:
            lines.append(f"  # {guess.table.name}: no heading that looks like the reference of a case; not read.")
        else:
            of_cases = about_fields if guess.each_row == "case" else []
            lines += _with_doubles(
                _of_table(file, guess, vocabulary, of_cases, with_file=len(files) > 1),
                [one for _, one in known if one is not guess and one.type is not None] if guess.type is None else [],
                vocabulary,
            )
            about_fields = [] if of_cases else about_fields
    if not known:
        lines[lines.index("tables:")] = "tables: []  # no sheet with a heading that looks like the reference of a case"
    named = {one.target.name for _, guess in known for one in guess.guesses if one.target is not None}
    for name, wanted in vocabulary.fields.items():
        if wanted.required and name not in (*named, "case_id"):
            lines.append(f"# Every case needs {name}: {wanted.about} No column looks like it; a constant would do:")
            lines.append(f"#   {name}: {{constant: ...}}")
    return "\n".join(lines) + "\n"


def _with_doubles(lines: Iterable[str], others: Sequence[TableGuess], vocabulary: Vocabulary) -> Iterator[str]:
    """The lines of a table of cases, with what other tables, a row for each event, have too."""
    elsewhere = {type_: one.table.title for one in others for type_ in types_in(one, vocabulary)}
    for line in lines:
        event = _EVENT.match(line)
        if event is not None and event[1] in elsewhere:
            yield f"      # {scalar(elsewhere[event[1]])} has {event[1]} too: one that stands in both would count twice"
        yield line


def _of_all(guesses: Sequence[TableGuess], vocabulary: Vocabulary) -> Iterator[str]:
    """What holds for all tables: how dates are written, and what words mean."""
    columns = [column for guess in guesses for column in _date_columns(guess)]
    yield from lines_of_dates(columns)
    if any(guess.log is not None for guess in guesses):
        yield "time_of_day: left_out   # a time is its day, as it is written there"
    elif any(column.timed for column in columns):
        yield "# time_of_day: left_out   # some dates have a time of day; say so if it may be left out"
    taken = [one for guess in guesses for one in guess.guesses if one.target is not None]
    yield from lines_of_flags([one.column for one in taken if types_of(one, vocabulary)[0].kind == "flag"])


def _date_columns(guess: TableGuess) -> list[Profile]:
    taken = [one.column for one in guess.guesses if one.target is not None and one.column.dates > 0]
    return taken if guess.date is None else [*taken, guess.date]


def _of_table(
    file: Path, guess: TableGuess, vocabulary: Vocabulary, about_fields: Sequence[str], *, with_file: bool
) -> Iterator[str]:
    first = []
    if with_file:
        first.append(f"file: {scalar(file.name)}")
    if is_workbook(file.name) or is_xes(file.name):
        first.append(f"sheet: {scalar(guess.table.title)}")
    first.append(f"each_row: {guess.each_row}")
    for number, line in enumerate(first):
        yield f"  {'-' if number == 0 else ' '} {line}"
    if guess.case_id is not None:
        repeated = list(lines_of_repeated_rows(guess))
        yield f"    case_id: {scalar(guess.case_id.heading)}{doubts_of_ids(guess, all_repeated=bool(repeated))}"
        yield from repeated
    taken = [one for one in guess.guesses if one.target is not None]
    fields = [one for one in taken if one.target is not None and one.target.what == "field"]
    if fields:
        yield "    fields:"
        for one in fields:
            yield from _field(one, vocabulary)
        yield from about_fields
    match guess.each_row:
        case "case":
            yield from _events_of_cases(guess, vocabulary)
        case "event":
            yield from _events_of_rows(guess, vocabulary)
        case _:
            yield "    answer:"
            for one in taken:
                yield from source_lines("      ", _name(one), one.column, types_of(one, vocabulary), ())
    yield from _left(guess)


def _field(guess: Guess, vocabulary: Vocabulary) -> Iterator[str]:
    target = guess.target
    if target is None:
        return
    wanted = vocabulary.fields[target.name]
    doubts = list(doubts_of(guess))
    if any(setting.attribute for setting in vocabulary.set_by.get(target.name, {}).values()):
        doubts.append("is it what held at the start? If it is today's: {column: ..., holds: today}")
    yield from source_lines("      ", target.name, guess.column, [wanted], doubts)


def _events_of_cases(guess: TableGuess, vocabulary: Vocabulary) -> Iterator[str]:
    by_type: dict[str, list[Guess]] = {}
    attributes: dict[str, list[Guess]] = {}
    for one in guess.guesses:
        if one.target is not None and one.target.what == "event":
            by_type.setdefault(one.target.name, []).append(one)
        elif one.target is not None and one.target.what == "attribute":
            attributes.setdefault(one.target.event, []).append(one)
    if by_type or attributes:
        yield "    events:"
    if by_type:
        yield "      # Where a case may have had more of an event than there are columns for, add to it: holds: some"
    for type_, dates in by_type.items():
        doubts = list(dict.fromkeys(doubt for one in dates for doubt in doubts_of(one)))
        yield f"      - event: {type_}" + (f"  # {'; '.join(doubts)}" if doubts else "")
        if len(dates) > 1:
            yield f"        date: [{', '.join(scalar(one.column.heading) for one in dates)}]"
        else:
            yield from source_lines("        ", "date", dates[0].column, [ValueType("date")], ())
            if _FIRST.match(dates[0].column.heading):
                yield "        holds: first   # by its heading; take the line away if there is only one in a case"
            elif _LAST.match(dates[0].column.heading):
                yield "        holds: some   # by its heading; take the line away if there is only one in a case"
        if type_ in attributes:
            yield "        with:"
        for one in attributes.pop(type_, ()):
            wanted = types_of(one, vocabulary)
            yield from source_lines("          ", _name(one), one.column, wanted, list(doubts_of(one)))
    for type_, others in attributes.items():
        headings = one_of(scalar(one.column.heading) for one in others)
        yield f"      # - event: {type_}   # {headings} may belong to it, but no column looks like its date"


def _name(guess: Guess) -> str:
    return "" if guess.target is None else guess.target.name


def _events_of_rows(guess: TableGuess, vocabulary: Vocabulary) -> Iterator[str]:
    if guess.type is None:
        yield "    # events:   # no column whose words look like event types; say which rows are which event"
        return
    yield "    events:"
    for one in guess.guesses:
        if one.target is None and 1 < one.column.different <= FEW and one.column.words:
            words = ", ".join(list(one.column.words)[:FEW])
            yield f"      # Does {one.column.heading} change what a row is ({words})?"
            yield "      # Then add to an event: when: {HEADING: [WORD, WORD]}"
    lines = source_lines("        ", "event", guess.type, [ValueType("choice", tuple(vocabulary.events))], ())
    for number, line in enumerate(lines):
        if number == 0 and line.endswith(f"event: {scalar(guess.type.heading)}"):
            # A bare word would be an event type, not a heading.
            yield f"      - event: {{column: {scalar(guess.type.heading)}}}"
        else:
            yield line if number else line.replace("        event", "      - event", 1)
    if guess.log is not None and guess.log.partial is not None:
        yield f"        date: [{scalar(guess.log.time.heading)}, {scalar(guess.log.partial.heading)}]"
    elif guess.date is not None:
        yield f"        date: {scalar(guess.date.heading)}"
    else:
        yield "        # date:   # no column looks like the date"
    if guess.log is not None and guess.log.transition is not None:
        yield f"        when: {{{scalar(guess.log.transition.heading)}: [complete, null]}}"
    attributes = [one for one in guess.guesses if one.target is not None and one.target.what == "attribute"]
    if attributes:
        yield "        with:"
    for one in attributes:
        yield from source_lines("          ", _name(one), one.column, types_of(one, vocabulary), list(doubts_of(one)))


def _left(guess: TableGuess) -> Iterator[str]:
    left = [one for one in guess.guesses if one.target is None]
    if left:
        yield "    leave_out:"
    for one in left:
        perhaps = f"  # perhaps {one_of(one.others)}?" if one.others else ""
        yield f"      - {scalar(one.column.heading)}{perhaps}"
    yield from lines_of_rows_left(guess)
