"""Files that a command makes from rules: written where they are not as they should be, or only checked.

What somebody else wrote is never overwritten and never removed: a file is the command's own if it begins as it should.
"""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.files import is_folder
from omicheck.text import counted
from omicheck.use_cases.observer import Observer


@frozen
class GeneratedFiles:
    """All files that a command makes in a folder.

    Attributes:
        folder: the folder.
        texts: what they should say, by name.
        command: what writes them.
        own_lines: how many of its first lines tell that a file was written by the command.
    """

    folder: Path
    texts: Mapping[str, str]
    command: str
    own_lines: int

    def head(self, text: str) -> list[str]:
        """The lines that tell who wrote a text."""
        return text.splitlines()[: self.own_lines]


def write_or_check(files: GeneratedFiles, observer: Observer, *, only_check: bool) -> ExitStatus:
    """Writes files and removes those of its own that are no longer made; or only says so.

    Args:
        files: the files.
        observer: is told what was done, or is to be done.
        only_check: whether nothing is written.

    Raises:
        CommandWrongError: a file of somebody else's is in the way, or one cannot be written or removed.
    """
    folder, texts = files.folder, files.texts
    present = _present(folder)
    stale = sorted(name for name, text in texts.items() if present.get(name) != text)
    heads = [files.head(text) for text in texts.values()]
    gone = sorted(name for name in present.keys() - texts if files.head(present[name] or "") in heads)
    of_others = [name for name in stale if name in present and not _is_own(files, name, present[name])]
    if of_others and not only_check:
        raise CommandWrongError(
            f"{folder} holds {', '.join(of_others)}, which `{files.command}` did not write; nothing was written: name "
            "another folder with --folder, or move what is there away"
        )
    if only_check:
        for name in stale:
            if name in of_others:
                observer.remark(f"{folder / name} was not written by `{files.command}`, and is left alone")
                continue
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
        write(str(folder / name), (texts[name],), private=False)
    as_they_were = len(texts) - len(stale)
    observer.remark(
        f"{folder}: {counted(len(stale), 'file')} written, {len(gone)} removed, {as_they_were} as they were"
    )
    return ExitStatus.NOTHING_FOUND


def _present(folder: Path) -> dict[str, str | None]:
    """The files of a folder by their names, with their texts; None of those that cannot be read."""
    if not is_folder(folder):
        return {}
    try:
        return {file.name: _read(file) for file in folder.iterdir() if file.is_file()}
    except OSError as error:
        raise CommandWrongError(f"{folder} cannot be read: {error.strerror}") from error


def _is_own(files: GeneratedFiles, name: str, text: str | None) -> bool:
    return text is not None and files.head(text) == files.head(files.texts[name])


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
