"""The metrics of the performance framework, from records to output."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from omicheck.performance.framework import framework_folder, read_framework
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import ROOT, run, write_json, write_rules

PRINTED = ROOT / "fixtures" / "hertfordshire-2010" / "performance-framework.csv"
FOLDER = packaged_rules() / "performance"
GOLDEN = Path(__file__).resolve().parent / "golden" / "performance.txt"
ORDER = {"sentence_type": "community_order", "sentence_date": "2009-03-02", "ethnicity": "white"}
ASSESSED = {"type": "lor_assessment", "date": "2009-03-05"}
FAILED_TWICE = [{"type": "absence", "date": day, "acceptable": False} for day in ("2009-04-01", "2009-04-08")]
CASES: list[dict[str, Any]] = [
    # Tier 2 when it counts, tier 4 later; assessed in time; six months without breach, then revoked.
    {"case_id": "A", **ORDER, "tier": 2, "end_date": "2009-12-01", "end_reason": "revoked",
     "events": [ASSESSED, {"type": "tier_set", "date": "2009-03-03", "value": 4}]},
    # Breached in time, though not resolved; not assessed; completed, with employment on the last day.
    {"case_id": "B", **ORDER, "tier": 3, "ppo": True, "end_date": "2009-12-01", "end_reason": "completed",
     "events": [*FAILED_TWICE, {"type": "breach_instigated", "date": "2009-04-09"},
                {"type": "employment_started", "date": "2009-12-01"}]},
    # The tier is not known, so neither is whose metric the assessment is; why it ended is not known either.
    {"case_id": "C", **ORDER, "ppo": False, "ethnicity": None, "end_date": "2009-06-01", "events": [ASSESSED]},
]  # fmt: skip


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cases.json", {"as_of": "2010-01-18", "cases": CASES})


def test_each_metric_counts_its_rows(records: Path) -> None:
    done = run("performance", records, "--format", "json")
    metrics = [one for domain in json.loads(done.output)["domains"] for one in domain["metrics"]]
    found = {
        one["metric"]: (one["successes"], one["relevant"], one["share"], one["bounds"], one["verdicts"]["cannot_tell"])
        for one in metrics
        if one["rules"]
    }
    assert (done.status, found) == (
        0,
        {
            "oasys-tier-2-3": (1, 2, 0.5, [1 / 3, 2 / 3], 1),
            "oasys-tier-4": (0, 0, None, [0.0, 1.0], 1),
            "oasys-ppo": (0, 1, 0.0, [0.0, 0.5], 1),
            "risk-management-plan": (0, 0, None, [0.0, 1.0], 3),
            "court-report": (0, 0, None, None, 0),
            "recall-request": (0, 0, None, None, 0),
            "end-to-end-enforcement": (0, 1, 0.0, [0.0, 0.0], 0),
            "six-months-without-breach": (1, 2, 0.5, [0.5, 0.5], 0),
            "completed": (1, 2, 0.5, [1 / 3, 2 / 3], 1),
            "victim-contact": (0, 0, None, None, 0),  # three orders, and the duty is for imprisonment
            "employment-at-termination": (1, 3, 1 / 3, [1 / 3, 1 / 3], 0),
            "ethnic-monitoring": (2, 3, 2 / 3, [2 / 3, 2 / 3], 0),
        },
    )
    assert done.errors == (
        "omicheck: no case that counts for: Tier 4 OASys Assess, Risk Management Plan Timeliness, Court Report "
        "Timeliness (excl. RIC), Licence Recall Requests, Victim Contact\n"
    )


def test_both_evaluators_agree(records: Path) -> None:
    one, two = (run("performance", records, "--format", "csv", "--engine", name) for name in ("durable", "both"))
    assert one == two


def test_beside_figures(records: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text(
        "metric,unit,target,grade\noasys-tier-2-3,percent,50,3\ncompleted,percent,50.1,2\nbudget-outturn,number,9,4\n"
        "end-to-end-enforcement,percent,0,1\n",
        encoding="utf-8",
    )
    done = run("performance", records, "--figures", figures, "--format", "csv")
    rows = {row["metric"]: row for row in csv.DictReader(done.output.splitlines())}
    shown = {name: (row["share"], row["target"], row["grade"]) for name, row in rows.items() if row["grade"]}
    assert shown == {
        "oasys-tier-2-3": ("0.5", "50", "3"),
        "completed": ("0.5", "50.1", "2"),
        "end-to-end-enforcement": ("0.0", "0", "1"),
        "budget-outturn": ("", "9", "4"),
    }
    table = run("performance", records, "--figures", figures, "--quiet", "--details").output
    assert [line.rstrip() for line in table.splitlines()] == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_figures_that_are_wrong(records: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    text = "metric,unit,actual\nbudget,number,4\nsickness,days,3\nsickness,days,3\ncompleted\ndrr,percnt,70%\n"
    figures.write_text(text, encoding="utf-8")
    done = run("performance", records, "--figures", figures)
    assert (done.status, done.output) == (2, "")
    assert done.errors == (
        f"omicheck: {figures}:2: metric: found metric 'budget'; expected a metric of the framework; "
        "did you mean budget-outturn?\n"
        f"{figures}:4: metric: found sickness a second time; expected each metric once\n"
        f"{figures}:5: found 1 cells; expected 3, one for each column\n"
        f"{figures}:6: unit: found unit 'percnt'; expected percent, number or days; did you mean percent?\n"
        f"{figures}:6: actual: found '70%'; expected a number without its unit, or nothing where there is none\n"
    )
    missing = run("performance", records, "--figures", tmp_path / "none.csv")
    assert (missing.status, missing.errors) == (
        2,
        (
            f"omicheck: {tmp_path / 'none.csv'}: found a file that cannot be read (No such file or directory); "
            "expected a CSV file with the columns metric, domain, title, unit, actual, target, national, "
            "previous_year, grade\n"
        ),
    )


def test_the_printed_table_has_the_metrics_in_their_order() -> None:
    rule_base = read_rule_base(packaged_rules(), with_examples=False)
    framework = read_framework(framework_folder(rule_base), rule_base)
    with PRINTED.open(encoding="utf-8", newline="") as file:
        printed = [(row["domain"], row["metric"], row["title"]) for row in csv.DictReader(file)]
    known = [(domain.title, metric.id, metric.title) for domain in framework.domains for metric in domain.metrics]
    # What the page prints outside its table of metrics.
    apart = [one for one in known if one[1] in ("area-score", "reoffending")]
    assert [one for one in known if one not in apart] == printed
    assert len(apart) == 2


def test_the_printed_table_is_set_beside(records: Path) -> None:
    done = run("performance", records, "--figures", PRINTED, "--quiet")
    lines = [line.split("  ") for line in done.output.splitlines() if "not measured" in line]
    rows = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    assert [row for row in rows if row[0] in {"Enforcement", "DRR Performance", "Sickness Absence"}] == [
        ["Enforcement", "not measured", "99%", "95%", "97%", "4"],
        ["DRR Performance", "not measured", "77", "60", "55", "3"],
        ["Sickness Absence", "not measured", "9.4", "11.5", "11.0", "9.4", "3"],
    ]


@pytest.mark.parametrize("command", ["lint", "test", "mutate"])
def test_the_rules_of_the_framework_hold(command: str) -> None:
    assert run("rules", command, "--rules", FOLDER).status == 0


def test_a_framework_that_is_wrong(records: Path, tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "own", [], {})
    metrics = [
        {"id": "a", "title": "A", "rows": ["report-on-tiem"], "applies": {"teir": 1}},
        {"id": "a", "title": "A", "rows": ["report-on-time"], "counts": "maybe"},
        {"id": "b", "title": "B"},
    ]
    data = {
        "title": "T",
        "source": {"document": "report", "place": "p", "status": "assumed"},
        "domains": [{"id": "d", "title": "D", "metrics": metrics}],
    }
    file = folder / "framework.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    done = run("performance", records, "--framework", folder)
    assert (done.status, done.output) == (2, "")
    at = "domains[0].metrics"
    assert done.errors == (
        "omicheck: the rules cannot be used:\n"
        f'{file}:15: {at}[0].applies.teir: found field "teir"; expected a known field; did you mean tier?\n'
        f"{file}:13: {at}[0].rows[0]: found rule report-on-tiem; expected a rule in force; "
        "did you mean report-on-time?\n"
        f"{file}:16: {at}[1].id: found metric a a second time; expected each id once\n"
        f'{file}:20: {at}[1].counts: found verdict "maybe"; expected a known verdict: met or not_met\n'
        f"{file}:21: {at}[2]: found neither rows nor not_measured; expected one of the two\n"
        "5 problems\n"
    )


def test_a_vocabulary_with_more_words_can_use_the_packaged_framework(records: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(packaged_rules(), folder, ignore=shutil.ignore_patterns("performance"))
    words = (folder / "vocabulary.yaml").read_text(encoding="utf-8")
    (folder / "vocabulary.yaml").write_text(words + "  reparation: {about: Reparation made.}\n", encoding="utf-8")
    with_more = run("performance", records, "--rules", folder, "--format", "csv")
    assert with_more == run("performance", records, "--format", "csv")


def test_rules_with_other_words_need_a_framework_of_their_own(records: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(packaged_rules(), folder, ignore=shutil.ignore_patterns("performance"))
    words = (folder / "vocabulary.yaml").read_text(encoding="utf-8")
    (folder / "vocabulary.yaml").write_text(words.replace("  ethnicity:", "  origin:"), encoding="utf-8")
    done = run("performance", records, "--rules", folder)
    assert (done.status, done.output, done.errors) == (
        2,
        "",
        (
            f"omicheck: the rules in {folder} have no performance framework, and the packaged one uses other words; "
            "--framework DIR names one\n"
        ),
    )
