"""`omicheck rules diff`: what a change of rules does to verdicts and scores."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from changed_rules import CASES, LIMIT, RULE, TIER_1, case, flips
from pipeline import Done, run, write_json, write_rules


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": CASES})


def changed(**parts: object) -> dict[str, Any]:
    check = {"deadline": {**RULE["check"]["deadline"], **parts}}
    return {**RULE, "check": check}


def diff(folder: Path, rules: list[dict[str, Any]], days: list[dict[str, Any]], *options: str) -> Done:
    old = write_rules(folder / "old", [RULE], {"days": [LIMIT]})
    new = write_rules(folder / "new", rules, {"days": days})
    return run("rules", "diff", old, new, folder / "cases.json", *options)


SHORTER = [{**LIMIT, "limit": {1: "3 days", 2: "4 days"}}]


WIDER = "scope: sentence type is custody -> sentence type is custody or licence"


INDUCTED = "what is asked for: contact -> contact or induction"


@pytest.mark.parametrize(
    ("rule", "days", "found"),
    [
        (RULE, SHORTER, [("A", "met", "not_met", [TIER_1])]),
        (
            {**RULE, "applies": {"sentence_type": ["custody", "licence"]}},
            [LIMIT],
            [("D", "not_applicable", "not_met", [WIDER])],
        ),
        (changed(to={"event": ["contact", "induction"]}), [LIMIT], [("C", "not_met", "met", [INDUCTED])]),
        (
            changed(late="accepted"),
            SHORTER,
            [],  # the one hides what the other would show
        ),
        (
            {**changed(early="1 days"), "applies": {"sentence_type": ["custody", "licence"]}},
            [LIMIT],
            [("D", "not_applicable", "met", [WIDER, "how early counts: none -> 1 day", "all of these together"])],
        ),
        (
            changed(**{"from": "release_date"}),
            [LIMIT],
            [
                (name, before, "cannot_tell", ["trigger: sentence date -> release date"])
                for name, before in (("A", "met"), ("B", "met"), ("C", "not_met"))
            ],
        ),
    ],
)
def test_why_a_verdict_flips(
    rule: dict[str, Any], days: list[dict[str, Any]], found: list[Any], cases: Path, tmp_path: Path
) -> None:
    assert cases.is_file()
    done = diff(tmp_path, [rule], days, "--format", "json")
    assert (flips(done), done.status, done.errors) == (found, int(bool(found)), "")


def test_rules_that_come_and_go(cases: Path, tmp_path: Path) -> None:
    assert cases.is_file()
    withdrawn = {**RULE, "status": "withdrawn", "successor": "other"}
    done = diff(tmp_path, [withdrawn, {**RULE, "id": "other"}], [LIMIT], "--format", "json")
    gone = ["rule no longer in force (withdrawn; its place was taken by other)"]
    # That a rule does not concern case D is said by neither a new nor an old row.
    assert flips(done) == [
        ("A", "met", None, gone),
        ("A", None, "met", ["rule added"]),
        ("B", "met", None, gone),
        ("B", None, "met", ["rule added"]),
        ("C", "not_met", None, gone),
        ("C", None, "not_met", ["rule added"]),
    ]
    assert json.loads(done.output)["shifts"] == []


def test_shares_scores_and_comments_before_and_after(cases: Path, tmp_path: Path) -> None:
    assert cases.is_file()
    shifts = json.loads(diff(tmp_path, [RULE], SHORTER, "--format", "json").output)["shifts"]
    told = {(one["level"], one["id"]): (one["before"], one["after"]) for one in shifts}
    before = {"value": 2 / 3, "percent": 67, "comment": None, "relevant": 3, "sufficient": 2}
    after = {"value": 1 / 3, "percent": 33, "comment": None, "relevant": 3, "sufficient": 1}
    score = {"relevant": None, "sufficient": None}
    assert told["question", "2.1.1"] == (before, after)
    assert told["criterion", "2.1"] == (
        {**score, "value": 2 / 3, "percent": 67, "comment": "SUBSTANTIAL"},
        {**score, "value": 1 / 3, "percent": 33, "comment": "DRASTIC"},
    )
    assert set(told) == {("question", "2.1.1"), ("criterion", "2.1"), ("section", "2"), ("headline", "ce")}


def test_markdown_for_a_pull_request(cases: Path, tmp_path: Path) -> None:
    assert cases.is_file()
    done = diff(tmp_path, [RULE], SHORTER, "--format", "markdown", "--fail-on", "never")
    old, new = (str(tmp_path / name).replace("_", "\\_") for name in ("old", "new"))
    assert (done.status, done.errors) == (0, "")
    assert done.output == (
        f"### Rules: {old} -\\> {new}\n"
        "\n"
        "- contacted changed: limit days, from 2000-01-01, tier 1: 5 days -\\> 3 days; from 2000-01-01, tier 2: 5 days "
        "-\\> 4 days\n"
        "\n"
        "### 1 verdict flips in 1 of 4 cases\n"
        "\n"
        "| From | To | Verdicts |\n"
        "| --- | --- | --- |\n"
        "| met | not met | 1 |\n"
        "\n"
        "| Case | Rule | From | To | Why |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| A | contacted | met (in time, due 2009-04-06) | not met (late, due 2009-04-04) "
        "| limit days, from 2000-01-01, tier 1: 5 days -\\> 3 days |\n"
        "\n"
        "2 further rows with the same verdict and another date, limit or reason.\n"
        "\n"
        "### Shares, scores and comments\n"
        "\n"
        "| Share or score | What | Before | After |\n"
        "| --- | --- | --- | --- |\n"
        "| Question 2.1.1 | First appointment with the offender manager on time | 67% (2 of 3) | 33% (1 of 3) |\n"
        "| Criterion 2.1 | Delivering the sentence plan | 67% SUBSTANTIAL | 33% DRASTIC |\n"
        "| Section 2 | Implementation of interventions | 67% | 33% |\n"
        "| Headline ce | Compliance and Enforcement | 67% SUBSTANTIAL | 33% DRASTIC |\n"
    )


def test_git_revisions(cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = tmp_path / "repository"
    folder = write_rules(repository / "rules", [RULE], {"days": [LIMIT]})

    def git(*words: str) -> None:
        named = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", "-C", str(repository), *named, *words], check=True, capture_output=True)  # noqa: S607

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "one")
    git("tag", "one")
    write_rules(folder, [RULE], {"days": SHORTER})
    monkeypatch.chdir(repository)
    done = run("rules", "diff", "one", ".", cases, "--format", "json")
    assert flips(done) == [("A", "met", "not_met", [TIER_1])]
    git("commit", "--quiet", "--all", "--message", "two")
    assert flips(run("rules", "diff", "HEAD", "one", cases, "--format", "json"))[0][:3] == ("A", "not_met", "met")
    (folder / "limits/days.yaml").write_text("id: days\n", encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "three")
    broken = run("rules", "diff", "one", "HEAD", cases)
    assert (broken.status, broken.output) == (2, "")
    assert "\nHEAD:rules/limits/days.yaml:1: found no values; expected values, which must be there\n" in broken.errors
    nowhere = run("rules", "diff", "one", "HEAD", cases, "--folder", "nowhere")
    assert nowhere.errors == (
        "omicheck: revision one: found no folder nowhere in it; --folder says where the rules are\n"
    )
    option = run("rules", "diff", "--", "--output=x", "HEAD", cases)
    assert option.errors == (
        "omicheck: found '--output=x'; expected a rules folder, an edition, or a revision of this git repository\n"
    )


def test_records_rejected_under_a_new_vocabulary(cases: Path, tmp_path: Path) -> None:
    done = run("rules", "diff", "rules", "nowhere", cases)
    assert done.status == 2
    old = write_rules(tmp_path / "old", [RULE], {"days": [LIMIT]})
    write_json(tmp_path / "bad.json", {"as_of": "2009-06-01", "cases": [*CASES, case("E", tier=9)]})
    done = run("rules", "diff", old, old, tmp_path / "bad.json", "--format", "json")
    assert (done.status, flips(done)) == (3, [])


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [RULE], {"days": [LIMIT], "times": [{"from": "2000-01-01", "limit": 2}]})


def test_every_option_that_changed_is_named(tmp_path: Path) -> None:
    contact = {"event": "contact"}
    before = [
        _asking("a", {"never": {"of": contact, "from": "sentence_date"}}),
        _asking("b", {"deadline": {"from": "sentence_date", "to": contact, "limit": "l"}}),
        _asking("c", {"interval": {"of": contact, "from": "start", "limit": "m"}}),
        _asking("d", {"count": {"of": contact, "from": "start", "window": "1 months", "at_least": "n"}}),
    ]
    after = [
        _asking(
            "a",
            {"never": {"of": contact, "after": "sentence_date", "within": "28 days"}, "while": {"in_custody": False}},
        ),
        _asking("b", {"deadline": {"from": "sentence_date", "to": contact, "limit": "l", "absent": "not_asked"}}),
        _asking("c", {"interval": {"of": contact, "from": "start", "limit": "m", "restart": {"event": "released"}}}),
        _asking("d", {"count": {"of": contact, "from": "start", "window": "1 months", "at_most": "n"}}),
    ]
    others = {"m": [{"from": "2000-01-01", "limit": "1 months"}], "n": [{"from": "2000-01-01", "limit": 2}]}
    value = {"from": "2000-01-01", "limit": "5 days"}
    old = write_rules(tmp_path / "before", before, {"l": [value], **others})
    new = write_rules(tmp_path / "after", after, {"l": [{**value, "until": "2009-03-31"}], **others})
    cases = write_json(tmp_path / "cases.json", {"as_of": "2009-12-01", "cases": []})
    done = run("rules", "diff", old, new, cases)
    assert [line.strip() for line in done.output.splitlines() if " changed: " in line] == [
        (
            "a changed: while the duty stands: always -> in custody is no; whether the day itself does not count: "
            "no -> yes; for how long: none -> 28 days"
        ),
        "b changed: limit l, from 2009-04-01: 5 days -> none; whether what was never done is left unasked: no -> yes",
        "c changed: what starts the clock anew: none -> released",
        "d changed: whether the limit is the most: no -> yes",
    ]


def _asking(name: str, check: dict[str, object]) -> dict[str, object]:
    return {"id": name, "question": "1.1.1", "check": check}
