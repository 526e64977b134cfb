"""The packaged rules copied, for somebody who is to change them."""

import shutil
from pathlib import Path

from attrs import frozen

from omicheck.authoring.rules_workflow import WORKFLOW_FILE, rules_workflow
from omicheck.errors import CommandWrongError, RequestWrongError
from omicheck.row_files.whole_file import whole_file
from omicheck.rulebase.folder import packaged_rules


@frozen
class GuardRequest:
    """A workflow that is to guard copied rules.

    Attributes:
        action: where the action is, such as `OWNER/omicheck@main`.
        root: the root of the repository, in which the workflow is written.
        cases: a file of records on which a change is compared, which is copied into the root unless it lies in the
            repository already; None to compare nothing.
    """

    action: str
    root: Path = Path()
    cases: Path | None = None


def copy_guarded_rules(folder: Path, guard: GuardRequest) -> int:
    """Copies the packaged rules and writes the workflow that guards them, and gives the number of rules' files.

    Args:
        folder: a folder within the root of the repository, that is not there yet, or has nothing in it.
        guard: the workflow.

    Raises:
        RequestWrongError: the action has another form, or the cases are no file.
        CommandWrongError: the folder does not lie in the repository, something is there already, or cannot be made.
    """
    seen = _within(folder, guard.root)
    if seen is None:
        raise CommandWrongError(f"{folder}: found outside the working folder; expected one in it, for the workflow")
    if guard.cases is not None and not guard.cases.is_file():
        raise RequestWrongError(("cases",), str(guard.cases), "a file of synthetic records")
    file = guard.root / WORKFLOW_FILE
    copied, cases = None, None if guard.cases is None else _within(guard.cases, guard.root)
    if guard.cases is not None and cases is None:
        copied, cases = guard.root / guard.cases.name, guard.cases.name
    for one in (file, copied):
        if one is not None and one.exists():
            raise CommandWrongError(f"{one} is there already: nothing was copied")
    text = rules_workflow(guard.action, seen, cases)
    files = copy_rules(folder)
    try:
        if guard.cases is not None and copied is not None:
            shutil.copyfile(guard.cases, copied)
        file.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file, private=False) as part:
            part.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandWrongError(f"the rules were copied, and {error.filename} cannot be: {error.strerror}") from error
    return files


def _within(path: Path, root: Path) -> str | None:
    """A path as it is seen from a folder; None if it does not lie in it."""
    absolute, seen_from = path.resolve(), root.resolve()
    return absolute.relative_to(seen_from).as_posix() if absolute.is_relative_to(seen_from) else None


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
