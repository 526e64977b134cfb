"""The report's own figures that do not fit together, each worked out from the printed figures as far as it can be."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from omicheck.model.scheme import Scheme
from omicheck.score.means import whole_percent

Scores = Mapping[str, Mapping[str, str]]
CRITERIA = {"1": ("1.1", "1.2", "1.3", "1.4"), "2": ("2.1", "2.2", "2.3", "2.4"), "3": ("3.1", "3.2", "3.3")}


def fits(percent: int, base: int) -> bool:
    """Whether some whole number of cases of a base is printed as a whole per cent."""
    return any(whole_percent(Fraction(number, base)) == percent for number in range(base + 1))


def bases_of(parts: Mapping[int, int], first: int, last: int) -> list[int]:
    """The bases, from one to another, of which numbers that are printed are the whole per cents printed with them."""
    return [
        base
        for base in range(first, last + 1)
        if all(whole_percent(Fraction(number, base)) == percent for number, percent in parts.items())
    ]


def thirds_of(shares: tuple[int, int, int], last: int) -> list[int]:
    """The bases up to a last one that can be divided into three parts printed as three whole per cents."""
    return [
        base
        for base in range(1, last + 1)
        for first in range(base + 1)
        for second in range(base + 1 - first)
        if tuple(whole_percent(Fraction(one, base)) for one in (first, second, base - first - second)) == shares
    ]


def irreconcilable(printed: Scores, framework: Scores, scheme: Scheme) -> Iterator[str]:
    """One paragraph for each."""
    yield from _scores(printed, scheme)
    yield from _cases_and_framework(framework)
    yield from _bases()
    yield from _other_bases()


def _scores(printed: Scores, scheme: Scheme) -> Iterator[str]:
    for section, criteria in CRITERIA.items():
        terms = [Fraction(printed[one]["percent"]) for one in criteria]
        mean = sum(terms, Fraction()) / len(terms)
        shown = Fraction(printed[section]["percent"])
        if whole_percent(mean / 100) != shown:
            most = mean + Fraction(1, 2)  # a criterion that is printed 71 was less than 71.5
            yield (
                f"**Section {section}** is printed {shown}%. A section score is the average of its criteria "
                f"(appendix 6); those of section {section} are printed {_percents(terms)}, which average "
                f"{float(mean):g}%. "
                f"Had each been rounded down by as much as can be, the average would still lie below {float(most):g}%."
            )
    pairs = [(int(row["percent"]), row["comment"], name) for name, row in printed.items() if row["comment"]]
    comments = [band.comment for band in scheme.ladder.bands]
    crossed = [
        (better, worse)
        for better in pairs
        for worse in pairs
        if better[0] <= worse[0] and comments.index(better[1]) < comments.index(worse[1])
    ]
    told = "; ".join(
        f"{name} at {percent}% is {comment}, {other_name} at {other}% is {other_comment}"
        for (percent, comment, name), (other, other_comment, other_name) in crossed
    )
    agreeing = sum(scheme.ladder.comment(percent) == comment for percent, comment, _ in pairs)
    yield (
        f"**The comments** follow no one ladder. {told}. The report does not print where one comment ends and the next "
        f"begins. Ours (assumed) agrees with {agreeing} of the {len(pairs)} printed pairs of score and comment."
    )


def _cases_and_framework(framework: Scores) -> Iterator[str]:
    def actual(metric: str) -> str:
        return f"{framework[metric]['actual']}%"

    yield (
        f"**Enforcement** is {actual('enforcement')} in the performance framework, and end to end enforcement "
        f"{actual('end-to-end-enforcement')}; in the cases inspected, action was taken in 60% of those that required "
        "it, instigated on time in 71% and resolved on time in 66%. The report defines none of the framework's metrics."
    )
    yield (
        f"**Victim contact** is {actual('victim-contact')} in the framework; in the cases, contact was offered within "
        "40 days in 12 of 19, which is 63%."
    )
    yield (
        f"**Risk management plans** in time are {actual('risk-management-plan')} in the framework and 72% in the cases."
    )
    yield (
        f"**Recall** requests are {actual('recall-request')} in the framework; of the five cases in which the risk had "
        "increased and recall was necessary, it was requested promptly in three, and in two not at all."
    )
    yield (
        "**Employment at termination** is 50% in 3.3, strength (c), and "
        f"{actual('employment-at-termination')} in appendix 4, against the same target of 40%; sustained employment is "
        f"180 against a target of 185 in the one, and {framework['sustained-employment']['actual']} against "
        f"{framework['sustained-employment']['target']} in the other. The first is for eight months; the period of the "
        "second is not printed."
    )


def _bases() -> Iterator[str]:
    screening = sorted(
        set(range(100, 128))
        & {base for base in range(100, 128) if whole_percent(1 - Fraction(11, base)) == 91}
        & set(bases_of({36: 29}, 100, 127))
    )
    classified = [base for base in range(100, 128) if whole_percent(1 - Fraction(17, base)) == 86]
    both = [base for base in screening if base in classified]
    yield (
        "**RoSH screening** was inaccurate or not done in 29% of cases in the inspection sample, which was 11 and 25: "
        f"36 of the 127 are {whole_percent(Fraction(36, 127))}%. The classification was wrong in 17 and accurate in "
        f"86%; of 127 it would be {whole_percent(1 - Fraction(17, 127))}%. Both fit a base of {_numbers(both)}."
    )
    yield (
        "**Breach or recall** was taken as appropriate in 60% of the cases that required it, and instigated on time in "
        "71%. Of one base the second cannot be the greater, so the 71% is of another, such as the cases in which "
        "action was taken."
    )
    children = thirds_of((26, 26, 49), 45)
    yield (
        "**Management oversight in child safeguarding cases** was effective, not effective and absent in 26%, 26% and "
        f"49%. 38 cases had a RoH to children (1.2); the three shares fit bases of {_numbers(children)} among those up "
        "to 45."
    )
    shares = {"2.2.3": 73, "2.2.5": 69, "2.2.6": 71, "2.2.17": 60, "2.2.18": 61}
    common = [base for base in range(1, 39) if all(fits(percent, base) for percent in shares.values())]
    yield (
        f"**Child safeguarding procedures**: the shares {_percents(shares.values())} fit "
        + (f"bases of {_numbers(common)}." if common else "no one base of at most 38.")
        + f" **MAPPA**: {'77% and 74% do not both fit' if not (fits(77, 23) and fits(74, 23)) else '77% and 74% fit'} "
        "the 23 cases that were referred."
    )


def _other_bases() -> Iterator[str]:
    transferred = [base for base in range(12, 21) if fits(73, base)]
    yield (
        "**Transfers**: 20 cases had been transferred, and in 73% an appointment was made in time. "
        f"73% is not a share of 20; of the bases from 12 to 20 it fits {_numbers(transferred)}."
    )
    yield (
        "**Offender supervisors** were allocated on time to three quarters of the prisoners in the custody sample, "
        f"which was 14: 10 are {whole_percent(Fraction(10, 14))}% and 11 are {whole_percent(Fraction(11, 14))}%."
    )
    employed = bases_of({11: 36}, 11, 127)
    yield (
        "**Employment**: eleven offenders had found employment and 64% remained unemployed. "
        + (f"The two fit a base of {_numbers(employed)}" if employed else "The two fit no base")
        + " of which every offender had either found employment or remained without."
    )
    staff = [percent for percent in (41, 75, 76, 83, 90) if not fits(percent, 46)]
    yield (
        "**Interviews**: 46 offender managers were interviewed (4.2, 4.3). Of the shares of those interviewed that are "
        f"printed (41%, 75%, 76%, 83% and 90%), {_percents(staff)} are no share of 46. Some may not have answered."
    )


def _percents(values: Iterable[object]) -> str:
    return _joined([f"{value}%" for value in values])


def _numbers(values: list[int]) -> str:
    return _joined([str(value) for value in values]) or "none"


def _joined(texts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))
