"""What case systems and spreadsheets usually call what the packaged vocabulary has, for proposals and hints alone.

Nothing is read by these lists: they are looked into when a mapping is proposed, or a remedy, which somebody then reads.
A name that the vocabulary does not have is not looked for.
"""

from collections.abc import Mapping
from typing import Any, Final

# Headings of fields and of the dates of events, and of the attributes of events.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "case_id": ("crn", "case ref", "case reference", "case number", "case no", "ref", "reference", "id", "offender id"),
    "area": ("trust", "region", "probation area", "lau"),
    "office": ("team", "ldu", "pdu", "unit", "office location", "cluster"),
    "team": ("team name", "sub team"),
    "offender_manager": (
        "om",
        "officer",
        "manager",
        "probation officer",
        "probation practitioner",
        "case manager",
        "po",
    ),
    "sentence_type": ("order", "order type", "sentence", "disposal", "type of order", "case type", "order/licence"),
    "sentence_date": ("sentenced", "date of sentence", "order date", "start", "start date", "commencement date"),
    "release_date": ("released", "release", "date of release", "licence start"),
    "end_date": ("end", "terminated", "termination date", "date ended", "completion date", "closed"),
    "end_reason": ("termination reason", "reason", "reason for termination", "outcome of order"),
    "rosh_level": ("rosh", "risk of serious harm", "rosh at start", "risk of harm", "roh", "risk level"),
    "lor_level": ("lor", "likelihood of reoffending", "ogrs band", "reoffending"),
    "tier": ("tier at start", "tiering", "tier level"),
    "ppo": ("ppo flag", "prolific", "prolific offender"),
    "gender": ("sex",),
    "taken_over": ("transferred in", "transfer in", "taken over", "from another area"),
    "ethnicity": ("ethnic origin", "ethnic group", "ethnic code", "race"),
    "requirements": ("reqs", "requirement", "conditions", "requirement types"),
    "mappa_category": ("mappa cat",),
    "child_safeguarding": ("child protection", "safeguarding"),
    "domestic_abuse": ("dv", "da", "domestic violence"),
    "approved_premises": ("ap", "hostel"),
    "allocated": ("allocation", "allocation date", "date allocated"),
    "contact": ("first contact", "1st contact", "1st appt", "first appointment", "1st appointment", "date seen"),
    "induction": ("induction date", "date inducted", "induction offered"),
    "rosh_screening": ("rosh screening date", "screening", "risk screening"),
    "rosh_analysis": ("full analysis", "full rosh", "rosh full analysis", "rosha"),
    "rosh_review": ("risk review", "oasys review"),
    "risk_management_plan": ("rmp", "rmp date"),
    "lor_assessment": ("oasys", "oasys date", "assessment date"),
    "sentence_plan": ("isp", "isp date", "initial sentence plan", "isp completed"),
    "plan_review": ("review", "review date", "isp review", "sentence plan review", "rsp"),
    "breach_instigated": ("breach", "breach action", "breach date", "breach initiated"),
    "breach_resolved": ("breach outcome date", "breach concluded"),
    "recall_requested": ("recall", "recall date"),
    "home_visit": ("hv", "home visit date"),
    "unpaid_work_session": ("upw", "upw session", "cp session"),
    "absence": ("failed to attend", "fta", "missed appointment", "failure to comply"),
    "full_analysis_required": ("full analysis needed", "full analysis"),
    "acceptable": ("acceptable absence", "absence acceptable"),
}

# Headings of what is of a person and no record has a place for, as a whole, and words that make a heading one of these.
PERSONAL: Final = frozenset(("title", "initials", "post code", "next of kin", "sexual orientation"))
PERSONAL_WORDS: Final = frozenset(
    (
        *("name", "names", "surname", "surnames", "forename", "forenames", "firstname", "lastname", "alias", "aliases"),
        *("dob", "birth", "born", "birthday", "birthdate", "age", "address", "addresses", "postcode", "email"),
        *("phone", "telephone", "tel", "mobile", "kin", "religion", "faith", "nationality", "disability", "disabled"),
        *("sexuality", "language"),
    )
)

# Words of the heading of a day on which something is to be done, or was no more than offered or asked for.
AHEAD: Final = frozenset(
    (
        *("due", "next", "target", "planned", "expected", "scheduled", "proposed", "booked", "deadline", "estimated"),
        *("expiry", "expires", "expire", "offered", "requested"),
    )
)

# Headings of the parts of inspectors' answers.
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "question": ("q", "question number", "question no"),
    "answer": ("verdict", "judgement", "judgment", "score"),
    "by": ("inspector", "who", "answered by", "assessor"),
    "reason": ("comment", "comments", "note", "notes", "why"),
}

# Words that stand for values, where they do not read like them.
WORDS: Final[Mapping[str, Any]] = {
    "co": "community_order",
    "comm ord": "community_order",
    "comm order": "community_order",
    "community": "community_order",
    "acr": "licence",
    "on licence": "licence",
    "parole": "licence",
    "post release": "licence",
    "suff": "sufficient",
    "insufficient": "not_sufficient",
    "prison": "custody",
    "custodial": "custody",
    "m": "male",
    "f": "female",
    "upw": "unpaid_work",
    "sup": "supervision",
    "gobp": "general_programme",
    "good progress": "early_good_progress",
    "revoked good progress": "early_good_progress",
    "revoked - good progress": "early_good_progress",
    "expired": "completed",
    "office visit": "contact",
    "appointment": "contact",
    "planned office visit": "contact",
    "hv": "home_visit",
    "isp": "sentence_plan",
    "fta": "absence",
    "failed to attend": "absence",
    "breach": "breach_instigated",
    # The codes of self-stated ethnicity that courts and case systems use.
    **dict.fromkeys(("w1", "w2", "w3", "w9"), "white"),
    **dict.fromkeys(("m1", "m2", "m3", "m9"), "mixed"),
    **dict.fromkeys(("a1", "a2", "a3", "a9"), "asian"),
    **dict.fromkeys(("b1", "b2", "b9"), "black"),
    **dict.fromkeys(("o1", "o9"), "other"),
}
# The same for values of a level, whose letters stand for something else elsewhere.
LEVELS: Final[Mapping[str, str]] = {
    "l": "low",
    "m": "medium",
    "med": "medium",
    "h": "high",
    "vh": "very_high",
    "v high": "very_high",
    "v. high": "very_high",
    "v/high": "very_high",
}
FLAGS: Final[Mapping[str, bool]] = {
    "yes": True,
    "no": False,
    "y": True,
    "n": False,
    "true": True,
    "false": False,
    "t": True,
    "f": False,
}
UNKNOWN: Final = frozenset(
    (
        "n/k",
        "nk",
        "not known",
        "unknown",
        "not recorded",
        "not assessed",
        "n/a",
        "na",
        "-",
        "?",
        "none recorded",
        "tbc",
        "not stated",
        "refused",
    )
)
