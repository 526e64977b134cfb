"""The demonstration fits on a screen or two, and says where the report is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import ROOT

# So many lines are read by somebody who only wants to know what this is.
MOST = 60


def test_the_demonstration(tmp_path: Path) -> None:
    pytest.importorskip("jinja2", reason="the report needs it")
    environment = {**os.environ, "OMICHECK": f"{sys.executable} -m omicheck", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [ROOT / "scripts/demo", tmp_path], capture_output=True, text=True, check=True, env=environment, cwd=tmp_path
    )
    lines = done.stdout.splitlines()
    assert [line.split()[:3] for line in lines if line.startswith("$ ")] == [
        ["$", "omicheck", name] for name in ("check", "explain", "score")
    ]
    assert len(lines) <= MOST
    assert lines[-1] == f"The whole report, with a picture of every flagged case: {tmp_path}/report.html"
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
