"""The folders of the editions of a rules folder: which there are, and what keeps one from being looked at."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from omicheck.errors import Problem, RulesWrongError
from omicheck.rulebase.edition_file import EDITION
from omicheck.rulebase.folder_walk import shown, unreadable

# The folder of a rules folder in which editions beside its own stand.
EDITIONS: Final = "editions"
_CHECKS: Final = "checks"


def editions_on_file(folder: Path) -> tuple[Path, ...]:
    """The rules folders of the editions of a rules folder: its own, then those in its folder of editions.

    None is left out in silence, as its days would then be asked by no edition.

    Raises:
        RulesWrongError: one cannot be looked at, or does not say which edition it is.
    """
    own = (folder,) if os.path.lexists(folder / EDITION) else ()
    problems: list[Problem] = []
    others = tuple(_others(folder / EDITIONS, problems))
    if problems:
        raise RulesWrongError(tuple(problems))
    return (*own, *others)


def _others(editions: Path, problems: list[Problem]) -> Iterator[Path]:
    """The folders of editions, in the order of their names; what is wrong with one is added to the problems."""
    if not os.path.lexists(editions):
        return
    try:
        inside = sorted(os.listdir(editions))  # noqa: PTH208, that of pathlib tells nothing of what it cannot list
    except OSError as error:
        problems.append(unreadable(editions, "folder", error))
        return
    for one in (editions / name for name in inside):
        try:
            if not stat.S_ISDIR(one.stat().st_mode):
                continue
            has = set(os.listdir(one))  # noqa: PTH208, as above
            if EDITION in has:
                # A folder may be open to be listed, and not to be entered.
                (one / EDITION).lstat()
        except OSError as error:
            problems.append(unreadable(one, "folder", error))
            continue
        if EDITION in has:
            yield one
        elif _CHECKS in has:
            found, expected = f"rules without {EDITION}", f"a file {EDITION}, which says which edition they are"
            problems.append(Problem(shown(one), None, "", found, expected))
