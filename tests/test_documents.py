"""What documents name is there."""

import re

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
