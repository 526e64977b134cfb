"""What the inspectors' workbook looks like, for whoever writes it and whoever reads it back.

Each case has a sheet of its own, with a row for each question. Beside the columns that are shown there are hidden ones,
which repeat what must not change, with a check over all of it: so that a row tells whose it is wherever it is put, and
what somebody changed in it.
"""

import hashlib
from typing import Final

from omicheck.model.case import ANSWERS
from omicheck.text import in_words, printable

# The sheet that lists the cases. Of what stands there only the references and the numbers of questions are read.
CASES_SHEET: Final = "Cases"
QUESTION: Final = "Question"
TEXT: Final = "What is asked"
VERDICT: Final = "Rules say"
EVIDENCE: Final = "Evidence of the rules"
ANSWER: Final = "Answer"
NOTE: Final = "Note"
BY: Final = "By"
SHOWN: Final = (QUESTION, TEXT, VERDICT, EVIDENCE, ANSWER, NOTE, BY)
# Those whose cells are filled in.
FILLED_IN: Final = (ANSWER, NOTE, BY)
CASE_KEY: Final = "case_id"
QUESTION_KEY: Final = "question_id"
VERDICT_KEY: Final = "verdict"
CHECK: Final = "check"
HIDDEN: Final = (CASE_KEY, QUESTION_KEY, VERDICT_KEY, CHECK)
# The cell beside this text names whoever reads the case, where a row names nobody.
READER: Final = "Read by"
QUESTIONS_KEY: Final = "questions"
ANSWER_WORDS: Final = tuple(map(in_words, ANSWERS))
NO_VERDICT: Final = "no rule"
_DIGITS: Final = 16


def check_of(case_id: str, question: str, text: str, verdict: str, evidence: str) -> str:
    """The check over what must not change in a row.

    Blanks and ends of lines make no difference, as programs write them in more than one way, nor does what cannot be
    seen, for which a cell has codes.

    Args:
        case_id: the case.
        question: the number of the question.
        text: what it asks.
        verdict: the verdict in words.
        evidence: why.
    """
    parts = (printable(" ".join(part.split())) for part in (case_id, question, text, verdict, evidence))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]
