"""How far judgements agree, as a report tells it in the house, and as the workbook of scores has it."""

import json
from pathlib import Path

from openpyxl import load_workbook

from pipeline import run
from read_page import read_page
from small_office import write_office

KAPPA = (
    "Cohen's kappa says how far two sides agree beyond what chance alone would give: 1 where they always do, 0 where "
    "they do no more often than by chance, and less where they do so less often."
)
# Of five answers four are the same; by chance 3/5 * 2/5 + 2/5 * 3/5 = 12/25; so (20/25 - 12/25) / (1 - 12/25) = 8/13.
READERS = (
    "Two inspectors answered the same question 5 times, on 4 cases. Both say the same in 4 of 5 (80%). Cohen's kappa "
    "is 0.62, with a 95% interval from -0.01 to 1.00. The answer that was given first counts."
)
RULES = (
    "Inspectors and rules answered the same question 2 times. Both say the same in 1 of 2 (50%). Cohen's kappa is "
    "0.00; of so few, or of full agreement, it has no interval."
)
TOLD = [
    "How far judgements agree",
    KAPPA,
    "Two inspectors",
    READERS,
    "Agreement of two inspectors",
    "OnComparedThe sameKappa95% interval",
    "Ann and Ben540.62-0.01 to 1.00",
    "Planned in time 1.2.111nonenone",
    "Visited well 2.1.2430.50-0.23 to 1.00",
    "Where two inspectors differ",
    "Where two inspectors differ",
    "CaseQuestionUsedThe other reader",
    "B2.1.2Sufficient, by Ann: Read by Ann.Not sufficient, by Ben: Read by Ben.",
    "Inspectors and rules",
    RULES,
    "Agreement of inspectors and rules",
    "OnComparedThe sameKappa95% interval",
    "Contacted in time 1.1.1100.00none",
    "Planned in time 1.2.111nonenone",
    "Where inspectors and rules differ",
    "Where inspectors and rules differ",
    "CaseQuestionInspectors sayRules say",
    "B1.1.1Sufficient, by i-1: Seen at court.Not met: late",
]


def read_by_two(folder: Path) -> tuple[object, ...]:
    """The office without answers to what two readers have answered, and their answers: a command's arguments."""
    rules, records = write_office(folder)
    files = []
    for by, of_b in (("Ann", "sufficient"), ("Ben", "not_sufficient")):
        answers = (("A", "sufficient"), ("B", of_b), ("C", "not_sufficient"), ("D", "not_sufficient"))
        lines = [f"{case},2.1.2,{answer},{by},Read by {by}." for case, answer in answers]
        lines.append(f"A,1.2.1,sufficient,{by},")
        files.append(folder / f"{by}.csv")
        files[-1].write_text("\n".join(("case_id,question,answer,by,reason", *lines)) + "\n", encoding="utf-8")
    return (records, "--rules", rules, "--resamples", 0, *(word for file in files for word in ("--answers", file)))


def page_of(folder: Path, *arguments: object) -> list[str]:
    file = folder / "page.html"
    assert run("report", *arguments, "--quiet", "--output", file, "--force").status == 0
    lines = read_page(file.read_text(encoding="utf-8")).lines
    return [told for line in lines if (told := " ".join(line.split()))]


def test_a_report_in_the_house_tells_how_often_inspectors_agree_and_where_not(tmp_path: Path) -> None:
    lines = page_of(tmp_path, *read_by_two(tmp_path))
    start = max(place for place, line in enumerate(lines) if line == "How far judgements agree")
    end = max(place for place, line in enumerate(lines) if line == "What could not be used")
    assert lines[start:end] == TOLD


def test_a_published_report_tells_nothing_of_agreement(tmp_path: Path) -> None:
    rules, records = write_office(tmp_path)
    copies = tmp_path / "eight.json"
    document = json.loads(records.read_text(encoding="utf-8"))
    document["cases"] += [{**case, "case_id": f"{case['case_id']}2"} for case in document["cases"]]
    copies.write_text(json.dumps(document), encoding="utf-8")
    lines = page_of(tmp_path, copies, "--rules", rules, "--resamples", 0, "--publish")
    assert [line for line in lines if "kappa" in line or "agree" in line] == []


def test_the_workbook_of_scores_has_two_readers(tmp_path: Path) -> None:
    file = tmp_path / "scores.xlsx"
    assert run("score", *read_by_two(tmp_path), "--format", "xlsx", "--output", file).status == 0
    book = load_workbook(file)
    sheets = ["headlines", "criteria", "questions", "disagreements", "agreement", "readers", "readers differ", "about"]
    assert book.sheetnames == sheets
    assert list(book["readers"].values) == [
        ("of", "compared", "agreed", "share", "kappa", "from", "to"),
        ("all", 5, 4, 0.8, "0.62", "-0.01", "1.00"),
        ("Ann and Ben", 5, 4, 0.8, "0.62", "-0.01", "1.00"),
        ("1.2.1", 1, 1, 1, None, None, None),
        ("2.1.2", 4, 3, 0.75, "0.50", "-0.23", "1.00"),
    ]
    assert list(book["readers differ"].values) == [
        ("case", "question", "used", "used by", "used because", "other", "other by", "other because"),
        ("B", "2.1.2", "sufficient", "Ann", "Read by Ann.", "not sufficient", "Ben", "Read by Ben."),
    ]
