"""What the sheets of an extract and their columns may be, by their headings and by what stands in them."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from omicheck.model.case import ANSWERS as GIVEN
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.likeness import LIKELY, PERHAPS, SURE, alike, fit, like_name, meaning, score
from omicheck.records.mapping.log_headings import LogColumns, is_of_case, log_columns, name_of_trace
from omicheck.records.mapping.profile import Profile, looks_like_total, profile
from omicheck.records.mapping.usual_words import ANSWERS
from omicheck.records.sheets.grid import Grid, Table, likely_row_of_headings, table_under

_DATE: Final = ValueType("date")
_TEXT: Final = ValueType("text")
_SHARE: Final = 0.7
# Two names that are about as likely are both told.
_CLOSE: Final = 6.0


@frozen
class Target:
    """What a column may be.

    Attributes:
        what: a field, the date of an event, an attribute of one, or a part of an answer.
        name: its name.
        event: the event type of an attribute.
    """

    what: str
    name: str
    event: str = ""

    def __str__(self) -> str:
        return f"{self.name} of {self.event}" if self.event else f"the {self.what} {self.name}"


@frozen(eq=False)
class Guess:
    """What a column is taken for.

    Attributes:
        column: the column.
        target: what it is taken for, or None.
        likeness: how sure that is, out of a hundred.
        others: what else it may be.
    """

    column: Profile
    target: Target | None
    likeness: float
    others: tuple[Target, ...] = ()


@frozen(eq=False)
class TableGuess:
    """What a sheet is taken for.

    Attributes:
        table: the table in it.
        each_row: what a row is.
        case_id: the column of the reference, or None.
        guesses: the other columns.
        type: the column that says of which type an event is, or None.
        date: the column of its date, or None.
        totals: the heading under which rows of totals begin, or None.
        log: the columns that make it an event log, or None.
    """

    table: Table
    each_row: str
    case_id: Profile | None
    guesses: tuple[Guess, ...]
    type: Profile | None = None
    date: Profile | None = None
    totals: str | None = None
    log: LogColumns | None = None


def guess_table(grid: Grid, vocabulary: Vocabulary) -> TableGuess:
    """What a sheet that has something in it may be."""
    table = table_under(grid, likely_row_of_headings(grid))
    totals = next((name for name, cells in table.columns.items() if any(map(looks_like_total, cells))), None)
    rows = [
        row for row in range(len(table.lines)) if totals is None or not looks_like_total(table.columns[totals][row])
    ]
    columns = {name: profile(table, name, rows) for name in table.columns}
    # What a note with commas ran on into has no heading that could say what it is.
    beyond = tuple(Guess(columns.pop(name), None, 0.0) for name in table.beyond)
    guess = _guess_columns(table, list(columns.values()), totals, vocabulary)
    return evolve(guess, guesses=(*guess.guesses, *beyond))


def _guess_columns(table: Table, columns: Sequence[Profile], totals: str | None, vocabulary: Vocabulary) -> TableGuess:
    """The same, from the columns that have headings."""
    log = log_columns(columns)
    if log is not None:
        rest = [
            column
            for column in columns
            if column not in (log.case, log.activity, log.time, log.transition, log.partial)
        ]
        found = _beside_events_of_log(rest, vocabulary, log)
        return TableGuess(table, "event", log.case, found, log.activity, log.time, totals, log)
    case_id = name_of_trace(columns) or _case_id(columns, vocabulary)
    if case_id is None:
        return TableGuess(table, "case", None, (), totals=totals)
    rest = [column for column in columns if column is not case_id]
    mostly_cases = case_id.different > _SHARE * case_id.filled
    # A field of a case may read like one event type, as a tier does.
    least = 2 if mostly_cases else 1
    type_ = None if case_id.different == case_id.filled else _type_column(rest, vocabulary, least)
    if type_ is None and mostly_cases:
        # A reference that stands twice by mistake does not make events of cases.
        guesses = _assigned(rest, _targets(vocabulary), vocabulary)
        return TableGuess(table, "case", case_id, guesses, totals=totals)
    answers = _answers(table, case_id, rest, totals)
    if answers is not None:
        return answers
    date = _date_column(rest)
    rest = [column for column in rest if column not in (type_, date)]
    return TableGuess(table, "event", case_id, _beside_events(rest, vocabulary), type_, date, totals)


def _beside_events(columns: Sequence[Profile], vocabulary: Vocabulary) -> tuple[Guess, ...]:
    """What columns beside the type and the date of events may be: attributes of events, or fields that are sure."""
    targets = [target for target in _targets(vocabulary) if target[0].what != "event"]
    return tuple(map(_sure_of_field, _assigned(columns, targets, vocabulary)))


def _beside_events_of_log(columns: Sequence[Profile], vocabulary: Vocabulary, log: LogColumns) -> tuple[Guess, ...]:
    """The same in a log; where it tells attributes of a case from those of an event, each are only what they are."""
    if not is_of_case(log.case.heading):
        return _beside_events(columns, vocabulary)
    guesses: dict[str, Guess] = {}
    for what, of_case in (("field", True), ("attribute", False)):
        some = [column for column in columns if is_of_case(column.heading) is of_case]
        targets = [target for target in _targets(vocabulary) if target[0].what == what]
        guesses |= {guess.column.heading: guess for guess in _assigned(some, targets, vocabulary)}
    return tuple(guesses[column.heading] for column in columns)


def _answers(table: Table, case_id: Profile, columns: Sequence[Profile], totals: str | None) -> TableGuess | None:
    """The sheet as one of inspectors' answers, if it has a column of questions and one of answers."""
    guesses = []
    for column in columns:
        likeness, name = max(
            (max(alike(column.heading, one) for one in (key, *usual)), key) for key, usual in ANSWERS.items()
        )
        sure = likeness >= SURE and (name != "answer" or fit(column, ValueType("choice", GIVEN)) > _SHARE)
        guesses.append(Guess(column, Target("answer", name) if sure else None, likeness if sure else 0.0))
    found = {one.target.name for one in guesses if one.target is not None}
    needed = {"question", "answer"}
    return TableGuess(table, "answer", case_id, tuple(guesses), totals=totals) if needed <= found else None


def _sure_of_field(guess: Guess) -> Guess:
    """A field beside events has to be sure, as it is to be the same in every row of a case."""
    target = guess.target
    if target is None or target.what != "field" or guess.likeness >= SURE:
        return guess
    return Guess(guess.column, None, 0.0, (target, *guess.others))


def _case_id(columns: Sequence[Profile], vocabulary: Vocabulary) -> Profile | None:
    likeness = [
        (like_name(column.heading, "case_id", vocabulary), -place)
        for place, column in enumerate(columns)
        if column.filled and fit(column, _TEXT)
    ]
    best = max(likeness, default=(0.0, 0))
    return columns[-best[1]] if best[0] >= LIKELY else None


def _type_column(columns: Sequence[Profile], vocabulary: Vocabulary, least: int) -> Profile | None:
    """The column most of whose words are like event types, of which there are so many at least."""
    wanted = ValueType("choice", tuple(vocabulary.events))
    best: tuple[int, Profile] | None = None
    for column in columns:
        # Of a word that says "not known" no type is meant.
        types = [one.value for word in column.words if (one := meaning(word, wanted)) and one.value is not None]
        enough = len(types) > max(1, len(column.words) * 0.3) and len(set(types)) >= least
        if enough and (best is None or len(types) > best[0]):
            best = (len(types), column)
    return None if best is None else best[1]


def _date_column(columns: Sequence[Profile]) -> Profile | None:
    dates = [column for column in columns if column.dates > _SHARE]
    return max(dates, key=lambda column: column.filled, default=None)


def _targets(vocabulary: Vocabulary) -> list[tuple[Target, ValueType]]:
    """All that a column may be, with the type of what then stands in it."""
    found = [(Target("field", name), wanted) for name, wanted in vocabulary.fields.items() if name != "case_id"]
    for name, event in vocabulary.events.items():
        found.append((Target("event", name), _DATE))
        found += [(Target("attribute", key, name), wanted) for key, wanted in event.attributes.items()]
    return found


def _assigned(
    columns: Sequence[Profile], targets: Sequence[tuple[Target, ValueType]], vocabulary: Vocabulary
) -> tuple[Guess, ...]:
    """What each column is taken for: the likeliest first, each field once, several columns for an event if need be."""
    scores = {
        number: sorted(_scored(column, targets, vocabulary), key=lambda one: -one[0])[:4]
        for number, column in enumerate(columns)
    }
    in_order = sorted(((one, target, number) for number, found in scores.items() for one, target in found), key=_rank)
    taken: dict[int, tuple[float, Target]] = {}
    used: set[Target] = set()
    for likeness, target, number in in_order:
        again = target in used and not (target.what == "event" and likeness >= SURE - _CLOSE)
        if likeness >= LIKELY and number not in taken and not again:
            taken[number] = (likeness, target)
            used.add(target)
    return tuple(_guess(column, taken.get(number), scores[number]) for number, column in enumerate(columns))


def _rank(one: tuple[float, Target, int]) -> tuple[float, int]:
    return (-one[0], one[2])


def _scored(
    column: Profile, targets: Sequence[tuple[Target, ValueType]], vocabulary: Vocabulary
) -> Iterator[tuple[float, Target]]:
    for target, wanted in targets:
        found = score(column, target.name, wanted, vocabulary)
        if found >= PERHAPS:
            yield found, target


def _guess(column: Profile, taken: tuple[float, Target] | None, scores: Sequence[tuple[float, Target]]) -> Guess:
    likeness, target = taken or (0.0, None)
    near = likeness - _CLOSE if taken else PERHAPS
    others = [other for found, other in scores if other != target and found >= near]
    if target is not None and target.what == "field" and likeness >= SURE:
        # What one event is called for is seldom in a column of the case that is surely a field.
        others = [other for other in others if other.what != "attribute"]
    return Guess(column, target, likeness, tuple(others[:2]))
