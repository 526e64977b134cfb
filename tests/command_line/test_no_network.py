"""The program speaks to no other machine: its commands open no socket, and neither do the processes that they start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from no_network import NetworkForbiddenError, without_sockets
from pipeline import ROOT

CASES = "fixtures/sample/cases.json"
COMMANDS = [
    ["check", CASES, "--format", "csv"],
    ["check", CASES, "--engine", "durable", "--only", "2.1.1", "--format", "jsonl"],
    ["check", CASES, "--format", "parquet", "--output", "OUT/rows.parquet"],
    ["check", CASES, "--format", "xlsx", "--output", "OUT/check.xlsx"],
    ["report", CASES, "--resamples", "0", "--output", "OUT/report.html"],
    ["prescreen", CASES, "--case", "SYN-0001", "--output", "OUT/read.xlsx"],
    ["due", CASES, "--format", "ics", "--output", "OUT/due.ics"],
    ["explain", "SYN-0001", CASES],
    ["rules", "test"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:4]).replace("/", "-"))
def test_no_command_opens_a_socket(command: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, **without_sockets(tmp_path)}
    arguments = [word.replace("OUT", str(tmp_path)) for word in command]
    done = subprocess.run(
        [sys.executable, "-m", "omicheck", *arguments], env=environment, capture_output=True, cwd=ROOT, check=False
    )
    assert (done.returncode in (0, 1), b"Traceback" in done.stderr) == (True, False), done.stderr


def test_a_socket_would_be_seen(tmp_path: Path) -> None:
    code = "import socket; socket.socket()"
    environment = {**os.environ, **without_sockets(tmp_path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 97


def test_the_tests_themselves_leave_the_machine_alone() -> None:
    with (
        socket.socket() as one,
        pytest.raises(NetworkForbiddenError, match=r"socket\.connect to \('192\.0\.2\.1', 9\)"),
    ):
        one.connect(("192.0.2.1", 9))
    with pytest.raises(NetworkForbiddenError, match=r"socket\.getaddrinfo of example\.org"):
        socket.getaddrinfo("example.org", 80)
    with socket.socket() as here, pytest.raises(ConnectionRefusedError):
        here.connect(("127.0.0.1", 1))
