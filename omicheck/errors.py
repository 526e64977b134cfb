"""What can be wrong with what a user gave: one class for each cause, and the problems as a list.

A message says what was found, where, what was expected and, where there is one, the nearest known name.
"""

from collections.abc import Iterable
from enum import IntEnum

from attrs import evolve, frozen

from omicheck.private_values import in_full, kind_of
from omicheck.text import file_and_line, nearest_text, printable


class ExitStatus(IntEnum):
    """The exit status of the command; of several that hold, the highest is given."""

    NOTHING_FOUND = 0
    FOUND = 1
    WRONG_COMMAND_OR_RULES = 2
    RECORDS_REJECTED = 3
    EVALUATOR_FAILED = 4
    NOT_FORESEEN = 5


@frozen
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        file: the file, as the user named it.
        line: the line, counted from 1, or None where it cannot be told.
        path: where in the record or the rule, such as `events[2].date`; empty for the whole of it.
        found: what was found; of records the kind of value, as anything may stand where something is wrong.
        expected: what was expected, and what to do where that is not the same.
        nearest: the nearest known name, where a name was not known.
        case_id: the case concerned, where it has a usable reference.
        kind: what sort of problem it is, for machines: `wrong`, or `unknown-` and what was not known.
        mapping_key: the key of a mapping that can put it right where records come in through one: `values` or `dates`.
    """

    file: str
    line: int | None
    path: str
    found: str
    expected: str
    nearest: str | None = None
    case_id: str | None = None
    kind: str = "wrong"
    mapping_key: str | None = None

    def __str__(self) -> str:
        # What a record says must not steer a terminal, nor begin a line, which a CI server may take for a command.
        where = f" {printable(self.path)}:" if self.path else ""
        whose = f" case {printable(self.case_id)}:" if self.case_id else ""
        return f"{self.place}:{whose}{where} found {self.found}; expected {self.expected}{self.hint}"

    @property
    def place(self) -> str:
        """The file, with the line where it can be told."""
        return file_and_line(self.file, self.line)

    @property
    def hint(self) -> str:
        """The nearest known name, where there is one, as the end of a message."""
        return _hint(self.nearest and printable(self.nearest))

    def with_values(self) -> "Problem":
        """The same with the values that were found, for whoever has the records and asks for them."""
        nearest = None if self.nearest is None else in_full(self.nearest)
        return evolve(self, found=in_full(self.found), expected=in_full(self.expected), nearest=nearest)

    @property
    def leaves_values_out(self) -> bool:
        """Whether it has values that it does not tell."""
        return self != self.with_values()

    def data(self) -> dict[str, str | int | None]:
        """The place, what was found and what was expected, as JSON would hold them."""
        names = ("file", "line", "path", "found", "expected")
        return {name: getattr(self, name) for name in names} | {"nearest": self.nearest or None}


class OmicheckError(Exception):
    """Something that the user can put right; its text is printed without a traceback."""


@frozen
class SentenceError(OmicheckError):
    """Something that a sentence tells.

    Attributes:
        message: the sentence.
    """

    message: str

    def __str__(self) -> str:
        return self.message


class CommandWrongError(SentenceError):
    """The command cannot be carried out as it was given."""


# The next three are no attrs classes, each of which takes about a hundredth of the time of `--help` to be made.
class AuditDateError(OmicheckError):
    """There is no audit date, or it is none that can be used.

    Attributes:
        stated: what was stated as one; None if nothing was.
        by_records: whether the records state it.
        expected: what was expected.
    """

    def __init__(self, stated: str | None, *, by_records: bool, expected: str) -> None:
        super().__init__(stated, by_records, expected)
        self.stated, self.by_records, self.expected = stated, by_records, expected

    def __str__(self) -> str:
        return self.told("as_of", "as_of")

    def told(self, name: str, example: str) -> str:
        """The error in a sentence, with the name that the date is asked for by, and how one is given by it."""
        if self.stated is None:
            return f"no audit date: the records carry no as_of; give one with {example}"
        whence = "the records' as_of" if self.by_records else name
        found = (kind_of(self.stated) if self.by_records else None) or repr(self.stated)
        return f"{whence}: found {found}; expected {self.expected}"


class RequestWrongError(OmicheckError):
    """A value of a request that cannot be used.

    Attributes:
        names: what it is asked for by, such as `caseload`; several that do not go together.
        found: what was found.
        expected: what was expected.
        nearest: the nearest known name, where a name was not known.
    """

    def __init__(self, names: tuple[str, ...], found: str, expected: str, nearest: str | None = None) -> None:
        super().__init__(names, found, expected, nearest)
        self.names, self.found, self.expected, self.nearest = names, found, expected, nearest

    def __str__(self) -> str:
        return self.told(self.names)

    def told(self, names: Iterable[str]) -> str:
        """The error in a sentence.

        Args:
            names: what the value is asked for by, such as the names of options.
        """
        return f"{', '.join(names)}: found {self.found}; expected {self.expected}{_hint(self.nearest)}"


class CaseNotNamedError(OmicheckError):
    """A case is wanted, none is named, and there is not just one.

    Attributes:
        source: the records, as the user named them.
        cases: how many there are.
        some: the first of them.
    """

    def __init__(self, source: str, cases: int, some: tuple[str, ...]) -> None:
        super().__init__(source, cases, some)
        self.source, self.cases, self.some = source, cases, some

    def __str__(self) -> str:
        return self.told("name one")

    def told(self, remedy: str) -> str:
        """The error in a sentence.

        Args:
            remedy: what to do.
        """
        such = f", such as {one_of(map(printable, self.some))}" if self.some else ""
        return f"which case? {self.source} has {self.cases}; {remedy}{such}"


class EngineMissingError(SentenceError):
    """An evaluator's library is not installed or cannot be loaded."""


class LibraryMissingError(SentenceError):
    """A library for data frames that was asked for is not installed."""


class EngineFailedError(SentenceError):
    """What an evaluator runs on failed, so that there is no verdict to be had from it."""


@frozen
class ProblemsError(OmicheckError):
    """Something was given that cannot be used.

    Attributes:
        problems: everything that is wrong with it, at least one.
    """

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class RulesWrongError(ProblemsError):
    """A rules folder cannot be read."""


class RecordsUnreadableError(ProblemsError):
    """A file or folder of records cannot be read at all, so that nothing can be checked."""


class SupplementWrongError(ProblemsError):
    """A file beside the records, such as a mapping, comments, grades or figures, cannot be used."""


class AcceptedWrongError(ProblemsError):
    """A file of waivers or a baseline cannot be used."""


def nearest_name(name: object, known: Iterable[object]) -> str | None:
    """The known name that is most like the one found, if any is.

    Args:
        name: what was found.
        known: an iterable of the names that would have done.
    """
    return nearest_text(str(name), tuple(map(str, known)))


def hint_for(name: object, known: Iterable[object]) -> str:
    """The end of a message about a name that is not among those known: `; did you mean NAME?`, or empty."""
    return _hint(nearest_name(name, known))


def _hint(nearest: str | None) -> str:
    return f"; did you mean {nearest}?" if nearest else ""


def one_of(known: Iterable[object]) -> str:
    """The names in words: `a, b or c`."""
    names = [str(one) for one in known]
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"
