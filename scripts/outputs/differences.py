"""What differs between what two programs printed and wrote, and which of it is meant."""

import difflib
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import yaml
from attrs import frozen

from outputs.plan import Step

_LINES: Final = 14
_WIDTH: Final = 400


@frozen(eq=False)
class Expected:
    """A difference that is meant.

    Attributes:
        commands: a pattern that the commands match.
        of: the outputs that differ: `status`, `stdout`, `stderr` or the names of files; all if it is empty.
        replace: patterns and what stands in their place before the outputs are compared; if there is none, anything
            may differ.
        because: the reason.
    """

    commands: re.Pattern[str]
    of: frozenset[str]
    replace: Sequence[tuple[re.Pattern[str], str]]
    because: str

    def is_of(self, step: Step, output: str) -> bool:
        """Whether it speaks of that output of that command."""
        return bool(self.commands.search(step.text)) and (not self.of or output in self.of)


@frozen
class Compared:
    """A command, and what differs.

    Attributes:
        step: the command.
        told: what differs without being meant; empty if nothing does.
        explained: the differences that are meant.
    """

    step: Step
    told: str
    explained: Sequence[Expected]

    @property
    def is_wrong(self) -> bool:
        """Whether something differs that is not meant."""
        return bool(self.told)


def expected_since(file: Path, revision: str, full: Callable[[str], str]) -> list[Expected]:
    """The differences that are meant since a revision.

    Args:
        file: what is meant since which revision, as YAML.
        revision: the revision, its name in full.
        full: gives the name in full.
    """
    document: Mapping[str, Sequence[Mapping[str, Any]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Expected(
            re.compile(one["commands"]),
            frozenset(one.get("of", ())),
            [(re.compile(old), new) for old, new in one.get("replace", ())],
            one["because"],
        )
        for name, listed in document.items()
        if full(name) == revision
        for one in listed
    ]


def compared(step: Step, folder: Path, expected: Sequence[Expected]) -> Compared:
    """Compares all outputs of a command."""
    old, new = (_outputs(folder / side, step) for side in ("old", "new"))
    told, explained = [], []
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        mine = [one for one in expected if one.is_of(step, name)]
        if mine and (any(not one.replace for one in mine) or _replaced(before, mine) == _replaced(after, mine)):
            explained.extend(mine)
        else:
            told.append(f"{name} differs\n{_difference(before, after)}")
    if new.get("status") == "traceback\n":
        told.append(f"ended in a traceback\n{new['stderr'][-2000:]}")
    return Compared(step, "".join(told), explained)


def _outputs(side: Path, step: Step) -> dict[str, str]:
    """All outputs of a command by name, as text."""
    results = side / "results" / str(step.number)
    files = sorted(file for file in results.rglob("*") if file.is_file())
    texts = {file.relative_to(results).as_posix(): content(file) for file in files}
    return {name: text.replace(str(side), "SIDE") for name, text in texts.items()}


def content(file: Path) -> str:
    """What is in a file, as text in which two files can be compared."""
    if file.suffix == ".parquet":
        opened = pq.ParquetFile(file)
        # Line by line, so that what differs can be shown; a column of rows takes its place in each of them.
        rows = (str(row) for row in opened.read().to_pylist())
        groups = [opened.metadata.row_group(number).num_rows for number in range(opened.num_row_groups)]
        return "\n".join((str(opened.schema_arrow), str(opened.schema_arrow.metadata), str(groups), *rows))
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            parts = (f"{name}\n{book.read(name).decode()}" for name in book.namelist())
            return "\n".join(parts).replace("><", ">\n<")
    return file.read_bytes().decode("utf-8", "backslashreplace")


def _replaced(text: str | None, expected: Sequence[Expected]) -> str | None:
    for one in expected:
        for pattern, replacement in one.replace:
            text = None if text is None else pattern.sub(replacement, text)
    return text


def _difference(before: str | None, after: str | None) -> str:
    """The first lines that differ."""
    if before is None or after is None:
        return f"  only the {'new' if before is None else 'old'} program wrote it\n"
    old, new = (text.splitlines() for text in (before, after))
    lines = list(_changed(old, new))
    return "".join(f"  {line[:_WIDTH]}\n" for line in lines[:_LINES]) or "  only the ends of lines differ\n"


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    # The common beginning and end are cut off first, as difflib takes long for long texts.
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    yield f"@ line {start + 1}"
    for line in difflib.ndiff(old[start : start + _LINES], new[start : start + _LINES]):
        if line[0] in "+-":
            yield line
