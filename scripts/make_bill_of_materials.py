"""Makes the bill of materials, `requirements/bill-of-materials.json` (CycloneDX), and `docs/licences.md`.

Both come from the exact versions in `requirements/` and from `requirements/licences.yaml`, so that they are the same
wherever they are made. A package whose licence does not stand there yet is looked up among those that are installed.
`--check` fails if a file is not what this makes.
"""

import json
import re
import sys
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import frozen
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from exact_versions import FOLDER
from fresh import ROOT, make_or_check
from omicheck import __version__

BILL: Final = FOLDER / "bill-of-materials.json"
LICENCES: Final = FOLDER / "licences.yaml"
PAGE: Final = ROOT / "docs/licences.md"
# The lowest versions are tried, and never handed on.
FILES: Final = ("build", "development", "durable", "browser", "spark")
_PACKAGE: Final = re.compile(r"^(?P<name>[\w.\-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;]+)", re.MULTILINE)
_VIA: Final = re.compile(r"^    #(?: via|  ) +(?P<name>[\w.\-]+)", re.MULTILINE)
# What older packages say in place of an SPDX expression.
_SPDX: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_HEADER: Final = "# The licence of each package in requirements/, as an SPDX expression.\n"
_INTRODUCTION: Final = """\
# Licences

omicheck is under the MIT licence (`LICENSE`). It contains nothing of these packages: they are installed beside it.
This page and the bill of materials in CycloneDX, `requirements/bill-of-materials.json`, are
made by `scripts/make_bill_of_materials.py` from the exact versions in `requirements/`, and `scripts/generated --check`
fails where they are not up to date.

Two licences among them ask something of whoever changes such a package and hands it on: MPL-2.0 (the changed files stay
under it) and LGPL-3.0 (the changed library does). Neither asks anything of who only uses it.

| package | versions | licence | needed for |
| --- | --- | --- | --- |
"""


@frozen
class Package:
    """A package of `requirements/`.

    Attributes:
        name: its name, in the one way of writing it that packages are looked up by.
        versions: the versions that are pinned, one for some Pythons and one for others where there are two.
        needed_by: the packages that need it; `omicheck` is one.
    """

    name: str
    versions: tuple[str, ...]
    needed_by: frozenset[str]


def packages() -> Mapping[str, Package]:
    """All packages of `requirements/`, by name."""
    versions: dict[str, set[str]] = {}
    needed_by: dict[str, set[str]] = {}
    for file in FILES:
        text = (FOLDER / f"{file}.txt").read_text(encoding="utf-8")
        starts = list(_PACKAGE.finditer(text))
        for match, following in zip(starts, [*starts[1:], None], strict=True):
            name = canonicalize_name(match["name"])
            versions.setdefault(name, set()).add(match["version"])
            block = text[match.end() : following.start() if following else None]
            names = {canonicalize_name(one["name"]) for one in _VIA.finditer(block)} - {"-r"}
            needed_by.setdefault(name, set()).update(names)
    return {name: Package(name, tuple(sorted(versions[name])), frozenset(needed_by[name])) for name in sorted(versions)}


def purposes(found: Mapping[str, Package]) -> Mapping[str, str]:
    """What each package is needed for: by every installation, by some extras, or by development alone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    always = _closure(project["dependencies"], found)
    of_extras = {name: _closure(extras[name], found) for name in sorted(extras) if name not in ("dev", "benchmarks")}
    told = {}
    for name in found:
        named = [f"`{extra}`" for extra, members in of_extras.items() if name in members]
        told[name] = "everything" if name in always else ", ".join(named) or "development"
    return told


def _closure(requirements: Iterable[str], found: Mapping[str, Package]) -> Collection[str]:
    """The packages that requirements come to, with all that those need."""
    waiting: list[str] = [canonicalize_name(Requirement(text).name) for text in requirements]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached and name in found:
            reached.add(name)
            waiting += [one.name for one in found.values() if name in one.needed_by]
    return reached


@cache
def licences() -> Mapping[str, str]:
    """The licence of each package, those that were not known yet as their own data tell it."""
    known = yaml.safe_load(LICENCES.read_text(encoding="utf-8")) if LICENCES.is_file() else {}
    return {name: known.get(name) or licence_as_installed(name) or _unknown(name) for name in packages()}


def licence_as_installed(name: str) -> str | None:
    """The licence that an installed package gives of itself; None where there is none, or in no known words."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return None
    expressions, texts, classifiers = (
        found.get_all(header) or [] for header in ("License-Expression", "License", "Classifier")
    )
    words = [*texts, *(text.rpartition(" :: ")[2] for text in classifiers)]
    known = {**_SPDX, **{word: word for word in _SPDX.values()}}
    return next(iter((*expressions, *(known[word] for word in words if word in known))), None)


def _unknown(name: str) -> str:
    raise SystemExit(f"{LICENCES.relative_to(ROOT)}: which licence has {name}? It is not installed, or does not say.")


def bill(found: Mapping[str, Package], known: Mapping[str, str], needed: Mapping[str, str]) -> Mapping[str, Any]:
    """The bill of materials, as CycloneDX has it; without a time or a number of its own, so that it can be repeated."""
    references = {name: [f"pkg:pypi/{name}@{version}" for version in one.versions] for name, one in found.items()}
    scopes = {"everything": "required", "development": "excluded"}
    components = [
        {
            "type": "library",
            "bom-ref": reference,
            "name": name,
            "version": version,
            "scope": scopes.get(needed[name], "optional"),
            "licenses": [{"expression": known[name]}],
            "purl": reference,
        }
        for name, one in found.items()
        for reference, version in zip(references[name], one.versions, strict=True)
    ]
    own = f"pkg:pypi/omicheck@{__version__}"
    needs = {
        own: _needed_by("omicheck", found, references),
        **{reference: _needed_by(name, found, references) for name in found for reference in references[name]},
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "omicheck",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": own,
            }
        },
        "components": components,
        "dependencies": [{"ref": reference, "dependsOn": names} for reference, names in needs.items()],
    }


def _needed_by(name: str, found: Mapping[str, Package], references: Mapping[str, Sequence[str]]) -> list[str]:
    return [reference for one in found.values() if name in one.needed_by for reference in references[one.name]]


def files() -> Iterator[tuple[Path, str]]:
    """The files with their texts."""
    found, known = packages(), licences()
    needed = purposes(found)
    yield LICENCES, _HEADER + yaml.safe_dump(dict(known), sort_keys=True, width=120)
    yield BILL, json.dumps(bill(found, known, needed), indent=1) + "\n"
    rows = (f"| {name} | {', '.join(one.versions)} | {known[name]} | {needed[name]} |\n" for name, one in found.items())
    yield PAGE, _INTRODUCTION + "".join(rows)


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, files, "is not up to date; run scripts/make_bill_of_materials.py"))
