"""An area team's task, by the commands of its tutorial: who is told what, and what improved a month later."""

from pathlib import Path

from small_tasks import SmallTask, done, rows_of

FEWER = {"# 40 rows,": "# 3 rows,"}
FIRST_FAILURES = {
    "North": ("400006", "A. Invented-North", "1.2.12", "Risk management plan completed on time", "absent", 2),
    "South": (
        "400004",
        "C. Invented-South",
        "1.3.5",
        "Likelihood of Reoffending assessment completed on time",
        "late",
        11,
    ),
    "East": (
        "400002",
        "E. Invented-East",
        "1.3.5",
        "Likelihood of Reoffending assessment completed on time",
        "late",
        24,
    ),
    "West": ("400001", "C. Invented-West", "2.1.41", "Sentence plan reviewed on time", "absent", 59),
}
IMPROVED = """\
Office  Then  Put right  Still open  New  Now  b, c
───────────────────────────────────────────────────
East     111          7         104    6  110  0, 0
North    103         26          77    8   85  0, 0
South    112         14          98    6  104  0, 0
West     104          1         103    3  106  0, 0"""


def test_each_office_is_sent_its_list_and_what_improved_is_told(tmp_path: Path) -> None:
    task = done("area-team.md", tmp_path, FEWER)
    assert [line for line in task.last("map check") if "records taken" in line or "left out on" in line] == [
        "  left out on purpose: Offender Name, Comments",
        "297 records taken, 0 rejected",
        "5 rows left out on purpose",
    ]
    assert {office: _first_failure(task, office) for office in FIRST_FAILURES} == FIRST_FAILURES
    # An office is told of its own cases only, under one name however it was spelt.
    assert sorted(file.name for file in (task.folder / "january").iterdir()) == [
        *("East.xlsx", "North.xlsx", "South.xlsx", "West.xlsx", "omicheck-groups.json"),
    ]
    assert IMPROVED in "\n".join(task.last("omicheck progress"))


def _first_failure(task: SmallTask, office: str) -> tuple[object, ...]:
    headings, *rows = rows_of(task.folder / "january" / f"{office}.xlsx", "failures")
    assert {row[headings.index("office")] for row in rows} == {office}
    wanted = ("case", "offender manager", "question", "rule", "reason", "days late")
    return tuple(rows[0][headings.index(name)] for name in wanted)
