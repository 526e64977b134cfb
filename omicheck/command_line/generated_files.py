"""Files that a command makes from rules: written where they are not as they should be, or only checked."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.text import counted
from omicheck.use_cases.observer import Observer


@frozen
class GeneratedFiles:
    """All files that a command makes in a folder.

    Attributes:
        folder: the folder.
        texts: what they should say, by name.
        command: what writes them.
        notice: what each of them begins with, so that those that are no longer made can be removed and nobody else's
            are; empty to remove none.
    """

    folder: Path
    texts: Mapping[str, str]
    command: str
    notice: str = ""


def write_or_check(files: GeneratedFiles, observer: Observer, *, only_check: bool) -> ExitStatus:
    """Writes files and removes those that are no longer made; or only says so.

    Args:
        files: the files.
        observer: is told what was done, or is to be done.
        only_check: whether nothing is written.

    Raises:
        CommandWrongError: a file cannot be written or removed.
    """
    folder, texts = files.folder, files.texts
    present = {file.name: _read(file) for file in folder.iterdir() if file.is_file()} if folder.is_dir() else {}
    stale = sorted(name for name, text in texts.items() if present.get(name) != text)
    gone = sorted(name for name in present.keys() - texts if files.notice and _begins(present[name], files.notice))
    if only_check:
        for name in stale:
            state = "out of date" if name in present else "missing"
            observer.remark(f"{folder / name} is {state}; run: {files.command}")
        for name in gone:
            observer.remark(f"{folder / name} belongs to nothing any more; run: {files.command}")
        return ExitStatus.FOUND if stale or gone else ExitStatus.NOTHING_FOUND
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in gone:
            (folder / name).unlink()
    except OSError as error:
        raise CommandWrongError(f"{folder} cannot be written: {error.strerror}") from error
    for name in stale:
        write(str(folder / name), (texts[name],))
    as_they_were = len(texts) - len(stale)
    observer.remark(
        f"{folder}: {counted(len(stale), 'file')} written, {len(gone)} removed, {as_they_were} as they were"
    )
    return ExitStatus.NOTHING_FOUND


def _begins(text: str | None, notice: str) -> bool:
    return text is not None and text.startswith(notice)


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
