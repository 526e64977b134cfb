"""An inspector's task, by the commands of its tutorial: a sample drawn and answered, scores and a draft report."""

import re
from pathlib import Path

from small_tasks import done

FEWER = {"# 40 rows,": "# 3 rows,"}
SCORES = """\
12 cases of a caseload of 3,360, from inspectors' answers, and rules' verdicts where there is none

Headline score                 Score  Interval      Comment
───────────────────────────────────────────────────────────────
roh Risk of Harm                69%*  64.9 to 72.6  SUBSTANTIAL
lor Likelihood of Reoffending   68%*  64.6 to 71.5  SUBSTANTIAL
ce Compliance and Enforcement    65%  57.7 to 71.4  SUBSTANTIAL

Section or criterion                                       Score  Interval      Comment
───────────────────────────────────────────────────────────────────────────────────────────
1 Assessment and sentence planning                          68%*  64.1 to 71.9
1.1 Preparing for sentence                                   68%  59.7 to 76.4  SUBSTANTIAL
1.2 Assessment and planning to minimise Risk of Harm        66%*  60.8 to 72.5  SUBSTANTIAL
1.3 Assessment and planning to reduce the Likelihood of     76%*  67.8 to 82.6  MODERATE
Reoffending
1.4 Assessment and planning for offender engagement          62%  55.0 to 68.4  SUBSTANTIAL
2 Implementation of interventions                            69%  65.5 to 71.8
2.1 Delivering the sentence plan                             65%  61.9 to 69.1  SUBSTANTIAL
2.2 Delivering restrictive interventions                     69%  64.6 to 74.4  SUBSTANTIAL
2.3 Delivering constructive interventions                    65%  58.8 to 71.7  SUBSTANTIAL
2.4 Managing diversity and maximising offender engagement    74%  68.9 to 79.7  MODERATE
3 Achieving and sustaining planned outcomes                  66%  62.1 to 69.4
3.1 Achievement of initial outcomes                          65%  59.5 to 71.1  SUBSTANTIAL
3.2 Minimising Risk of Harm                                  64%  52.0 to 74.7  SUBSTANTIAL
3.3 Reducing the Likelihood of Reoffending                   68%  62.1 to 73.5  SUBSTANTIAL

Share  Sufficient  Lowest shares of the questions
───────────────────────────────────────────────────────────────────────────────
10.0%  1 of 10     2.1.15 Resources allocated to address LoR
20.0%  2 of 10     3.2.6 Reduced threat to victims or potential victims
25.0%  2 of 8      2.1.43 Sentence plan updated after a change in circumstances
and 191 more questions; --details shows all

Most would be settled by: unpaid work session, significant change, MAPPA category.
1 disagreement of inspectors and rules; the answer is used.
* may be too low: rests in part on rules that may over-report
Interval: 95%, for the chance of the draw; cut-points of comments are assumed
--details: questions, bounds, what is missing; --explain roh: its arithmetic"""
DRAWN = """\
omicheck: inspection.xlsx: 12 cases, 200 questions each
omicheck: when it is filled in: omicheck score january.xlsx ... --cases inspection.xlsx --answers inspection.xlsx
118 cases can be drawn: begun 6 to 12 months before 2010-01-31; left out: 179 too young
12 cases in the sample. The inspectorate drew between 100 and over 200.

Kind                                    At least      Can be drawn  Not recorded  In the  Short
                                                                                  sample
───────────────────────────────────────────────────────────────────────────────────────────────
High or very high Risk of Serious Harm  20 (assumed)            24             4      11      9
Prolific or other priority offender     15 (assumed)             7                     0     15
Approved premises resident              5 (assumed)              0           118       0      5
Statutory victim contact                15 (assumed)             0           118       0     15
Black and minority ethnic               15 (assumed)            54            11       5     10
"""
# Headline, score, comment and interval, as the report has them.
HEADLINES = [
    ("Risk of Harm", "69%", "SUBSTANTIAL improvement required", "65% to 73%"),
    ("Likelihood of Reoffending", "68%", "SUBSTANTIAL improvement required", "65% to 71%"),
    ("Compliance and Enforcement", "65%", "SUBSTANTIAL improvement required", "58% to 71%"),
]
_HEADLINE = re.compile(
    r'<div class="headline"><h3>(.*?)</h3>.*?<dd class="big">(\d+%).*?<dd class="comment"><strong>(.*?)</strong>'
    r".*?<dt>95% interval</dt><dd>(.*?)</dd>",
    re.DOTALL,
)


def test_scores_and_a_draft_report_come_of_a_sample_that_was_answered(tmp_path: Path) -> None:
    task = done("inspector.md", tmp_path, FEWER)
    assert "\n".join(task.last("--workbook")[2:]).startswith(DRAWN)
    scored = task.last("omicheck score")
    assert scored[3] == "omicheck: inspection.xlsx: 2,343 of 2,400 questions answered, 57 not answered"
    assert "\n".join(scored[4:]) == SCORES
    draft = (task.folder / "draft.html").read_text(encoding="utf-8")
    assert _HEADLINE.findall(draft) == HEADLINES
    assert (
        "<p>Work on Risk of Harm was done well enough 69% of the time, work on Likelihood of Reoffending 68% "
        "and work on Compliance and Enforcement 65%.</p>"
    ) in draft
