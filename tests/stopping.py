"""Runs the command as a process of its own and stops it, as Ctrl-C does, at a moment that is the same every time.

python tests/stopping.py MODULE:FUNCTION TIMES CASES_IN_A_PART COMMAND...
"""

import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

HERE = Path(__file__).resolve()


def start(where: str, times: int, folder: Path, *arguments: object) -> "subprocess.Popen[str]":
    """The process, which stops itself at the so-manieth call of a function, and whose temporary files are in a folder.

    Without a place it does not stop itself.
    """
    folder.mkdir()
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(HERE.parent.parent)}
    words = [sys.executable, str(HERE), where, str(times), "9", *map(str, arguments)]
    return subprocess.Popen(words, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def assert_stopped(process: "subprocess.Popen[str]", folder: Path) -> str:
    """What it said, having ended as it should: no traceback and no temporary file."""
    output, errors = process.communicate()
    assert (process.returncode, output) == (130, ""), errors
    assert errors.endswith("omicheck: stopped\n")
    assert "Traceback" not in errors
    assert list(folder.iterdir()) == []
    return errors


def assert_same_rows(one: Path, other: Path) -> None:
    """That two folders have the same parts, manifests and all."""
    names = sorted(file.name for file in one.iterdir())
    assert names == sorted(file.name for file in other.iterdir())
    for name in names:
        assert pq.read_table(one / name).equals(pq.read_table(other / name), check_metadata=True)


def _main(where: str, times: int, cases_in_a_part: int, arguments: list[str]) -> int:
    from omicheck.command_line.main import main  # noqa: PLC0415, only in a process of its own
    from omicheck.use_cases import in_parts  # noqa: PLC0415, the same

    vars(in_parts)["CASES_IN_A_PART"] = cases_in_a_part
    if where:
        module, _, name = where.partition(":")
        right = getattr(import_module(module), name)
        calls = []

        def stop(*given: Any, **named: Any) -> Any:  # noqa: ANN401
            calls.append(1)
            if len(calls) == times:
                os.kill(os.getpid(), signal.SIGINT)
            return right(*given, **named)

        setattr(import_module(module), name, stop)
    return main(arguments)


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))
