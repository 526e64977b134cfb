"""What completes the words of a command: a script for a shell, made from the parsers themselves."""

import argparse
from typing import Any, Final

from omicheck.command_line.main import whole_parser
from omicheck.command_line.parser import commands_of
from omicheck.errors import LibraryMissingError

SHELLS: Final = ("bash", "zsh", "fish")
_FILES: Final = ("FILE", "PATH", "OTHER_PATH", "SAMPLE", "LAST", "THIS")
_FOLDERS: Final = ("DIR", "FOLDER")
_MISSING: Final = "completion needs shtab, which is not installed: pip install shtab"


def completion_script(shell: str) -> str:
    """A script that completes commands, options, choices, names of rules, and files.

    Args:
        shell: bash, zsh or fish.

    Raises:
        LibraryMissingError: shtab is not installed.
    """
    try:
        import shtab  # noqa: PLC0415, of use only here
    except ImportError as error:
        raise LibraryMissingError(_MISSING) from error
    parser = whole_parser()
    _prepare(parser, _names(), {"FILE": shtab.FILE, "DIR": shtab.DIRECTORY})
    return f"{shtab.complete(parser, shell=shell).rstrip()}\n"


def _prepare(parser: argparse.ArgumentParser, names: list[str], kinds: dict[str, Any]) -> None:
    """Says of every option of a parser and of its commands what its words are."""
    for action in parser._actions:  # noqa: SLF001, argparse has no other way to ask
        if action.metavar in _FILES:
            action.complete = kinds["FILE"]  # type: ignore[attr-defined]  # where shtab looks for it
        elif action.metavar in _FOLDERS:
            action.complete = kinds["DIR"]  # type: ignore[attr-defined]
        elif action.metavar == "NAME" and action.dest in {"only", "leave_out", "names"}:
            action.choices = names
    for command in commands_of(parser).values():
        _prepare(command, names, kinds)


def _names() -> list[str]:
    """What `--only` and `--except` take of the packaged rules: rules, questions, criteria and topics."""
    from omicheck.use_cases.rule_list import list_rules  # noqa: PLC0415, heavy
    from omicheck.use_cases.rule_selection import RulesRequest  # noqa: PLC0415, heavy

    rules = list_rules(RulesRequest(None, (), None)).rules
    questions = {one["question"] for one in rules}
    criteria = {question.rpartition(".")[0] for question in questions}
    return sorted({one["id"] for one in rules} | {one["topic"] for one in rules} | questions | criteria)
