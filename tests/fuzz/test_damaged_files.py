"""A few of the damaged files that `python -m fuzz` reads by the thousand: none ends in a way that nobody foresaw."""

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from fuzz.databases import is_server_there
from fuzz.outcome import Outcome, outcome
from fuzz.readers import READERS

_EVERYWHERE = [name for name in READERS if name != "postgresql" or is_server_there()]


@cache
def _good(name: str) -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return READERS[name].files(Path(folder))


@pytest.mark.parametrize("name", _EVERYWHERE)
def test_a_good_file_is_read(name: str, tmp_path: Path) -> None:
    reader = READERS[name]
    files = _good(name)
    folder = tmp_path / "read"
    folder.mkdir()
    assert outcome(reader, files, folder) == Outcome("read")


@pytest.mark.parametrize("name", _EVERYWHERE)
def test_a_damaged_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    reader = READERS[name]
    files = dict(_good(name))
    folder = tmp_path / "read"
    folder.mkdir()

    @draws(100)
    @given(st.randoms(use_true_random=False))
    def read_one(random: Random) -> None:
        file = random.choice(sorted(reader.damages))
        found = outcome(reader, {**files, file: reader.damages[file](random, files[file])}, folder)
        assert found in (Outcome("read"), Outcome("some refused"), Outcome("refused"))

    read_one()
