"""The course of a case: what was due, what was late, and where the clock stood still."""

import json
from datetime import date

import pytest

from omicheck.output.report.drawing import drawn
from omicheck.report.values.cases import Lane, Picture
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.report import ReportRequest, report
from omicheck.use_cases.score import ScoreRequest
from omicheck.use_cases.sources import NamedSource, RecordSource
from pipeline import ROOT


def _picture(request: EvaluationRequest) -> Picture:
    """The picture of the only case."""
    (picture,) = report(ReportRequest(ScoreRequest(request, resamples=0)), Silent()).report.pictures
    return picture


def _lane(picture: Picture, rule: str) -> Lane:
    (lane,) = (one for one in picture.lanes if one.rule == rule)
    return lane


def test_a_breach_a_day_late() -> None:
    file = ROOT / "fixtures/cases/breach-a-day-late.json"
    picture = _picture(EvaluationRequest(NamedSource(str(file))))
    assert (picture.first, picture.last) == (date(2009, 3, 2), date(2009, 9, 1))
    assert picture.days == (date(2009, 4, 1), date(2009, 4, 8), date(2009, 4, 25))
    lane = _lane(picture, "breach-instigated-on-time")
    assert lane == Lane(
        "breach-instigated-on-time",
        "2.1.36",
        "Breach instigated on time",
        "not met, late",
        is_failure=True,
        sentences=(
            (
                "The clock runs from the second absence with acceptable no at a time when in breach is no, within 12 "
                "months, on or after the start, Monday 2 March 2009, on Wednesday 8 April 2009."
            ),
            "Counted are those of Wednesday 1 April 2009 and Wednesday 8 April 2009, several of one day as one.",
            "Limit: 10 business days.",
            (
                "The latest day that would have passed is Friday 24 April 2009 (bank holidays not counted: Friday 10 "
                "April 2009, Monday 13 April 2009)."
            ),
            "Found breach instigated on Saturday 25 April 2009: 1 day late.",
        ),
        started=date(2009, 4, 8),
        due=date(2009, 4, 24),
        done=date(2009, 4, 25),
        late=(date(2009, 4, 24), date(2009, 4, 25)),
        still=(),
    )
    (shown,) = (one for one in drawn(picture, date(2009, 9, 1)).lanes if one.title == lane.title)
    assert shown.facts == "Due 24 April 2009, done 25 April 2009. 1 day late."
    assert shown.stretches == (("allowed", "20.2%", "8.8%"), ("late", "29%", "0.5%"))
    assert shown.marks == (("due", "29%"), ("done", "29.5%"))


def test_the_clock_stands_still_while_contact_is_suspended() -> None:
    events = [
        {"type": "contact_suspension_began", "date": "2009-03-20"},
        {"type": "contact_suspension_ended", "date": "2009-04-10"},
        {"type": "contact_suspension_began", "date": "2009-05-01"},
    ]
    case = {"case_id": "S-1", "sentence_type": "community_order", "sentence_date": "2009-03-02", "tier": 2}
    source = RecordSource([{**case, "events": events}])
    picture = _picture(EvaluationRequest(source, as_of="2009-06-01"))
    stood = {lane.still for lane in picture.lanes if lane.still}
    assert stood == {((date(2009, 3, 20), date(2009, 4, 10)), (date(2009, 5, 1), date(2009, 6, 1)))}
    shown = {lane.question: lane for lane in drawn(picture, date(2009, 6, 1)).lanes}
    stood_still = "The clock stood still from 20 March 2009 to 10 April 2009, from 1 May 2009 to 1 June 2009."
    assert shown["2.1.24"].facts == stood_still
    assert shown["2.1.24"].stretches == (("still", "19.8%", "23.1%"), ("still", "65.9%", "34.1%"))
    # Of what came after the due date nothing is drawn, as it changed nothing.
    assert shown["2.1.2"].facts == "Due 9 March 2009. 84 days late, and not done."
    assert shown["2.1.2"].stretches == (("allowed", "0%", "7.7%"), ("late", "7.7%", "92.3%"))
    assert shown["2.1.2"].marks == (("due", "7.7%"), ("undone", "100%"))


@pytest.mark.parametrize("name", ["sample", "hertfordshire-2010"])
def test_nothing_is_drawn_outside_its_picture(name: str) -> None:
    file = ROOT / "fixtures" / name / "cases.json"
    found = report(ReportRequest(ScoreRequest(EvaluationRequest(NamedSource(str(file))), resamples=0)), Silent()).report
    flagged = {picture.case_id for picture in found.pictures}
    assert flagged <= {case["case_id"] for case in json.loads(file.read_text(encoding="utf-8"))["cases"]}
    for picture in found.pictures:
        shown = drawn(picture, found.as_of)
        ticks = [_number(place) for place, _, _ in shown.ticks]
        assert ticks == sorted(ticks)
        for lane in shown.lanes:
            assert lane.facts
            for _, left, width in lane.stretches:
                assert _number(left) >= 0
                assert 0 < _number(width) <= 100.001 - _number(left)
            assert all(0 <= _number(place) <= 100 for _, place in lane.marks)
        assert 0 <= _number(shown.audit) <= 100


def _number(place: str) -> float:
    return float(place.removesuffix("%"))
