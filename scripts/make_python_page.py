"""Makes `docs/python.md`, the reference of what `import omicheck` gives, from its docstrings.

`--check` fails if the page is not what the docstrings give.
"""

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import griffe

from fresh import ROOT, make_or_check

PAGE = ROOT / "docs" / "python.md"
LONGEST = 100
HEADINGS = {"parameters": "Takes", "attributes": "Attributes", "raises": "Raises", "warns": "Warns", "returns": "Gives"}
INTRODUCTION = """\
# Python

`pip install .` puts the package into an environment of yours. An audit from data frame to chart stands in
[audit.ipynb](audit.ipynb). This page is made from the docstrings, and each example on it is run by the tests.
"""


def page(package: Any) -> Iterator[str]:  # noqa: ANN401, griffe's objects and its aliases
    """The lines of the page."""
    yield INTRODUCTION
    yield from _examples(package)
    public = [package[str(name)] for name in package.exports or ()]
    functions = [one for one in public if one.is_function]
    errors = [one for one in public if one.is_module]
    for one in functions:
        yield from entry(one, one.name, 2)
    for one in (one for one in public if one.is_class):
        yield from entry(one, one.name, 2)
        for member in of_class(one):
            yield from entry(member, f"{one.name}.{member.name}", 3)
    for one in errors:
        yield from _errors(one)


def entry(one: Any, name: str, level: int) -> Iterator[str]:  # noqa: ANN401, griffe's objects and its aliases
    """What there is to say of a function, a class, a method or a property."""
    yield f"{'#' * level} {name}\n"
    if one.is_function:
        yield f"```python\n{signature(one, name)}\n```\n"
    elif one.is_attribute:
        yield f"`{name}: {one.annotation}`\n"
    for section in one.docstring.parse("google") if one.docstring else ():
        yield from _section(section)


def signature(function: Any, name: str) -> str:  # noqa: ANN401, griffe's objects and its aliases
    """How a function is called, an argument on a line where they would be too long for one."""
    parts: list[str] = []
    for parameter in function.parameters:
        if parameter.name in ("self", "cls"):
            continue
        is_star = parameter.kind is griffe.ParameterKind.var_positional
        if parameter.kind is griffe.ParameterKind.keyword_only and not any(part.startswith("*") for part in parts):
            parts.append("*")
        kind = "" if parameter.annotation is None else f": {parameter.annotation}"
        default = "" if parameter.default is None or is_star else f" = {parameter.default}"
        parts.append(f"{'*' * is_star}{parameter.name}{kind}{default}")
    end = "" if function.returns is None else f" -> {function.returns}"
    short = f"{name}({', '.join(parts)}){end}"
    long = "\n".join((f"{name}(", *(f"    {part}," for part in parts), f"){end}"))
    # Types of libraries that need not be there stand in quotes.
    return re.sub(r'(: |-> |\| )"([\w.]+)"', r"\1\2", short if len(short) <= LONGEST else long)


def of_class(one: Any) -> Iterable[Any]:  # noqa: ANN401, griffe's objects and its aliases
    """The public methods and properties of a class, in the order in which they stand, with what they say."""
    return [
        member
        for name, member in one.members.items()
        if not name.startswith("_") and member.docstring and (member.is_function or member.is_attribute)
    ]


def _section(section: Any) -> Iterator[str]:  # noqa: ANN401, griffe has a class for each kind
    kind = section.kind.value
    if kind == "text":
        yield f"{section.value}\n"
    elif kind == "examples":
        for what, text in section.value:
            yield f"```pycon\n{_shown(text)}\n```\n" if what.value == "examples" else f"{text}\n"
    else:
        yield f"{HEADINGS[kind]}:\n"
        for item in section.value:
            name = getattr(item, "name", "") or str(item.annotation)
            yield f"- `{name}`: {' '.join(item.description.split())}"
        yield ""


def _shown(text: str) -> str:
    """An example without what is said to the program that runs it."""
    return "\n".join(line.partition("  # doctest:")[0] for line in text.splitlines())


def _examples(package: Any) -> Iterator[str]:  # noqa: ANN401, griffe's objects and its aliases
    text = package.docstring.value if package.docstring else ""
    first, _, _ = text.partition("docs/design.md names")
    for part in first.split("\n\n")[1:]:
        is_example = part.lstrip().startswith(">>>")
        yield f"```pycon\n{_shown(textwrap.dedent(part))}\n```\n" if is_example else f"{part}\n"


def _errors(module: Any) -> Iterator[str]:  # noqa: ANN401, griffe's objects and its aliases
    yield "## errors\n"
    yield "All errors about what was passed are an `OmicheckError`; `str` tells each in full.\n"
    for name, member in module.members.items():
        if name.endswith("Error") and not member.is_alias and member.is_class and member.docstring:
            of = ", ".join(str(base).rpartition(".")[2] for base in member.bases)
            yield f"- `{name}({of})`: {member.docstring.value.splitlines()[0]}"


def made() -> Iterator[tuple[Path, str]]:
    """The page and its text."""
    package = griffe.load("omicheck", search_paths=[str(ROOT)], resolve_aliases=True)
    yield PAGE, re.sub(r"\n{3,}", "\n\n", "\n".join(page(package))).rstrip() + "\n"


def main() -> int:
    """Makes the page, or checks it."""
    return make_or_check(__doc__, made, "is stale; run scripts/make_python_page.py")


if __name__ == "__main__":
    sys.exit(main())
