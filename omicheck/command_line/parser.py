"""Commands of the command line, laid out in the same way whatever group they belong to."""

import argparse
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """A parser that repeats no password that stands in an address among the words of the command line."""

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

    def parse_known_args(  # type: ignore[override]  # the values go into a plain Namespace, as everywhere here
        self, args: Iterable[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        if self.module is not None:
            module, self.module = import_module(self.module), None
            module.add_arguments(self)
            self.set_defaults(run=getattr(module, "run", None))
        return super().parse_known_args(None if args is None else list(args), namespace)


def add_commands(parser: argparse.ArgumentParser, commands: Mapping[str, str], package: str) -> None:
    """Adds commands to a parser, one of which has to be given; only the module of that one is imported.

    Args:
        parser: the parser.
        commands: what each does, in a few words that begin small, by its name.
        package: the package whose modules they are, each named as its command.
    """
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_CommandParser)
    for name, about in commands.items():
        command = group.add_parser(
            name,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.module = f"{package}.{name.replace('-', '_')}"
