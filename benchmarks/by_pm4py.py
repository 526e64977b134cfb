"""What pm4py says of a log: `python benchmarks/by_pm4py.py LOG.xes MODEL.json ANSWERS.json [READER]`.

A process of its own, so that nothing else shares its imports and its time, and the only place where pm4py is loaded.
Its licence is the AGPL; no part of omicheck imports it or is imported by it.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

_DAY: Final = 86_400.0
_CASE: Final = "case:concept:name"
# A bound has no upper end where only the least is asked for.
_ENDLESS: Final = 20_000


def answers(log_file: str, model: dict[str, Any], reader: str | None) -> dict[str, Any]:
    """The deviations of each case: by the Declare model, by the log skeleton, and by the temporal profile.

    Args:
        log_file: the log in XES.
        model: the constraints, as `declare_runs.py` writes them.
        reader: pm4py's name of one of its readers; that which it chooses if there is none.
    """
    import pm4py  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415, measured here alone
    from pm4py.algo.conformance.log_skeleton import (  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415
        algorithm as skeleton,
    )

    log = pm4py.read_xes(log_file, variant=reader)
    # pm4py takes an event that was begun for one that was done, so that they are left out beforehand.
    log = log[log["lifecycle:transition"] != "start"]
    # Answers have no case beside them: those of Declare and the skeleton come in the order of the sorted references,
    # those of the profile in the order of the log, so that both are made the same.
    log = log.sort_values(_CASE, kind="stable")
    cases = list(dict.fromkeys(log[_CASE]))
    constraints = {
        template: {(tuple(one) if isinstance(one, list) else one): {"support": 1, "confidence": 1.0} for one in all_of}
        for template, all_of in model["declare"].items()
    }
    found = {"cases": cases, "declare": [one["deviations"] for one in pm4py.conformance_declare(log, constraints)]}
    relations = {name: {tuple(pair) for pair in pairs} for name, pairs in model["skeleton"].items()}
    asked = skeleton.apply(log, relations, parameters={"considered_constraints": list(relations)})
    found["skeleton"] = [one["deviations"] for one in asked]
    profile = {
        (bound["first"], bound["second"]): _mean_and_deviation(bound["at_least"], bound["at_most"] or _ENDLESS)
        for bound in model["bounds"]
    }
    by_case = pm4py.conformance_temporal_profile(log, profile, zeta=1.0)
    found["temporal"] = [[list(one[:2]) for one in deviations] for deviations in by_case]
    return found


def _mean_and_deviation(least: int, most: int) -> tuple[float, float]:
    """A bound as a temporal profile has it: within one standard deviation of the mean."""
    return (least + most) / 2 * _DAY, (most - least) / 2 * _DAY


def main() -> int:
    """Writes the answers; 2 where there are none, as 1 is what programs say of failures that they found."""
    log_file, model_file, answers_file, *reader = sys.argv[1:]
    try:
        made = answers(
            log_file, json.loads(Path(model_file).read_text(encoding="utf-8")), reader[0] if reader else None
        )
    except Exception as error:  # noqa: BLE001, whatever it is, it is told and nothing is measured
        print(f"pm4py gave no answer: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    Path(answers_file).write_text(json.dumps(made), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
