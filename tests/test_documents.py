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
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "SECURITY.md",
        "docs/contributing.md",
        "docs/design.md",
        "docs/installing.md",
        "docs/threat-model.md",
    ],
)
def test_every_file_that_is_named_is_there(name: str) -> None:
    page = ROOT / name
    text = page.read_text(encoding="utf-8")
    named = [ROOT / path for path in _PATH.findall(text)] + [page.parent / path for path in _LINK.findall(text)]
    assert named
    assert [str(file) for file in named if not file.exists()] == []


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
