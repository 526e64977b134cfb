"""`omicheck report`: the page as whoever opens it reads it."""

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import ROOT, run
from read_page import read_page
from small_office import write_office

SAMPLE = ROOT / "fixtures/sample/cases.json"
SMALL = ROOT / "fixtures/report"
NAMES = ("context", "views", "grades", "good-practice", "recommendations")
FILES = [word for name in NAMES for word in (f"--{name}", SMALL / f"{name}.yaml")]


def _made(*arguments: object) -> str:
    done = run("report", *arguments, "--quiet", "--resamples", 50)
    assert (done.status, done.errors) == (0, "")
    return done.output


# Several tests ask the same page.
_page = cache(_made)


def test_the_findings_of_a_section(tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path)
    page = read_page(_page(cases, "--rules", rules, "--small-base", 3))
    assert page.between("1. Start", "1.2 Plan") == FINDINGS


FINDINGS = [
    "1. Start",
    "Score",
    "67%*",
    "95% interval",
    "25% to 100%",
    "If what cannot be told were settled",
    "50% to 75%",
    "Made of",
    "2 of 2 criteria",
    "1.1 Contact",
    "Score",
    "83%",
    "Comment",
    "GOOD",
    "95% interval",
    "50% to 100%",
    "If what cannot be told were settled",
    "67% to 83%",
    "Made of",
    "2 of 2 questions",
    "Settling what cannot be told could make it POOR or GOOD.",
    "Strengths",
    "Contacted in time: in all 2 cases. 1.1.1",
    "Areas for improvement",
    "Contact of use: in only 67% of 3 cases. 1.1.2",
]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert _made(SAMPLE, *FILES) == _page(SAMPLE, *FILES)


def test_the_page_needs_nothing_beside_it() -> None:
    page = read_page(_page(SAMPLE, *FILES))
    for tag, attributes in page.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert "src" not in attributes
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")


def test_only_our_style_and_script_are_permitted() -> None:
    page = read_page(_page(SAMPLE))
    (policy,) = [attributes["content"] for tag, attributes in page.tags if "http-equiv" in attributes and tag == "meta"]
    hashes = {
        name: base64.b64encode(hashlib.sha256(page.raw[name].encode()).digest()).decode()
        for name in ("style", "script")
    }
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_every_anchor_has_its_place() -> None:
    page = read_page(_page(SAMPLE, *FILES))
    places = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(places) == len(set(places))
    anchors = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert {anchor.removeprefix("#") for anchor in anchors if anchor} <= set(places)


HOSTILE = "</noscript></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def test_no_text_becomes_a_tag(tmp_path: Path) -> None:
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    document["cases"] = document["cases"][:3]
    usual = tmp_path / "usual.json"
    usual.write_text(json.dumps(document), encoding="utf-8")
    document["cases"][0] |= {"office": HOSTILE, "offender_manager": HOSTILE, "area": HOSTILE}
    hostile = tmp_path / "hostile.json"
    hostile.write_text(json.dumps(document), encoding="utf-8")
    views = tmp_path / "views.yaml"
    views.write_text(json.dumps({"views": [{"group": HOSTILE, "quotes": [HOSTILE]}]}), encoding="utf-8")
    page = read_page(_page(hostile, "--views", views))
    assert {tag for tag, _ in page.tags} == {
        tag for tag, _ in read_page(_page(usual, "--views", SMALL / "views.yaml")).tags
    }
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert page.lines.count(HOSTILE) >= 2


def _identifiers(document: dict[str, Any]) -> set[str]:
    """Every reference of a case, an officer or an office of records."""
    fields = ("case_id", "offender_manager", "office")
    return {str(case[name]) for case in document["cases"] for name in fields if case.get(name)}


@pytest.mark.parametrize("name", ["sample", "hertfordshire-2010"])
def test_what_is_published_names_no_case_officer_or_office(name: str, tmp_path: Path) -> None:
    document = json.loads((ROOT / "fixtures" / name / "cases.json").read_text(encoding="utf-8"))
    marked = {identifier: f"zq{place:04}x" for place, identifier in enumerate(sorted(_identifiers(document)))}
    for case in document["cases"]:
        for field in ("case_id", "offender_manager", "office"):
            case[field] = marked.get(case.get(field))
    file = tmp_path / "zqfilex.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    good = tmp_path / "good.yaml"
    first = {"criterion": "1.1", "title": "Calls", "text": "Early.", "case_id": document["cases"][0]["case_id"]}
    good.write_text(json.dumps({"good_practice": [first]}), encoding="utf-8")
    in_house = _page(file, "--good-practice", good)
    assert all(mark in in_house for mark in marked.values())
    assert "zq" not in re.sub(r"sha256-[\w+/=]+", "", _page(file, "--good-practice", good, "--publish"))


def test_what_names_a_case_is_not_published(tmp_path: Path) -> None:
    good = tmp_path / "good.yaml"
    text = "Done well in SYN-0001, and again later."
    good.write_text(
        json.dumps({"good_practice": [{"criterion": "1.1", "title": "Calls", "text": text}]}), encoding="utf-8"
    )
    done = run("report", SAMPLE, "--quiet", "--resamples", 0, "--publish", "--good-practice", good)
    told = (
        f"omicheck: this cannot be published: {text!r} names SYN-0001, a case or an offender manager of the records\n"
    )
    assert (done.status, done.output, done.errors) == (2, "", told)


@pytest.mark.parametrize(
    ("officer", "text", "is_refused"),
    [
        ("om-09", "Done well in syn-0001.", True),
        ("om-09", "Done well in SYN 0001.", True),
        ("om-09", "Done well in SYN_0001.", True),
        ("om-09", "Done well in SYN\u20110001.", True),
        ("om-09", "Done well in SYN\u200b-0001.", True),
        ("om-09", "OM-09 did it.", True),
        ("om-09", "Done well in SYN-00012.", False),
        ("Mary O\u2019Neill", "Mary  O'Neill did it.", True),
        ("Smith", "SMITH did it.", True),
        ("Jos\u00e9 Ruiz", "Jose\u0301 Ruiz did it.", True),
        ("\u674e\u660e", "\u674e\u660e\u505a\u5f97\u597d", True),
        ("Court", "He was taken to court.", False),
    ],
)
def test_what_names_somebody_in_other_letters_is_not_published(
    officer: str, text: str, is_refused: bool, tmp_path: Path
) -> None:
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    document["cases"][0]["offender_manager"] = officer
    cases, context = tmp_path / "cases.json", tmp_path / "context.yaml"
    cases.write_text(json.dumps(document), encoding="utf-8")
    context.write_text(json.dumps({"foreword": text}), encoding="utf-8")
    done = run("report", cases, "--quiet", "--resamples", 0, "--publish", "--context", context)
    assert done.status == (2 if is_refused else 0), done.errors


def test_small_counts_of_what_people_said_are_withheld() -> None:
    page = read_page(_page(SAMPLE, *FILES, "--publish"))
    assert page.between("What people said", "1. Assessment and sentence planning") == [
        "What people said",
        "Offenders",
        "Questionnaires were handed out at the three offices for a week.",
        "Questionnaires: 12. Interviews: 6.",
        "Had a clear induction: [c] of 12.",
        "Remembered talking about the sentence plan: 7 of 12.",
        "Felt involved in drawing it up: [c] of 12.",
        "She asked what would help me turn up, and then did it.",
        "Victims",
        "Interviews: 5.",
        "Had been contacted within a month of sentence: 5 of 5.",
        "Sentencers",
        "Questionnaires: 9.",
        "Content with the quality of reports: [c] of 9.",
        "Thought that enforcement worked well in their court: [c] of 9.",
        "Managers",
        "Team managers were interviewed in pairs.",
        "Interviews: 8.",
        "Countersign every plan for a case of high Risk of Serious Harm: [c] of 8.",
    ]


def test_the_timetable_follows_from_the_fieldwork() -> None:
    page = read_page(_page(SAMPLE, "--fieldwork", "2010-01-15"))
    assert page.between("Next steps", "1. Assessment and sentence planning") == [
        "Next steps",
        "Friday 15 January 2010: provisional findings are given at the end of the fieldwork.",
        (
            "Friday 12 February 2010 to Friday 26 February 2010: the draft report is sent for comment, four to six "
            "weeks later."
        ),
        "About Friday 9 April 2010: the report is published, about twelve weeks after the fieldwork.",
        "About Friday 7 May 2010: an improvement plan answers the recommendations, four weeks after publication.",
    ]


def test_recommendations_that_were_written_stand_in_place_of_drafts() -> None:
    page = read_page(_page(SAMPLE, *FILES))
    assert page.between("Recommendations for improvement", "Sharing good practice") == [
        "Recommendations for improvement",
        "1. Assessment and planning to minimise Risk of Harm 1.2",
        (
            "A screening of the Risk of Serious Harm is made in every case in time, and leads to a full analysis where "
            "it calls for one."
        ),
        "Who",
        "Head of operations",
        "By when",
        "30 June 2010",
        "What became of it",
        "2. Minimising Risk of Harm 3.2",
        "Managers look at every case of high Risk of Serious Harm once a month, and the record shows it.",
        "Who",
        "Team managers",
        "By when",
        "1 September 2010",
        "What became of it",
        "Began in May 2010.",
    ]
