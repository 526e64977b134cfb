"""What somebody can work out of the numbers of a published report by sums and differences.

The attacker reads the sentences and bars as they are printed, and knows more than anybody would: which combinations of
answers there are, so that every number is a sum of the same few unknown ones. What can be had by adding and subtracting
up to three printed numbers, wherever that holds by the meaning of the questions, is then the solution of equations.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from attrs import frozen
from hypothesis import given, settings
from numpy.typing import NDArray

from omicheck.model.case import Answer, Case
from omicheck.model.scheme import Question
from omicheck.report.counted_sets import counted_sets
from omicheck.report.sample_data import count_text
from omicheck.report.sentences import Style, share_in_words
from omicheck.report.withheld import Withheld, withhold
from omicheck.score.matrix import OUTCOMES
from omicheck.score.result import Scores
from omicheck.score.scores import scores_of_cases
from omicheck.score.settings import Settings
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.score import ScoreRequest, score
from omicheck.use_cases.sources import NamedSource
from pipeline import ROOT, run
from read_page import read_page
from strategies.published import Audit, audits
from strategies.scores import SCHEME

Members = NDArray[np.bool_]
# What is printed of a question, such as `in 82% of 127 cases`, `in only 7 of 17 cases`, `in none of 9 cases`.
_PART = r"(?P<part>\d+)(?P<percent>%)? of|(?P<all>all)|(?P<none>none) of"
_SHARE = re.compile(rf"in (?:only )?(?:{_PART}) (?P<base>\d+) cases")
_FINDING = re.compile(r".*: (in [^:]*?)\.(?: \*)? ([\d.]+)")
_BASE = re.compile(r"fewer than five of (\d+) cases")


@frozen(eq=False)
class _Read:
    """A number that is printed, and the cases that it counts."""

    number: int
    members: Members


def _scores(audit: Audit) -> Scores:
    cases = []
    for place in range(len(audit.bars[0])):
        answers = tuple(
            Answer(one.id, "sufficient" if good[place] else "not_sufficient")
            for one, asked, good in zip(audit.questions, audit.relevant, audit.sufficient, strict=True)
            if asked[place]
        )
        cases.append(Case(f"c-{place:02}", {}, (), answers))
    return scores_of_cases(cases, (), (), {one.id: one for one in audit.questions}, SCHEME, Settings(resamples=0))


def _withheld(audit: Audit) -> Withheld:
    good, bad, none = (OUTCOMES.index(name) for name in ("sufficient", "not_sufficient", "not_applicable"))
    codes = np.full((len(audit.bars[0]), len(audit.questions)), none, dtype=np.int8)
    for column, (asked, sufficient) in enumerate(zip(audit.relevant, audit.sufficient, strict=True)):
        codes[asked, column] = bad
        codes[sufficient, column] = good
    bars = {f"kind: {kind}": members for kind, members in enumerate(audit.bars) if members.any()}
    sets = counted_sets(codes, [one.id for one in audit.questions], bars)
    return withhold(_scores(audit), sets, [{name: int(members.sum()) for name, members in bars.items()}])


def _read(audit: Audit, may: Withheld) -> Iterator[_Read]:
    """All numbers that are printed exactly."""
    cases = len(audit.bars[0])
    yield _Read(cases, np.ones(cases, dtype=np.bool_))
    for kind, members in enumerate(audit.bars):
        count = None if f"kind: {kind}" in may.bars else int(members.sum())
        text = count_text(count, cases)
        if text != "[c]":
            yield _Read(int(text.partition(" ")[0]), members)
    for one, asked, good in zip(audit.questions, audit.relevant, audit.sufficient, strict=True):
        yield from _read_sentence(share_in_words(may.questions[one.id], Style(small_base=20)), asked, good)


def _read_sentence(text: str, asked: Members, good: Members) -> Iterator[_Read]:
    found, few = _SHARE.fullmatch(text), _BASE.search(text)
    if few:
        yield _Read(int(few[1]), asked)
    if not found:
        return
    base = int(found["base"])
    yield _Read(base, asked)
    if found["all"] or found["none"]:
        parts = [base if found["all"] else 0]
    elif found["percent"]:
        parts = [part for part in range(base + 1) if (200 * part + base) // (2 * base) == int(found["part"])]
    else:
        parts = [int(found["part"])]
    if len(parts) == 1:
        yield from (_Read(parts[0], good), _Read(base - parts[0], asked & ~good))


def _protected(audit: Audit) -> Iterator[tuple[str, Members]]:
    """The sets of one to four cases that must not be known."""
    for one, asked, good in zip(audit.questions, audit.relevant, audit.sufficient, strict=True):
        yield from ((f"{one.id} relevant", asked), (f"{one.id} good", good), (f"{one.id} not", asked & ~good))
    yield from ((f"kind {kind}", members) for kind, members in enumerate(audit.bars))


def _worked_out(read: Sequence[_Read], small: Mapping[str, Members]) -> Iterator[tuple[str, list[int]]]:
    """The small sets that are sums and differences of up to three printed numbers."""
    for number in (1, 2, 3):
        for some in itertools.combinations(read, number):
            for signs in itertools.product((1, -1), repeat=number):
                vector = sum(sign * one.members.astype(int) for sign, one in zip(signs, some, strict=True))
                for name, members in small.items():
                    if np.array_equal(vector, members.astype(int)):
                        yield name, [sign * one.number for sign, one in zip(signs, some, strict=True)]


def _differences(read: Sequence[_Read]) -> Iterator[tuple[int, int]]:
    """Pairs of printed numbers, the cases of the second being one to four fewer of those of the first."""
    for one, other in itertools.permutations(read, 2):
        if not (other.members & ~one.members).any() and 0 < one.number - other.number < 5 and other.number:
            yield one.number, other.number


@settings(max_examples=100)
@given(audits())
def test_nothing_small_follows_from_sums_and_differences(audit: Audit) -> None:
    read = list(_read(audit, _withheld(audit)))
    for one in read:
        assert one.number == one.members.sum()
        assert one.number not in range(1, 5)
    small = {name: members for name, members in _protected(audit) if 0 < members.sum() < 5}
    assert list(_worked_out(_unique(read), small)) == []
    assert list(_differences(read)) == []


def _unique(read: Sequence[_Read]) -> list[_Read]:
    """Each set once: only so many are looked at that the test stays quick."""
    return list({one.members.tobytes(): one for one in read if one.number}.values())[:14]


def test_a_question_that_leaves_out_one_case_of_all_is_told_less_exactly() -> None:
    every = np.ones(66, dtype=np.bool_)
    all_but_one, half = every.copy(), np.arange(66) < 33
    all_but_one[0] = False
    of = tuple(Question(str(number), "1.1", "", "rule") for number in (1, 2))
    may = _withheld(Audit(of, (every, all_but_one), (half, half & all_but_one), (every,)))
    assert [share_in_words(one, Style()) for one in may.questions.values()] == [
        "in only 50% of 66 cases",
        "in only about 50% of about 65 cases",
    ]


def test_two_questions_that_leave_out_a_few_of_all_between_them_are_told_less_exactly() -> None:
    place = np.arange(80)
    # One is asked of 57 of the 60 cases in the community, the other of all 20 in custody.
    community, custody = place < 57, place >= 60
    half = place % 2 == 0
    of = tuple(Question(str(number), "1.1", "", "rule") for number in (1, 2))
    bars = (np.ones(80, dtype=np.bool_),)
    may = _withheld(Audit(of, (community, custody), (half & community, half & custody), bars))
    assert [one.relevant for one in may.questions.values()].count(None) == 1


def test_where_the_nearest_five_would_tell_it_the_number_of_cases_is_left_out() -> None:
    every = np.ones(64, dtype=np.bool_)
    asked = np.arange(64) > 0
    few = Question("2", "1.1", "", "rule")
    # The nearest five is 65, for 63 to 67 cases, of which 63 alone are fewer than all.
    may = _withheld(Audit((few,), (asked,), (asked & (np.arange(64) > 2),), (every,)))
    assert share_in_words(may.questions["2"], Style()) == "in all but fewer than five of the cases that it concerns"


@pytest.mark.parametrize("name", ["sample", "hertfordshire-2010"])
def test_no_small_count_follows_from_the_page_of_a_whole_audit(name: str, tmp_path: Path) -> None:
    records = ROOT / f"fixtures/{name}/cases.json"
    file = tmp_path / "published.html"
    assert run("report", records, "--publish", "--quiet", "--resamples", 0, "--output", file).status == 0
    lines = (" ".join(line.split()) for line in read_page(file.read_text(encoding="utf-8")).lines)
    sentences = {found[2]: found[1] for line in lines if (found := _FINDING.fullmatch(line))}
    scored = score(ScoreRequest(EvaluationRequest(NamedSource(str(records))), resamples=0), Silent())
    codes = scored.matrix.joined("both")
    read = [_Read(len(codes), np.ones(len(codes), dtype=np.bool_))]
    for question, text in sentences.items():
        column = codes[:, scored.matrix.questions.index(question)]
        read += _read_sentence(text, column < 2, column == 0)
    assert len(read) > 30
    assert [one.number for one in read if one.number in range(1, 5) or one.number != one.members.sum()] == []
    assert list(_differences(read)) == []
