"""The packaged rules copied, for somebody who is to change them."""

import shutil
from pathlib import Path

from omicheck.errors import CommandWrongError
from omicheck.rulebase.folder import packaged_rules


def copy_rules(folder: Path) -> int:
    """Copies the packaged rules, with all that belongs to them, into a new folder, and gives the number of files.

    The folder is there whole or not at all.

    Args:
        folder: a folder that is not there yet, or has nothing in it.

    Raises:
        CommandWrongError: it holds something, or cannot be made.
    """
    part = folder.with_name(f"{folder.name}.part")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandWrongError(f"{folder} is there already; expected a new or empty folder: nothing was copied")
        if part.exists():
            raise CommandWrongError(f"{part} is in the way, perhaps from a copy that was stopped; remove it first")
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copytree(packaged_rules(), part)
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise CommandWrongError(f"{folder} cannot be made: {_cause(error)}") from error
    return sum(file.is_file() for file in folder.rglob("*"))


def _cause(error: OSError) -> str:
    """Why something could not be copied: that of the first file, where there is a list of files."""
    told = error.args[0] if isinstance(error, shutil.Error) and error.args else None
    cause = str(told[0][-1]) if isinstance(told, list) and told else error.strerror or str(error)
    # Each is told as "[Errno 28] No space left on device: 'FROM' -> 'TO'".
    return cause.partition("] ")[2].partition(": ")[0] or cause
