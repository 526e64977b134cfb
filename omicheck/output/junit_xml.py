"""JUnit XML, which the test reports of CI servers read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from attrs import frozen

Outcome = Literal["passed", "failure", "error", "skipped"]
# XML 1.0, section 2.2, but for the carriage return, which a reader of XML turns into a line feed.
_NOT_IN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_TIME: Final = {"time": 0}
END_OF_SUITE: Final = "  </testsuite>\n"
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
    yield f"<testsuites{_attributes({**attributes, **_NO_TIME})}>\n"
    for lines in suites:
        yield from lines
    yield "</testsuites>\n"


def suite(name: str, tried: Sequence[JunitCase], properties: Mapping[str, str] | None = None) -> Iterator[str]:
    """A suite with its counts, line by line."""
    yield begin_suite(name, Counter(one.outcome for one in tried))
    if properties:
        yield "    <properties>\n"
        for key, value in properties.items():
            yield f"      <property{_attributes({'name': key, 'value': value})}/>\n"
        yield "    </properties>\n"
    for one in tried:
        yield from _case(one)
    yield END_OF_SUITE


def begin_suite(name: str, outcomes: Mapping[Outcome, int]) -> str:
    """The beginning of a suite, with how often each outcome comes in it."""
    counts = {count: outcomes.get(outcome, 0) for count, outcome in _COUNTED.items()}
    return f"  <testsuite{_attributes({'name': name, 'tests': sum(outcomes.values()), **counts, **_NO_TIME})}>\n"


def _case(one: JunitCase) -> Iterator[str]:
    yield whose(one.classname)
    yield attribute("name", one.name)
    yield place(one.file, one.line)
    yield result(one.outcome, one.kind, one.message, one.text)


def whose(classname: str) -> str:
    """The beginning of a test case: what it belongs to. Its name, its place and its result follow."""
    return f"    <testcase{attribute('classname', classname)}"


def place(file: str, line: int | None) -> str:
    """The place of a test case, and that it took no time, without which common reporters show that it is no number."""
    return _attributes({"file": file, "line": line, **_NO_TIME})


def result(outcome: Outcome, kind: str | None = None, message: str = "", text: str = "") -> str:
    """The result of a test case, which ends it."""
    if outcome == "passed":
        return "/>\n"
    why = _attributes({"type": kind, "message": message})
    at_length = f">{escape(_for_xml(text))}</{outcome}>" if text else "/>"
    return f">\n      <{outcome}{why}{at_length}\n    </testcase>\n"


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(attribute(name, value) for name, value in values.items() if value is not None)


def attribute(name: str, value: object) -> str:
    """An attribute with a blank before it."""
    return f" {name}={quoteattr(_for_xml(str(value)))}"


def _for_xml(value: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("?", value)
