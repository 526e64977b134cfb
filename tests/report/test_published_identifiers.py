"""A report that is published has nothing in it by which somebody of the records could be known."""

import json
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from omicheck.text import long_date
from pipeline import run, write_json
from strategies.named_people import NamedPeople, named_people

# A report takes half a second.
FEW = 2


def _texts(folder: Path, people: NamedPeople, *options: object) -> Iterator[tuple[str, str]]:
    """What a report and the file of its recommendations say, as they stand and as a reader sees them."""
    cases = write_json(folder / "cases.json", people.records)
    files = [folder / "published.html", folder / "recommendations.yaml"]
    asked = ("--resamples", 0, "--output", files[0], "--write-recommendations", files[1])
    done = run("report", cases, *asked, *options)
    assert done.status == 0, done.errors
    yield "errors", done.errors
    for file in files:
        text = file.read_text(encoding="utf-8")
        yield file.name, text
        yield f"{file.name} as it is read", unescape(text)


def _ways(day: str) -> Iterator[str]:
    """The ways in which a day is written in an output."""
    at = date.fromisoformat(day)
    yield from (day, long_date(at), long_date(at).partition(" ")[2], f"{day[8:]}/{day[5:7]}/{day[:4]}")


@settings(max_examples=FEW)
@given(named_people())
def test_no_identifier_and_no_day_of_the_records_is_in_a_published_report(people: NamedPeople) -> None:
    with TemporaryDirectory() as name:
        for where, text in _texts(Path(name), people, "--publish"):
            folded = text.casefold()
            assert [one for one in sorted(people.identifiers) if one.casefold() in folded] == [], where
            assert [day for day in sorted(people.days) if any(way in text for way in _ways(day))] == [], where


@settings(max_examples=1)
@given(named_people())
def test_they_are_found_in_one_that_is_not_published(people: NamedPeople) -> None:
    """That the test before would find them."""
    cases = {case["case_id"] for case in people.records["cases"]}
    with TemporaryDirectory() as name:
        texts = dict(_texts(Path(name), people))
    page = texts["published.html as it is read"]
    flagged = {case_id for case_id in cases if case_id in page}
    assert len(flagged) >= len(cases) // 2
    assert any(way in page for day in people.days for way in _ways(day))


@settings(max_examples=1)
@given(named_people())
def test_what_could_not_be_used_is_not_named_either(people: NamedPeople) -> None:
    wrong = {**people.records["cases"][0], "case_id": "PLUGHPLUGH999", "tier": "zyxgrault"}
    records = {**people.records, "cases": [*people.records["cases"], wrong]}
    with TemporaryDirectory() as name:
        cases = write_json(Path(name, "cases.json"), records)
        page = Path(name, "published.html")
        done = run("report", cases, "--publish", "--resamples", 0, "--output", page)
        text = unescape(page.read_text(encoding="utf-8")).casefold()
    assert done.status == 3
    names = [*people.identifiers, "PLUGHPLUGH999", "zyxgrault", json.dumps(name)]
    assert [one for one in names if one.casefold() in text] == []
