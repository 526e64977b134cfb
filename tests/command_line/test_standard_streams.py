"""Standard output and standard error that are full, closed, read no further or not UTF-8, and signals."""

import ast
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "fixtures/sample/cases.json"
# An evaluator whose process need not be started first.
CHECK = f"check {CASES} --only 2.1.36 --engine columnar"


def shell(line: str, **environment: str) -> tuple[int, str, str]:
    """Runs a line of a shell, in which OMICHECK is the command: the status, standard output and standard error."""
    line = line.replace("OMICHECK", f"'{sys.executable}' -m omicheck")
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(["/bin/bash", "-c", line], env=env, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", [CHECK, f"{CHECK} --format csv", "check --help", "check"])
def test_standard_output_is_full_or_closed(command: str) -> None:
    reasons = {"> /dev/full": "No space left on device", ">&-": "Bad file descriptor"}
    if command == "check":
        # What is wrong with the words is told on standard error, which is there.
        assert {shell(f"OMICHECK {command} {where}")[0] for where in reasons} == {2}
        return
    for where, reason in reasons.items():
        told = f"omicheck: standard output cannot be written to: {reason}\n"
        assert shell(f"OMICHECK {command} {where}") == (2, "", told)


def test_standard_error_is_full_or_closed() -> None:
    whole = shell(f"OMICHECK {CHECK} --format jsonl")
    assert whole[0] == 1
    for where in ("2> /dev/full", "2>&-"):
        assert shell(f"OMICHECK {CHECK} --format jsonl {where}") == (1, whole[1], "")
        # Nothing of a message is among the rows.
        assert shell(f"OMICHECK check nowhere {where}") == (2, "", "")


def test_standard_input_is_closed() -> None:
    told = "omicheck: standard input cannot be read: Bad file descriptor\n"
    assert shell("OMICHECK check - <&-") == (2, "", told)


def test_whoever_reads_stops_reading() -> None:
    line = "set -o pipefail; OMICHECK {} | true"
    assert shell(line.format(f"{CHECK} --format jsonl")) == (141, "", "")
    assert shell(line.format("--help")) == (141, "", "")


@pytest.mark.parametrize(("encoding", "line"), [("ascii", "-"), ("latin-1", "-"), ("utf-8", "─")])
def test_a_terminal_in_any_encoding(encoding: str, line: str) -> None:
    status, printed = _on_pty(f"{CHECK} --no-color", PYTHONIOENCODING=encoding, COLUMNS="80")
    assert status == 1
    assert f"\r\n{line * 20}" in printed


@pytest.mark.parametrize("columns", ["0", "x"])
def test_a_terminal_without_a_width(columns: str) -> None:
    assert _on_pty(f"{CHECK} --no-color", COLUMNS=columns) == _on_pty(f"{CHECK} --no-color", COLUMNS="80")


def _on_pty(words: str, **environment: str) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **environment}
    line = [sys.executable, "-m", "omicheck", *words.split()]
    with subprocess.Popen(line, env=env, stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        printed = b""
        while True:
            try:
                more = os.read(ours, 1 << 16)
            except OSError:
                break
            if not more:
                break
            printed += more
    os.close(ours)
    return process.returncode, printed.decode()


_STOPS = """
import os, sys
from omicheck.command_line.start import program
from omicheck.output import workbook_file
def stop(*_):
    os.kill(os.getpid(), int(sys.argv.pop()))
workbook_file.write_sheets = stop
from omicheck.output import check_workbook
check_workbook.write_sheets = stop
program()
"""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_leaves_nothing_behind(number: signal.Signals, status: int, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    words = [*CHECK.split(), "--format", "xlsx", "--output", str(tmp_path / "made.xlsx"), "--quiet"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    # The number is taken away once the words have been read.
    line = [sys.executable, "-c", _STOPS.replace("sys.argv.pop()", repr(str(int(number)))), *words]
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "omicheck: stopped\n")
    assert [file.name for file in tmp_path.rglob("*")] == ["temporary"]


def test_ctrl_c_before_the_command_is_known_is_no_traceback() -> None:
    line = (
        "import os, signal, sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'argparse': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from omicheck.command_line.start import program\n"
        "program()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", line, "--help"], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_only_one_place_prints_to_standard_error() -> None:
    allowed = {"standard_streams.py", "start.py"}
    found = {
        file.name
        for file in (ROOT / "omicheck").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and re.search(r"file=sys\.stderr|sys\.stderr\.write", ast.unparse(node))
    }
    assert found <= allowed
