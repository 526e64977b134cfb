"""A sample, drawn or judged, as plain data."""

from collections.abc import Iterator
from typing import Any

from omicheck.output.csv_table import csv_lines
from omicheck.records.sample_file import COLUMNS, IN_SAMPLE, REPLACEMENT
from omicheck.sample.draw import DrawnSample
from omicheck.sample.frame import STRATA, Candidate, Frame
from omicheck.sample.judge import CaseGroup, Minimum, groups_of, minimums_of
from omicheck.score.intervals import CONFIDENCE
from omicheck.use_cases.sample import DrawResult, JudgeResult
from omicheck.use_cases.sample_frame import CaseloadFrame


def draw_data(result: DrawResult) -> dict[str, Any]:
    """A sample that was drawn, as JSON would hold it."""
    request, drawn, candidates = result.request, result.drawn, result.caseload.frame.candidates
    sample = [one.candidate for one in drawn.sample]
    in_frame, in_sample = ([one.stratum for one in of] for of in (candidates, sample))
    minimums = minimums_of(candidates, sample, request.caseload.every_minimum)
    return {
        "settings": {
            **_settings(result.caseload),
            "size": request.size,
            "seed": request.seed,
            "replacements": request.replacements,
        },
        "frame": _frame(result.caseload.frame),
        "strata": [
            {
                **dict(zip(STRATA, name, strict=True)),
                "frame": in_frame.count(name),
                "allocated": number,
                "sample": in_sample.count(name),
            }
            for name, number in drawn.allocated.items()
        ],
        "minimums": [_minimum(one) for one in minimums],
        "composition": [_group(one) for one in groups_of(candidates, sample)],
        "sample": [{**_candidate(one.candidate), "for_minimum": one.for_minimum} for one in drawn.sample],
        "replacements": [_candidate(one) for one in drawn.replacements],
        "manifest": result.manifest,
    }


def judgement_data(result: JudgeResult) -> dict[str, Any]:
    """A sample that was judged, as JSON would hold it."""
    judgement = result.judgement
    return {
        "settings": _settings(result.caseload),
        "cases": judgement.cases,
        "frame": _frame(result.caseload.frame),
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
        "manifest": result.manifest,
    }


def csv_of_draw(drawn: DrawnSample) -> Iterator[str]:
    """The cases of a sample, then the replacements, as lines of CSV that `--judge` reads."""
    cases = [(one.candidate, IN_SAMPLE, one.for_minimum) for one in drawn.sample]
    cases += [(one, REPLACEMENT, None) for one in drawn.replacements]
    for_line = ((_candidate(one) | {"role": role, "for_minimum": why}) for one, role, why in cases)
    yield from csv_lines(COLUMNS, ([record[name] for name in COLUMNS] for record in for_line))


def _settings(caseload: CaseloadFrame) -> dict[str, Any]:
    return {
        "as_of": caseload.as_of.isoformat(),
        "youngest_months": caseload.request.youngest,
        "oldest_months": caseload.request.oldest,
        "assumed": list(caseload.assumed),
    }


def _frame(frame: Frame) -> dict[str, int]:
    return {
        "cases": len(frame.candidates),
        "too_young": frame.too_young,
        "too_old": frame.too_old,
        "undated": frame.undated,
    }


def _minimum(one: Minimum) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "minimum": one.minimum,
        "frame": one.frame,
        "not_recorded": one.not_recorded,
        "sample": one.sample,
        "short": one.short,
    }


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
