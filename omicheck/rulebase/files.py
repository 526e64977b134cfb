"""The files of a rules folder, each read once."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from omicheck.errors import Problem
from omicheck.findings import Findings
from omicheck.rulebase.yaml_file import read_yaml

_Made = TypeVar("_Made")


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder and the folders in it, in the order of their names."""
    return sorted(file for file in folder.rglob("*.y*ml") if file.name.endswith((".yaml", ".yml")))


class RuleFiles:
    """The files of a rules folder, each listed and read once, and the hash over what was read.

    Attributes:
        folder: the folder; a file outside it is a packaged one that stands in for one that it leaves out.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: dict[Path, list[Path]] = {}
        self._contents: dict[Path, bytes] = {}
        self._findings: list[Findings] = []

    def within(self, folder: Path) -> list[Path]:
        """The YAML files of a folder."""
        if folder not in self._listed:
            self._listed[folder] = yaml_files(folder)
        return self._listed[folder]

    def read(self, file: Path, without: str | None = None) -> tuple[Any, Findings]:
        """A file as `read_yaml` gives it."""
        # One that cannot be read is left to the function that says so.
        with suppress(OSError):
            self._contents[file] = file.read_bytes()
        data, findings = read_yaml(file, without, self._contents.get(file))
        self._findings.append(findings)
        return data, findings

    def made_of(self, file: Path, read: Callable[[Any, Findings], _Made]) -> _Made | None:
        """What a reader makes of the data of a file; None where it has none that can be read."""
        data, findings = self.read(file)
        return None if data is None else read(data, findings)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files that were read, in their order, as far as it has been noted."""
        return tuple(problem for findings in self._findings for problem in findings.problems)

    def sha256(self, parts: Iterable[Path]) -> str:
        """The hash over the names and bytes of the files of these folders, and of files that stand for themselves."""
        digest = hashlib.sha256()
        for part in parts:
            base = (self.folder if part.is_relative_to(self.folder) else part.parent).as_posix()
            for file in self._listed.get(part, [part]):
                if file in self._contents:
                    name = file.as_posix().removeprefix(base).removeprefix("/")
                    digest.update(f"{name}\0".encode())
                    digest.update(hashlib.sha256(self._contents[file]).digest())
        return digest.hexdigest()


def hash_of_hashes(hashes: Iterable[str]) -> str:
    """The hash over the hashes of several rules folders, in their order."""
    return hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()
