"""The fields of a case, and an inspector's answers."""

from datetime import date, timedelta
from random import Random

from synthetic.timeline import AS_OF, Case

# Questions that only an inspector can answer, one or two of each criterion that has any, and two that rules decide.
ANSWERED = ("1.1.4", "1.2.8", "1.3.8", "1.4.3", "2.1.12", "2.2.3", "2.3.2", "2.4.4", "3.1.1", "3.2.3", "3.3.3")
ALSO_ANSWERED = ("1.2.2", "2.1.41")

# Why cases end; the first is the most frequent.
END_REASONS = ("completed", "completed", "completed", "early_good_progress", "revoked", "transferred")


def fields_of(number: int, random: Random, sentence_type: str, start: date) -> Case:
    """The fields of a case."""
    sentence = start if sentence_type != "licence" else start - timedelta(days=random.randint(200, 700))
    release = start if sentence_type == "licence" else None
    if sentence_type == "custody":
        release = AS_OF + timedelta(days=random.choice((100, 250, 400)))
    mappa = number % 4 == 3  # one case in four
    ended = number % 15 in (4, 7, 8)  # one case in five: of custody, of orders, of licences
    return {
        "case_id": f"SYN-{number:04d}",
        "area": "Synthetic",
        "office": random.choice(("North", "East", "West")),
        "offender_manager": f"om-{random.randint(1, 12):02d}",
        "sentence_type": sentence_type,
        "sentence_date": sentence.isoformat(),
        "release_date": None
        if release is None or (sentence_type == "licence" and number % 20 == 8)
        else release.isoformat(),
        "end_date": (start + timedelta(days=random.randint(5, 200))).isoformat() if ended else None,
        "end_reason": random.choice(END_REASONS) if ended else None,
        "tier": None if number % 12 == 5 else random.choice((1, 2, 2, 3, 3, 4)),  # one in twelve is unknown
        "rosh_level": random.choice(("low", "low", "medium", "medium", "high", "very_high")),
        "lor_level": random.choice(("low", "medium", "high")),
        "custody_band": random.choice(("under_2_years", "2_years_or_more")) if sentence_type == "custody" else None,
        "ppo": None if number % 17 == 0 else number % 6 == 1,
        # One case in twenty does not say whether it is eligible; one says so and gives a level all the same.
        "mappa_category": random.randint(1, 3) if mappa else None if number % 20 == 6 else 0,
        "mappa_level": random.randint(1, 3) if mappa else 1 if number == 22 else None,
        "child_safeguarding": number % 3 == 0,
        "domestic_abuse": random.random() < 0.25,
        "statutory_victim_contact": number % 5 >= 3,  # those who were sent to prison
        "approved_premises": sentence_type == "licence" and number % 3 == 0,
        "vulnerable": random.random() < 0.2,
        "taken_over": number % 20 == 12,
        "requirements": requirements_of(number, random) if sentence_type != "custody" else [],
        "gender": random.choice(("male",) * 7 + ("female",)),
        "ethnicity": random.choice(("white",) * 5 + ("mixed", "asian", "black")),
    }


def requirements_of(number: int, random: Random) -> list[str]:
    """The requirements of an order or licence."""
    chosen = ["supervision"]
    if number % 3 == 0:
        chosen.append("unpaid_work")
    if number % 4 == 1:
        chosen.append("general_programme")
    return chosen + random.sample(("curfew", "drug_rehabilitation", "alcohol_treatment"), random.randint(0, 1))


def answers_of(random: Random) -> list[Case]:
    """What an inspector said of the case."""
    answers = []
    for question in (*ANSWERED, *ALSO_ANSWERED):
        chance = random.random()
        answer = "sufficient" if chance < 0.6 else "not_sufficient" if chance < 0.9 else "not_applicable"
        if question in ANSWERED or random.random() < 0.2:
            answers.append({"question": question, "answer": answer, "by": f"inspector-{random.randint(1, 4)}"})
    return sorted(answers, key=lambda answer: [int(part) for part in answer["question"].split(".")])
