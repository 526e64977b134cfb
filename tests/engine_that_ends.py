"""The program of the engine's process, which ends itself when it is asked a certain fact: `is_tier` with a code."""

import os
import runpy
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).resolve().parent.parent / "omicheck/evaluate/durable/engine_program.py"
# The code of tier 3, of the tiers 1 to 4.
CODE = 3


def _run() -> None:
    program = runpy.run_path(str(PROGRAM))
    right = program["Ruleset"].fire

    def fire(ruleset: Any, codes: Sequence[int]) -> list[int]:  # noqa: ANN401, a class that was run, not imported
        if ruleset.keys == ("is_tier",) and list(codes) == [CODE]:
            os.kill(os.getpid(), signal.SIGKILL)
        answers: list[int] = right(ruleset, codes)
        return answers

    program["Ruleset"].fire = fire
    program["serve"](sys.stdin, sys.stdout)


if __name__ == "__main__":
    _run()
