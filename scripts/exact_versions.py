"""Pins every package that development needs, with hashes, in `requirements/`.

It takes the newest version of each that `pyproject.toml` permits, and in `lowest.txt` the lowest, so that both ends of
each range can be tried.

`--check` asks, without a network, whether the files still answer to `pyproject.toml`: each package that is named there
has to be pinned, within its range and with hashes. Without it the files are made anew, which needs a network and `uv`
(`pip install uv`). They name no index, so that whoever installs from them chooses their own.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from fresh import ROOT

FOLDER: Final = ROOT / "requirements"
# The oldest Python that is supported; a package that has one version for it and another for later ones is pinned twice.
OLDEST: Final = "3.11"
MADE_OF: Final[dict[str, Sequence[str]]] = {
    "build": ("requirements/build.in",),
    "development": ("pyproject.toml", "--extra", "dev"),
    "lowest": ("pyproject.toml", "--extra", "dev", "--resolution", "lowest-direct"),
    "durable": ("pyproject.toml", "--extra", "durable", "--constraint", "requirements/development.txt"),
    "spark": ("pyproject.toml", "--extra", "spark", "--constraint", "requirements/development.txt"),
    "browser": ("pyproject.toml", "--extra", "browser", "--constraint", "requirements/development.txt"),
    "site": ("pyproject.toml", "--extra", "site", "--constraint", "requirements/development.txt"),
}
EXTRAS: Final = {
    "development": ("dev",),
    "lowest": ("dev",),
    "durable": ("durable",),
    "spark": ("spark",),
    "browser": ("browser",),
    "site": ("site",),
}
_PIN: Final = re.compile(
    r"^(?P<name>[\w.\-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;]+)(?P<hashes>.*(?:\n +--hash=sha256:[0-9a-f]{64}\b.*)*)",
    re.MULTILINE,
)


def make(name: str) -> None:
    """Makes a file anew."""
    options = ("--universal", "--python-version", OLDEST, "--generate-hashes", "--no-header", "--upgrade", "--quiet")
    command = ["uv", "pip", "compile", *options, *MADE_OF[name], "--output-file", f"requirements/{name}.txt"]
    subprocess.run(command, cwd=ROOT, check=True)


def pins(file: Path) -> dict[str, set[str]]:
    """The versions of each package that a file pins."""
    found: dict[str, set[str]] = {}
    for match in _PIN.finditer(file.read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return found


def wanted(name: str) -> Iterator[Requirement]:
    """What `pyproject.toml` asks for that a file has to pin."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = asked["project"]["optional-dependencies"]
    texts = (
        asked["build-system"]["requires"]
        if name == "build"
        else [*asked["project"]["dependencies"], *(one for extra in EXTRAS[name] for one in extras[extra])]
    )
    yield from map(Requirement, texts)


def complaints() -> Iterator[str]:
    """What is not pinned, not within its range or without a hash."""
    for name in MADE_OF:
        file = FOLDER / f"{name}.txt"
        text = file.read_text(encoding="utf-8")
        pinned = pins(file)
        for requirement in wanted(name):
            versions = pinned.get(canonicalize_name(requirement.name), set())
            if not versions:
                yield f"{file.relative_to(ROOT)} does not pin {requirement.name}; run scripts/exact_versions.py"
            for version in sorted(versions):
                if not requirement.specifier.contains(version, prereleases=True):
                    place = file.relative_to(ROOT)
                    yield f"{place} pins {requirement.name} {version}, and pyproject.toml asks for {requirement}"
        for match in _PIN.finditer(text):
            if not match["hashes"].count("--hash="):
                yield f"{file.relative_to(ROOT)} has no hash for {match['name']}; run scripts/exact_versions.py"
        if "//" in text:
            yield f"{file.relative_to(ROOT)} names an address"


def main() -> int:
    """Makes the files, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail if a file does not answer to pyproject.toml")
    if parser.parse_args().check:
        told = list(complaints())
        print("".join(f"{line}\n" for line in told), end="", file=sys.stderr)
        return bool(told)
    for name in MADE_OF:
        make(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
