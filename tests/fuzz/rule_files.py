"""What reads a folder of rules: rules, limits, the vocabulary, questions, documents and the scheme of scores."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from fuzz import damage, seeds
from fuzz.reader import Reader
from omicheck.records.raw import Rejected
from omicheck.rulebase.folder import read_rule_base

_RULES: Final = seeds.FIXTURES / "road-traffic-fines" / "rules"
# All files are read each time, so that a folder of two rules with a few examples is read many times as often.
_CHECKS: Final = ("large-amount-collected-on-time", "no-penalty-early")
_SHARED: Final = ("collection", "notice", "1.3", "vocabulary", "documents", "omi2")
_EXAMPLES: Final = b"examples:\n"
_LINES_OF_EXAMPLES: Final = 6


def _files(_: Path) -> Mapping[str, bytes]:
    files = [file for file in sorted(_RULES.rglob("*.yaml")) if file.stem in (*_CHECKS, *_SHARED)]
    return {str(file.relative_to(_RULES)): _shortened(file.read_bytes()) for file in files}


def _shortened(content: bytes) -> bytes:
    rule, begins, examples = content.partition(_EXAMPLES)
    return rule + begins + b"".join(examples.splitlines(keepends=True)[:_LINES_OF_EXAMPLES])


def _read(folder: Path) -> Iterable[Rejected]:
    read_rule_base(folder)
    return ()


def _damaging(start: str) -> Reader:
    names = [name for name in _files(_RULES) if name.startswith(start)]
    return Reader(_files, dict.fromkeys(names, damage.yaml), _read)


RULES: Final[Mapping[str, Reader]] = {
    "rules": _damaging("checks/"),
    "limits": _damaging("limits/"),
    "vocabulary": _damaging("vocabulary"),
    "questions": _damaging("questions/"),
    "documents": _damaging("documents"),
    "scheme": _damaging("omi2"),
}
