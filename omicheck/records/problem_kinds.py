"""Problems of records by their kind, so that thousands of them are told in a few lines.

Problems are of one kind if the same was found in one file, and the same was expected, in whatever field. Numbers make
no difference to what was found, and dates are one kind of problem in whatever form they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from attrs import frozen

from omicheck.errors import Problem
from omicheck.records.for_mappings import is_for_mapping
from omicheck.text import counted, printable

# So many of its places, of its fields and of the different things found are named of a kind.
_NAMED: Final = 3
# So many different words that were found where the same was expected are told one by one.
_MOST_WORDS: Final = 8
_INDEXES: Final = re.compile(r"\[[0-9]+\]")
# What stands before the part of a record, where records stand in a list.
_LIST_OF_RECORDS: Final = re.compile(r"^(cases)?\[[0-9]+\]\.?")
_DIGITS: Final = re.compile(r"[0-9]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# What a mapping may say, by its key: where there is a hint of the right value, and where there is none.
_REMEDIES: Final[Mapping[str, tuple[str, ...]]] = {
    "values": (' add it under "values:" of a mapping', '; or say what it means under "values:" of a mapping'),
    "dates": tuple(f'{mark} or say how dates are written under "dates:" of a mapping' for mark in ("", ";")),
}


@frozen(repr=False)
class ProblemKind:
    """Problems of one kind.

    Attributes:
        problems: all of them, in their order.
    """

    problems: Sequence[Problem]

    @property
    def first(self) -> Problem:
        """The first of them."""
        return self.problems[0]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.problems)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of records that they are in, such as `events.date`."""
        return tuple(part for part in dict.fromkeys(_part(problem.path) for problem in self.problems) if part)

    def __repr__(self) -> str:
        return f"<{self}>"

    def __str__(self) -> str:
        first = self.first
        if self.count == 1:
            return f"{first}{self._remedy(first.hint)}"
        hint = first.hint if all(problem.nearest == first.nearest for problem in self.problems) else ""
        where = f"{_listed([printable(part) for part in self.parts])}: " if self.parts else ""
        found = _listed(list(dict.fromkeys(problem.found for problem in self.problems)))
        told = f"{where}found {found} {self._often()}, first {self._places()}"
        return f"{told}; expected {first.expected}{hint}{self._remedy(hint)}"

    def _remedy(self, hint: str) -> str:
        """What to do besides putting every record right."""
        key = self.first.mapping_key
        if key is None or not is_for_mapping(self.first.file):
            return ""
        with_hint, without = _REMEDIES[key]
        return with_hint if hint else without

    def _often(self) -> str:
        cases = {problem.case_id for problem in self.problems}
        if None in cases:
            return f"{self.count:,} times"
        in_cases = f"in {counted(len(cases), 'case')}"
        return in_cases if len(cases) == self.count else f"{self.count:,} times {in_cases}"

    def _places(self) -> str:
        """The first few places; of records without lines the first few cases."""
        named: dict[str, str] = {}
        for problem in self.problems:
            if problem.line is not None:
                whole, told = problem.place, f":{problem.line}" if named else problem.place
            else:
                whole = told = f"case {problem.case_id}" if problem.case_id else problem.place
            named.setdefault(whole, printable(told))
            if len(named) == _NAMED:
                break
        return ", ".join(named.values())


def _listed(names: Sequence[str]) -> str:
    """The first few names, and how many others there are."""
    if len(names) > _NAMED + 1:
        names = (*names[:_NAMED], f"{len(names) - _NAMED:,} others")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def kinds_of(problems: Iterable[Problem]) -> tuple[ProblemKind, ...]:
    """Problems by their kind, those of which there are most first, and otherwise in their order.

    Args:
        problems: the problems.

    Examples:
        >>> words = ("Contact", "Contact", "Letter")
        >>> found = [Problem("events.csv", line, "type", word, "a word") for line, word in enumerate(words, 2)]
        >>> for kind in kinds_of(found):
        ...     print(kind)
        type: found Contact 2 times, first events.csv:2, :3; expected a word
        events.csv:4: type: found Letter; expected a word
    """
    places: dict[int, int] = {}
    groups: dict[tuple[str, str], dict[tuple[str, str | None], list[Problem]]] = {}
    for number, problem in enumerate(problems):
        places[id(problem)] = number
        words = groups.setdefault((problem.file, problem.expected), {})
        # Whatever is no date is put right in the same way.
        word = ("", None) if problem.mapping_key == "dates" else _word(problem.found, problem.nearest)
        words.setdefault(word, []).append(problem)
    kinds = [one for words in groups.values() for one in _put_together(list(words.values()))]
    kinds.sort(key=lambda one: (-one[1], places[id(one[0].first)]))
    return tuple(kind for kind, _ in kinds)


def _put_together(words: Sequence[list[Problem]]) -> Iterator[tuple[ProblemKind, int]]:
    """The kinds of problems with some words, each with what it is put in order by.

    The less usual words are one kind if there are too many of them. It stands behind the others, of which each is read
    first, however many problems it has.
    """
    by_count = sorted(words, key=len, reverse=True)
    usual, rest = by_count[:_MOST_WORDS], by_count[_MOST_WORDS:]
    if len(rest) == 1:
        usual, rest = by_count, []
    # Texts that hardly ever come again are no words of another system.
    elif sum(map(len, usual)) < sum(map(len, rest)):
        usual, rest = [], list(words)
    for some in usual:
        yield ProblemKind(some), len(some)
    if rest:
        together = [problem for some in rest for problem in some]
        yield ProblemKind(together), len(rest[0]) if usual else len(together)


def kind_lines(problems: Iterable[Problem], most: int) -> Iterator[str]:
    """A line for each kind of problem, for so many at most, and one that says how many problems and kinds there are.

    The last is left out where every problem has a line of its own.

    Args:
        problems: the problems.
        most: how many kinds are told.
    """
    kinds = kinds_of(problems)
    yield from map(str, kinds[:most])
    count = sum(kind.count for kind in kinds)
    if count > len(kinds[:most]):
        rest = f", {len(kinds) - most:,} of them not told here" if len(kinds) > most else ""
        some = counted(len(kinds), "kind")
        yield f"{count:,} problems of {some}{rest}; --all-problems tells every one"


@lru_cache(maxsize=100_000)
def _part(path: str) -> str:
    return _INDEXES.sub("", _LIST_OF_RECORDS.sub("", path))


@lru_cache(maxsize=100_000)
def _word(found: str, nearest: str | None) -> tuple[str, str | None]:
    """What was found without its numbers, and what may have been meant; its shape alone where it has several."""
    shape, numbers = _DIGITS.subn("0", found)
    return (_LETTERS.sub("a", shape), None) if numbers > 1 else (shape, nearest)
