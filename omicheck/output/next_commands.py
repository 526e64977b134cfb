"""What a user may ask next, as commands that can be copied: a long one goes on after a backslash."""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from rich.console import Console

from omicheck.output.prose import print_line, print_text, styled, width_of, wrapped
from omicheck.rulebase.editions import RulesChoice
from omicheck.text import printable
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.sources import NamedSource, pseudonyms_of

_GOES_ON: Final = " \\"
# More words that name records are not repeated in every command.
_LONGEST: Final = 50
# An option that a value follows, and what stands between the two while a command is broken.
_OPTION: Final = re.compile(r"(--[a-z-]+) (?!--)")
_KEPT: Final = "\x00"


def words_of_records(request: EvaluationRequest) -> str:
    """The words of a command that name the same cases, rules, day and key: `cases.json --as-of 2010-01-18`."""
    source = request.source
    words = [source.name]
    if isinstance(source, NamedSource) and source.mapping is not None:
        words += ["--mapping", str(source.mapping)]
    if isinstance(source, NamedSource) and source.case_list is not None:
        words += ["--cases", source.case_list.file]
    if request.as_of is not None:
        words += ["--as-of", str(request.as_of)]
    rules = getattr(request.rules, "folder", request.rules)
    if rules is not None:
        words += ["--rules", str(rules)]
    if isinstance(request.rules, RulesChoice):
        words += [] if request.rules.edition is None else ["--edition", request.rules.edition]
        words += [] if request.rules.holidays is None else ["--holidays", str(request.rules.holidays)]
    pseudonyms = pseudonyms_of(source)
    if pseudonyms is not None and pseudonyms.file:
        words += ["--pseudonymise", pseudonyms.file]
    return " ".join(shlex.quote(printable(word)) for word in words)


def print_next(console: Console, records: str, commands: Callable[[str], Iterable[tuple[str, str]]]) -> None:
    """Prints commands beneath each other.

    Args:
        console: where.
        records: the words that name the records; many of them are told once.
        commands: gives, from these words, what each command shows, in a few words, and the command without the
            program's name.
    """
    is_short = len(records) <= _LONGEST
    told = [(what, f"omicheck {command}") for what, command in commands(records if is_short else "...")]
    print_text(console)
    print_text(console, "What next" if is_short else f"What next, where ... is {records}", "bold", "", "  ")
    widest = max(width_of(what) for what, _ in told)
    indent = " " * (widest + 4)
    is_beside = len(indent) <= console.width // 3
    for what, command in told:
        if is_beside:
            lines = _broken(command, console.width, indent)
            first = next(lines).removeprefix(indent)
            print_line(console, f"  {styled(what, 'dim', console)}{' ' * (widest - width_of(what))}  {first}")
        else:
            print_text(console, f"{what}:", "dim", "  ")
            lines = _broken(command, console.width, "    ")
        for line in lines:
            print_line(console, line)


def _broken(command: str, width: int, indent: str) -> Iterator[str]:
    if width_of(indent) + width_of(command) <= width:
        yield f"{indent}{command}"
        return
    # An option and its value stay on one line.
    together = _OPTION.sub(lambda match: f"{match[1]}{_KEPT}", command)
    lines = [line.replace(_KEPT, " ") for line in wrapped(together, width - len(_GOES_ON), indent, f"{indent}  ")]
    yield from (f"{line}{_GOES_ON}" for line in lines[:-1])
    yield lines[-1]
