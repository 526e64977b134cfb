"""The same input gives the same bytes, on any machine: here and now those that are kept, in surroundings that are odd.

`scripts/same_bytes.py` tries the same of all commands, by each evaluator, with several workers and by other Pythons.
"""

import json
import os
import subprocess
import sys
from typing import Any, Final

import yaml

from pipeline import ROOT

# Far to the east, without a locale, in ASCII, with other hashes of texts, in a narrow terminal, at nobody's home.
ODD: Final = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "POSIX",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4242",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",
    "HOME": "/nowhere",
    "COLUMNS": "37",
}
PLAIN: Final = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
KEPT: Final = ROOT / "tests/same_bytes/hashes.yaml"


def hashes(kinds: tuple[str, ...], variables: dict[str, str], umask: int) -> "subprocess.Popen[bytes]":
    """Begins to print the hashes of what commands print and write."""
    here = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, ROOT / "scripts/kept_hashes.py", "--print", *kinds],
        env={**here, **variables, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        cwd="/",
        umask=umask,
    )


def printed(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    output, _ = process.communicate(timeout=600)
    found: dict[str, Any] = json.loads(output)
    return found


def test_whatever_stands_around_a_run_the_bytes_are_the_same() -> None:
    odd = hashes(("ours", "libraries"), ODD, 0o077)
    plain = printed(hashes(("libraries",), PLAIN, 0o022))
    assert printed(odd) == {**yaml.safe_load(KEPT.read_text(encoding="utf-8")), **plain}
