"""The files of a rules folder, each read once."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from omicheck.errors import Problem
from omicheck.findings import Findings
from omicheck.rulebase.folder_walk import FilesOfFolder, files_of, read_file
from omicheck.rulebase.yaml_file import read_yaml

_Made = TypeVar("_Made")


def read_rule_file(file: Path, without: str | None = None) -> tuple[Any, Findings]:
    """A YAML file of a rules folder as `read_yaml` gives it; what is no file, or too large, is a problem."""
    return _as_data(file, read_file(file), without)


def _as_data(file: Path, content: bytes | Problem, without: str | None) -> tuple[Any, Findings]:
    if isinstance(content, bytes):
        return read_yaml(file, without, content)
    return None, Findings(content.file, lambda _: None, problems=[content])


class RuleFiles:
    """The files of a rules folder, each listed and read once, and the hash over what was read.

    Attributes:
        folder: the folder; a file outside it is a packaged one that stands in for one that it leaves out.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: dict[Path, FilesOfFolder] = {}
        self._contents: dict[Path, bytes] = {}
        self._findings: list[Findings] = []

    def within(self, folder: Path) -> tuple[Path, ...]:
        """The YAML files of a folder."""
        if folder not in self._listed:
            self._listed[folder] = files_of(folder)
        return self._listed[folder].files

    def read(self, file: Path, without: str | None = None) -> tuple[Any, Findings]:
        """A file as `read_yaml` gives it."""
        content = read_file(file)
        if isinstance(content, bytes):
            self._contents[file] = content
        data, findings = _as_data(file, content, without)
        self._findings.append(findings)
        return data, findings

    def made_of(self, file: Path, read: Callable[[Any, Findings], _Made]) -> _Made | None:
        """What a reader makes of the data of a file; None where it has none that can be read."""
        data, findings = self.read(file)
        return None if data is None else read(data, findings)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the folders that were listed and the files that were read, as far as it has been noted."""
        of_folders = [problem for listed in self._listed.values() for problem in listed.problems]
        return (*of_folders, *(problem for findings in self._findings for problem in findings.problems))

    def sha256(self, parts: Iterable[Path]) -> str:
        """The hash over the names and bytes of the files of these folders, and of files that stand for themselves."""
        digest = hashlib.sha256()
        for part in parts:
            base = (self.folder if part.is_relative_to(self.folder) else part.parent).as_posix()
            for file in self._listed[part].files if part in self._listed else (part,):
                if file in self._contents:
                    name = file.as_posix().removeprefix(base).removeprefix("/")
                    digest.update(f"{name}\0".encode())
                    digest.update(hashlib.sha256(self._contents[file]).digest())
        return digest.hexdigest()


def hash_of_hashes(hashes: Iterable[str]) -> str:
    """The hash over the hashes of several rules folders, in their order."""
    return hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()
