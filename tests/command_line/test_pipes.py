"""Records in a pipe, which can be read only once, though a command looks at them more than once."""

import os
import threading
from pathlib import Path

import pytest

from pipeline import ROOT, Done, run

SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"
CHECK = ("check", "--only", "mappa")


def _through_a_pipe(pipe: Path, *arguments: object) -> Done:
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(SAMPLE.read_bytes(),), daemon=True)
    writer.start()
    done = run(*arguments, pipe)
    writer.join(timeout=10)
    return done


@pytest.mark.parametrize("name", ["pipe", "cases.json"])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_two_editions_are_asked_of_what_a_pipe_holds(name: str, tmp_path: Path) -> None:
    asked = ("editions", "--format", "json")
    assert _through_a_pipe(tmp_path / name, *asked) == run(*asked, SAMPLE)


@pytest.mark.parametrize(
    "more", [("--split-by", "office", "--format", "csv"), ("--format", "parquet")], ids=["split", "parquet"]
)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_further_files_are_those_of_what_a_pipe_holds(more: tuple[str, ...], tmp_path: Path) -> None:
    alone, also, output = (tmp_path / name for name in ("alone.csv", "also.csv", "rows"))
    run(*CHECK, SAMPLE, "--format", "csv", "--output", alone)
    done = _through_a_pipe(tmp_path / "pipe", *CHECK, *more, "--output", output, "--also", f"csv:{also}")
    assert done.status == 1
    assert also.read_bytes() == alone.read_bytes()
