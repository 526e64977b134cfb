"""The commands of a tutorial on fewer cases, so that all of it takes seconds."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import define, field
from openpyxl import load_workbook

import answer_workbook
import make_caseload
import tutorials

CASES = 300
SAMPLE = 12


@define(eq=False)
class SmallTask:
    """A tutorial that was done.

    Attributes:
        folder: what it left.
        printed: what each of its commands printed, in their order.
    """

    folder: Path
    printed: list[tuple[str, str]] = field(factory=list)

    def last(self, of: str) -> Sequence[str]:
        """What the last command with some words printed, line by line."""
        return [text for command, text in self.printed if of in command][-1].splitlines()

    def _run(self, command: str, folder: Path) -> str:
        words = command.split()
        if words[:2] == ["python", "../scripts/make_caseload.py"]:
            make_caseload.write_months(folder, CASES)
            text = ""
        elif words[:2] == ["python", "../scripts/answer_workbook.py"]:
            answer_workbook.answer(folder / words[2])
            text = ""
        else:
            # What only shortens what is shown would start two processes more.
            plain = command.partition(" | head ")[0].replace("--size 130", f"--size {SAMPLE}")
            text = tutorials.printed(plain, folder)
        self.printed.append((command, text))
        return text


def done(name: str, folder: Path, other_words: Mapping[str, str] | None = None) -> SmallTask:
    """A tutorial done on fewer cases.

    Args:
        name: its file.
        folder: an empty folder.
        other_words: what of its text is otherwise with fewer cases.
    """
    text = (tutorials.FOLDER / name).read_text(encoding="utf-8")
    for old, new in (other_words or {}).items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    for one in tutorials.BESIDE:
        (folder / one).symlink_to(tutorials.ROOT / one)
    task = SmallTask(folder / "work")
    task.folder.mkdir()
    tutorials.filled(text, task.folder, task._run)
    return task


def rows_of(file: Path, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet."""
    return list(load_workbook(file)[sheet].iter_rows(values_only=True))
