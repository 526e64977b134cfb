"""No command writes over what it reads, nor over anything that is there without being told to.

Records that are overwritten by what was found of them are lost, and so is whatever else had the name of an output.
"""

import argparse
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from omicheck.errors import CommandWrongError

# The arguments and options that name what is read.
READ: Final = (
    *("path", "other", "earlier", "judge", "rules", "holidays", "framework"),
    *("mapping", "other_mapping", "earlier_mapping", "cases", "other_cases", "answers", "other_answers"),
    *("baseline", "waivers", "overrides", "grades", "pseudonymise", "figures", "context", "views", "good_practice"),
    *("recommendations", "last_recommendations", "earlier_run", "records"),
)
_TABLES: Final = ("cases", "events", "answers")


def refuse_own_inputs(options: argparse.Namespace, written: Collection[str]) -> None:
    """Sees to it that nothing is to be written over a file that the command reads.

    Args:
        options: those of the command.
        written: which of them name what is written.

    Raises:
        CommandWrongError: something is.
    """
    read = tuple(_named(options, READ))
    for name, place in _named(options, written):
        if any(_is_in(place, other) for _, other in read):
            option = f"--{name.replace('_', '-')}"
            message = f"{option}: {place} is read by this command and would be overwritten: name another file"
            raise CommandWrongError(message)


def refuse_existing(options: argparse.Namespace, written: Collection[str]) -> None:
    """Sees to it that no file is written over unless that is asked for; folders have rules of their own.

    Args:
        options: those of the command.
        written: which of them name what is written.

    Raises:
        CommandWrongError: a file is there already.
    """
    if getattr(options, "force", True):
        return
    for name, place in _named(options, written):
        if place.is_file():
            option = f"--{name.replace('_', '-')}"
            raise CommandWrongError(f"{option}: {place} is there already: name another file, or add --force")


def _named(options: argparse.Namespace, names: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The files and folders that options name, each with its option."""
    for name in names:
        value = getattr(options, name, None)
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str):
                # Of the address of a database its file.
                yield name, Path(one.partition(":///")[2] or one)


def _is_in(place: Path, other: Path) -> bool:
    """Whether two names are of one file or folder, or the first is that of a table in the folder of the second."""
    # What is neither file nor folder, such as a terminal, holds nothing that could be lost.
    if not (place.is_file() or place.is_dir()) or not other.exists():
        return False
    is_table = place.name.partition(".")[0] in _TABLES and place.resolve().parent == other.resolve()
    return is_table or place.samefile(other)
