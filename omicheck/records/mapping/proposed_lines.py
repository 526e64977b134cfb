"""The lines of a proposed mapping that say where a value comes from and what words mean, with their doubts."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from omicheck.errors import one_of
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.date_forms import SERIAL, usual_forms
from omicheck.records.mapping.guesses import Guess, TableGuess
from omicheck.records.mapping.likeness import SEPARATORS, SURE, items_of, meaning
from omicheck.records.mapping.profile import Profile
from omicheck.records.mapping.usual_words import FLAGS
from omicheck.records.mapping.words import word_key
from omicheck.text import counted

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_ /()?&+.'-]*")
_NOT_PLAIN: Final = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_MANY_WORDS: Final = 40
# Longer lists are not read.
FEW: Final = 16


def types_of(guess: Guess, vocabulary: Vocabulary) -> Sequence[ValueType]:
    """The types that what stands in a column may have, if it is what it is taken for."""
    target = guess.target
    if target is None or target.what == "event":
        return [ValueType("date")]
    if target.what == "field":
        return [vocabulary.fields[target.name]]
    if target.what == "answer":
        return [ValueType("choice", ANSWERS) if target.name == "answer" else ValueType("text")]
    # One column may hold what several event types call by one name.
    own = vocabulary.events[target.event].attributes[target.name]
    types = [event.attributes[target.name] for event in vocabulary.events.values() if target.name in event.attributes]
    return [own, *(one for one in types if one != own)]


def doubts_of(guess: Guess) -> Iterator[str]:
    """What may be wrong with what a column is taken for."""
    if guess.likeness < SURE:
        yield "likely, not sure"
    if guess.others:
        yield f"or {one_of(guess.others)}?"
    if guess.column.swapped:
        yield (
            "no date cell has a day after the 12th and every text has: a program with American settings may have "
            "swapped day and month in the cells"
        )


def doubts_of_ids(guess: TableGuess, *, all_repeated: bool) -> str:
    """What may be wrong with the references of a table, as a comment.

    Args:
        guess: what the table is taken for.
        all_repeated: whether each row with the reference of another is like it cell for cell.
    """
    column = guess.case_id
    doubts = []
    if column is not None and guess.each_row == "case" and not all_repeated and column.different < column.filled:
        more = counted(column.filled - column.different, "row")
        doubts.append(f"{more} with a reference that another row has too: such records are rejected")
    if column is not None and column.numbers and column.numbers < column.filled:
        doubts.append("some are numbers and some are texts: zeros in front of the numbers may be lost; see `digits`")
    elif column is not None and column.numbers:
        doubts.append("numbers: zeros in front, if they had any, are lost; `digits: 6` would put them back")
    return f"  # {'; '.join(doubts)}" if doubts else ""


def lines_of_dates(columns: Sequence[Profile]) -> Iterator[str]:
    """How the texts of columns of dates are written, as far as they tell it, and which of them do not."""
    yield from _forms_of_dates(columns)
    looks = [look for column in columns for look in column.odd_dates]
    if looks:
        told = one_of([f"`{look}`" for look in dict.fromkeys(looks)][:FEW])
        cells = counted(sum(sum(column.odd_dates.values()) for column in columns), "cell")
        yield f"# {cells} with a date in no form known here, as {told}: add each form to `dates:`, if it has one"


def _forms_of_dates(columns: Sequence[Profile]) -> Iterator[str]:
    ways = {way for column in columns for way in column.ways}
    serials = sum(column.serials for column in columns)
    if not ways and not serials:
        return
    common = [form for form in (one.text for one in usual_forms()) if ways and all(form in way for way in ways)]
    several = [] if common else _several_forms(ways)
    if len(common) == 1 and not serials:
        yield f"dates: {common[0]}"
    elif len(common) == 1 or several or (serials and not ways):
        told = f"  # {SERIAL}: {counted(serials, 'cell')} with the number of a day" if serials else ""
        yield f"dates: [{', '.join([*common, *several, *([SERIAL] if serials else [])])}]{told}"
    elif common and not serials:
        yield f"# dates:   # texts that are dates may be {one_of(common)}, and nothing in them tells which: choose"
    elif likely := _likely_forms(ways):
        forms, doubtful = likely
        named = ", ".join([*forms, *([SERIAL] if serials else [])])
        doubt = " or ".join(doubtful)
        yield f"# dates: [{named}]   # some texts may be {doubt}, and nothing in them tells which: choose"
    else:
        yield "# dates:   # texts that are dates are written in several ways; give each its own `dates:`"


def _several_forms(ways: Iterable[tuple[str, ...]]) -> Sequence[str]:
    """The forms of texts that have one each, if each other text has just one of them too; otherwise none."""
    sure = {way[0] for way in ways if len(way) == 1}
    settled = all(len(sure.intersection(way)) == 1 for way in ways)
    return [form.text for form in usual_forms() if form.text in sure] if settled else []


def _likely_forms(ways: Iterable[tuple[str, ...]]) -> tuple[Sequence[str], Sequence[str]] | None:
    """The forms of texts, of which those that may have several have the first; and the forms that these may have.

    None where a text may have two forms that others have for sure, so that no form for all would do.
    """
    sure = {way[0] for way in ways if len(way) == 1}
    if any(len(sure.intersection(way)) > 1 for way in ways):
        return None
    doubtful = [way for way in ways if not sure.intersection(way)]
    taken = sure | {way[0] for way in doubtful}
    may_be = {form for way in doubtful for form in way}
    in_order = [form.text for form in usual_forms()]
    return [form for form in in_order if form in taken], [form for form in in_order if form in may_be]


def lines_of_flags(columns: Sequence[Profile]) -> Iterator[str]:
    """Which words of columns that are flags mean yes and no."""
    words = {word: FLAGS[word_key(word)] for column in columns for word in column.words if word_key(word) in FLAGS}
    spoken = {word: value for word, value in words.items() if word_key(word) not in ("true", "false")}
    if spoken:
        yield "values:"
        yield from (f"  {scalar(word)}: {json.dumps(value)}" for word, value in spoken.items())


def source_lines(
    indent: str, name: str, column: Profile, types: Sequence[ValueType], doubts: Sequence[str]
) -> Iterator[str]:
    """The lines that say that a value comes from a column, and what its words mean."""
    separator = _separator(column) if types[0].kind == "list" else SEPARATORS[0]
    words = list(_words(column, types, separator))
    comment = f"  # {'; '.join(doubts)}" if doubts else ""
    if not words and separator == SEPARATORS[0]:
        yield f"{indent}{name}: {scalar(column.heading)}{comment}"
        return
    yield f"{indent}{name}:{comment}"
    yield f"{indent}  column: {scalar(column.heading)}"
    if separator != SEPARATORS[0]:
        yield f"{indent}  separator: {json.dumps(separator)}"
    if not words:
        return
    # Also where all of them are comments, so that to settle one is to change one line.
    yield f"{indent}  values:"
    yield from (f"{indent}    {line}" for line in words)


def _separator(column: Profile) -> str:
    """What stands between the items of a list in a column: that of which there is no other, or a semicolon."""
    found = {one for word in column.words for one in SEPARATORS if one in word.strip()}
    # A mapping cannot name the end of a line.
    return found.pop() if len(found) == 1 and "\n" not in found else SEPARATORS[0]


def _words(column: Profile, types: Sequence[ValueType], separator: str) -> Iterator[str]:
    """What the words of a column mean, as lines of a mapping; those of which nothing is known as comments."""
    wanted = types[0]
    if wanted.kind == "text":
        for first, *others in [] if wanted.personal else spellings(column).values():
            # Capitals and blanks make no other word, so that one line is enough for all of them.
            yield from [f"{scalar(others[0])}: {scalar(first)}"] if others else []
        return
    counts = dict(column.words)
    if wanted.kind == "list":
        counts = {}
        for text, count in column.words.items():
            for item in items_of(text, separator):
                counts[item] = counts.get(item, 0) + count
    for word, count in list(counts.items())[:_MANY_WORDS]:
        if wanted.kind == "date":
            if not any(character.isdigit() for character in word):
                rows = counted(count, "row")
                yield f"# {scalar(word)}: ...   # {rows}: null if it did not happen, unknown if not when"
        elif word and not any(_is_plain(word, one) for one in types):
            yield _word(word, count, next((one for one in types if meaning(word, one) is not None), wanted))


def _is_plain(word: str, wanted: ValueType) -> bool:
    """Whether a word is a value already, but for capitals and blanks, or a flag that is spoken of for all columns."""
    key = word_key(word)
    match wanted.kind:
        case "flag":
            return key in FLAGS
        case "integer":
            return key.isdecimal() and meaning(word, wanted) is not None
        case "number":
            return meaning(word, wanted) is not None
        case "list" if key == "none":
            return True
    return key.replace(" ", "_") in wanted.values or word in wanted.values


def _word(word: str, count: int, wanted: ValueType) -> str:
    if wanted.kind == "list" and len(several := items_of(word, *SEPARATORS)) > 1:
        # What is like one of them says nothing of the rest, which would go without a word.
        meant_by = [meaning(item, wanted) for item in several if item]
        if any(one is None or one.value is None for one in meant_by):
            return f"# {scalar(word)}: ...   # {counted(count, 'row')}: several in one? [VALUE, VALUE]"
        return f"{scalar(word)}: [{', '.join(one.value for one in meant_by if one is not None)}]  # is it so?"
    meant = meaning(word, wanted)
    if meant is None:
        few = 0 < len(wanted.values) <= FEW
        which = f"which of {one_of(wanted.values)}?" if few else "what does it mean? null for nothing"
        return f"# {scalar(word)}: ...   # {counted(count, 'row')}: {which}"
    doubt = "" if meant.likeness >= SURE else "  # is it so?"
    return f"{scalar(word)}: {json.dumps(meant.value).strip(chr(34))}{doubt}"


def spellings(column: Profile) -> Mapping[str, Sequence[str]]:
    """The words of a column that differ in capitals and blanks alone, by what they have in common, the usual first."""
    found: dict[str, list[str]] = {}
    for word in sorted(column.words, key=lambda one: -column.words[one]):
        found.setdefault(word_key(word), []).append(word)
    return found


def scalar(value: Any) -> str:  # noqa: ANN401, it is data of any shape
    """A text as YAML, with quotation marks if it could be taken for something else."""
    text = str(value)
    if _PLAIN.fullmatch(text) and text == text.strip() and text.casefold() not in _NOT_PLAIN:
        return text
    return json.dumps(text, ensure_ascii=False)
