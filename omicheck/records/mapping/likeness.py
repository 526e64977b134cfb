"""How like a heading is to a name, what stands in a column to a type, and a word to a value."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from attrs import frozen

from omicheck.decimals import number_of_text
from omicheck.errors import EngineMissingError
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.log_headings import without_case
from omicheck.records.mapping.personal_headings import is_of_person, without_name
from omicheck.records.mapping.profile import Profile
from omicheck.records.mapping.usual_words import AHEAD, FLAGS, HEADINGS, LEVELS, UNKNOWN, WORDS
from omicheck.records.mapping.words import word_key
from omicheck.records.structure import as_value
from omicheck.records.table_rows import EMPTY_LIST
from omicheck.text import in_words

# Out of a hundred.
SURE: Final = 90.0
LIKELY: Final = 72.0
PERHAPS: Final = 50.0
_CONTENT: Final = 30.0
_NAMED: Final = 60.0
# How alike two words are that differ by a slip.
_SLIP: Final = 88.0
_SEVERAL: Final = 2
# Of what is left of a word that is written short.
_SHORTEST: Final = 3
_THE_NAME: Final = 99.0
_CODED: Final = 80.0
# A list of codes; of a free text every cell is another.
_CODES: Final = 40
_MISSING: Final = "a proposal needs rapidfuzz, which is not installed: pip install 'omicheck[workbooks]'"
# A letter or two with a number are a name of another kind, such as a tier of another model, and no number.
_NUMBER_AT_END: Final = re.compile(
    r"(?:(?:.*[^a-z0-9])?[a-z]{3,}[^a-z0-9]*|(?:.*[a-z]{3,})?[^a-z0-9]+)?(\d+)(?:[^a-z0-9].*)?"
)
# What stands between the items of a list in one cell; the first is what a mapping takes without a word.
SEPARATORS: Final = (";", ",", "/", "+", "&", "|", "\n")
_DONE: Final = re.compile(r"\b(completed?|done|made|held)\b", re.IGNORECASE)
# A text that is longer than any name is not kept.
_LONG: Final = 100
_SIGNS: Final = re.compile(r"[^0-9a-z/]+")


@frozen
class Meant:
    """What a word may mean.

    Attributes:
        value: the value; None for "not known".
        likeness: how sure that is, out of a hundred.
    """

    value: Any
    likeness: float


def alike(one: str, other: str) -> float:
    """How alike two names are, out of a hundred, their words in any order.

    Raises:
        EngineMissingError: what compares them is not installed.
    """
    return (_alike if len(one) > _LONG else _alike_and_kept)(one, other)


def _alike(one: str, other: str) -> float:
    try:
        from rapidfuzz import fuzz  # noqa: PLC0415, of use for proposals alone
    except ImportError as error:
        raise EngineMissingError(_MISSING) from error
    first, second = _plain(one), _plain(other)
    if not first or not second:
        return 0.0
    # A name that is part of the other is like it, but less so than one that has the same words.
    return 0.5 * fuzz.token_sort_ratio(first, second) + 0.5 * fuzz.token_set_ratio(first, second)


# Every heading is held against every name, and every word of a column against every value, column after column.
_alike_and_kept: Final = lru_cache(maxsize=1 << 16)(_alike)


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", in_words(text).casefold()).strip()


def like_name(heading: str, name: str, vocabulary: Vocabulary) -> float:
    """How like a heading is to a name of the vocabulary, or to what it is usually called."""
    heading = without_case(heading)
    bare = re.sub(r"\s*\(?\d+\)?$", "", heading) or heading
    names = _names(name, vocabulary)
    if is_of_person(bare, names):
        return 0.0
    own, usual = names[:2], names[2:]
    if name in vocabulary.events:
        # That something was done, many headings and names say, and it tells nothing of what.
        own, bare = (_without_done(own[0]), _without_done(own[1])), _without_done(bare)
    headings = {heading, bare, without_name(bare)}
    return max(alike(one, other) for one in headings for other in (*own, *usual))


def _names(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What something of the vocabulary is called: its name, that in words, and what systems usually say."""
    return (name, vocabulary.named(name), *HEADINGS.get(name, ()))


def _says(heading: str, names: Iterable[str]) -> bool:
    """Whether a heading has all words of one of these names, but for slips, or shortened as `Mgmt` is."""
    from rapidfuzz import fuzz  # noqa: PLC0415, of use for proposals alone

    words = _plain(heading).split()

    def is_said(word: str) -> bool:
        return any(fuzz.ratio(word, one) >= _SLIP or _is_short_for(one, word) for one in words)

    return any(all(map(is_said, _plain(name).split())) for name in names)


def _is_short_for(short: str, word: str) -> bool:
    """Whether letters are those of a word, in order and from its first on.

    >>> _is_short_for("mgmt", "management"), _is_short_for("led", "ended")
    (True, False)
    """
    letters = iter(word)
    return len(short) >= _SHORTEST and short[0] == word[0] and all(letter in letters for letter in short)


def _is_ahead(heading: str, names: Iterable[str]) -> bool:
    """Whether a heading says that something is still to be done or was only offered, as none of these names does."""
    said = AHEAD.intersection(_plain(heading).split())
    return bool(said) and not any(said.intersection(_plain(name).split()) for name in names)


def _without_done(text: str) -> str:
    return _DONE.sub("", in_words(text)).strip() or text


def fit(found: Profile, wanted: ValueType) -> float:
    """The share of what stands in a column that may be of a type, from 0 to 1."""
    if not found.filled:
        return 0.5
    if wanted.kind == "date":
        known = sum(count for word, count in found.words.items() if word_key(word) in UNKNOWN)
        return min(1.0, found.dates + known / found.filled)
    if found.dates > 0.5:  # noqa: PLR2004, it is a column of dates
        return 0.0
    if wanted.kind == "text":
        return 1.0
    total = sum(found.words.values())
    fits = sum(count for word, count in found.words.items() if _is_meant(word, wanted))
    return fits / total if total else 0.0


def _is_meant(word: str, wanted: ValueType) -> bool:
    items = [item for item in items_of(word, *SEPARATORS) if item]
    if wanted.kind == "list":
        return word_key(word) == EMPTY_LIST or all(meaning(item, wanted) is not None for item in items)
    meant = meaning(word, wanted)
    # Several in one cell are like one value only by chance.
    return meant is not None and (wanted.kind != "choice" or len(items) < _SEVERAL or meant.likeness >= SURE)


def items_of(text: str, *separators: str) -> list[str]:
    """What stands between separators in a text, without blanks around it.

    >>> items_of("Supervision, UPW", ",")
    ['Supervision', 'UPW']
    """
    return re.split("|".join(rf"\s*{re.escape(one)}\s*" for one in separators), text.strip())


def meaning(word: str, wanted: ValueType) -> Meant | None:
    """What a word may mean as a value of a type, or None where nothing is like it."""
    key = word_key(word)
    if key in UNKNOWN:
        return Meant(None, LIKELY)
    if wanted.kind == "flag":
        return Meant(FLAGS[key], SURE) if key in FLAGS else None
    if wanted.kind == "integer":
        number = _NUMBER_AT_END.fullmatch(key)
        if number is None or not wanted.at_least <= int(number[1]) <= wanted.at_most:
            return None
        return Meant(int(number[1]), SURE)
    if wanted.kind == "number":
        decimal = as_value(number_of_text(key), wanted)
        return None if decimal is None else Meant(decimal, SURE)
    usual = (LEVELS if wanted.kind == "level" else WORDS).get(key)
    if usual in wanted.values:
        return Meant(usual, LIKELY)
    return _nearest(word, wanted.values)


def _nearest(word: str, values: Iterable[str]) -> Meant | None:
    likeness = {value: max(alike(word, value), 0.0) for value in values}
    best = max(likeness, key=lambda value: likeness[value], default=None)
    if best is None or likeness[best] < LIKELY:
        return None
    return Meant(best, likeness[best])


def score(found: Profile, name: str, wanted: ValueType, vocabulary: Vocabulary) -> float:
    """How likely a column is a field, out of a hundred: by its heading, and by what stands in it."""
    content = fit(found, wanted)
    likeness = like_name(found.heading, name, vocabulary)
    if content < 0.3:  # noqa: PLR2004, most of it would be wrong
        # Codes of a choice tell nothing by themselves; under the very name, somebody is to say what they mean.
        coded = wanted.kind == "choice" and found.different <= _CODES and likeness >= _THE_NAME
        return _CODED if coded else 0.0
    # Anything may be a text, so that what stands in it tells nothing.
    if likeness == 0 or (wanted.kind == "text" and likeness < _NAMED):
        return 0.0
    likely = (100 - _CONTENT) / 100 * likeness + _CONTENT * content
    if likely <= LIKELY - 1 or wanted.kind not in ("text", "date"):
        return likely
    # Nor does a date say of what it is. Letters in common are not enough then: "Religion" is nearly "region", and
    # "Court date" nearly "date ended". Nor is a day on which something is due one on which it was done.
    names = [_without_done(one) for one in _names(name, vocabulary)]
    return likely if _says(found.heading, names) and not _is_ahead(found.heading, names) else LIKELY - 1
