"""Tutorials as programs: their commands are run in order, their changes of files made, in a folder of their own.

In docs/tutorials a block marked `console` holds commands with what they print, and one marked `diff` a change that a
person makes with an editor: `+++ FILE`, lines that go and lines that come. Whoever runs a tutorial does what it says.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Final

from omicheck.command_line.main import main

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "tutorials"
_BLOCK: Final = re.compile(r"```(?P<kind>console|diff)\n(?P<body>.*?)```\n", re.DOTALL)
# What a checkout has and tutorials speak of, as it is seen from the folder in which they are run.
BESIDE: Final = ("scripts", "fixtures", "action.yml")
# Git tells times and names, which are to be the same in every run.
_STEADY: Final = {
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A rule author"),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "author@example.org"),
    **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2010-02-01T12:00:00Z"),
    "COLUMNS": "100",
}


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder to work in, beside what a checkout has."""
    with tempfile.TemporaryDirectory() as name:
        for one in BESIDE:
            (Path(name) / one).symlink_to(ROOT / one)
        folder = Path(name) / "work"
        folder.mkdir()
        yield folder


def filled(text: str, folder: Path, run: Callable[[str, Path], str] | None = None) -> str:
    """A tutorial with what its commands print in place of what stands there, all of it done in a folder.

    Args:
        text: the tutorial.
        folder: where its commands are run.
        run: runs one of its commands; `printed` if it is not given.
    """
    done = run or printed

    def block(match: re.Match[str]) -> str:
        if match["kind"] == "diff":
            change(match["body"], folder)
            return match[0]
        return "```console\n" + "".join(f"$ {one}\n{done(one, folder)}" for one in commands(match["body"])) + "```\n"

    return _BLOCK.sub(block, text)


def commands(block: str) -> Sequence[str]:
    r"""The commands of a block, each on one line however many it has in the page.

    >>> commands("$ omicheck check a \\\n    --quiet\nwhat is printed\n$ ls\n")
    ['omicheck check a \\\n    --quiet', 'ls']
    """
    return [match[1] for match in re.finditer(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)]


def change(diff: str, folder: Path) -> None:
    """Makes a change of a file: each run of lines that go becomes the lines that come after it, or it is told.

    Raises:
        SystemExit: the lines that go stand not once in the file, so that nobody would know what to change.
    """
    first, *lines = diff.splitlines()
    file = folder / first.removeprefix("+++ ")
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    for old, new in _changes(lines):
        if text.count(old) != (1 if old else 0) and text:
            raise SystemExit(f"{file.name}: {old!r} stands there {text.count(old)} times; expected once")
        text = text.replace(old, new) if old else new
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _changes(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^@@.*\n", "\n".join([*lines, ""]), flags=re.MULTILINE):
        kept = part.splitlines(keepends=True)
        old = "".join(line[1:] for line in kept if line[:1] in "- ")
        new = "".join(line[1:] for line in kept if line[:1] in "+ ")
        if old or new:
            yield old, new


def printed(command: str, folder: Path) -> str:
    """What a command prints, in the way of a pipe."""
    words = shlex.split(command.replace("\\\n", " "))
    if words[0] == "omicheck" and not {"|", "&&", ";", ">"}.intersection(words):
        return _without_blanks(_of_omicheck(words[1:], folder))
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    variables = {**os.environ, **_STEADY, "PATH": path, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607, any will do
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return _without_blanks(done.stdout.decode("utf-8"))


def _of_omicheck(arguments: Sequence[str], folder: Path) -> str:
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    # In this process, as starting one for each takes longer than most of them do.
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), suppress(SystemExit):
        main(list(arguments))
    texts = []
    for stream in (err, out):
        stream.seek(0)
        texts.append(stream.read())
    return "".join(texts)


def _without_blanks(text: str) -> str:
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def pages() -> Iterator[tuple[Path, str]]:
    """The tutorials with their blocks filled."""
    for page in sorted(FOLDER.glob("*.md")):
        with work_folder() as folder:
            yield page, filled(page.read_text(encoding="utf-8"), folder)
