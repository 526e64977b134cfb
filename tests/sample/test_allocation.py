"""Shares in whole cases: right for each stratum and at every level of the strata, and by nobody's name."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from omicheck.sample.allocation import exact_shares, in_whole_cases
from omicheck.sample.draw import draw, reserve_shares
from omicheck.sample.frame import CASE_KINDS, Candidate, Frame
from pipeline import run, write_json
from strategies import frames, stratum_sizes

Sizes = Mapping[tuple[str, ...], int]
NO_MINIMUM = [word for kind in CASE_KINDS for word in ("--minimum", f"{kind.id}=0")]


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311, what is drawn again is wanted


def assert_right_at_every_level(
    shares: Mapping[tuple[str, ...], Fraction], whole: Mapping[tuple[str, ...], int]
) -> None:
    """Each stratum, each value of each field and all together are off their share by less than one."""
    for level in (slice(0, 2), slice(0, 1), slice(1, 2), slice(0, 0)):
        off: dict[tuple[str, ...], Fraction] = {}
        for name in {*shares, *whole}:
            here = shares.get(name, Fraction(0)) - whole.get(name, 0)
            off[name[level]] = off.get(name[level], Fraction(0)) + here
        assert {name: float(by) for name, by in off.items() if abs(by) >= 1} == {}


@given(stratum_sizes(), st.data(), st.integers(0, 5))
def test_every_level_is_off_by_less_than_one(of: Sizes, data: st.DataObject, seed: int) -> None:
    total = data.draw(st.integers(0, sum(of.values())))
    shares = exact_shares(of, Fraction(total), of)
    whole = in_whole_cases(shares, _random(seed))
    assert_right_at_every_level(shares, whole)
    assert sum(whole.values()) == total
    assert all(whole[name] <= of[name] for name in of)


@given(stratum_sizes(), st.fractions(0, 30), st.integers(0, 5))
def test_shares_of_any_kind_are_rounded_and_whole_ones_stay(of: Sizes, total: Fraction, seed: int) -> None:
    """The sum need not be whole, and a share that is whole is given as it is."""
    shares = {name: size * total / 7 for name, size in of.items()}
    whole = in_whole_cases(shares, _random(seed))
    assert_right_at_every_level(shares, whole)
    assert {name: whole[name] for name, share in shares.items() if share.denominator == 1} == {
        name: share for name, share in shares.items() if share.denominator == 1
    }


@given(stratum_sizes(), st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_order_of_strata_does_not_matter(of: Sizes, seed: int, random: Random) -> None:
    shares = {name: Fraction(size, 7) for name, size in of.items()}
    names = list(shares)
    random.shuffle(names)
    turned = in_whole_cases({name: shares[name] for name in names}, _random(seed))
    assert turned == in_whole_cases(shares, _random(seed))


@given(stratum_sizes(), stratum_sizes(), st.fractions(0, 60))
def test_what_a_part_cannot_take_goes_to_the_others_in_proportion(of: Sizes, room: Sizes, total: Fraction) -> None:
    most = {name: room.get(name, 0) for name in of}
    shares = exact_shares(of, total, most)
    open_ = {name for name, size in of.items() if size and shares[name] < most[name]}
    assert sum(shares.values()) == min(total, sum(most[name] for name in of if of[name]))
    assert all(0 <= shares[name] <= most[name] for name in of)
    # Those that could take more have the same share for each of their cases, and nobody has a larger one.
    rates = {name: shares[name] / of[name] for name in of if of[name]}
    assert len({rates[name] for name in open_}) <= 1
    assert all(rate <= rates[name] for name in open_ for rate in rates.values())


def test_on_average_every_stratum_has_its_share() -> None:
    """Equal remainders are served in turn: over 3,000 seeds each has its share, within four standard deviations."""
    sizes: Sizes = {("licence", "a"): 3, ("licence", "b"): 3, ("order", "a"): 3, ("order", "b"): 3, ("custody", "c"): 1}
    shares = exact_shares(sizes, Fraction(5), sizes)
    totals: Counter[tuple[str, ...]] = Counter()
    for seed in range(3000):
        totals.update(in_whole_cases(shares, _random(seed)))
    for name, share in shares.items():
        part = float(share % 1)
        assert abs(totals[name] / 3000 - share) <= 4 * (part * (1 - part) / 3000) ** 0.5


def caseload(offices: int) -> list[dict[str, object]]:
    """Small offices, each with three or two orders, two licences and a case in custody."""
    kinds = ["community_order", "community_order", "licence", "licence", "custody", "community_order"]
    return [
        {
            "case_id": f"C-{office:03d}-{number}",
            "sentence_type": kind,
            "office": f"office {office:03d}",
            "sentence_date": "2009-04-06",
            "release_date": "2009-04-06" if kind == "licence" else None,
            "events": [],
        }
        for office in range(offices)
        for number, kind in enumerate(kinds[: 5 + office % 2])
    ]


def test_many_small_offices_change_no_share_of_a_case_type(tmp_path: Path) -> None:
    """Strata of three cases at most, each with a share far below one: types are kept, in the sample and in reserve."""
    cases = caseload(60)
    file = write_json(tmp_path / "caseload.json", {"as_of": "2010-01-18", "cases": cases})
    done = run("sample", file, "--format", "json", "--size", 33, "--replacements", 11, *NO_MINIMUM)
    found = json.loads(done.output)
    assert done.status == 0
    for role, size in (("sample", 33), ("replacements", 11)):
        whole = of_types(found[role])
        assert sum(whole.values()) == size
        # Of 330 cases 150 are orders, 120 licences and 60 in custody: these shares are whole numbers, and are given.
        expected = {name: number * size // 330 for name, number in of_types(cases).items()}
        assert whole == expected
    offices = Counter(str(one["office"]) for one in found["sample"])
    assert max(offices.values()) == 1
    assert sum(offices.values()) == 33


def of_types(cases: Iterable[Mapping[str, object]]) -> Counter[str]:
    return Counter(str(one["sentence_type"]) for one in cases)


@given(frames(), st.integers(1, 30), st.integers(0, 8), st.integers(0, 3))
def test_sample_and_reserve_are_right_at_every_level(frame: Frame, size: int, replacements: int, seed: int) -> None:
    found = draw(frame, size, {}, replacements, seed)
    of = Counter(one.stratum for one in frame.candidates)
    in_sample = Counter(one.candidate.stratum for one in found.sample)
    assert_right_at_every_level(exact_shares(of, Fraction(size), of), in_sample)
    left = of - in_sample
    in_reserve = Counter(one.stratum for one in found.replacements)
    assert_right_at_every_level(reserve_shares(in_sample, left, replacements), in_reserve)
    # Types have their share of the reserve, as they have it in the sample, but where one has too few left.
    types, left_of = (Counter(name[0] for name in counts.elements()) for counts in (in_sample, left))
    if all(left_of[name] * size >= replacements * types[name] for name in types):
        for name, number in types.items():
            assert abs(sum(in_reserve[one] for one in of if one[0] == name) - replacements * number / size) < 1
    assert len(found.replacements) == min(replacements, sum(left_of[name] for name in types))


def test_a_minimum_is_filled_from_the_same_case_type() -> None:
    """Where no case of the same stratum waits, one of the same case type changes places, and shares of types stay."""
    cases = [
        Candidate(f"{kind} {place}", (kind, f"office {place}"), None, {}, frozenset({"ppo"} if place < 3 else ()))
        for kind in ("licence", "order")
        for place in range(12)
    ]
    for seed in range(20):
        found = draw(Frame(tuple(cases), 0, 0, 0), 12, {"ppo": 6}, 0, seed)
        assert Counter(one.candidate.stratum[0] for one in found.sample) == {"licence": 6, "order": 6}
        assert found.short == {}
