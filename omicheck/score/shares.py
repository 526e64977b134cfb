"""What each question comes to: relevant cases, sufficient ones, and everything that is kept out of the share."""

from fractions import Fraction

from attrs import frozen

from omicheck.score.matrix import OUTCOMES, Codes, Outcome, count_codes


@frozen
class Counts:
    """How many cases have each outcome for a question.

    Attributes:
        sufficient: the work was good enough, or done as the rules ask.
        not_sufficient: it was not.
        not_applicable: the question does not concern the case.
        not_due: it is too early to say.
        cannot_tell: the record does not say enough.
        error: an evaluator failed.
        unanswered: neither an inspector nor a rule that decides has said anything.
    """

    sufficient: int
    not_sufficient: int
    not_applicable: int
    not_due: int
    cannot_tell: int
    error: int
    unanswered: int

    @property
    def relevant(self) -> int:
        """The cases that the share is taken of."""
        return self.sufficient + self.not_sufficient

    @property
    def share(self) -> Fraction | None:
        """Sufficient of relevant; None where no case is relevant."""
        return Fraction(self.sufficient, self.relevant) if self.relevant else None

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The share if every `cannot_tell` were not sufficient, and if every one were sufficient.

        None where neither a relevant case nor a `cannot_tell` is there.
        """
        most = self.relevant + self.cannot_tell
        if not most:
            return None
        return Fraction(self.sufficient, most), Fraction(self.sufficient + self.cannot_tell, most)

    def of(self, outcome: Outcome) -> int:
        """The number of cases with an outcome."""
        number: int = getattr(self, outcome)
        return number


def count_outcomes(codes: Codes) -> tuple[Counts, ...]:
    """The counts of each question.

    Args:
        codes: cases by questions, as `matrix` codes them.
    """
    return tuple(Counts(*of_question) for of_question in count_codes((codes,), (len(OUTCOMES),)).tolist())
