"""A rules folder as it stands in a folder, or stood in a revision of a git repository."""

from pathlib import Path

from attrs import evolve

from omicheck.errors import CommandWrongError, Problem, RulesWrongError
from omicheck.rulebase.folder import RuleBase, read_rule_base
from omicheck.rulebase.folder_walk import why_no_folder
from omicheck.rulebase.git_revision import folder_of_revision


def rules_at(name: str, folder: str) -> RuleBase:
    """The rules of a folder or a revision.

    Args:
        name: a rules folder; a folder with `folder` in it; or a revision of the repository of the working folder (of
            that of `folder`, if that is absolute).
        folder: where the rules stand in a revision.

    Raises:
        CommandWrongError: it is neither.
        RulesWrongError: the rules cannot be read.
    """
    path = Path(name)
    why_not = why_no_folder(path)
    is_folder = why_not is None
    if why_not not in (None, "no such folder", "no folder"):
        raise CommandWrongError(f"{name}: found {why_not}; expected a rules folder, an edition, or a revision")
    for candidate in (path, _inside(path, folder)) if is_folder else ():
        if candidate is not None and why_no_folder(candidate / "checks") is None:
            return read_rule_base(candidate, with_examples=False)
    if is_folder:
        raise CommandWrongError(f"{name}: found no rules in that folder; expected `checks` or `{folder}/checks` in it")
    with folder_of_revision(name, folder) as read_from:
        try:
            return read_rule_base(read_from, with_examples=False)
        except RulesWrongError as error:
            where = f"{name}:{folder}"
            problems = tuple(_renamed(problem, read_from, where) for problem in error.problems)
            raise RulesWrongError(problems) from error


def _inside(path: Path, folder: str) -> Path | None:
    """The rules folder in a folder; an absolute one only if it lies there, as it would else stand for any folder."""
    if not Path(folder).is_absolute():
        return path / folder
    absolute = Path(folder).resolve()
    return absolute if absolute.is_relative_to(path.resolve()) else None


def _renamed(problem: Problem, folder: Path, where: str) -> Problem:
    """The problem with its file named as in the revision, not as in the temporary folder."""
    return evolve(problem, file=problem.file.replace(str(folder), where))
