"""`omicheck rules diff`, `what-if` and `coverage`, from two sets of rules and records to output."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pipeline import Done, run, write_json, write_rules

LIMIT = {"from": "2000-01-01", "by": "tier", "limit": {1: "5 days", 2: "5 days"}}
RULE: dict[str, Any] = {
    "id": "contacted",
    "question": "2.1.1",
    "applies": {"sentence_type": "custody"},
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
}


def case(case_id: str, *events: tuple[str, str], **fields: object) -> dict[str, object]:
    listed = [{"type": name, "date": day} for name, day in events]
    return {
        "case_id": case_id,
        "sentence_type": "custody",
        "sentence_date": "2009-04-01",
        "tier": 1,
        **fields,
        "events": listed,
    }


CASES = [
    case("A", ("contact", "2009-04-05")),
    case("B", ("contact", "2009-04-03"), tier=2),
    case("C", ("induction", "2009-04-02")),
    case("D", ("contact", "2009-03-31"), sentence_type="licence", release_date="2009-04-01"),
]


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


def flips(done: Done) -> list[tuple[str, str | None, str | None, list[str]]]:
    return [(one["case_id"], one["from"], one["to"], one["why"]) for one in json.loads(done.output)["flips"]]


SHORTER = [{**LIMIT, "limit": {1: "3 days", 2: "4 days"}}]
TIER_1 = "limit days, from 2000-01-01, tier 1: 5 days -> 3 days"
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
            [("D", "not_applicable", "met", [WIDER, "how early counts: none -> 1 days", "all of these together"])],
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
        "|  | What | Before | After |\n"
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
        "omicheck: found '--output=x'; expected a rules folder, or a revision of the git repository of this folder\n"
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


def what_if(rules: Path, *words: object) -> Done:
    return run("rules", "what-if", *words, "--rules", rules)


def test_what_if_one_number(rules: Path, cases: Path) -> None:
    done = what_if(rules, cases, "days=3", "--format", "json")
    (step,) = json.loads(done.output)["steps"]
    assert (step["step"], [(one["case_id"], one["why"]) for one in step["flips"]]) == ("days=3", [("A", [TIER_1])])
    assert done.status == 0
    only = json.loads(what_if(rules, "days[2]=1 weeks", cases, "--format", "json").output)["steps"][0]
    assert (only["flips"], only["changes"][0]["parts"][0]["text"]) == (
        [],
        "limit days, from 2000-01-01, tier 2: 5 days -> 1 weeks",
    )


def test_a_sweep(rules: Path, cases: Path) -> None:
    done = what_if(rules, cases, "days=1..4")
    assert [line.split() for line in done.output.splitlines()] == [
        ["Step", "Verdicts", "that", "flip", "Cases", "question", "2.1.1", "criterion", "2.1", "headline", "ce"],
        ["as", "they", "are", "0", "0", "67%", "(2", "of", "3)", "67%", "SUBSTANTIAL", "67%", "SUBSTANTIAL"],
        ["days=1", "2", "2", "0%", "(0", "of", "3)", "0%", "DRASTIC", "0%", "DRASTIC"],
        ["days=2", "1", "1", "33%", "(1", "of", "3)", "33%", "DRASTIC", "33%", "DRASTIC"],
        ["days=3", "1", "1", "33%", "(1", "of", "3)", "33%", "DRASTIC", "33%", "DRASTIC"],
        ["days=4", "0", "0", "67%", "(2", "of", "3)", "67%", "SUBSTANTIAL", "67%", "SUBSTANTIAL"],
    ]


FORMS = "LIMIT=VALUE, such as first-contact=3, `first-contact[4]=2 days` or first-contact=3..10"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["dayz=3"], "found limit 'dayz'; expected the id of a limit of these rules; did you mean days?"),
        (["days=9..3"], "days=9..3: found a range from 9 to 3; expected the smaller number first"),
        (["days[7]=3"], "days[7]=3: found '7' in brackets; expected one of 1, 2"),
        (["times[1]=3"], "times[1]=3: found '1' in brackets; expected no value, as the limit depends on no field"),
        (["times=3 days"], "times: found the unit 'days'; expected a bare number, as it counts"),
        (["days=3 day"], "days: found '3 day'; expected an amount such as 5 days"),
        (["days=1..500"], "found 500 steps; expected at most 100"),
        (["days=soon"], f"found 'days=soon'; expected {FORMS}"),
        (["other"], "found {cases} and other; expected one PATH of records, and LIMIT=VALUE with an equals sign"),
    ],
)  # fmt: skip
def test_what_if_it_is_wrong(words: list[str], message: str, rules: Path, cases: Path) -> None:
    done = what_if(rules, cases, *words)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {message.format(cases=cases)}\n")


def test_coverage_of_cases(rules: Path, cases: Path) -> None:
    done = run("rules", "coverage", cases, "--rules", rules, "--format", "json")
    told = json.loads(done.output)
    rows = {(one["kind"], one["name"]): one["rows"] for one in told["branches"]}
    assert rows == {
        ("scope", "false"): 1,
        ("scope", "true"): 3,
        ("condition", "sentence type is custody: false"): 1,
        ("condition", "sentence type is custody: true"): 3,
        ("limit", "from 2000-01-01, tier 1"): 2,
        ("limit", "from 2000-01-01, tier 2"): 1,
        ("limit", "from 2000-01-01, tier unknown"): 0,
        ("reason", "not applicable: out of scope"): 1,
        ("reason", "cannot tell: missing date"): 0,
        ("reason", "cannot tell: no limit in force"): 0,
        ("reason", "met: in time"): 2,
        ("reason", "not applicable: ended before due"): 0,
        ("reason", "cannot tell: incomplete event"): 0,
        ("reason", "not met: late"): 0,
        ("reason", "not due: not due"): 0,
        ("reason", "not met: absent"): 1,
        ("reason", "not applicable: no trigger"): 0,
        ("reason", "cannot tell: unknown limit"): 0,
        ("reason", "not met: either way"): 0,
    }
    assert told["kinds"] == {
        "scope": {"branches": 2, "taken": 2},
        "condition": {"branches": 2, "taken": 2},
        "limit": {"branches": 3, "taken": 2},
        "reason": {"branches": 12, "taken": 3},
    }
    assert told["percent"] == pytest.approx(100 * 9 / 19)


@pytest.mark.parametrize(("threshold", "status"), [("47", 0), ("48", 1)])
def test_a_threshold(threshold: str, status: int, rules: Path, cases: Path) -> None:
    done = run("rules", "coverage", cases, "--rules", rules, "--threshold", threshold)
    assert done.status == status
    assert done.output.splitlines()[-1] == f"47.4%: 9 of 19 (at least {threshold} asked for)"


@pytest.mark.parametrize("threshold", ["nan", "inf", "-1", "100.5", "most"])
def test_a_threshold_that_is_no_percentage(threshold: str, rules: Path, cases: Path) -> None:
    done = run("rules", "coverage", cases, "--rules", rules, f"--threshold={threshold}")
    assert (done.status, done.output) == (2, "")
    assert done.errors.endswith(f"argument --threshold: found {threshold}; expected a percentage from 0 to 100\n")


def test_coverage_needs_cases(rules: Path) -> None:
    done = run("rules", "coverage", "--rules", rules)
    assert (done.status, done.errors) == (2, "omicheck: found no cases; expected a PATH of records, or --examples\n")


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
