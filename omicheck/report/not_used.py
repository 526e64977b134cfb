"""What could not be used: records and answers that were rejected, and what the records leave open."""

from collections.abc import Sequence
from typing import Final

from omicheck.model.vocabulary import Vocabulary
from omicheck.records.raw_records import Rejected
from omicheck.report.values.counts import Count
from omicheck.report.values.whole import Missing, NotUsed
from omicheck.score.missing import MissingField
from omicheck.score.result import Scores
from omicheck.wording import missing_in_words

# So many problems and missing fields are told; a file of another kind can have one for each record.
MOST: Final = 100
_MOST_FIELDS: Final = 15


def not_used(
    rejected: Sequence[Rejected], answers: int, scores: Scores, notes: Sequence[str], vocabulary: Vocabulary
) -> NotUsed:
    """What a report that stays in the house tells.

    Args:
        rejected: records and answers that could not be used, the records first.
        answers: how many of them are answers.
        scores: the scores.
        notes: what is to be known of the records as a whole.
        vocabulary: the words of the records.
    """
    problems = [str(problem) for one in rejected for problem in one.problems]
    fields = tuple(_missing(one, vocabulary) for one in scores.missing[:_MOST_FIELDS])
    unlisted = tuple(f"{question} ({', '.join(rules)})" for question, rules in scores.unlisted.items())
    return NotUsed(
        len(rejected) - answers,
        answers,
        tuple(problems[:MOST]),
        max(0, len(problems) - MOST),
        fields,
        max(0, len(scores.missing) - _MOST_FIELDS),
        tuple(notes),
        unlisted,
    )


def not_used_told(records: Count, answers: Count, scores: Scores, notes: Sequence[str]) -> NotUsed:
    """What a report that is published tells: numbers that may be told, and questions.

    Args:
        records: how many records could not be used; None where that must not be told.
        answers: the same of answers.
        scores: the scores.
        notes: what is to be known of the records as a whole, which names no case.
    """
    return NotUsed(records, answers, (), 0, (), 0, tuple(notes), tuple(scores.unlisted))


def _missing(one: MissingField, vocabulary: Vocabulary) -> Missing:
    field = "no limit was in force" if one.field is None else missing_in_words(one.field, vocabulary)
    return Missing(field, one.cases, one.verdicts)
