"""Everything that is printed for people, at 40, 80 and 200 characters: whole words, all of them, and no wider."""

import re
from collections import Counter
from pathlib import Path

import pytest

from omicheck.output.prose import width_of
from on_terminal import on_terminal
from pipeline import ROOT, run

GOLDEN = Path(__file__).resolve().parent / "golden"
SAMPLE = "fixtures/sample/cases.json"
# As many lines as a screen has; what else there is comes with --details.
SCREEN = 48
SUMMARIES = (
    f"check {SAMPLE}",
    f"score {SAMPLE} --resamples 20",
    f"compare {SAMPLE} fixtures/hertfordshire-2010/cases.json --resamples 20",
    f"progress {SAMPLE} {SAMPLE} --earlier-as-of 2009-10-19",
    f"performance {SAMPLE}",
    f"sample {SAMPLE} --size 20",
    f"sample {SAMPLE} --judge {SAMPLE}",
    f"due {SAMPLE}",
    f"progress {SAMPLE} {SAMPLE}",
    "questions",
    "rules list",
)
DETAILS = (
    *(f"{command} --details" for command in SUMMARIES),
    f"check {SAMPLE} --failures",
    f"performance {SAMPLE} --figures fixtures/hertfordshire-2010/performance-framework.csv",
    f"explain SYN-0001 {SAMPLE}",
    "rules show mappa",
    f"rules coverage {SAMPLE} --only mappa",
    f"rules what-if {SAMPLE} first-appointment=3..6",
    "map check fixtures/extracts/wide-workbook/caseload.xlsx --mapping fixtures/extracts/wide-workbook/mapping.yaml",
)
FROM_HEADINGS = re.compile(r"[─:]+")


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def words(text: str) -> Counter[str]:
    """The words, without what headings and the lines beneath them add."""
    return Counter(word for word in FROM_HEADINGS.sub(" ", text).split() if word != "\\")


@pytest.mark.parametrize("command", [*SUMMARIES, *DETAILS])
def test_at_any_width_the_same_words(command: str) -> None:
    # On narrower screens than a hundred characters failures are without office and officer, and it is said so.
    wide = on_terminal(99 if command.startswith("check") else 200, *command.split())
    for width in (80, 40):
        text = on_terminal(width, *command.split())
        # A table that is too narrow has the headings in every row, and so more of them, but for what it leaves empty.
        missing = words(wide) - words(text)
        assert not {word for word in missing if not re.fullmatch(r"[A-Za-z.]+", word)}, (width, missing)
        assert not {line for line in text.splitlines() if width_of(line) > width and " " in line.strip()}


@pytest.mark.parametrize("command", SUMMARIES)
def test_a_summary_is_a_screen(command: str) -> None:
    assert len(on_terminal(80, *command.split()).splitlines()) <= SCREEN
    assert len(run(*command.split()).output.splitlines()) <= SCREEN


@pytest.mark.parametrize("width", [40, 80, 200])
def test_whole_tables(width: int) -> None:
    shown = [
        f"$ omicheck {command}\n{on_terminal(width, *command.split())}" for command in (f"check {SAMPLE}", "rules list")
    ]
    assert "\n".join(shown) == (GOLDEN / f"tables-at-{width}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [f"check {SAMPLE}", f"score {SAMPLE} --resamples 20", "rules list"])
def test_a_pipe_has_one_width(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    for width in ("40", "200"):
        monkeypatch.setenv("COLUMNS", width)
        found.add(run(*command.split()).output)
    assert len(found) == 1
