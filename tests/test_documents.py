"""What documents name is there."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline import ROOT

# What is in capitals stands for any name.
_PATH = re.compile(
    r"`((?:tests|scripts|omicheck|fixtures|requirements|docs|rules|findings|benchmarks)/(?![^`]*[A-Z]{2})[\w./-]+)`"
)


_HEADINGS = re.compile(r"^\|(.*)\|\n\|[ :|-]+\|$", re.MULTILINE)
_FIRST_CELL_EMPTY = re.compile(r"^\| *\|.*", re.MULTILINE)
# A module is named by its path or by its last name alone.
_MODULE = re.compile(r"`(?:[\w/]+/)?(\w+\.py)`")


def _documents() -> list[Path]:
    """Every page of the repository, as git has them: what is installed or built in a folder of it is none of ours."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    told = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S607
    if told.returncode:
        pytest.skip("needs a checkout")
    # A page that a test expects stands beside no other pages.
    return [ROOT / name for name in told.stdout.splitlines() if not name.startswith("tests/")]


@cache
def _prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^( *)(```+|~~~+).*?^\1\2\n?", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@cache
def _anchors(page: Path) -> frozenset[str]:
    """What an address may name in a page: its headings, written as code hosts write them."""
    found: list[str] = []
    for heading in re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE):
        name = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip())
        name = re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-")
        found.append(f"{name}-{found.count(name)}" if name in found else name)
    return frozenset(found) | frozenset(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", _prose(page)))


def _dead_links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)[^)]*\)", re.sub(r"`[^`\n]*`", "", _prose(page))):
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in _anchors(file)):
            yield target


def test_every_link_leads_somewhere() -> None:
    assert {str(page.relative_to(ROOT)): dead for page in _documents() if (dead := list(_dead_links(page)))} == {}


def test_every_file_that_is_named_is_there() -> None:
    """But for the files of other projects, of which the comparison speaks, and those of revisions gone by."""
    pages = [page for page in _documents() if page.name not in ("comparison.md", "CHANGELOG.md")]
    named = {str(page.relative_to(ROOT)): _PATH.findall(page.read_text(encoding="utf-8")) for page in pages}
    assert named["docs/design.md"]
    assert {name: gone for name, paths in named.items() if (gone := [path for path in paths if _is_gone(path)])} == {}


def _is_gone(path: str) -> bool:
    return not (ROOT / path).exists()


def test_every_module_that_is_named_is_there() -> None:
    modules = {
        file.name for folder in ("omicheck", "scripts", "tests", "benchmarks") for file in (ROOT / folder).rglob("*.py")
    }
    pages = [page for page in _documents() if page.name != "CHANGELOG.md"]
    named = {str(page.relative_to(ROOT)): set(_MODULE.findall(page.read_text(encoding="utf-8"))) for page in pages}
    assert {name: gone for name, those in named.items() if (gone := those - modules)} == {}


def test_every_column_and_every_row_of_a_table_has_a_name() -> None:
    """A screen reader tells a cell with the heading of its column, and a person finds a row by its first cell."""
    unnamed = {
        str(page.relative_to(ROOT)): found
        for page in _documents()
        if (found := [*_without_heading(_prose(page)), *_FIRST_CELL_EMPTY.findall(_prose(page))])
    }
    assert unnamed == {}


def _without_heading(text: str) -> Iterator[str]:
    for headings in _HEADINGS.findall(text):
        if not all(map(str.strip, headings.split("|"))):
            yield headings
