"""What stands around a run and must not show in what it prints and writes."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from attrs import asdict, field, frozen

# The commands that take --engine; sample and report choose for themselves.
_WITH_ENGINE: Final = ("check", "score", "due", "compare", "progress", "prescreen", "performance")
FILE: Final = "surroundings.json"


@frozen
class Surroundings:
    """What stands around the runs of one side.

    Attributes:
        name: what the side is called.
        about: what is odd about it.
        python: the program that runs Python; that of this process if empty.
        variables: of the environment.
        umask: which permissions new files do not get.
        reversed_folders: whether the files of a folder come in the other order.
        columns: the variables COLUMNS and LINES, which say how wide a terminal is; empty for none.
        more: options that every command gets which takes the first of them and does not name it itself.
        is_whole: whether standard error is to be the same too; a remark there may name the evaluator.
    """

    name: str
    about: str
    python: str = ""
    variables: Mapping[str, str] = field(factory=dict)
    umask: int = 0o022
    reversed_folders: bool = False
    columns: str = ""
    more: Sequence[str] = ()
    is_whole: bool = True

    def as_data(self) -> dict[str, Any]:
        """The same, as JSON holds it."""
        return asdict(self)

    def command(self, text: str) -> str:
        """A command as it is run here."""
        words = text.split()
        name = next((word for word in words if "=" not in word), "")
        if not self.more or name not in _WITH_ENGINE or self.more[0] in words:
            return text
        before, mark, after = text.partition(" <")
        return f"{before} {' '.join(self.more)}{mark}{after}"


def enter(side: Path) -> None:
    """Makes the surroundings of a side those of this process, if the side has any."""
    if not (side / FILE).is_file():
        return
    here = json.loads((side / FILE).read_text(encoding="utf-8"))
    os.umask(here["umask"])
    if here["columns"]:
        os.environ["COLUMNS"] = os.environ["LINES"] = here["columns"]
    if here["reversed_folders"]:
        _reverse_folders()


def _reverse_folders() -> None:
    """Gives what is in a folder in the other order; which comes first is for the file system to choose."""
    listed, scanned = os.listdir, os.scandir

    class Scanned:
        def __init__(self, *arguments: Any) -> None:  # noqa: ANN401, whatever scandir takes
            with scanned(*arguments) as entries:
                self.entries = iter(list(entries)[::-1])

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def __iter__(self) -> Self:
            return self

        def __next__(self) -> os.DirEntry[str]:
            return next(self.entries)

        def close(self) -> None:
            self.entries = iter(())

    os.listdir = lambda *arguments: listed(*arguments)[::-1]  # type: ignore[assignment]
    os.scandir = Scanned  # type: ignore[assignment]
    # pathlib of some versions has taken hold of them already.
    for name in ("pathlib", "pathlib._local", "glob", "shutil"):
        module = sys.modules.get(name)
        for holder in (module, *(vars(module).values() if module is not None else ())):
            for attribute, new in (("listdir", os.listdir), ("scandir", os.scandir)):
                if isinstance(holder, type) and vars(holder).get(attribute) in (listed, scanned):
                    setattr(holder, attribute, staticmethod(new))
