"""Makes docs/reproduction.md: the printed figures of the report on Hertfordshire beside those of the synthetic sample.

The sample is scored as `omicheck score` does it. `--check` fails if the page is not what this makes.
"""

import csv
import sys
import textwrap
from collections.abc import Iterable, Iterator
from fractions import Fraction

from fresh import ROOT, make_or_check
from hertfordshire.irreconcilable import irreconcilable
from hertfordshire.plan import Base, read_bases
from omicheck.dates import read_date
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.scheme import Scheme
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.score.overrides_and_grades import commented
from omicheck.score.result import QuestionScore, Score
from omicheck.score.scores import scores_of_cases
from omicheck.score.settings import Settings

FOLDER = ROOT / "fixtures" / "hertfordshire-2010"
PAGE = ROOT / "docs" / "reproduction.md"
CASELOAD = 3420  # appendix 3
WIDTH = 120
Table = dict[str, dict[str, str]]

HEAD = """# The published report, reproduced

Made by `scripts/make_reproduction_page.py`; do not edit. The report is HM Inspectorate of Probation's *A report on
offender management in Hertfordshire*, March 2010, ISBN 978-1-84099-320-2.

## What this is, and what it is evidence of

The report prints the share of cases in which each kind of work was good enough, and the scores that it made of them.
It does not print the cases, nor the list of questions that the inspectors answered. `fixtures/hertfordshire-2010` has:

- the printed figures, as data;
- 200 questions rebuilt from the findings (`rules/questions`); their wording and numbers are ours;
- a sample of 127 cases. **It is synthetic.** A seeded program, `scripts/make_hertfordshire.py`, made it to fit: its
  events and its answers were chosen so that the rules and the inspectors' answers give the printed shares. No person,
  office or court stands behind it, and nothing about the real cases can be learnt from it.

So:

- That the **shares** agree is by construction. It is no evidence that the rules judge real cases as inspectors did; it
  shows that rules, answers and counting work together over a whole inspection, and give what was put in.
- That the **scores** agree or differ says something about one thing: how near the rebuilt list of questions comes to
  the list that was used. The arithmetic is that of appendix 6. Where a criterion differs, the real list had other
  questions, or fewer, or more; and some shares are printed in words, such as a third, and are read as a number here.
- The **comments** computed are those of a ladder that is ours: the report prints comments, and no ladder.
- How often the real rules or records would err is not shown by anything on this page. Nor are the intervals that
  `omicheck score` gives for the sample those of the inspection: how the shares of a case hang together was not printed,
  and in the sample they are drawn apart.
"""

BASES = """## Shares

`Base` is the number of relevant cases, and where it comes from: *printed*; *recovered*, where other printed numbers
leave few choices; *chosen*, where nothing is printed. `bases.csv` gives the reason for each. `Decided by` says whether
the events of the cases and the rules decide, or answers, or both; *narrowed*, that answers of not applicable take cases
out of the base which the rules alone would judge. `Difference` is the reproduced share less the printed
one, in points of a per cent; a printed whole per cent leaves up to 0.5 open. Where the report says less than half, the
number nearest to 45% is taken.
"""

NONE = """No share is printed for {questions}. The rules would judge cases of the sample; they are answered
not applicable, so that no share is made up.
"""

REACHED = """Every printed share comes out at the whole per cent that is printed{exceptions}.
"""

SCORES = """## Scores

`From the shares` is the score that the sample gives. A criterion's is the mean of its questions' shares, a section's
the mean of its criteria's, a headline's the mean of the shares of all questions tagged for it. `Ladder on printed` is
the comment that our ladder would put on the printed score.
"""

AFTER_SCORES = """{near} of the {number} scores come within two points of the printed ones; the farthest is {farthest},
with {points} points. The criteria differ both ways, so the differences partly cancel in sections and headlines: that a
headline is near is weaker evidence for the list of questions than that a criterion is.
"""

AGAINST = """## Figures of the report that do not fit together

What follows compares printed figures with each other. Different definitions, periods and bases may explain every one of
them; the report does not print enough to tell, and none of them is a finding about anybody's work.
"""

AGAIN = """## To see it again

```
python scripts/make_hertfordshire.py --check
omicheck score fixtures/hertfordshire-2010/cases.json --caseload {caseload}
omicheck score fixtures/hertfordshire-2010/cases.json --explain 1.2
```
"""


def page() -> str:
    """The page."""
    rules = read_rule_base(packaged_rules(), with_examples=False)
    records = read_records(str(FOLDER / "cases.json"), rules.vocabulary)
    as_of = read_date(records.as_of or "")
    if as_of is None or records.rejected:
        raise SystemExit("the sample cannot be read; run scripts/make_hertfordshire.py")
    in_force = rules.with_status("in_force")
    rows = DurableEvaluator(rules).rows(records.cases, in_force, as_of)
    # The page shows no interval, so no bootstrap is needed.
    settings = Settings(caseload=CASELOAD, resamples=0)
    scores = scores_of_cases(records.cases, rows, in_force, rules.questions, rules.scheme, settings)
    printed = table("printed-scores.csv", "id")
    parts = [
        HEAD,
        SCORES,
        *score_table(scores.every, printed, rules.scheme),
        BASES,
        *share_table(scores.questions, table("printed-shares.csv", "question"), read_bases(FOLDER / "bases.csv")),
        AGAINST,
        *(
            wrapped(f"- {text}", "  ") + "\n"
            for text in irreconcilable(printed, table("performance-framework.csv", "metric"), rules.scheme)
        ),
        AGAIN.format(caseload=CASELOAD),
    ]
    return "\n".join(parts)


def table(file: str, key: str) -> Table:
    """A table of the fixtures, by one column."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return {row[key]: row for row in csv.DictReader(stream)}


def wrapped(text: str, indent: str = "") -> str:
    """Text in lines of the page's width."""
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def markdown(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def points(difference: Fraction) -> str:
    """A difference of two per cents, signed, to a tenth."""
    return f"{float(difference):+.1f}" if abs(difference) >= Fraction(1, 20) else "0.0"


def score_table(every: tuple[Score, ...], printed: Table, scheme: Scheme) -> Iterator[str]:
    """The scores, and how near they come."""
    rows = []
    differences: dict[str, Fraction] = {}
    for one in every:
        shown = printed[one.mean.id]
        value = (one.mean.score or Fraction()) * 100
        differences[one.mean.id] = value - Fraction(shown["percent"])
        comment = one.comment.comment if one.comment else ""
        on_printed = scheme.ladder.comment(int(shown["percent"])) if one.mean.id in commented(scheme) else ""
        of = len(one.mean.terms)
        difference = points(differences[one.mean.id])
        numbers = (of, shown["percent"], f"{float(value):.1f}", difference)
        rows.append((one.mean.id, one.mean.title, *numbers, shown["comment"], comment, on_printed))
    head = ("score", "title", "terms", "printed", "from the shares", "difference")
    yield markdown((*head, "printed comment", "ladder on computed", "ladder on printed"), rows)
    near = sum(abs(difference) <= 2 for difference in differences.values())
    farthest = max(differences, key=lambda name: abs(differences[name]))
    yield (
        wrapped(
            AFTER_SCORES.format(
                near=near, number=len(differences), farthest=farthest, points=points(differences[farthest])
            ).replace("\n", " ")
        )
        + "\n"
    )


def share_table(questions: tuple[QuestionScore, ...], printed: Table, bases: dict[str, Base]) -> Iterator[str]:
    """The shares, and where they cannot be reached."""
    rows, without, exceptions = [], [], []
    for one in questions:
        name = one.question.id
        shown, base, share = printed[name], bases[name], one.counts.share
        if share is None:
            without.append(name)
            continue
        below = shown["precision"] == "below"
        target = Fraction(shown["numerator"] or shown["percent"]) / Fraction(shown["denominator"] or 100) * 100
        difference = share * 100 - target
        by = "events" if one.by_rules == one.counts.relevant else "both" if one.by_rules else "answers"
        if base.not_applicable:
            by += ", narrowed"
        if not below and abs(difference) > Fraction(1, 2):
            exceptions.append(f"{name} ({shown['percent']}% of {base.relevant}, printed in words)")
        as_printed = f"under {shown['percent']}" if below else shown["percent"]
        compared = (as_printed, f"{float(share * 100):.1f}", "below" if below else points(difference))
        rows.append((name, one.question.text, *compared, f"{base.sufficient} of {base.relevant}", base.base, by))
    yield markdown(("question", "text", "printed", "reproduced", "difference", "base", "base is", "decided by"), rows)
    told = f", but for {' and '.join(exceptions)}, which no whole number of cases reaches" if exceptions else ""
    yield wrapped(REACHED.format(exceptions=told).strip()) + "\n"
    yield wrapped(NONE.format(questions=" and ".join(without)).replace("\n", " ").strip()) + "\n"


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, lambda: [(PAGE, page())], "is stale; run scripts/make_reproduction_page.py"))
