"""JUnit XML, which the test reports of CI servers read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from attrs import frozen

Outcome = Literal["passed", "failure", "error", "skipped"]
# XML 1.0, section 2.2, but for the carriage return, which a reader of XML turns into a line feed.
_NOT_IN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED: Final[Mapping[str, Outcome]] = {"failures": "failure", "errors": "error", "skipped": "skipped"}


@frozen
class JunitCase:
    """What JUnit calls a test case.

    Attributes:
        classname: what it belongs to.
        name: its name there.
        file: the file that it is about.
        line: the line there, from 1.
        outcome: how it went.
        kind: what sort of failure or error it is.
        message: why it did not pass, in a line.
        text: the same at length.
    """

    classname: str
    name: str
    file: str
    line: int | None = None
    outcome: Outcome = "passed"
    kind: str | None = None
    message: str = ""
    text: str = ""


def document(attributes: Mapping[str, object], suites: Iterable[Iterable[str]]) -> Iterator[str]:
    """A document of suites, line by line.

    Args:
        attributes: its name, and what else is known before the first suite is.
        suites: what `suite` gives, for each.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{_attributes(attributes)}>\n"
    for lines in suites:
        yield from lines
    yield "</testsuites>\n"


def suite(name: str, tried: Sequence[JunitCase], properties: Mapping[str, str] | None = None) -> Iterator[str]:
    """A suite with its counts, line by line."""
    counts = {count: sum(one.outcome == outcome for one in tried) for count, outcome in _COUNTED.items()}
    yield f"  <testsuite{_attributes({'name': name, 'tests': len(tried), **counts})}>\n"
    if properties:
        yield "    <properties>\n"
        for key, value in properties.items():
            yield f"      <property{_attributes({'name': key, 'value': value})}/>\n"
        yield "    </properties>\n"
    for one in tried:
        yield from _case(one)
    yield "  </testsuite>\n"


def _case(one: JunitCase) -> Iterator[str]:
    named = {"classname": one.classname, "name": one.name, "file": one.file, "line": one.line}
    if one.outcome == "passed":
        yield f"    <testcase{_attributes(named)}/>\n"
        return
    yield f"    <testcase{_attributes(named)}>\n"
    why = _attributes({"type": one.kind, "message": one.message})
    yield f"      <{one.outcome}{why}" + (f">{escape(_for_xml(one.text))}</{one.outcome}>\n" if one.text else "/>\n")
    yield "    </testcase>\n"


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(f" {name}={quoteattr(_for_xml(str(value)))}" for name, value in values.items() if value is not None)


def _for_xml(value: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("?", value)
