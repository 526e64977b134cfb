"""How scores are to be worked out."""

from typing import Final, Literal

from attrs import frozen

Side = Literal["both", "rules_only", "answers_only"]

RESAMPLES: Final = 2000
# The audit date of the report whose approach this is: any number would do, if it is always the same.
SEED: Final = 20100118


@frozen
class Settings:
    """How scores are worked out.

    Attributes:
        side: whether answers, verdicts or both are used.
        caseload: the cases that the sample was drawn from; None where that is not known.
        resamples: of the bootstrap; 0 for no intervals of means.
        seed: of the bootstrap.
    """

    side: Side = "both"
    caseload: int | None = None
    resamples: int = RESAMPLES
    seed: int = SEED
