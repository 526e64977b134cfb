"""A log and constraints for pm4py and for omicheck, how both are run on them, and their answers in one form."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs
import yaml
from declare_templates import (
    AS_OF,
    BOUNDS,
    CONSTRAINTS,
    EVENT_TYPES,
    LONG,
    Constraint,
    Within,
    check_of_bound,
    checks_of,
    declare_model,
)
from disturbed_fines import NAME, TIME
from measuring import ROOT

_EXAMPLE: Final = ROOT / "fixtures" / "road-traffic-fines" / "rules"
MAPPING: Final[dict[str, Any]] = {
    "time_of_day": "left_out",
    "tables": [
        {
            "sheet": "traces",
            "each_row": "case",
            "case_id": NAME,
            "fields": {
                "kind": {"column": "kind", "values": {"Red light": "signal"}},
                "issued": "issued",
                # Declare knows no end of a case, after which omicheck asks for nothing more.
                "end_date": {"constant": AS_OF},
            },
            "leave_out": "the rest",
        },
        {
            "sheet": "events",
            "each_row": "event",
            "case_id": f"case:{NAME}",
            "events": [
                {
                    "event": {"column": NAME, "values": {"Fine issued": None, **EVENT_TYPES}},
                    "date": TIME,
                    "when": {"lifecycle:transition": ["complete", None]},
                }
            ],
            "leave_out": "the rest",
            "leave_out_rows": [{"lifecycle:transition": "start"}],
        },
    ],
}
# What a trace breaks: the name of the constraint, and the case.
Broken = set[tuple[str, str]]


def write_rules(folder: Path) -> None:
    """Writes the constraints as a rules folder, with the vocabulary of the example but no attributes."""
    words = yaml.safe_load((_EXAMPLE / "vocabulary.yaml").read_text(encoding="utf-8"))
    fields = {name: words["fields"][name] for name in ("case_id", "kind", "issued", "end_date")}
    events = {name: {"about": one["about"]} for name, one in words["events"].items()}
    vocabulary = {"fields": fields, "case_dates": words["case_dates"], "events": events}
    files: dict[str, Any] = {"vocabulary.yaml": vocabulary}
    limits = {"long": LONG, "none": "0 days", "one": 1}
    checks = {f"c{place}-{part}": check for place, part, check in _checks()}
    for place, bound in enumerate(BOUNDS):
        limits[f"bound-{place}"] = f"{bound.at_most} days"
        checks[f"b{place}-0"] = check_of_bound(bound, f"bound-{place}")
    for name, limit in limits.items():
        source = {"document": "invented", "place": "this benchmark", "status": "assumed"}
        files[f"limits/{name}.yaml"] = {
            "id": name,
            "values": [{"from": date(2000, 1, 1), "limit": limit, "source": source}],
        }
    for name, check in checks.items():
        files[f"checks/declare/{name}.yaml"] = {
            "id": name,
            "question": "1.1.1",
            "decides": "fully",
            "status": "in_force",
            "check": check,
        }
    for name in ("documents.yaml", "omi2.yaml", "questions/1.1.yaml", "questions/1.2.yaml", "questions/1.3.yaml"):
        files[name] = yaml.safe_load((_EXAMPLE / name).read_text(encoding="utf-8"))
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content), encoding="utf-8")


def _checks() -> Iterator[tuple[int, int, dict[str, Any]]]:
    for place, constraint in enumerate(CONSTRAINTS):
        for part, check in enumerate(checks_of(constraint)):
            yield place, part, check


def write_model(file: Path) -> None:
    """Writes the constraints for pm4py: Declare, the parts of them that a log skeleton has, and bounds on times."""
    pairs: dict[str, list[list[str]]] = defaultdict(list)
    for one in CONSTRAINTS:
        if one.template == "response":
            pairs["always_after"].append([one.first, one.second])
        elif one.template == "precedence":
            pairs["always_before"].append([one.second, one.first])
        elif one.template == "noncoexistence":
            pairs["never_together"] += [[one.first, one.second]]
    model = {"declare": declare_model(CONSTRAINTS), "skeleton": pairs, "bounds": [attrs.asdict(one) for one in BOUNDS]}
    file.write_text(json.dumps(model), encoding="utf-8")


def commands(folder: Path, log: str) -> dict[str, list[str]]:
    """How each of the two is run on a log in the folder; its answers are written there."""
    ours = ["-m", "omicheck", "check", f"{folder}/{log}.xes", "--mapping", f"{folder}/mapping.yaml", "--as-of", AS_OF]
    ours += ["--rules", f"{folder}/rules", "--format", "jsonl", "--output", f"{folder}/{log}.jsonl", "--force"]
    theirs = [str(ROOT / "benchmarks" / "by_pm4py.py"), f"{folder}/{log}.xes", f"{folder}/model.json"]
    quiet = [sys.executable, "-W", "ignore"]
    return {
        "omicheck": [*quiet, *ours, "--quiet", "--fail-on", "never"],
        "pm4py": [*quiet, *theirs, f"{folder}/{log}.json"],
    }


def broken_by_omicheck(rows_file: Path) -> Broken:
    """What omicheck found, a failure of any part of a constraint being one of it."""
    broken = set()
    with rows_file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["verdict"] == "not_met":
                broken.add((_name_of(row["rule"]), row["case_id"]))
            elif row["verdict"] not in ("met", "not_applicable"):
                raise RuntimeError(f"a verdict that pm4py has no word for: {row}")
    return broken


def _name_of(rule: str) -> str:
    among: Sequence[Constraint | Within] = CONSTRAINTS if rule.startswith("c") else BOUNDS
    return among[int(rule[1:].partition("-")[0])].name


def broken_by_pm4py(answers_file: Path) -> tuple[Broken, Broken]:
    """What pm4py found: by the Declare model and the temporal profile, and by the log skeleton."""
    answers = json.loads(answers_file.read_text(encoding="utf-8"))
    broken: Broken = set()
    by_skeleton: Broken = set()
    for place, case in enumerate(answers["cases"]):
        for template, said_of in answers["declare"][place]:
            one = Constraint(template, *([said_of] if isinstance(said_of, str) else said_of))
            broken.add((one.name, case))
        pairs = {tuple(pair) for pair in answers["temporal"][place]}
        for bound in BOUNDS:
            never_came = (Constraint("response", bound.first, bound.second).name, case) in broken
            # A temporal profile is silent where the second never comes, which a deadline is not.
            if (bound.first, bound.second) in pairs or (bound.at_most and never_came):
                broken.add((bound.name, case))
        for relation, deviations in answers["skeleton"][place]:
            by_skeleton |= {(_declare_name(relation, *pair), case) for pair in deviations}
    return broken, by_skeleton


def _declare_name(relation: str, first: str, second: str) -> str:
    """What Declare calls a relation of a log skeleton that comes nearest to it."""
    if relation == "always_before":
        return Constraint("precedence", second, first).name
    return Constraint({"always_after": "response", "never_together": "noncoexistence"}[relation], first, second).name
