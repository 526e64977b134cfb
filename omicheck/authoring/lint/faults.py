"""A fault of a rules folder, and where it stands."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Final, Literal

from attrs import evolve, frozen

from omicheck.errors import Problem
from omicheck.findings import Path, path_text
from omicheck.model.limit import Limit
from omicheck.model.rule import Rule
from omicheck.rulebase.files import read_rule_file

Level = Literal["error", "warning"]

# Every kind of fault that can be found beside those of reading, and what it means: printed with SARIF and in the
# documentation.
KINDS: Final[dict[str, str]] = {
    "wrong": "The file says something that cannot be read.",
    "unknown-...": "A name is used that is not known: a field, an event type, an attribute, a limit, a key.",
    "duplicate-rule": "Two rules have the same id.",
    "duplicate-limit": "Two limits have the same id.",
    "duplicate-question": "Two questions have the same number.",
    "misnamed-id": "An id is not that of its file, or is not made of small letters, digits and hyphens.",
    "unknown-question": "A rule answers a question that is not in the list.",
    "inspectors-question": "A rule enters the score of a question that the list leaves to the inspector.",
    "unanswered-question": "No rule in force answers a question that the list says a rule answers.",
    "unknown-document": "A source names a document that is not in the list.",
    "unknown-successor": "A rule names a successor that does not exist, is not in force, or is itself.",
    "missing-successor": "A withdrawn rule names no successor.",
    "needless-successor": "A rule names a successor but is not withdrawn.",
    "unused-limit": "No rule uses a limit.",
    "missing-text": "A text is missing or unfinished: title, requirement, or what the rule does not decide.",
    "missing-source": "A rule or an amount of a limit has no source, or a source without its place.",
    "unseen-source": "A number is said to be confirmed by a document that was not seen.",
    "scope-never-holds": "No case can be in the scope of a rule, or satisfy a condition of its check.",
    "scope-too-tangled": "Whether a scope can hold was not looked through, as its conditions hang together in too many "
    "ways.",
    "event-never-fits": "No event can be one that a check asks for.",
    "option-without-effect": "An option of a check changes nothing, or leaves nothing to ask.",
    "until-overlaps": "A value of a limit ends on a day on which the next one is in force already.",
    "trigger-without-limit": "A case in scope has no limit in force.",
    "requirement-contradicts": "The requirement in words has a number, a unit or a direction that the check has not, "
    "or leaves out a number of several.",
    "needless-note": "A requirement note explains a contradiction that there is not.",
    "missing-examples": "A rule has no examples.",
    "repeated-example": "An example repeats another.",
    "unreadable-example": "An example cannot be read.",
    "schema": "A file is not what its JSON Schema says.",
}


@frozen
class Fault:
    """One thing that is wrong.

    Attributes:
        problem: what, and where.
        level: error; warning for what a draft may still lack.
        path: where in the file it is, for one whose line is still to be looked up.
    """

    problem: Problem
    level: Level
    path: Path | None = None

    def seen_as(self, file: str) -> "Fault":
        """The fault with its file under another name, such as one that begins at the working folder."""
        return evolve(self, problem=evolve(self.problem, file=file))


def with_lines(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults with their lines, for which a file is read again when it is first asked for."""

    @cache
    def lines(file: str) -> Callable[[Path], int | None]:
        return read_rule_file(FilePath(file))[1].line_of

    for fault in faults:
        line = fault.problem.line if fault.path is None else lines(fault.problem.file)(fault.path)
        yield evolve(fault, problem=evolve(fault.problem, line=line), path=None)


def fault(kind: str, where: Rule | Limit, path: Path, found: str, expected: str, nearest: str | None = None) -> Fault:
    """A fault of a rule or a limit, still without its line; one of a draft is a warning."""
    problem = Problem(where.file, None, path_text(path), found, expected, nearest, kind=kind)
    return Fault(problem, "warning" if isinstance(where, Rule) and where.status == "draft" else "error", path)
