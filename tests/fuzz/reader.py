"""What is said of a kind of file: good files of it, how they are damaged, and what reads them."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from fuzz import seeds
from fuzz.damage import Damage
from omicheck.plain_data import compact_json
from omicheck.records.raw_records import Rejected, rejects_lines
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base


@frozen(eq=False)
class Reader:
    """A kind of file and what reads it.

    Attributes:
        files: good files by name, made in a folder; the first part of those that may be damaged is their name.
        damages: the names of the files that are damaged, each with how.
        read: reads the folder, and gives what was refused of it; an error of the package is as good.
        place: what an error has to name of what was read; the folder, if nothing else is said.
    """

    files: Callable[[Path], Mapping[str, bytes]]
    damages: Mapping[str, Damage]
    read: Callable[[Path], Iterable[Rejected]]
    place: Callable[[Path], str] = str


@cache
def rules() -> RuleBase:
    """The packaged rules."""
    return read_rule_base(packaged_rules(), with_examples=False)


@cache
def fines() -> RuleBase:
    """The rules for fines, which are few and speak of other cases."""
    return read_rule_base(seeds.FIXTURES / "road-traffic-fines" / "rules", with_examples=False)


def one(name: str, make: Callable[[Path], bytes]) -> Callable[[Path], Mapping[str, bytes]]:
    """One good file of a name."""
    return lambda folder: {name: make(folder)}


def workbook(suffix: str, sheets: Callable[[], Mapping[str, list[list[str]]]]) -> Callable[[Path], bytes]:
    """A good workbook with some sheets."""
    return lambda folder: seeds.workbook(folder, suffix, sheets())


def written(rejected: Iterable[Rejected]) -> str:
    """What is told of what was refused, as the commands tell and write it."""
    refused = tuple(rejected)
    told = [str(problem) for one in refused for problem in one.problems]
    return "\n".join((*told, *map(compact_json, rejects_lines(refused))))
