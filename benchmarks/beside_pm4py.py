"""The same constraints on one made-up event log by pm4py and by omicheck: answers case by case, and processor time.

    python benchmarks/beside_pm4py.py FOLDER [--traces 2000 20000] [--repeat 5]

FOLDER is for the logs, the rules and the answers. Nothing is installed; pm4py comes with the extra `benchmarks`. Every
answer on which the two differ is put down to a cause, by the definition of the constraint in Python
(`declare_templates.py`); one without a cause fails the run. The first of each cause is shown with its record.
"""

import argparse
import os
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import yaml
from declare_runs import MAPPING, Broken, broken_by_omicheck, broken_by_pm4py, commands, write_model, write_rules
from declare_templates import BOUNDS, CONSTRAINTS, Constraint, Trace, Within, is_broken, is_out_of_bounds
from disturbed_fines import NAME, as_midnights, disturbed_fines, time_of
from measuring import Measured, in_the_middle, machine, measure, table

from make_fines_log import Fine, as_xes

SAME_DAY: Final = "events of one day, whose order a record does not know"
OTHER_MEANING: Final = "pm4py checks something else by that name"
TIME_OF_DAY: Final = "hours count in pm4py, days in omicheck"
EVERY_PAIR: Final = "pm4py asks it of every later event, omicheck of the first"
BOTH: Final = "hours, and every later event"
_DAY: Final = 86_400
# The reader of XES that pm4py takes where the quicker one, r4pm, is not installed.
_OWN_READER: Final = "chunk_regex"


def main() -> int:
    """Writes the logs, runs both, and prints tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--traces", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    folder: Path = options.folder
    write_rules(folder / "rules")
    write_model(folder / "model.json")
    (folder / "mapping.yaml").write_text(yaml.safe_dump(MAPPING, sort_keys=False), encoding="utf-8")
    print(machine(options.repeat), _versions(), sep="")
    for how_many in options.traces:
        made = disturbed_fines(how_many)
        logs = {f"times-{how_many}": made, f"midnights-{how_many}": as_midnights(made)}
        for log, all_fines in logs.items():
            (folder / f"{log}.xes").write_text("".join(as_xes(all_fines)), encoding="utf-8")
        print(f"{how_many:,} traces, {sum(len(fine.events) for fine in made):,} events\n")
        _compare_speed(folder, f"times-{how_many}", options.repeat)
        for log, all_fines in logs.items():
            for command in commands(folder, log).values():
                measure(command, 1)
            print(f"answers, {log}\n")
            _compare_answers(folder, log, all_fines)
    return 0


def _versions() -> str:
    found = []
    for name in ("pm4py", "r4pm"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return f"{', '.join(found)}.\n\n"


def _compare_speed(folder: Path, log: str, repeat: int) -> None:
    """Runs the two in turn, so that whatever else the machine does meets both, and prints medians."""
    measured: dict[str, list[Measured]] = {}
    both = commands(folder, log)
    ways = {**both, "pm4py, its own reader": [*both["pm4py"], _OWN_READER]}
    for _ in range(repeat):
        for name, command in ways.items():
            measured.setdefault(name, []).append(measure(command, 1))
    medians = {name: in_the_middle(runs) for name, runs in measured.items()}
    ours = medians["omicheck"].cpu
    rows = [[name, *one.cells(), f"{one.cpu / ours:.2f}"] for name, one in medians.items()]
    table(["", "wall", "CPU", "peak memory", "CPU to omicheck"], rows)
    print(f"load average at the end {os.getloadavg()[0]:.1f}\n")


def _compare_answers(folder: Path, log: str, all_fines: Sequence[Fine]) -> None:
    """Prints how often the two agree, by constraint, and an example of each cause of a difference."""
    ours = broken_by_omicheck(folder / f"{log}.jsonl")
    theirs, by_skeleton = broken_by_pm4py(folder / f"{log}.json")
    rows = []
    examples: dict[tuple[str, str], Fine] = {}
    for one in (*CONSTRAINTS, *BOUNDS):
        both = only_ours = only_theirs = 0
        causes: dict[str, int] = {}
        for fine in all_fines:
            mine, other = ((one.name, fine.number) in answers for answers in (ours, theirs))
            both += mine and other
            if mine == other:
                continue
            only_ours += mine
            only_theirs += other
            cause = _cause(one, fine, ours=mine, theirs=other)
            causes[cause] = causes.get(cause, 0) + 1
            examples.setdefault((cause, one.name), fine)
        told = "; ".join(f"{cause} ({number})" for cause, number in causes.items())
        rows.append([one.name, *map(str, (both, only_ours, only_theirs)), told])
    table(["constraint", "broken by both", "omicheck alone", "pm4py alone", "why"], rows)
    for (cause, name), fine in examples.items():
        print(f"- {name}, {cause}: {fine.number}, {_told(fine)}, {_answer(ours, name, fine)} by omicheck")
    print()
    _compare_skeleton(theirs, by_skeleton, all_fines)


def _cause(one: Constraint | Within, fine: Fine, *, ours: bool, theirs: bool) -> str:
    """Why the two differ on a trace.

    Raises:
        RuntimeError: the definition explains neither of them.
    """
    done = [event for event in fine.events if event["lifecycle:transition"] != "start"]
    days = [(event[NAME], time_of(event).date().toordinal()) for event in done]
    times = [(event[NAME], time_of(event).timestamp() / _DAY) for event in done]
    if isinstance(one, Constraint):
        if is_broken(one, days, by_day=True) == ours:
            return SAME_DAY if is_broken(one, days, by_day=False) == theirs else OTHER_MEANING
    elif is_out_of_bounds(one, days, every_pair=False) == ours:
        if theirs and _of_one_day(one, days):
            return SAME_DAY
        for cause, trace, every_pair in ((TIME_OF_DAY, times, False), (EVERY_PAIR, days, True), (BOTH, times, True)):
            if is_out_of_bounds(one, trace, every_pair=every_pair) == theirs:
                return cause
    raise RuntimeError(f"nothing explains what is said of {one.name} in {fine.number}: {_told(fine)}")


def _of_one_day(bound: Within, days: Trace) -> bool:
    """Whether the order of two events of one day decides a bound: in a record they have none."""
    if bound.at_least:
        return any(
            (name, other, day) == (bound.first, bound.second, later)
            for place, (name, day) in enumerate(days)
            for other, later in days[place + 1 :]
        )
    answered = Constraint("response", bound.first, bound.second)
    return is_broken(answered, days, by_day=False) and not is_broken(answered, days, by_day=True)


def _told(fine: Fine) -> str:
    done = (event for event in fine.events if event["lifecycle:transition"] != "start")
    return ", ".join(f"{event[NAME]} {time_of(event):%Y-%m-%d %H:%M%z}" for event in done)


def _answer(broken: Broken, name: str, fine: Fine) -> str:
    return "broken" if (name, fine.number) in broken else "kept"


def _compare_skeleton(declare: Broken, skeleton: Broken, all_fines: Sequence[Fine]) -> None:
    """Prints what a log skeleton makes of the templates that it has too."""
    rows = []
    for one in CONSTRAINTS:
        if one.template not in ("response", "precedence", "noncoexistence"):
            continue
        answers: Mapping[bool, int] = {
            by_declare: sum(
                (one.name, fine.number) in declare - skeleton
                if by_declare
                else (one.name, fine.number) in skeleton - declare
                for fine in all_fines
            )
            for by_declare in (True, False)
        }
        rows.append([one.name, str(answers[True]), str(answers[False])])
    table(["constraint", "broken by pm4py's Declare alone", "by its log skeleton alone"], rows)


if __name__ == "__main__":
    raise SystemExit(main())
