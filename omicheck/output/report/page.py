"""A report as one HTML file: templates, style and script put together, with nothing that a browser would have to fetch.

Every text is escaped where it is put in. The style and the script are the only ones that the page permits, by their
hashes, so that a text that should be taken for one all the same does nothing.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from omicheck.dates import read_date
from omicheck.output.report.drawing import drawn
from omicheck.output.report.funnel import drawn_funnel
from omicheck.plain_data import indented_json
from omicheck.report.values.counts import Count, Range
from omicheck.report.values.whole import InspectionReport
from omicheck.text import long_date

_TEMPLATES: Final = Path(__file__).parent / "templates"
_WITHHELD: Final = "[c]"
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_AT_A_TIME: Final = 1_000


def report_page(report: InspectionReport) -> Iterator[str]:
    """The page, in pieces.

    Args:
        report: the report.
    """
    environment = _environment()
    style, script = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("style.css", "filter.js"))
    of = f" in {report.area}" if report.area else ""
    stream = environment.get_template("page.html").stream(
        report=report,
        title=f"A report on case work{of}",
        contents=tuple(_contents(report)),
        pictures=(drawn(picture, report.as_of) for picture in report.pictures),
        filters=tuple(_filters(report)),
        manifest="".join(indented_json(report.manifest)),
        # The only texts that are put in as they are: our own.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    # A template gives its text in a great many small pieces.
    stream.enable_buffering(_AT_A_TIME)
    yield from stream


@cache  # what it has compiled of the templates is kept
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_without_control,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"count": _count, "number": _number, "to": _range, "day": _day, "capital": _capital}
    environment.filters |= {"small": _small, "written_day": _written_day, "drawn_funnel": drawn_funnel}
    return environment


def _without_control(value: object) -> object:
    """What is put into the page, without characters that no page can hold and that would steer a terminal."""
    return _CONTROL.sub(lambda one: f"\\x{ord(one[0]):02x}", value) if type(value) is str else value


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _number(number: int) -> str:
    return f"{number:,}"


def _count(count: Count) -> str:
    return _WITHHELD if count is None else _number(count)


def _range(ends: Range) -> str:
    low, high = ends
    return f"{low:.0f}% to {high:.0f}%"


def _day(day: date) -> str:
    return long_date(day)


def _written_day(text: str) -> str:
    """A day as somebody wrote it; one that is written for machines is put into words."""
    day = read_date(text)
    return text if day is None else long_date(day)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _contents(report: InspectionReport) -> Iterator[tuple[str, str]]:
    """The headings, with their anchors."""
    if report.opening.foreword:
        yield "foreword", "Foreword"
    yield from (("about", "About this report"), ("scores", "Scores and comments"), ("summary", "Summary"))
    yield "recommendations", "Recommendations for improvement"
    if report.last is not None:
        yield "last-recommendations", "What became of the last recommendations"
    if report.good_practice:
        yield "good-practice", "Sharing good practice"
    if report.views:
        yield "views", "What people said"
    for section in report.sections:
        yield f"section-{section.score.id}", f"{section.score.id}. {section.score.title}"
    for graded in report.graded:
        yield f"section-{graded.id}", f"{graded.id}. {graded.title}"
    yield "failures", "Failures"
    if report.pictures:
        yield "cases", "Flagged cases"
    if report.agreement:
        yield "agreement", "How far judgements agree"
    yield "not-used", "What could not be used"
    yield from (
        ("appendix-1", "Appendix 1: Scoring of the criteria"),
        ("appendix-2", "Appendix 2: The cases"),
        ("appendix-3", "Appendix 3: Contextual information"),
        ("appendix-4", f"Appendix 4: {'Performance' if report.performance is None else report.performance.title}"),
        ("appendix-5", "Appendix 5: How the scores were worked out"),
        ("appendix-6", "Appendix 6: Manifest"),
        ("appendix-7", "Appendix 7: Glossary"),
    )
    if report.editions is not None:
        yield "appendix-8", "Appendix 8: Two editions of the standards"


def _filters(report: InspectionReport) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """What flagged cases can be filtered by: id, label, and values with what is shown for them."""
    for name, label in (("office", "Office"), ("officer", "Offender manager")):
        values = sorted({getattr(picture, name) for picture in report.pictures} - {""})
        if values:
            yield name, label, tuple((value, value) for value in values)
    rules = {lane.rule for picture in report.pictures for lane in picture.lanes}
    yield "rule", "Rule", tuple((one.rule, one.title) for one in report.failures.by_rule if one.rule in rules)
