"""A rules folder as it stands in a folder, or stood in a revision of a git repository."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from omicheck.errors import CommandWrongError, Problem, RulesWrongError
from omicheck.rulebase.folder import RuleBase, read_rule_base

_SECONDS = 60


def rules_at(name: str, folder: str) -> RuleBase:
    """The rules of a folder or a revision.

    Args:
        name: a rules folder; a folder with `folder` in it; or a revision of the repository of the working folder.
        folder: where the rules stand in a revision.

    Raises:
        CommandWrongError: it is neither.
        RulesWrongError: the rules cannot be read.
    """
    path = Path(name)
    for candidate in (path, path / folder):
        if (candidate / "checks").is_dir():
            return read_rule_base(candidate, with_examples=False)
    if path.is_dir():
        raise CommandWrongError(f"{name}: found no rules in that folder; expected `checks` or `{folder}/checks` in it")
    with _checked_out(name, folder) as checked_out:
        try:
            return read_rule_base(checked_out, with_examples=False)
        except RulesWrongError as error:
            raise RulesWrongError(tuple(_renamed(problem, checked_out, name) for problem in error.problems)) from error


def _renamed(problem: Problem, folder: Path, name: str) -> Problem:
    """The problem with its file named as in the revision, not as in the temporary folder."""
    from attrs import evolve  # noqa: PLC0415, only where something is wrong

    return evolve(problem, file=problem.file.replace(str(folder), f"{name}:{folder.name}"))


@contextmanager
def _checked_out(revision: str, folder: str) -> Iterator[Path]:
    """The folder of a revision, for a while, in a folder of its own."""
    # A revision that begins with a dash would be taken for an option.
    commit = None if revision.startswith("-") else _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit is None:
        raise CommandWrongError(
            f"found {revision!r}; expected a rules folder, or a revision of the git repository of this folder"
        )
    top = _git("rev-parse", "--show-toplevel")
    archive = _git("-C", (top or b".").decode().strip(), "archive", "--format=tar", commit.decode().strip(), folder)
    if archive is None:
        raise CommandWrongError(
            f"revision {revision}: found no folder {folder} in it; --folder says where the rules are"
        )
    with TemporaryDirectory(prefix="omicheck-") as temporary:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            # Python 3.11 has filters from 3.11.4 on; what git writes has nothing that they would keep out.
            tar.extraction_filter = getattr(tarfile, "data_filter", None)
            tar.extractall(temporary)  # noqa: S202, see above
        yield Path(temporary) / folder


def _git(*arguments: str) -> bytes | None:
    """What git prints, None where it refuses.

    Raises:
        CommandWrongError: there is no git.
    """
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise CommandWrongError("git is not installed, so a revision cannot be read; name a rules folder") from error
    except subprocess.TimeoutExpired as error:
        raise CommandWrongError(f"git {arguments[0]} did not end within {_SECONDS} seconds") from error
    return done.stdout if done.returncode == 0 else None
