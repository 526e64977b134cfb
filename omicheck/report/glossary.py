"""The terms of a report that a reader from outside may not know, each explained if the report has it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from omicheck.report.values.written import Term

# Term, what gives it away in a text, and its meaning.
_TERMS: Final = (
    (
        "Absence",
        r"\babsen(?:ce|t)",
        "An appointment that was missed. Whether the reason was acceptable has to be judged.",
    ),
    ("Approved premises", r"[Aa]pproved premises", "Supervised housing for offenders who would otherwise be a risk."),
    ("Breach", r"\b[Bb]reach", "Taking an offender on a community order back to court for not keeping to it."),
    ("Business day", r"business day", "A Monday to Friday that is no bank holiday in England and Wales."),
    ("Induction", r"\b[Ii]nduction", "The meeting in which an offender is told what the sentence asks of both sides."),
    ("Licence", r"\b[Ll]icence", "The part of a prison sentence that is served in the community, under conditions."),
    (
        "Likelihood of Reoffending (LoR)",
        r"\bLoR\b|Likelihood of Reoffending",
        "How likely it is that an offender offends again, whatever the offence.",
    ),
    (
        "MAPPA",
        r"\bMAPPA\b",
        "Multi-agency public protection arrangements: police, probation and prisons share the work on risk.",
    ),
    (
        "Offender manager",
        r"[Oo]ffender manager",
        "The officer who is responsible for a case from its start to its end.",
    ),
    ("Offender supervisor", r"[Oo]ffender supervisor", "The officer in a prison who works with the offender there."),
    (
        "Prolific and other priority offender (PPO)",
        r"\bPPO\b|[Pp]rolific",
        "An offender who commits many offences, and is seen and supervised more closely for it.",
    ),
    ("Recall", r"\b[Rr]ecall", "Taking an offender on licence back to prison."),
    (
        "Risk of Harm to others (RoH)",
        r"\bRoH\b|Risk of Harm",
        "How likely an offender is to harm others, and how badly.",
    ),
    (
        "Risk of Serious Harm (RoSH)",
        r"\bRoSH\b|Risk of Serious Harm",
        "The level at which the assessment puts the risk of harm: low, medium, high or very high.",
    ),
    (
        "Risk management plan",
        r"[Rr]isk management plan",
        "The plan of what is done, and by whom, to keep the risk of harm to a minimum.",
    ),
    ("Safeguarding", r"[Ss]afeguarding", "Keeping children and young people from harm."),
    (
        "Sentence plan",
        r"[Ss]entence plan",
        "What is to be reached during a sentence and how; it is made at the start and reviewed.",
    ),
    (
        "Skills for Life",
        r"Skills for Life",
        "Reading, writing, numbers and language, as far as work and daily life need.",
    ),
    (
        "Tier",
        r"\b[Tt]ier(?:s|ing)?\b",
        "How much work a case calls for, from 1 to 4; the higher the tier, the shorter many time limits.",
    ),
    ("Unpaid work", r"[Uu]npaid work", "Work for the community that a sentence asks of an offender, in hours."),
    (
        "Victim liaison officer",
        r"[Vv]ictim liaison",
        "The officer who keeps victims informed and hears what they want.",
    ),
)
_OF_EVERY_REPORT: Final = (
    Term("Audit date", "The day as of which the records are looked at. What happened later plays no part."),
    Term("Criterion", "A group of questions on one kind of work. Its score is the mean of their shares."),
    Term("Headline score", "The mean of the shares of all questions on one subject, from whatever section."),
    Term(
        "Interval of 95%",
        "Other cases could have been drawn, and would have given other scores. 95 of 100 intervals made like this hold "
        "the score that all cases would give.",
    ),
    Term("Relevant case", "A case that a question concerns, and in which the work has been judged."),
    Term("Share", "In how many of the relevant cases the work was done well enough."),
)


def glossary(texts: Iterable[str], given: Iterable[Term]) -> Iterator[Term]:
    """The terms, in the order of the alphabet; what was given stands in place of what is ours.

    Args:
        texts: of the report.
        given: terms that were written beside the records.
    """
    whole = "\n".join(texts)
    found = {one.term: one for one in _OF_EVERY_REPORT}
    found |= {name: Term(name, meaning) for name, pattern, meaning in _TERMS if re.search(pattern, whole)}
    found |= {one.term: one for one in given}
    yield from sorted(found.values(), key=lambda one: (one.term.casefold(), one.term))
