"""An inspector's task, by the commands of its tutorial: a sample drawn and answered, scores and a draft report."""

from pathlib import Path

from small_tasks import done

FEWER = {"# 40 rows,": "# 3 rows,"}
GIVEN_BACK = "--cases inspection.xlsx --answers inspection.xlsx"
SCORES = """\
Headline score                 Score  Interval      Comment
───────────────────────────────────────────────────────────────
roh Risk of Harm                69%*  64.9 to 72.6  SUBSTANTIAL
lor Likelihood of Reoffending   68%*  64.6 to 71.5  SUBSTANTIAL
ce Compliance and Enforcement    65%  57.7 to 71.4  SUBSTANTIAL"""


def test_scores_and_a_draft_report_come_of_a_sample_that_was_answered(tmp_path: Path) -> None:
    task = done("inspector.md", tmp_path, FEWER)
    drawn = task.last("--workbook")
    assert drawn[2:5] == [
        "omicheck: inspection.xlsx: 12 cases, 200 questions each",
        f"omicheck: when it is filled in: omicheck score january.xlsx ... {GIVEN_BACK}",
        "118 cases can be drawn: begun 6 to 12 months before 2010-01-31; left out: 179 too young",
    ]
    scored = task.last("omicheck score")
    assert scored[3:5] == [
        "omicheck: inspection.xlsx: 2,343 of 2400 questions answered, 57 not answered",
        "12 cases of a caseload of 3360, from inspectors' answers, and rules' verdicts where there is none",
    ]
    assert SCORES in "\n".join(scored)
    draft = (task.folder / "draft.html").read_text(encoding="utf-8")
    assert all(f"{score}%" in draft for score in (69, 68, 65))
