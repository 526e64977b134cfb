"""Recommendations from one audit to the next: written, filled in, printed, and held against what the next one finds."""

from pathlib import Path

from omicheck.rulebase.yaml_file import read_yaml
from pipeline import ROOT, run
from read_page import read_page
from small_office import CASES, write_office

WRITTEN = """\
# What is recommended. Write who sees to it and by when, and later what became of it; change the text as you like.
# `omicheck report --recommendations FILE` prints this in place of the drafts; the next audit reads it with
# `--last-recommendations FILE` and says what became of it. Score and questions are the figures of this audit.
as_of: 2009-06-01
recommendations:
  - criterion: "2.1"
    text: "See to it that in a higher proportion of cases: risk read well."
    who:
    by_when:
    became:
    score: 67
    questions:
      - {question: "2.1.1", sufficient: 2, relevant: 3}
"""


def _lines(page: Path, first: str, last: str) -> list[str]:
    return read_page(page.read_text(encoding="utf-8")).between(first, last)


def test_drafts_are_written_filled_in_printed_and_followed_up(tmp_path: Path) -> None:
    (tmp_path / "last").mkdir()
    rules, cases = write_office(tmp_path / "last")
    page, file = tmp_path / "page.html", tmp_path / "recommendations.yaml"
    common = ("--rules", rules, "--small-base", 3, "--quiet", "--resamples", 0, "--force", "--output", page)
    assert run("report", cases, *common, "--strength-from", 70, "--write-recommendations", file).status == 0
    text = file.read_text(encoding="utf-8")
    assert text[text.index("as_of") :] == WRITTEN[WRITTEN.index("as_of") :]
    assert text == WRITTEN
    filled = text.replace("who:", "who: Team managers").replace("by_when:", "by_when: 2009-12-01")
    file.write_text(filled, encoding="utf-8")
    assert run("report", cases, *common, "--recommendations", file).status == 0
    assert _lines(page, "Recommendations for improvement", "1. Start") == [
        "Recommendations for improvement",
        "1. Visits 2.1",
        "See to it that in a higher proportion of cases: risk read well.",
        "Who",
        "Team managers",
        "By when",
        "Tuesday 1 December 2009",
        "What became of it",
    ]
    better = [
        {**case, "answers": [{"question": "2.1.1", "answer": "sufficient"}]} for case in CASES if case["case_id"] != "B"
    ]
    (tmp_path / "this").mkdir()
    _, cases = write_office(tmp_path / "this", better)
    later = ("--as-of", "2010-06-01", "--last-recommendations", file)
    assert run("report", cases, *common, *later).status == 0
    assert _lines(page, "What became of the last recommendations", "1. Start") == [
        "What became of the last recommendations",
        (
            "They were made as of Monday 1 June 2009. A criterion may be asked of other cases now, so a small "
            "difference may be chance."
        ),
        "1. Visits 2.1",
        "See to it that in a higher proportion of cases: risk read well.",
        "Tuesday 1 December 2009 has passed, and nothing is written of what became of it.",
        "Score of 2.1: 67% then, 100% now.",
        "2.1.1 Risk read well: in only 67% of 3 cases then, in all 3 cases now.",
        "Who",
        "Team managers",
        "By when",
        "Tuesday 1 December 2009",
        "What became of it",
        "Nothing is written",
    ]


def test_the_last_recommendations_are_not_those_of_a_later_audit(tmp_path: Path) -> None:
    last = ROOT / "fixtures/report/last-recommendations.yaml"
    options = ("--as-of", "2008-06-01", "--last-recommendations", last, "--output", tmp_path / "page.html", "--quiet")
    done = run("report", ROOT / "fixtures/sample/cases.json", *options)
    told = (
        "omicheck: --last-recommendations: found recommendations of 2009-01-19; expected those of an audit before this "
        "one, of 2008-06-01\n"
    )
    assert (done.status, done.output, done.errors) == (2, "", told)


def test_what_is_published_tells_figures_of_then_only_if_they_were_published(tmp_path: Path) -> None:
    page, file = tmp_path / "page.html", tmp_path / "last.yaml"
    sample, last = ROOT / "fixtures/sample/cases.json", ROOT / "fixtures/report/last-recommendations.yaml"
    text = last.read_text(encoding="utf-8")
    told = {}
    for name, added in (("in house", ""), ("published", "published: true\n")):
        file.write_text(text.replace("recommendations:\n", f"{added}recommendations:\n"), encoding="utf-8")
        options = ("--publish", "--quiet", "--resamples", 0, "--output", page)
        last_time = ("--force", "--last-recommendations", file)
        assert run("report", sample, *options, *last_time).status == 0
        lines = _lines(page, "What became of the last recommendations", "1. Assessment and sentence planning")
        told[name] = [line for line in lines if line.startswith(("Score of", "1.4", "2.2"))]
    assert told["in house"] == [
        "Score of 1.4: 68% now.",
        "1.4.4 Offender actively and meaningfully involved in planning: nobody has answered it now.",
        "1.4.8 Diversity issues and individual needs assessed: nobody has answered it now.",
        "Score of 2.2: 70% now.",
        "2.2.32 Effective management oversight of child safeguarding cases: nobody has answered it now.",
    ]
    assert [line.partition(" then")[0] for line in told["published"]] == [
        "Score of 1.4: 52%",
        "1.4.4 Offender actively and meaningfully involved in planning: in only 42% of 98 cases",
        "1.4.8 Diversity issues and individual needs assessed: in only 46% of 98 cases",
        "Score of 2.2: 61%",
        "2.2.32 Effective management oversight of child safeguarding cases: in only 25% of 24 cases",
    ]


def test_what_a_published_report_writes_is_marked_and_holds_what_may_be_told(tmp_path: Path) -> None:
    page, file = tmp_path / "page.html", tmp_path / "recommendations.yaml"
    sample = ROOT / "fixtures/hertfordshire-2010/cases.json"
    options = ("--publish", "--quiet", "--resamples", 0, "--output", page, "--write-recommendations", file)
    assert run("report", sample, *options).status == 0
    data, _ = read_yaml(file)
    assert data["published"] is True
    figures = [one for recommendation in data["recommendations"] for one in recommendation["questions"]]
    assert figures
    for one in figures:
        assert not {one["sufficient"], one["relevant"] - one["sufficient"]} & {1, 2, 3, 4}


def test_a_draft_begins_small_but_for_abbreviations() -> None:
    done = run("report", ROOT / "fixtures/sample/cases.json", "--quiet", "--resamples", 0)
    told = [line for line in read_page(done.output).lines if line.startswith("See to it that")]
    drafted = [text for line in told for text in line.partition(": ")[2].rstrip(".").split("; ")]
    assert "LoR assessment completed on time" in drafted
    assert "contact promoted the sentence plan's objectives" in drafted
    # A word in which capitals go on, such as RoH or MAPPA, keeps its first.
    capitals = [text for text in drafted if text.split()[0][1:] != text.split()[0][1:].lower()]
    assert all(text[0].isupper() for text in capitals)
