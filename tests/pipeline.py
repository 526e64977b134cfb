"""Runs the command as a user would, in this process, and gives what it printed."""

import contextlib
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

import yaml
from attrs import frozen

from omicheck.command_line.main import main

ROOT: Final = Path(__file__).resolve().parent.parent


@frozen
class Done:
    """What a command did."""

    status: int
    output: str
    errors: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of `--format jsonl`."""
        return [json.loads(line) for line in self.output.splitlines()]


@contextlib.contextmanager
def _replaced(name: str, stream: TextIO) -> Iterator[None]:
    before = getattr(sys, name)
    setattr(sys, name, stream)
    try:
        yield
    finally:
        setattr(sys, name, before)


def run(*arguments: object, standard_input: bytes = b"") -> Done:
    """The command with arguments."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(standard_input), encoding="utf-8")
    with _replaced("stdout", out), _replaced("stderr", err), _replaced("stdin", given):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:  # argparse's own way out
            status = stop.code if isinstance(stop.code, int) else 1
        out.flush()
        err.flush()
        texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return Done(status, *texts)


def write_rules(folder: Path, rules: Sequence[Mapping[str, Any]], limits: Mapping[str, Any]) -> Path:
    """A rules folder with these rules and limits (the values of each by its id)."""
    for name in ("checks/topic", "limits"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for rule in rules:
        text = yaml.safe_dump(dict(rule), sort_keys=False)
        (folder / "checks/topic" / f"{rule['id']}.yaml").write_text(text, encoding="utf-8")
    for name, values in limits.items():
        text = yaml.safe_dump({"id": name, "values": values})
        (folder / "limits" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def write_json(file: Path, data: object) -> Path:
    """A file with data as JSON."""
    file.write_text(json.dumps(data), encoding="utf-8")
    return file
