"""What is printed for people calls nothing by its name in files: fields, events, values, verdicts and reasons."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from explained import IDENTIFIER
from pipeline import run
from scenario import PACKAGED

pytestmark = pytest.mark.usefixtures("at_the_root")
SAMPLE = "fixtures/sample/cases.json"
# Rules, files and options are called by their names.
_NAMES = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[\w./-]+/[\w./-]+|--[a-z-]+ [\w.-]+")


def identifiers_in(text: str) -> set[str]:
    return {line for line in _NAMES.sub("", text).splitlines() if IDENTIFIER.search(line)}


@pytest.mark.parametrize(
    "command",
    [
        ("check", SAMPLE, "--all-failures"),
        ("check", SAMPLE, "--format", "github"),
        ("due", SAMPLE, "--details"),
        ("explain", "SYN-0005", SAMPLE, "--all"),
        ("explain", "SYN-0008", SAMPLE, "--all"),
        ("performance", SAMPLE, "--details"),
        ("progress", SAMPLE, SAMPLE, "--details"),
        ("sample", SAMPLE, "--size", "20"),
    ],
    ids=" ".join,
)
def test_of_lists_and_explanations(command: tuple[str, ...]) -> None:
    assert identifiers_in(run(*command, "--quiet").output) == set()


def test_of_scores_and_what_would_narrow_them() -> None:
    # Headlines are called by their names, one of which is also a part of names in the vocabulary.
    headlines = "|".join(headline.id for headline in PACKAGED.scheme.headlines)
    printed = run("score", SAMPLE, "--details", "--quiet").output
    assert identifiers_in(re.sub(rf"\b(?:{headlines})\b", "", printed)) == set()


def test_of_messages_in_sarif() -> None:
    (found,) = json.loads(run("check", SAMPLE, "--format", "sarif", "--quiet").output)["runs"]
    told = [result["message"]["text"] for result in found["results"]]
    assert {text for text in told if identifiers_in(text)} == set()


def test_of_failures_in_junit() -> None:
    found = ET.fromstring(run("check", SAMPLE, "--format", "junit", "--quiet").output)  # noqa: S314, it is our own
    told = [str(one.text) for kind in ("failure", "skipped") for one in found.iter(kind)]
    assert {text for text in told if identifiers_in(text)} == set()


def test_of_explanations_in_workbooks(tmp_path: Path) -> None:
    run("check", SAMPLE, "--only", "1.2", "--format", "xlsx", "--output", tmp_path / "rows.xlsx", "--quiet")
    workbook = load_workbook(tmp_path / "rows.xlsx")
    told = []
    for sheet in workbook.worksheets:
        headings, *rows = sheet.iter_rows(values_only=True)
        if "explanation" in headings:
            told += [str(row[headings.index("explanation")]) for row in rows]
    assert told
    assert {text for text in told if identifiers_in(text)} == set()
