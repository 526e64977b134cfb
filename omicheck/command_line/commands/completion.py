"""`omicheck completion`: prints what lets a shell complete the words of a command."""

import argparse
from typing import Final

from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus

_EPILOG: Final = """examples:
  omicheck completion bash
  omicheck completion zsh --output ~/.zfunc/_omicheck

bash: put `eval "$(omicheck completion bash)"` into ~/.bashrc, or the script into
~/.local/share/bash-completion/completions/omicheck
zsh: put the script as _omicheck into a folder of $fpath, and run compinit
fish: put the script into ~/.config/fish/completions/omicheck.fish

Names of rules are those that come with the program. Print it again after an upgrade.

exit status: 0 printed, 2 the command is wrong, or shtab is not installed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")


def run(options: argparse.Namespace) -> int:
    """Prints the script."""
    from omicheck.command_line.completion import completion_script  # noqa: PLC0415, heavy

    write(options.output, (completion_script(options.shell),))
    return ExitStatus.NOTHING_FOUND
