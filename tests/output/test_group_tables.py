"""Tables by group: by name, with intervals, and in words what lies beyond chance."""

import json
from pathlib import Path
from typing import Final

from pipeline import ROOT, run

SAMPLE: Final = ROOT / "fixtures" / "sample" / "cases.json"
SAMPLE_CASES: Final = json.loads(SAMPLE.read_text(encoding="utf-8"))["cases"]


CHECKED = """\
Office  Cases  With a failure    Interval       Failures  Cannot tell
─────────────────────────────────────────────────────────────────────
East       23  22 of 23 (95.7%)  79.0 to 99.2        163           91
North      26  24 of 26 (92.3%)  75.9 to 97.9        176           88
West       11  11 of 11          74.1 to 100.0        63           20
By name. With a failure: of the cases in which a duty was met or not, with an interval of 95% in per
cent.
None lies beyond the limits of 95% around the 95.0% of all cases: they differ by no more than chance
explains.
"""
SCORED = """\
Office     Cases  roh Risk of Harm  lor Likelihood of Reoffending  ce Compliance and Enforcement
────────────────────────────────────────────────────────────────────────────────────────────────
all cases     60  71% (65 to 77)    69% (65 to 74)                 62% (56 to 69)
East          23  73% (65 to 80)    68% (64 to 73)                 59% (51 to 69)
North         26  69% (57 to 79)    74% (67 to 79)                 60% (51 to 70)
West          11  74% (59 to 87)    70% (62 to 75)                 67% (44 to 82)
By name; intervals of 95% in per cent, from the cases of each group alone. A score that has none is
not shown: it is of too few cases to be set beside others.

Shares beyond what chance explains
Question  Office  Sufficient  All cases  Beyond the limits of
─────────────────────────────────────────────────────────────
2.1.41    North   18 of 18        75.6%  95%, above
3.3.3     West    2 of 10         58.2%  95%, below
173 shares of groups were held against those of all cases: 2 lie beyond the limits that chance would
hardly pass. By chance alone about 2.5 beyond those of 95% and 0.1 beyond those of 99.8% would be,
so that to be beyond is a reason to ask, and no finding.
"""


def test_the_summary_begins_with_groups() -> None:
    lines = run("check", SAMPLE, "--by", "office").output.split("\n\n")
    assert "\n".join(lines[1:2]) + "\n" == CHECKED
    assert lines[2].startswith("Criterion ")


def test_scores_end_with_groups_and_what_lies_beyond_chance() -> None:
    assert run("score", SAMPLE, "--by", "office").output.endswith(f"\n\n{SCORED}")


def test_many_groups_are_cut_and_shown_on_request(tmp_path: Path) -> None:
    cases = [{**case, "office": f"Office {place:02}"} for place, case in enumerate(SAMPLE_CASES[:15])]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    asked = ("check", file, "--as-of", "2010-01-18", "--by", "office")
    summary, details = run(*asked).output, run(*asked, "--details").output
    assert "Office 11" in summary
    assert "Office 12" not in summary
    assert "and 3 more; --details shows all" in summary
    assert "Office 14" in details


def test_a_group_far_from_the_others_is_named_in_words(tmp_path: Path) -> None:
    base = {"sentence_type": "community_order", "sentence_date": "2009-03-02"}
    done = [{"type": "induction", "date": "2009-03-03"}]
    cases = [
        {"case_id": f"{office}-{number:02}", **base, "events": [] if number < failing else done}
        | ({"office": office} if office else {})
        for office, failing in (("", 3), ("East", 2), ("North", 3), ("South", 18), ("West", 2))
        for number in range(20)
    ]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    asked = ("check", file, "--as-of", "2010-01-18", "--by", "office", "--only", "induction-community-on-time")
    text = run(*asked).output
    assert "not recorded     20  3 of 20 (15.0%)   5.2 to 36.0          3            0\n" in text
    assert (
        "Beyond the limits of 99.8% around the 28.0% of all cases: South (18 of 20 (90.0%), above).\n"
        "By chance alone about 0.1 beyond those of 95% and 0.0 beyond those of 99.8% would be, so that to be\n"
        "beyond is a reason to ask, and no finding.\n"
    ) in text
