"""Writes docs/commands.md and the manual page docs/man/omicheck.1 from the parsers of the command line.

`--check` fails if one of them does not say what `--help` says now.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from fresh import ROOT, make_or_check
from omicheck.command_line.descriptions import DESCRIPTIONS
from omicheck.command_line.main import ENVIRONMENT, whole_parser
from omicheck.command_line.parser import commands_of


@frozen
class Option:
    """An argument: how it is written, and what it does."""

    written: str
    about: str


@frozen
class Command:
    """A command with all that its help says.

    Attributes:
        name: its words, such as `omicheck rules list`.
        usage: how it is written.
        purpose: what it does, in a line.
        about: what it is for, in sentences.
        groups: its options by heading.
        examples: commands, each on a line or two.
        notes: what else there is to know.
        status: what its exit status means.
    """

    name: str
    usage: str
    purpose: str
    about: str
    groups: dict[str, list[Option]]
    examples: str
    notes: str
    status: str


def commands(parser: argparse.ArgumentParser) -> Iterator[Command]:
    """The commands of a parser and of its groups, in their order."""
    for command in commands_of(parser).values():
        yield described(command)
        yield from commands(command)


def described(parser: argparse.ArgumentParser) -> Command:
    """What the help of a command says."""
    formatter = argparse.HelpFormatter(parser.prog, width=1_000)
    groups: dict[str, list[Option]] = {}
    for group in parser._action_groups:  # noqa: SLF001, argparse has no other way to ask
        for action in group._group_actions:  # noqa: SLF001
            if action.dest != "help" and not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
                written = formatter._format_action_invocation(action)  # noqa: SLF001
                option = Option(written, formatter._expand_help(action))  # noqa: SLF001
                groups.setdefault(str(group.title).replace("positional arguments", "arguments"), []).append(option)
    told = parsed_epilog(parser.epilog or "")
    name = parser.prog.partition(" ")[2]
    usage = " ".join(parser.format_usage().split()).removeprefix("usage: ")
    return Command(parser.prog, usage, parser.description or "", DESCRIPTIONS.get(name, ""), groups, *told)


def parsed_epilog(text: str) -> tuple[str, str, str]:
    """The examples, the notes and the exit statuses at the end of a help."""
    examples, _, rest = text.partition("\n\n")
    if not examples.startswith("examples:\n"):
        examples, rest = "", text
    before, _, status = rest.partition("exit status: ")
    return examples.removeprefix("examples:\n"), before.strip(), " ".join(status.split())


def page() -> Iterator[str]:
    """The page, line by line."""
    yield "# Commands\n"
    yield "Every command with all its options, as `--help` prints them. `docs/man/omicheck.1` has the same for `man`.\n"
    for command in commands(whole_parser()):
        yield f"## {command.name}\n"
        yield f"{command.purpose} {command.about}\n"
        yield f"    {command.usage}\n"
        for heading, options in command.groups.items():
            yield f"| {heading} | meaning |\n| --- | --- |"
            yield from (f"| `{escaped(one.written)}` | {escaped(one.about)} |" for one in options)
            yield ""
        if command.examples:
            lines = "\n".join(line.removeprefix("  ") for line in command.examples.splitlines())
            yield f"```sh\n{lines}\n```\n"
        if command.notes:
            yield f"{command.notes}\n"
        if command.status:
            yield f"Exit status: {command.status}\n"
    yield "## Environment\n"
    yield from (f"- `{name}`: {about}" for name, about in ENVIRONMENT.items())


def escaped(text: str) -> str:
    """A text as a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def manual() -> Iterator[str]:
    """The manual page, line by line, in the macros of man(7)."""
    parser = whole_parser()
    yield '.TH OMICHECK 1 "" "omicheck" "User Commands"'
    yield f".SH NAME\nomicheck \\- {roff(parser.description or '')[:-1].lower()}"
    yield ".SH SYNOPSIS\n.B omicheck\n.I COMMAND\n[\\fIOPTION\\fR ...]"
    yield ".SH DESCRIPTION\nEach command has its options, examples and exit status below."
    yield "What is printed for people has the width of the terminal; where there is none, it is 100 characters wide."
    for command in commands(parser):
        yield f".SH {roff(command.name.upper())}"
        yield f"{roff(command.purpose)} {roff(command.about)}\n.PP\n.B {roff(command.usage)}"
        for heading, options in command.groups.items():
            yield f".SS {roff(heading)}"
            yield from (f".TP\n.B {roff(one.written)}\n{roff(one.about)}" for one in options)
        if command.examples:
            yield f".SS examples\n.nf\n{roff(command.examples)}\n.fi"
        if command.notes:
            yield f".PP\n.nf\n{roff(command.notes)}\n.fi"
        if command.status:
            yield f".SS exit status\n{roff(command.status)}"
    yield ".SH ENVIRONMENT"
    yield from (f".TP\n.B {name}\n{roff(about)}" for name, about in ENVIRONMENT.items())
    yield ".SH FILES\nThe rules come with the program; \\-\\-rules names a folder of others."


def roff(text: str) -> str:
    """A text in which nothing is taken for a request of the formatter."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in safe.split("\n"))


def pages() -> Iterator[tuple[Path, str]]:
    """Both files."""
    yield ROOT / "docs/commands.md", "\n".join(page()) + "\n"
    yield ROOT / "docs/man/omicheck.1", "\n".join(manual()) + "\n"


if __name__ == "__main__":
    complaint = "does not say what --help says; run scripts/make_commands_page.py"
    sys.exit(make_or_check(__doc__, pages, complaint))
