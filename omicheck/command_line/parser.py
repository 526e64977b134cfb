"""Commands of the command line, laid out in the same way whatever group they belong to."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Final, NoReturn

from omicheck.command_line.standard_streams import tell, write_output

# The headings of options that many commands have, so that each help has them in the same place and in one order.
_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "records": ("--as-of", "--mapping", "--case", "--cases", "--all-problems", "--rejects"),
    "rules": ("--rules", "--only", "--except", "--status"),
    "output": (
        *("--format", "--output", "--force", "--open", "--details", "--failures", "--all-failures", "--manifest"),
        *("--also", "--quiet", "--no-color"),
    ),
}
# What is often given as a word of its own, and has an option.
_CHOSEN_BY_OPTION: Final[Mapping[str, str]] = {
    "--only": "--only NAME for a rule",
    "--rules": "--rules DIR for a rules folder",
}
# The options that name a file that is written.
WRITTEN: Final = ("output", "also", "rejects", "manifest", "workbook", "write_recommendations", "spark_log")


class Parser(argparse.ArgumentParser):
    """A parser with the options that commands share under headings, that tells the nearest name for a wrong one.

    It repeats no password that stands in an address among the words of the command line.
    """

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:  # noqa: ANN401, as argparse has it
        """Adds an argument, under its heading if it has one."""
        for heading, options in _HEADINGS.items():
            if names[0] in options:
                return self._heading(heading).add_argument(*names, **settings)
        return super().add_argument(*names, **settings)

    def _heading(self, title: str) -> argparse._ArgumentGroup:
        for group in self._action_groups:
            if group.title == title:
                return group
        return self.add_argument_group(title)

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401, as argparse has it
        """Says of a word that is none of those that may stand there which these are, and which is nearest."""
        choices = tuple(action.choices or (value,))
        if value not in choices:
            from omicheck.errors import hint_for, one_of  # noqa: PLC0415, --help does without

            expected = f"{one_of(choices)}{hint_for(value, choices)}"
            raise argparse.ArgumentError(action, f"found {value!r}; expected {expected}")

    def _match_argument(self, action: argparse.Action, arg_strings_pattern: str) -> int:
        """Says of an option behind which too few words stand what is to stand there."""
        try:
            return super()._match_argument(action, arg_strings_pattern)
        except argparse.ArgumentError as error:
            from omicheck.errors import one_of  # noqa: PLC0415, --help does without

            names = action.metavar or one_of(action.choices or ())
            few = "nothing after it" if isinstance(names, str) else "too few words after it"
            error.message = f"found {few}; expected {names if isinstance(names, str) else ' '.join(names)}"
            raise

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401, as argparse has it
        """Prints a help or an error; argparse itself does not tell where it could not."""
        if file is sys.stdout:
            write_output((message,))
        else:
            tell(*message.splitlines())

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the words, and ends."""
        from omicheck.records.bulk.addresses import without_password  # noqa: PLC0415, --help does without

        super().error(without_password(message))


class _CommandParser(Parser):
    """A parser that learns its options from the module of its command, and only when that command is given.

    Attributes:
        module: the module, with `add_arguments` and, unless it is a group, `run`; None once it has been asked.
    """

    module: str | None = None
    _is_between_words = False

    def learn(self) -> None:
        """Learns the options, if it does not know them yet."""
        if self.module is not None:
            module, self.module = import_module(self.module), None
            module.add_arguments(self)
            if any(action.dest in WRITTEN for action in self._actions):
                self.add_argument(
                    "--force", action="store_true", help="write over a file that is there already; without it none is"
                )
            run = getattr(module, "run", None)
            # A group alone shows its commands, as the program alone does.
            self.set_defaults(run=run if run is not None else lambda _: show_help(self))
            # That with every option is a dozen lines above an error of one.
            self.usage = " ".join((self.prog, "[OPTION ...]", *map(_in_usage, self._get_positional_actions())))

    def format_help(self, *formatter: Any) -> str:  # noqa: ANN401, later Pythons hand on what it is formatted with
        """The help, which says too what the command is for."""
        import textwrap  # noqa: PLC0415, of use only here

        from omicheck.command_line.descriptions import DESCRIPTIONS  # noqa: PLC0415, of use only here

        purpose, about = self.description, DESCRIPTIONS.get(self.prog.partition(" ")[2])
        if about is not None:
            self.description = f"{purpose}\n\n{textwrap.fill(about, self._get_formatter()._width)}"  # noqa: SLF001, it is not told otherwise
        try:
            return super().format_help(*formatter)
        finally:
            self.description = purpose

    def parse_known_args(  # type: ignore[override]  # the values go into a plain Namespace, as everywhere here
        self, args: Iterable[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        self.learn()
        words = None if args is None else list(args)
        if self._is_between_words:
            return super().parse_known_args(words, namespace)
        may_lack = any(action.nargs == "?" for action in self._get_positional_actions())
        if may_lack and words is not None and "--" not in words:
            # A word that may be left out is else taken to be, as soon as an option follows those before it. What
            # follows `--` would be taken for options then.
            self._is_between_words = True
            try:
                options, others = self.parse_known_intermixed_args(words, namespace)
            finally:
                self._is_between_words = False
        else:
            options, others = super().parse_known_args(words, namespace)
        if others:
            self.error(self._of_others(others))
        return options, others

    def _of_others(self, others: list[str]) -> str:
        """What is said of words that the command does not take, and of what looks like an option and is none."""
        from omicheck.errors import hint_for, one_of  # noqa: PLC0415, --help does without
        from omicheck.files import is_there  # noqa: PLC0415, the same

        if any(word.startswith("-") and word != "-" for word in others):
            hint = hint_for(others[0].partition("=")[0], self._option_string_actions)
            return f"found {' '.join(others)}; expected what {self.prog} --help lists{hint}"
        taken = [_in_usage(action) for action in self._get_positional_actions()]
        chosen = [told for option, told in _CHOSEN_BY_OPTION.items() if option in self._option_string_actions]
        expected = f"{' '.join(taken)} and options" if taken else "options alone"
        more = f", such as {one_of(chosen)}" if chosen else ""
        joined = "; files of JSON Lines are joined in a pipe: cat ONE OTHER | omicheck check -"
        is_of_files = self.prog == "omicheck check" and all(map(is_there, others))
        what = "a word" if len(others) == 1 else "words"
        found = f"found {', '.join(map(repr, others))}, {what} more than the command takes"
        return f"{found}; expected {expected}{more}{joined if is_of_files else ''}"


def _in_usage(action: argparse.Action) -> str:
    """A word that is no option, as the usage shows it."""
    name = str(action.metavar or action.dest)
    if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001, there is no other name for it
        return f"{name} ..."
    return {"?": f"[{name}]", "+": f"{name} ...", "*": f"[{name} ...]"}.get(str(action.nargs), name)


def show_help(parser: argparse.ArgumentParser) -> int:
    """Prints the help of a parser, and gives the exit status."""
    parser.print_help()
    return 0


def add_commands(parser: argparse.ArgumentParser, commands: Mapping[str, str], package: str) -> None:
    """Adds commands to a parser; only the module of the one that is given is imported.

    Args:
        parser: the parser.
        commands: what each does, in a few words that begin small, by its name.
        package: the package whose modules they are, each named as its command.
    """
    group = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_CommandParser)
    for name, about in commands.items():
        command = group.add_parser(
            name,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.module = f"{package}.{name.replace('-', '_')}"


def commands_of(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """The parsers of the commands of a parser, by name, each with all its options."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:  # noqa: SLF001, argparse has no other way to ask
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001, nor another name for it
            for name, command in action.choices.items():
                command.learn()
                found[name] = command
    return found
