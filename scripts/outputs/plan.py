"""The commands that are run, written out from the short forms in which `commands.yaml` has them."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
# Needs Java, and takes a minute.
_SPARK: Final = "spark"


@frozen
class Step:
    """One command.

    Attributes:
        group: the group that it belongs to.
        number: its place among all, from 1.
        chain: the number of its chain; commands of one chain see the files that those before wrote.
        text: the command, without the program's name, or `sh: ...` for one of the shell.
    """

    group: str
    number: int
    chain: int
    text: str

    def as_data(self) -> dict[str, Any]:
        """The same, as YAML holds it."""
        return asdict(self)


def plan(
    groups: Mapping[str, Sequence[str | Sequence[str]]],
    work: Path,
    wanted: Sequence[str] | None,
    *,
    with_spark: bool,
) -> list[Step]:
    """All commands, in their order.

    Args:
        groups: the lines of each group; a list of lines is a chain.
        work: the folder in which they run, for names of files.
        wanted: the groups that are wanted; all if None.
        with_spark: whether those on Spark are.
    """
    steps: list[Step] = []
    chains = itertools.count(1)
    for group, lines in groups.items():
        if (wanted is not None and group not in wanted) or (group == _SPARK and not with_spark):
            continue
        for line in lines:
            written_out = [[one] for one in _written_out(line, work)] if isinstance(line, str) else [line]
            for commands in written_out:
                chain = next(chains)
                texts = (text for command in commands for text in _written_out(command, work))
                steps.extend(Step(group, number, chain, text) for number, text in enumerate(texts, len(steps) + 1))
    return steps


def _written_out(line: str, work: Path) -> Iterator[str]:
    """Every command that a line stands for: `{a,b}` is a or b, `{*.json}` each such file of the folder."""
    match = _CHOICE.search(line)
    if match is None:
        yield " ".join(line.split())
        return
    inside = match[1]
    choices = _files(inside, work) if "*" in inside else inside.split(",")
    for choice in choices:
        yield from _written_out(line[: match.start()] + choice.strip() + line[match.end() :], work)


def _files(pattern: str, work: Path) -> Sequence[str]:
    return sorted(file.relative_to(work).as_posix() for file in work.glob(pattern))
