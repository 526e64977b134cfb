"""What holds for all tests: which draws are made, which tests are left to the long run, and what is read only once.

A run draws the same wherever and whenever it is made, so that a revision that passes does so everywhere; new draws are
made by hand: `scripts/test-long --new-draws`.
"""

import copy
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import settings

from no_network import forbid_the_network
from omicheck.findings import Findings
from omicheck.rulebase import files, folder
from omicheck.rulebase.yaml_file import read_yaml

pytest_plugins = ("browser_fixtures", "consumer_fixtures", "libreoffice", "shared_fixtures")

settings.register_profile("quick", max_examples=20, derandomize=True, deadline=None, database=None)
settings.register_profile("few", settings.get_profile("quick"), max_examples=7)
settings.register_profile("long", settings.get_profile("quick"))
settings.register_profile(
    "new-draws", settings.get_profile("long"), max_examples=100, derandomize=False, print_blob=True
)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="all tests, with all their draws")
    parser.addoption("--one-in", type=int, default=1, metavar="N", help="one in N of the parameters of every test")


def pytest_configure(config: pytest.Config) -> None:
    forbid_the_network()
    config.addinivalue_line("markers", "long: takes long, or is done by scripts/check too; left to the long run")
    config.addinivalue_line("markers", "one_in(number): the quick run takes one in so many of its parameters")
    # The option of hypothesis's own that names a profile is heeded after this, and overrules it.
    if config.getoption("--long"):
        settings.load_profile("long")
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    _read_the_packaged_rules_once(patch)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        # Those that take long begin first, so that at the end no process works at one while the others wait.
        long = {item.path for item in items if item.get_closest_marker("long") is not None}
        items.sort(key=lambda item: item.path not in long)
        return
    many = Counter(map(_test_of, items))
    seen: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        test = _test_of(item)
        one_in = item.get_closest_marker("one_in")
        number = one_in.args[0] if one_in is not None else min(config.getoption("--one-in"), many[test])
        # Not the same of each test where all are thinned: what reads workbooks in one is what reads Parquet in another.
        first = 0 if one_in is not None else crc32(test.encode()) % number
        is_left = item.get_closest_marker("long") is not None or (seen[test] - first) % number
        seen[test] += 1
        (left if is_left else kept).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def _test_of(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _read_the_packaged_rules_once(patch: pytest.MonkeyPatch) -> None:
    """The packaged rules, of which nearly every test makes use, and the questions that stand in for those of others."""
    packaged = folder.packaged_rules()
    right = folder.read_what_can_be
    read, read_file = cache(right), cache(read_yaml)

    def read_what_can_be(of: Path, *, with_examples: bool = True, beside: Path | None = None) -> Any:  # noqa: ANN401
        return (read if of == packaged else right)(of, with_examples=with_examples, beside=beside)

    def read_yaml_once(file: Path, without: str | None = None, content: bytes | None = None) -> tuple[Any, Findings]:
        if not file.is_relative_to(packaged):
            return read_yaml(file, without, content)
        data, findings = read_file(file, without, content)
        own = copy.copy(findings)
        own.problems = list(findings.problems)
        return data, own

    patch.setattr(folder, "read_what_can_be", read_what_can_be)
    patch.setattr(files, "read_yaml", read_yaml_once)
