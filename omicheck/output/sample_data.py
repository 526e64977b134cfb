"""A sample, drawn or judged, as plain data."""

from collections.abc import Iterator, Mapping
from typing import Any

from omicheck.output.csv_table import csv_lines
from omicheck.records.sample_file import COLUMNS, IN_SAMPLE, REPLACEMENT
from omicheck.sample.draw import DrawnSample
from omicheck.sample.frame import STRATA, Candidate, Frame
from omicheck.sample.judge import CaseGroup, Judgement, Minimum, groups_of, minimums_of
from omicheck.score.intervals import CONFIDENCE


def draw_data(
    drawn: DrawnSample,
    frame: Frame,
    minimums: Mapping[str, int],
    settings: Mapping[str, object],
    manifest: Mapping[str, Any],
) -> dict[str, Any]:
    """A sample that was drawn, as JSON would hold it."""
    sample = [one.candidate for one in drawn.sample]
    in_frame, in_sample = ([one.stratum for one in of] for of in (frame.candidates, sample))
    return {
        "settings": settings,
        "frame": _frame(frame),
        "strata": [
            {
                **dict(zip(STRATA, name, strict=True)),
                "frame": in_frame.count(name),
                "allocated": number,
                "sample": in_sample.count(name),
            }
            for name, number in drawn.allocated.items()
        ],
        "minimums": [_minimum(one) for one in minimums_of(frame.candidates, sample, minimums)],
        "composition": [_group(one) for one in groups_of(frame.candidates, sample)],
        "sample": [{**_candidate(one.candidate), "for_minimum": one.for_minimum} for one in drawn.sample],
        "replacements": [_candidate(one) for one in drawn.replacements],
        "manifest": manifest,
    }


def judgement_data(
    judgement: Judgement, frame: Frame, settings: Mapping[str, object], manifest: Mapping[str, Any]
) -> dict[str, Any]:
    """A sample that was judged, as JSON would hold it."""
    return {
        "settings": settings,
        "cases": judgement.cases,
        "frame": _frame(frame),
        "other_age": list(judgement.other_age),
        "not_in_caseload": list(judgement.not_in_caseload),
        "minimums": [_minimum(one) for one in judgement.minimums],
        "composition": [_group(one) for one in judgement.groups],
        "expected": {
            "confidence": CONFIDENCE,
            "population": judgement.population,
            "questions": [
                {
                    "question": one.question.id,
                    "relevant": one.relevant,
                    "known": one.known,
                    "interval": None if one.interval is None else list(one.interval),
                }
                for one in judgement.shares
            ],
            "scores": [
                {
                    one.level: one.id,
                    "title": one.title,
                    "questions": one.questions,
                    "known": one.known,
                    "half_width": [one.least, one.most],
                }
                for one in judgement.scores
            ],
        },
        "manifest": manifest,
    }


def csv_of_draw(drawn: DrawnSample) -> Iterator[str]:
    """The cases of a sample, then the replacements, as lines of CSV that `--judge` reads."""
    cases = [(one.candidate, IN_SAMPLE, one.for_minimum) for one in drawn.sample]
    cases += [(one, REPLACEMENT, None) for one in drawn.replacements]
    for_line = ((_candidate(one) | {"role": role, "for_minimum": why}) for one, role, why in cases)
    yield from csv_lines(COLUMNS, ([record[name] for name in COLUMNS] for record in for_line))


def _frame(frame: Frame) -> dict[str, int]:
    return {
        "cases": len(frame.candidates),
        "too_young": frame.too_young,
        "too_old": frame.too_old,
        "undated": frame.undated,
    }


def _minimum(one: Minimum) -> dict[str, Any]:
    return {"kind": one.kind, "minimum": one.minimum, "frame": one.frame, "sample": one.sample, "short": one.short}


def _group(one: CaseGroup) -> dict[str, Any]:
    return {
        "field": one.field,
        "value": one.value,
        "frame": one.frame,
        "sample": one.sample,
        "expected": list(one.expected),
        "outside": one.outside,
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "case_id": one.case_id,
        **dict(zip(STRATA, one.stratum, strict=True)),
        "start": None if one.start is None else one.start.isoformat(),
        "kinds": sorted(one.kinds),
    }
