"""What reads a folder of rules: rules, limits, vocabulary, questions, documents, scheme, editions and metrics."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from fuzz import damage, seeds
from fuzz.reader import Reader, fines
from omicheck.performance.framework import read_framework
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.edition_file import AUTO
from omicheck.rulebase.editions import RulesChoice, editions_in_order, read_choice
from omicheck.rulebase.folder import read_rule_base

_RULES: Final = seeds.FIXTURES / "road-traffic-fines" / "rules"
# All files are read each time, so that a folder of two rules with a few examples is read many times as often.
_CHECKS: Final = ("large-amount-collected-on-time", "no-penalty-early")
_SHARED: Final = ("collection", "notice", "1.3", "vocabulary", "documents", "omi2")
_EXAMPLES: Final = b"examples:\n"
_LINES_OF_EXAMPLES: Final = 6
_RECORDED: Final = _RULES / "checks" / "notice" / "due-recorded.yaml"


def few_rules(_: Path) -> Mapping[str, bytes]:
    """A rules folder of two rules."""
    files = [file for file in sorted(_RULES.rglob("*.yaml")) if file.stem in (*_CHECKS, *_SHARED)]
    return {str(file.relative_to(_RULES)): _shortened(file.read_bytes()) for file in files}


def _shortened(content: bytes) -> bytes:
    rule, begins, examples = content.partition(_EXAMPLES)
    return rule + begins + b"".join(examples.splitlines(keepends=True)[:_LINES_OF_EXAMPLES])


def _read(folder: Path) -> Iterable[Rejected]:
    read_rule_base(folder)
    return ()


def _damaging(start: str) -> Reader:
    names = [name for name in few_rules(_RULES) if name.startswith(start)]
    return Reader(few_rules, dict.fromkeys(names, damage.yaml), _read)


_DAY: Final = "{date: %s, source: {document: invented, place: this example, status: assumed}}"
_OWN: Final = f"""id: "2000"
title: The first edition
from: {_DAY % "2000-01-01"}
until: {_DAY % "2012-12-31"}
"""
_LATER: Final = f"""id: "2013"
title: The second edition
from: {_DAY % "2013-01-01"}
follows: "2000"
note: >-
  All of it is invented.
"""
_FRAMEWORK: Final = """title: A framework
source: {document: invented, place: this example, status: assumed}
domains:
  - id: collection
    title: Collection
    metrics:
      - {id: satisfaction, title: Satisfaction, not_measured: Nobody asked.}
      - id: collected
        title: Large amounts collected
        rows: [large-amount-collected-on-time]
        applies: {kind: parking}
        reading: As the rule has it.
      - {id: early, title: Penalties early, rows: [no-penalty-early], counts: not_met, reading: As the rule has it.}
"""


def _editions(folder: Path) -> Mapping[str, bytes]:
    """A rules folder with two editions of one rule each."""
    files = few_rules(folder)
    early, later = (name for name in files if name.startswith("checks/"))
    kept = {name: content for name, content in files.items() if name != later}
    moved = {f"editions/2013/{later}": files[later], "editions/2013/edition.yaml": _LATER.encode()}
    return {**kept, **moved, "edition.yaml": _OWN.encode(), early: files[early]}


def _with_framework(folder: Path) -> Mapping[str, bytes]:
    files = few_rules(folder)
    own = {"framework.yaml": _FRAMEWORK.encode(), "checks/topic/due-recorded.yaml": _RECORDED.read_bytes()}
    return {**files, **{f"performance/{name}": content for name, content in own.items()}}


def _read_editions(folder: Path) -> Iterable[Rejected]:
    choice = RulesChoice(folder, edition=AUTO)
    editions_in_order(choice)
    read_choice(choice)
    return ()


def _read_framework(folder: Path) -> Iterable[Rejected]:
    read_framework(folder / "performance", fines())
    return ()


RULES: Final[Mapping[str, Reader]] = {
    "rules": _damaging("checks/"),
    "limits": _damaging("limits/"),
    "vocabulary": _damaging("vocabulary"),
    "questions": _damaging("questions/"),
    "documents": _damaging("documents"),
    "scheme": _damaging("omi2"),
    "editions": Reader(
        _editions, dict.fromkeys(("edition.yaml", "editions/2013/edition.yaml"), damage.yaml), _read_editions
    ),
    "framework": Reader(_with_framework, {"performance/framework.yaml": damage.yaml}, _read_framework),
}
