"""The lines of a proposed mapping about what an extract has no column for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from omicheck.model.not_held import NotHeld
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.guesses import TableGuess
from omicheck.records.mapping.likeness import meaning
from omicheck.text import counted

# How many rules ask about each name that an extract does not hold, by the name.
Asked = Callable[[NotHeld], Mapping[str, int]]
_MANY: Final = 10
_ACROSS: Final = 110


def asked_of_nobody(not_held: NotHeld) -> Mapping[str, int]:
    """What takes the place of rules where there are none."""
    return dict.fromkeys(not_held.none, 0)


def not_held_by_guesses(guesses: Sequence[TableGuess], vocabulary: Vocabulary) -> NotHeld:
    """What an extract does not hold, if its columns are what they are taken for."""
    types = {name for guess in guesses for name in types_in(guess, vocabulary)}
    fields = {one.target.name for guess in guesses for one in guess.guesses if one.target is not None}
    return NotHeld(frozenset(vocabulary.events) - types, fields=frozenset(vocabulary.fields) - fields - {"case_id"})


def types_in(guess: TableGuess, vocabulary: Vocabulary) -> Iterator[str]:
    """The event types that a table has, if its columns and their words are what they are taken for."""
    for one in guess.guesses:
        if one.target is not None and one.target.what == "event":
            yield one.target.name
    if guess.type is not None:
        wanted = ValueType("choice", tuple(vocabulary.events))
        meant = (meaning(word, wanted) for word in guess.type.words)
        yield from (one.value for one in meant if one is not None and one.value is not None)


def lines_of_events(not_held: NotHeld, vocabulary: Vocabulary, asked: Mapping[str, int]) -> Iterator[str]:
    """The lines about events without a column, as comments: first those that many rules ask about.

    Args:
        not_held: what the extract does not hold.
        vocabulary: the words of records.
        asked: how many rules ask about each.
    """
    events = [name for name in vocabulary.events if name in not_held.events and name in asked]
    if not events:
        return
    events.sort(key=lambda name: -asked[name])
    many = [name for name in events if asked[name] >= _MANY]
    few = [name for name in events if asked[name] < _MANY]
    yield "# No column looks like the events below, and a rule that asks about one of them cannot be told."
    yield "# Of which was there none in any case? Leave only those in the list, and take away the # in front of it:"
    yield f"# no_events_of: [{', '.join(many)}]"
    if few:
        yield "# Further ones, that may be added to the list, with the number of rules that ask about each:"
        yield from _wrapped([f"{name} {asked[name]}" for name in few])


def _wrapped(words: Sequence[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(line) + len(word) > _ACROSS:
            yield f"#   {line.rstrip()}"
            line = ""
        line += f"{word}, " if word != words[-1] else word
    yield f"#   {line.rstrip()}"


def lines_of_fields(not_held: NotHeld, vocabulary: Vocabulary, asked: Mapping[str, int]) -> Iterator[str]:
    """The lines about fields without a column whose absence would say something, as comments."""
    for name, wanted in vocabulary.fields.items():
        if name not in not_held.fields or name not in asked:
            continue
        rules = f" {counted(asked[name], 'rule')} ask{'s' if asked[name] == 1 else ''} about it"
        no_column = "no column looks like it"
        if wanted.absent:
            yield f"      # {name}: {{constant: null}}   # {no_column}; is every case {wanted.absent}?{rules}"
        elif name in vocabulary.defaults and name not in vocabulary.set_by:
            default = str(vocabulary.defaults[name]).lower()
            yield f"      # {name}: {{constant: {default}}}   # {no_column}; is it so in every case?{rules}"
