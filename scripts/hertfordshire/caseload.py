"""Whom the sample is made of: 127 cases with the composition that the report prints.

A group is a set of cases by number. Groups that a record has a field for become fields; the others say what happens
to a case, such as `failures`, which have enough unacceptable absences for breach or recall.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

AS_OF = date(2010, 1, 18)
CASES = 127
FIRST_START = date(2009, 3, 2)
START_DAYS = 38  # so that nine months from any start lie before the audit date
FEMALE, MINORITY = 15, 20  # 11.9% and 16% of the caseload, by appendix 3

Group = set[int]
Groups = Mapping[str, Group]
Pick = Callable[[int, Iterable[int]], Group]
Fields = dict[str, Any]


def make_groups(random: Random) -> Groups:
    """Every group that bases.csv or the events name.

    Printed: the sizes of custody, ppo, high, mappa, children, victim, transferred, approved_premises, report,
    written_report, restricted, general_programme, increase, monitored, visit_asked, domestic_abuse, ended_early, and
    how many were referred and visited. The other sizes are chosen.
    """

    def pick(number: int, of: Iterable[int]) -> Group:
        return set(random.sample(sorted(of), number))

    groups = _by_sentence_and_risk(pick)
    groups |= _by_enforcement(pick, groups)
    groups |= _by_place(pick, groups)
    groups |= _by_multi_agency_work(pick, groups)
    return groups | _by_what_is_asked(pick, groups)


def _by_sentence_and_risk(pick: Pick) -> dict[str, Group]:
    every = set(range(1, CASES + 1))
    custody = pick(14, every)
    community = every - custody
    licence = pick(37, community)
    order = community - licence
    high_community = pick(11, licence) | pick(6, order)
    high = high_community | pick(5, custody)
    medium = pick(44, community - high) | pick(6, custody - high)
    return {
        "every": every,
        "custody": custody,
        "community": community,
        "order": order,
        "licence": licence,
        "high": high,
        "medium": medium,
        "medium_or_higher": high | medium,
        "low": every - high - medium,
    }


def _by_enforcement(pick: Pick, of: Groups) -> dict[str, Group]:
    failures = pick(35, of["order"]) | pick(17, of["licence"])
    breach, recall = pick(18, of["order"] - failures), pick(5, of["licence"] - failures)
    return {
        "failures": failures,
        "breach": breach,
        "increase": breach | recall,
        # The clocks of a case that is recalled stop: what is asked late in it is asked of others.
        "recalled": (failures & of["licence"]) | recall,
    }


def _by_place(pick: Pick, of: Groups) -> dict[str, Group]:
    """Where cases live, who came from elsewhere or went there, and whose home is visited."""
    community, high, medium, low = of["community"], of["high"], of["medium"], of["low"]
    approved_premises = pick(6, of["licence"] & high)
    at_home = (high & community) - approved_premises
    transferred_high = pick(5, at_home - of["recalled"])
    quiet = (of["order"] & community) - high - of["failures"] - of["breach"]
    taken_over = pick(2, quiet & medium) | pick(1, quiet & low)
    settled = community - high - of["recalled"] - taken_over
    transferred_community = transferred_high | taken_over | pick(5, medium & settled) | pick(2, low & settled)
    visit_high = pick(6, at_home)
    visit_asked = visit_high | pick(21, community - high - taken_over)
    return {
        "approved_premises": approved_premises,
        "at_home": at_home,
        "taken_over": taken_over,
        "transferred_high": transferred_high,
        "transferred_community": transferred_community,
        "visit_asked": visit_asked,
        "visited_high": pick(5, visit_high) | pick(4, at_home - visit_high),
    }


def _by_multi_agency_work(pick: Pick, of: Groups) -> dict[str, Group]:
    """MAPPA, reports, and what was done about a risk that increased."""
    mappa_licence, mappa_order = pick(18, of["licence"]), pick(7, of["order"] - of["taken_over"])
    report = pick(67, of["order"])
    breach_prompt = pick(11, of["breach"])
    increase_prompt = breach_prompt | pick(3, of["increase"] - of["breach"])
    vulnerable = pick(25, report)
    return {
        "mappa": mappa_licence | mappa_order,
        "mappa_licence": mappa_licence,
        "mappa_order": mappa_order,
        "report": report,
        "breach_prompt": breach_prompt,
        "increase_prompt": increase_prompt,
        "vulnerable_at_report": vulnerable,
    }


def _by_what_is_asked(pick: Pick, of: Groups) -> dict[str, Group]:
    custody, community, order, licence, high = (
        of[name] for name in ("custody", "community", "order", "licence", "high")
    )
    taken_over, visit_asked = of["taken_over"], of["visit_asked"]
    return {
        "ppo": pick(17, community - taken_over),
        "risen": pick(3, of["visited_high"]),
        "referred": of["mappa_licence"] | pick(5, of["mappa_order"]),
        "children": visit_asked | pick(7, community - high - visit_asked - taken_over) | pick(4, custody),
        "visited": of["visited_high"] | pick(4, visit_asked - high),
        "monitored": pick(6, visit_asked - of["transferred_high"]),
        "victim": pick(15, licence) | pick(4, custody),
        "transferred": of["transferred_community"] | pick(5, custody & of["medium_or_higher"]),
        "written_report": pick(59, of["report"]),
        "vulnerable": of["vulnerable_at_report"] | pick(15, of["every"] - of["vulnerable_at_report"]),
        "restricted": pick(23, licence) | pick(7, order),
        "unpaid_work": pick(37, order - taken_over),
        "general_programme": pick(6, order - taken_over) | pick(3, licence),
        "domestic_abuse": pick(27, community),
        "screening_asked": community | pick(11, custody),
        "absences": of["failures"] | pick(18, community - of["failures"] - taken_over),
        "increase_acted": of["increase_prompt"] | pick(4, of["breach"] - of["breach_prompt"]),
        "change": pick(47, of["every"] - of["recalled"] - taken_over),
        "ended_early": pick(4, order - taken_over),
        "female": pick(FEMALE, of["every"]),
        "minority": pick(MINORITY, of["every"]),
    }


def make_fields(number: int, groups: Groups, random: Random) -> Fields:
    """The fields of a case."""

    def in_(name: str) -> bool:
        return number in groups[name]

    start = FIRST_START + timedelta(days=random.randint(0, START_DAYS))
    while start.weekday() > 4:
        start -= timedelta(days=1)
    sentence, release = start, None
    if in_("licence"):
        sentence, release = start - timedelta(days=random.randint(260, 480)), start
    elif in_("custody"):
        release = AS_OF + timedelta(days=random.choice((90, 240, 400)))
    level = "low" if in_("low") else "medium" if in_("medium") else random.choice(("high", "high", "high", "very_high"))
    mappa = in_("mappa")
    return {
        "case_id": f"HRT-{number:03d}",
        "area": "Hertfordshire (synthetic)",
        "office": random.choice(("North and East", "West", "Central")),
        "offender_manager": f"om-{random.randint(1, 46):02d}",
        "sentence_type": "custody" if in_("custody") else "licence" if in_("licence") else "community_order",
        "sentence_date": sentence.isoformat(),
        "release_date": release.isoformat() if release else None,
        "end_date": "2010-01-15" if in_("ended_early") else None,
        "end_reason": "early_good_progress" if in_("ended_early") else None,
        "tier": 4 if in_("ppo") else random.choice({"low": (1, 2, 2), "medium": (2, 3, 3)}.get(level, (3, 4))),
        # That of the start; an event tells of the rise.
        "rosh_level": "medium" if in_("risen") else level,
        "lor_level": random.choice(("low", "medium", "medium", "high")),
        "custody_band": random.choice(("under_2_years", "2_years_or_more")) if in_("custody") else None,
        "ppo": in_("ppo"),
        "mappa_category": random.randint(1, 3) if mappa else 0,
        # Without a referral there is no level.
        "mappa_level": random.choice((1, 1, 2, 2, 3)) if in_("referred") else None,
        "child_safeguarding": in_("children"),
        "domestic_abuse": in_("domestic_abuse"),
        "statutory_victim_contact": in_("victim"),
        "approved_premises": in_("approved_premises"),
        "vulnerable": in_("vulnerable"),
        "taken_over": in_("taken_over"),
        "requirements": _requirements(number, groups, random),
        "gender": "female" if in_("female") else "male",
        "ethnicity": random.choice(("mixed", "asian", "black", "other")) if in_("minority") else "white",
    }


def _requirements(number: int, groups: Groups, random: Random) -> list[str]:
    if number in groups["custody"]:
        return []
    named = ["supervision", *(name for name in ("unpaid_work", "general_programme") if number in groups[name])]
    if number in groups["restricted"]:
        named.append(random.choice(("curfew", "residence", "exclusion")))
    elif number in groups["order"] and random.random() < 0.3:
        named.append(random.choice(("drug_rehabilitation", "alcohol_treatment")))
    return named
