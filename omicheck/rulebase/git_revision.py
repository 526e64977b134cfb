"""The rules folder of a revision of a git repository, as git has stored it.

Its files are taken from git's own objects. An archive would leave out what `.gitattributes` keeps from archives, and
a checkout would run what the repository's configuration says.
"""

import os
import posixpath
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from omicheck.errors import CommandWrongError
from omicheck.rulebase.folder_walk import LARGEST, SUFFIXES
from omicheck.text import printable

_SECONDS: Final = 60
_LINK: Final = "120000"
_NOWHERE: Final = "nowhere/in/this/revision"


@contextmanager
def folder_of_revision(revision: str, folder: str) -> Iterator[Path]:
    """The rules folder of a revision, for a while, in a folder of its own.

    Args:
        revision: the revision, of the repository of the working folder, or of that in which an absolute `folder` is.
        folder: where the rules stand in it: from the top of the repository, or absolute.

    Raises:
        CommandWrongError: there is no git, no such revision, or no such folder in it.
    """
    at, within = _place(folder)
    commit = _commit(at, revision)
    tree = _tree(at, commit, within, revision, folder)
    with TemporaryDirectory(prefix="omicheck-") as temporary:
        top = Path(temporary) / "rules"
        top.mkdir()
        _write_out(at, _Tree(commit, within, tree), top)
        yield top


@frozen
class _Tree:
    """The tree of a folder, and where it stands."""

    commit: str
    within: str
    id: str

    def named(self, path: str) -> str:
        """A path in it, as git takes it."""
        return f"{self.commit}:{posixpath.join(self.within, path)}"


def _place(folder: str) -> tuple[str, str]:
    """The folder in which git is asked, and the way from the top of its repository to the rules."""
    path = Path(folder)
    if not path.is_absolute():
        within = posixpath.normpath(PurePath(folder).as_posix())
        if within.split("/")[0] == "..":
            raise CommandWrongError(f"{printable(folder)}: expected a folder of rules inside the repository")
        return ".", "" if within == "." else within
    at = next(one for one in (path, *path.parents) if os.path.isdir(one))  # noqa: PTH112, that of pathlib may fail
    shown = _git("-C", str(at), "rev-parse", "--show-prefix")
    if shown.returncode:
        raise CommandWrongError(f"{printable(folder)}: found no git repository there: {_cause(shown)}")
    prefix = os.fsdecode(shown.stdout.removesuffix(b"\n"))
    within = posixpath.normpath(posixpath.join(prefix, path.relative_to(at).as_posix()))
    return str(at), "" if within == "." else within


def _commit(at: str, revision: str) -> str:
    """The commit that a revision means."""
    found = f"found {printable(revision)!r}"
    expected = "expected a rules folder, an edition, or a revision of this git repository"
    # One that begins with a dash would be taken for an option.
    if revision.startswith("-") or "\0" in revision:
        raise CommandWrongError(f"{found}; {expected}")
    repository = _git("-C", at, "rev-parse", "--is-shallow-repository")
    if repository.returncode:
        raise CommandWrongError(f"{found}; {expected}. Git says: {_cause(repository)}")
    done = _git("-C", at, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if done.returncode:
        cause = f". Git says: {_cause(done)}" if done.stderr.strip() else ""
        if repository.stdout.strip() == b"true":
            cause += ". This is a shallow clone, which has not every revision: `git fetch --unshallow` brings them"
        raise CommandWrongError(f"{found}; {expected}{cause}")
    return done.stdout.decode().strip()


def _tree(at: str, commit: str, within: str, revision: str, folder: str) -> str:
    """The tree of the rules folder in a commit."""
    where = f"revision {printable(revision)}: found"
    remedy = "name the folder in which the rules were"
    done = _git("-C", at, "rev-parse", "--verify", "--quiet", f"{commit}:{within}")
    if done.returncode:
        # A submodule has no files of its own in the repository that it is part of.
        parents = [within.rsplit("/", number)[0] for number in range(1, within.count("/") + 1)]
        if any(_kind(at, f"{commit}:{parent}") == "commit" for parent in parents):
            raise CommandWrongError(f"{where} {printable(folder)} in a submodule; run the command in that repository")
        raise CommandWrongError(f"{where} no folder {printable(folder)} in it; {remedy}")
    kind = _kind(at, f"{commit}:{within}")
    if kind == "commit":
        raise CommandWrongError(f"{where} {printable(folder)} to be a submodule; run the command in that repository")
    if kind != "tree":
        raise CommandWrongError(f"{where} {printable(folder)} to be a file or a link, and no folder; {remedy}")
    return done.stdout.decode().strip()


def _kind(at: str, name: str) -> str:
    """What git calls an object: `tree`, `blob`, or `commit` for a submodule; nothing where there is none."""
    commit, _, path = name.partition(":")
    if not path:
        return "tree"
    entry = _git("-C", at, "--literal-pathspecs", "ls-tree", "--full-tree", "-z", commit, "--", path).stdout
    return entry.split(b" ")[1].decode() if entry else ""


def _write_out(at: str, tree: _Tree, top: Path) -> None:
    """Writes the YAML files of a tree, and those that its links lead to, below a folder."""
    listed = _git("-C", at, "ls-tree", "-r", "-z", "-l", "--full-tree", tree.id)
    if listed.returncode:
        raise CommandWrongError(f"the files of {tree.named('')} cannot be listed: {_cause(listed)}")
    asked: list[tuple[str, str]] = []
    for entry in filter(None, listed.stdout.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, kind, object_id, size = about.decode().split()
        path = os.fsdecode(name)
        if {"", ".", ".."} & set(path.split("/")):
            raise CommandWrongError(f"{tree.named('')} holds {printable(path)!r}, which is no name of a file")
        if mode == _LINK:
            # A link of whatever name may lead to a folder; one with a line in its name cannot be asked for.
            asked.append((path, tree.named(path) if "\n" not in path else ""))
        elif kind == "blob" and path.endswith(SUFFIXES):
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            if int(size) > LARGEST:
                # As large a hole: what reads it refuses it, if it is read at all.
                (top / path).touch()
                os.truncate(top / path, int(size))
            else:
                asked.append((path, object_id))
    _fetch(at, asked, top)


def _fetch(at: str, asked: list[tuple[str, str]], top: Path) -> None:
    names = "".join(f"{name or 'none'}\n" for _, name in asked)
    done = _git("-C", at, "cat-file", "--batch", "--follow-symlinks", given=os.fsencode(names))
    rest = done.stdout
    for path, name in asked:
        head, _, rest = rest.partition(b"\n")
        words = head.split()
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not words or words[-1] == b"missing" or not words[-1].isdigit():
            if name and not head.endswith(b" missing"):
                raise CommandWrongError(f"git does not give {printable(path)}: {_cause(done)}")
            file.symlink_to(_NOWHERE)
            continue
        size = int(words[-1])
        content, rest = rest[:size], rest[size + 1 :]
        if words[1] == b"blob":
            if path.endswith(SUFFIXES):
                file.write_bytes(content)
        elif words[1] == b"tree":
            # A link to a folder, which is what the reader of the folder is to find.
            file.symlink_to(top, target_is_directory=True)
        else:
            # It leads out of the revision, to nothing, or back to itself; what is there today is not of the revision.
            file.symlink_to(_NOWHERE)


def _git(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git does.

    Raises:
        CommandWrongError: there is no git.
    """
    try:
        return subprocess.run(  # noqa: S603, its arguments are made here
            ["git", *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            # What git says is told on, in the language of the program.
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise CommandWrongError("git is not installed, so a revision cannot be read; name a rules folder") from error
    except subprocess.TimeoutExpired as error:
        raise CommandWrongError(f"git {arguments[2]} did not end within {_SECONDS} seconds") from error


def _cause(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git says of why it refused, in one line."""
    said = " ".join(done.stderr.decode("utf-8", "replace").replace("fatal: ", "").split())
    return printable(said) or f"it ended with status {done.returncode}"
