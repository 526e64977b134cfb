"""The verdict that each reason has, and both as codes, for rows that are held as columns."""

from typing import Final, get_args

import numpy as np

from omicheck.model.row import VERDICTS, Reason, Verdict

# The reason of any verdict: it has a code for each, and all others have one.
EITHER_WAY: Final[Reason] = "either_way"
_OF_ONE_VERDICT: Final[tuple[Reason, ...]] = tuple(reason for reason in get_args(Reason) if reason != EITHER_WAY)
REASONS: Final[tuple[Reason, ...]] = (*_OF_ONE_VERDICT, *(EITHER_WAY,) * len(VERDICTS))
# The reasons, each once; the codes of `either_way` all stand for the last.
REASON_TEXTS: Final = (*_OF_ONE_VERDICT, EITHER_WAY)
CODE: Final[dict[Reason, int]] = {reason: code for code, reason in enumerate(REASON_TEXTS)}
VERDICT_OF: Final[dict[Reason, Verdict]] = {
    "in_time": "met",
    "late_accepted": "met",
    "enough": "met",
    "not_too_many": "met",
    "recorded": "met",
    "none": "met",
    "late": "not_met",
    "absent": "not_met",
    "too_few": "not_met",
    "too_many": "not_met",
    "not_recorded": "not_met",
    "wrong_value": "not_met",
    "happened": "not_met",
    "not_due": "not_due",
    "out_of_scope": "not_applicable",
    "no_trigger": "not_applicable",
    "exempt": "not_applicable",
    "ended_before_due": "not_applicable",
    "interrupted": "not_applicable",
    "not_asked": "not_applicable",
    "unknown_scope": "cannot_tell",
    "missing_date": "cannot_tell",
    "incomplete_event": "cannot_tell",
    "no_limit_in_force": "cannot_tell",
    "unknown_limit": "cannot_tell",
    "evaluator_failed": "error",
    "no_verdict": "error",
    "two_verdicts": "error",
    "evaluators_disagree": "error",
}
# The place of the verdict of each reason.
VERDICT_CODES: Final = np.array(
    [*(VERDICTS.index(VERDICT_OF[reason]) for reason in _OF_ONE_VERDICT), *range(len(VERDICTS))], dtype=np.int8
)
# The code of `either_way` with each verdict.
EITHER_WAY_CODES: Final = np.arange(len(_OF_ONE_VERDICT), len(REASONS), dtype=np.int8)
