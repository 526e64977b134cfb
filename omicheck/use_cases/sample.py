"""A sample of a caseload for an inspection, drawn or judged."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from omicheck.errors import CommandWrongError, ExitStatus, RequestWrongError, hint_for
from omicheck.evaluate.engines import choose_engine, rows_by
from omicheck.evaluate.verdict_counts import Tally
from omicheck.manifest import manifest
from omicheck.model.row import Verdict
from omicheck.model.rule import Rule
from omicheck.records.pseudonymised import cases_under_pseudonyms
from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.records.sample_file import read_sample
from omicheck.sample.draw import DrawnSample, draw, replacements_for
from omicheck.sample.frame import SIZE, candidate
from omicheck.sample.judge import Judgement, judge
from omicheck.score.settings import SEED
from omicheck.text import counted
from omicheck.use_cases.choosing import choose_rules
from omicheck.use_cases.held import rules_for
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_source
from omicheck.use_cases.sample_frame import (
    CaseloadFrame,
    CaseloadRequest,
    check_caseload,
    check_minimums,
    read_caseload,
)
from omicheck.use_cases.sources import Source
from omicheck.use_cases.status import exit_status

_REFERENCES: Final = ".csv"


@frozen(eq=False, repr=False)
class DrawRequest:
    """What is to be drawn.

    Attributes:
        caseload: what from.
        size: how many cases.
        replacements: how many in reserve; None for as many as fell out in 2010.
        seed: of the draw.
    """

    caseload: CaseloadRequest
    size: int = SIZE
    replacements: int | None = None
    seed: int = SEED


@frozen(eq=False, repr=False)
class JudgeRequest:
    """Which sample is to be judged.

    Attributes:
        caseload: what it is held against.
        sample: its records; or a CSV file with the references of cases of the caseload, such as drawing writes.
    """

    caseload: CaseloadRequest
    sample: Source


@frozen(eq=False, repr=False)
class DrawResult:
    """A sample that was drawn.

    Attributes:
        request: what was asked for, the number of replacements included.
        caseload: what it was drawn from.
        drawn: the sample.
    """

    request: DrawRequest
    caseload: CaseloadFrame
    drawn: DrawnSample

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The records that were not taken."""
        return self.caseload.records.rejected

    @property
    def status(self) -> ExitStatus:
        """The exit status that this calls for."""
        return exit_status(self.rejected, {})

    @property
    def manifest(self) -> Mapping[str, Any]:
        """Of the run; worked out when it is asked for, as few want it."""
        caseload = self.caseload
        return manifest(caseload.rule_base, (), caseload.records, {}, caseload.as_of)


@frozen(eq=False, repr=False)
class JudgeResult:
    """A sample that was judged.

    Attributes:
        caseload: what it was held against.
        judgement: how it is made up, and what is short.
        sample: its records.
        rules: the rules that were evaluated for it.
        engine: the evaluator.
        verdicts: how often rules gave each verdict on the sample.
    """

    caseload: CaseloadFrame
    judgement: Judgement
    sample: Records
    rules: tuple[Rule, ...]
    engine: str
    verdicts: Mapping[Verdict, int]

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The records that were not taken, of the caseload and then of the sample."""
        return (*self.caseload.records.rejected, *self.sample.rejected)

    @property
    def status(self) -> ExitStatus:
        """The exit status that this calls for."""
        return exit_status(self.rejected, self.verdicts)

    @property
    def manifest(self) -> Mapping[str, Any]:
        """Of the run; worked out when it is asked for, as few want it."""
        caseload = self.caseload
        return manifest(caseload.rule_base, self.rules, self.sample, self.verdicts, caseload.as_of)


def draw_sample(request: DrawRequest, observer: Observer) -> DrawResult:
    """Draws a sample; the same records, numbers and seed give the same sample.

    Args:
        request: what is to be drawn.
        observer: is told of remarks and problems.

    Raises:
        RequestWrongError: a number cannot be used.
        OmicheckError: rules or records cannot be read.
    """
    check_draw(request)
    caseload = read_caseload(request.caseload, observer)
    reserve = replacements_for(request.size) if request.replacements is None else request.replacements
    drawn = draw(caseload.frame, request.size, request.caseload.every_minimum, reserve, request.seed)
    if len(drawn.sample) < request.size:
        number, is_one = counted(len(drawn.sample), "case"), len(drawn.sample) == 1
        of_age = f"{number} {'is' if is_one else 'are'} of the wanted age, {request.size} were asked for"
        observer.remark(f"{of_age}: {'it is' if is_one else 'all of them are'} taken")
    return DrawResult(evolve(request, replacements=reserve), caseload, drawn)


def judge_sample(request: JudgeRequest, observer: Observer, of_sample: Observer | None = None) -> JudgeResult:
    """Judges a sample.

    Args:
        request: which.
        observer: is told of progress, remarks and problems.
        of_sample: is told of the records of the sample; the same if left out.

    Raises:
        RequestWrongError: a number cannot be used.
        CommandWrongError: a reference is not in the caseload, or the sample has no case.
        OmicheckError: rules or records cannot be read.
    """
    check_caseload(request.caseload)
    caseload = read_caseload(request.caseload, observer)
    rule_base, as_of = caseload.rule_base, caseload.as_of
    sample = _read_sample(request, caseload, of_sample or observer)
    rule_base, rules = rules_for(sample, rule_base, choose_rules(rule_base), observer)
    engine, why = choose_engine("auto", len(sample.cases))
    if why:
        observer.remark(why)
    tally = Tally()
    with observer.progress(len(sample.cases), "cases") as advance:
        rows = rows_by(engine, rule_base, rules, sample.cases, as_of, advance, observer.problem)
        judgement = judge(
            [candidate(case, rule_base.vocabulary, as_of) for case in sample.cases],
            sample.cases,
            caseload.frame,
            {case.case_id for case in caseload.records.cases},
            request.caseload.every_minimum,
            tally.passing(rows),
            rules,
            rule_base,
        )
    return JudgeResult(caseload, judgement, sample, rules, engine, tally.verdicts)


def check_draw(request: DrawRequest) -> None:
    """Says which number of a request cannot be used.

    Raises:
        RequestWrongError: the first of them.
    """
    check_minimums(request.caseload.minimums)
    if request.size < 1:
        raise RequestWrongError(("size",), str(request.size), "at least 1 case")
    if request.replacements is not None and request.replacements < 0:
        raise RequestWrongError(("replacements",), str(request.replacements), "0 or more")
    check_caseload(request.caseload)
    if request.seed < 0:
        raise RequestWrongError(("seed",), str(request.seed), "a whole number from 0")


def _read_sample(request: JudgeRequest, caseload: CaseloadFrame, observer: Observer) -> Records:
    """The records of the sample: its own, or those of the caseload that a CSV of references names."""
    name = request.sample.name
    if Path(name).suffix.lower() != _REFERENCES:
        records = read_source(request.sample, caseload.rule_base.vocabulary, observer)
    else:
        by_id = {case.case_id: case for case in caseload.records.cases}
        references = cases_under_pseudonyms(read_sample(Path(name)), caseload.records.pseudonyms)
        for one in references:
            if one not in by_id:
                expected = f"a case of the caseload{hint_for(one, by_id)}"
                raise CommandWrongError(f"{Path(name)}: found case {one!r}; expected {expected}")
        records = evolve(caseload.records, cases=tuple(by_id[one] for one in references), rejected=())
    if not records.cases:
        raise CommandWrongError(f"{name}: no case in it; expected the cases of a sample")
    return records
