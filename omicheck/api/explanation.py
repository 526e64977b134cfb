"""A case in words, as a value that prints itself."""

from collections.abc import Iterator

from attrs import frozen

from omicheck.api.html import paragraph, quoted
from omicheck.text import counted, in_words, long_date, printable
from omicheck.use_cases.explain import ExplainedRow, ExplainResult
from omicheck.wording import OUTCOMES


@frozen(eq=False, repr=False)
class Explanation:
    """Why a case got its verdicts, in words. Printed, it is a text; in a notebook it shows itself.

    Attributes:
        explained: what is said, as other parts of the package take it.

    Examples:
        >>> import omicheck
        >>> result = omicheck.check("fixtures/cases/breach-a-day-late.json", only="breach-instigated-on-time")
        >>> why = result.explain("EX-1")
        >>> why.rows[0].explanation.title
        'Breach instigated on time [2.1.36, breach-instigated-on-time]: not met, late'
        >>> print(why)  # doctest: +ELLIPSIS
        Case EX-1, as of Tuesday 1 September 2009
        ...
        Breach instigated on time [2.1.36, breach-instigated-on-time]: not met, late
          Breach proceedings are instigated within ten business days of the second and each further ...
    """

    explained: ExplainResult

    @property
    def rows(self) -> tuple[ExplainedRow, ...]:
        """The rows that are explained, each with its rule and its explanation."""
        return self.explained.rows

    @property
    def timeline(self) -> tuple[tuple[str, str], ...]:
        """The dates and events of the case in order, each as two texts: the day in words, and what happened."""
        return self.explained.timeline

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        return (
            f"<omicheck.Explanation: case {printable(self.explained.case.case_id)}, {counted(len(self.rows), 'row')}>"
        )

    def _repr_html_(self) -> str:
        parts = [f"<h4>{quoted(self._heading())}</h4>"]
        for one in self.rows:
            parts += [paragraph(OUTCOMES)] if one is self._first_outcome() else []
            parts.append(f"<p><b>{quoted(one.explanation.title)}</b></p>")
            parts += map(paragraph, _sentences(one))
        return "".join(parts) + (paragraph(self._others()) if self.explained.others else "")

    def _first_outcome(self) -> ExplainedRow | None:
        return next((one for one in self.rows if one.rule.asks == "outcome"), None)

    def _heading(self) -> str:
        return f"Case {printable(self.explained.case.case_id)}, as of {long_date(self.explained.as_of)}"

    def _lines(self) -> Iterator[str]:
        yield self._heading()
        yield "; ".join(f"{name}: {value}" for name, value in self.explained.fields)
        yield ""
        width = max((len(when) for when, _ in self.timeline), default=0)
        for when, what in self.timeline:
            yield f"  {when:<{width}}  {what}"
        for one in self.rows:
            yield from (("", OUTCOMES) if one is self._first_outcome() else ())
            yield ""
            yield one.explanation.title
            yield from (f"  {sentence}" for sentence in _sentences(one))
        if self.explained.others:
            yield ""
            yield self._others()

    def _others(self) -> str:
        others = self.explained.others
        counts = ", ".join(f"{number} {in_words(verdict)}" for verdict, number in others.items())
        return f"{counted(sum(others.values()), 'other verdict')}: {counts} (every=True explains them too)"


def _sentences(one: ExplainedRow) -> Iterator[str]:
    yield from one.explanation.sentences
    yield from (f"What would settle it: {thing}" for thing in one.explanation.settling)
