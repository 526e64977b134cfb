"""What a check found, as a value to look at and to go on from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any, get_args

from attrs import define, evolve

from omicheck.api.arguments import number_or_none, one_word, path_of, paths_of, text_or_none, whole_number
from omicheck.api.explanation import Explanation
from omicheck.api.html import paragraph, table
from omicheck.api.rows import Rows
from omicheck.api.scores import ScoreReport
from omicheck.api.telling import warn_of
from omicheck.errors import RequestWrongError
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.problem_kinds import ProblemKind, kinds_of
from omicheck.records.raw_records import Rejected, problems_of
from omicheck.score.settings import RESAMPLES, SEED, Side
from omicheck.text import counted, in_words, long_date
from omicheck.use_cases.check import CheckRequest, CheckResult
from omicheck.use_cases.explain import TO_ACT_ON, ExplainRequest, explain, explain_rows
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.score import ScoreRequest, score

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_MOST_RULES = 10


@define(eq=False, repr=False, slots=False)
class Result:
    """What a check found.

    As a table it is its rows: `to_pandas`, `to_polars` and `to_arrow` give them, and whatever takes an Arrow stream
    takes the result as it is.

    Attributes:
        request: what was asked for.
        checked: what was found, as other parts of the package take it.

    Examples:
        >>> import omicheck
        >>> result = omicheck.check("fixtures/sample/cases.json")
        >>> result  # doctest: +ELLIPSIS
        <omicheck.Result: 60 cases against 73 rules as of 2010-01-18; 5,020 rows: ...>
        >>> result.failures
        <omicheck.Rows: 402 rows>
    """

    request: CheckRequest
    checked: CheckResult

    @cached_property
    def rows(self) -> Rows:
        """All rows, in the order of case, rule and occurrence; one at least for each case and rule."""
        return Rows(self.checked.rows)

    @cached_property
    def failures(self) -> Rows:
        """The duties that were not met; without those that a waiver accepts or a baseline knows.

        Outcomes, which say what came of the work, are nobody's failures and not among them.
        """
        accepted = self.checked.accepted
        duties = frozenset(rule.id for rule in self.rules if rule.asks == "duty")

        def is_open(row: Row) -> bool:
            return accepted.waiver_of(row) is None and not accepted.is_known(row)

        failures = self.rows.of_verdicts("not_met").of_rules(duties)
        return failures.where(is_open) if accepted.waivers or accepted.baseline is not None else failures

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The records that were not taken, each with everything that is wrong with it."""
        return tuple(self.checked.rejected)

    @cached_property
    def problem_kinds(self) -> tuple[ProblemKind, ...]:
        """What is wrong with the records that were not taken, by kind, each of which is a line as text.

        Examples:
            >>> import omicheck, warnings
            >>> wrong = [{"case_id": name, "sentence_type": "custody", "tier": 9, "events": []} for name in ("A", "B")]
            >>> with warnings.catch_warnings(action="ignore"):
            ...     print(*omicheck.check(wrong, as_of="2010-01-18").problem_kinds)
            tier: found 9 in 2 cases, first case A, case B; expected a whole number from 1 to 4
        """
        return kinds_of(problems_of(self.rejected))

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given, those that were never given included."""
        return self.checked.rows.verdicts

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that were evaluated, in the order of their ids."""
        return tuple(self.checked.rules)

    @property
    def as_of(self) -> date:
        """The audit date."""
        return self.checked.as_of

    @property
    def engine(self) -> str:
        """The evaluator that was taken: `durable`, `columnar` or `both`."""
        return self.checked.engine

    @property
    def taken(self) -> int:
        """How many records were taken."""
        return self.checked.taken

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The versions, hashes and counts of the run, and the evaluator."""
        return self.checked.whole_manifest

    def score(
        self,
        *,
        answers: str | PathLike[str] | Sequence[str | PathLike[str]] | None = None,
        overrides: str | PathLike[str] | None = None,
        grades: str | PathLike[str] | None = None,
        side: Side = "both",
        caseload: int | None = None,
        resamples: int = RESAMPLES,
        seed: int = SEED,
    ) -> ScoreReport:
        """The scores of the records, which are read and evaluated once more for them.

        Args:
            answers: files of inspectors' answers, beside those of the records.
            overrides: a YAML file of comments that inspectors give.
            grades: a YAML file of grades that inspectors give.
            side: what is used: `both`, or `rules_only` or `answers_only`.
            caseload: how many cases the sample was drawn from; None where that is not known.
            resamples: how many samples the bootstrap draws from the cases; 0 for no intervals of scores.
            seed: what the bootstrap draws by; the same seed draws the same.

        Raises:
            RequestWrongError: only some rules or cases were checked, or a number cannot be used.
            SupplementWrongError: a file of inspectors cannot be used.

        Examples:
            >>> import omicheck
            >>> scores = omicheck.check("fixtures/sample/cases.json").score(resamples=0)
            >>> {one.mean.id: one.percent for one in scores.headlines}
            {'roh': 71, 'lor': 69, 'ce': 62}
        """
        asked = self.request.evaluation
        for name, chosen in (("only", asked.only), ("leave_out", asked.leave_out), ("cases", asked.cases)):
            if chosen:
                expected = "every rule and every case, of which scores are made"
                raise RequestWrongError((name,), ", ".join(chosen), expected)
        request = ScoreRequest(
            asked, answers=paths_of("answers", answers), overrides=path_of("overrides", overrides),
            grades=path_of("grades", grades), side=one_word("side", side, get_args(Side)),
            caseload=number_or_none("caseload", caseload), resamples=whole_number("resamples", resamples),
            seed=whole_number("seed", seed),
        )  # fmt: skip
        scored = score(request, Silent())
        known = set(problems_of(self.rejected))
        rest = tuple(one for one in scored.rejected if not known.issuperset(one.problems))
        warn_of(rest, scored.scores.cases, [])
        return ScoreReport(request, scored)

    def explain(self, case: str, *, every: bool = False) -> Explanation:
        """Why a case got its verdicts, in words.

        Args:
            case: its reference.
            every: whether every verdict is explained, or, unless `only` named rules, failures and what cannot be told.

        Raises:
            CommandWrongError: there is no such case.

        Examples:
            >>> import omicheck
            >>> result = omicheck.check("fixtures/cases/breach-a-day-late.json", only="2.1.36")
            >>> result.explain("EX-1").rows[0].row.rule
            'breach-instigated-on-time'
        """
        kept = self.checked.cases.get(text_or_none("case", case) or "")
        if kept is None:
            # Of tables that are read in parts no record is kept, so they are read again; so is what tells a wrong name.
            asked = evolve(self.request.evaluation, as_of=self.as_of, rules=self.checked.rule_base, cases=())
            return Explanation(explain(ExplainRequest(asked, case, every=every), Silent()))
        shown = None if every or self.request.evaluation.only else TO_ACT_ON
        rows = list(self.rows.of_case(case))
        return Explanation(explain_rows(kept, rows, self.checked.rule_base, self.as_of, shown))

    def to_pandas(self, *, categories: bool = False) -> "pd.DataFrame":
        """All rows as a data frame of pandas.

        Args:
            categories: whether texts are to be of a categorical type, which takes less memory, and joins with no other.

        Raises:
            LibraryMissingError: pandas is not installed.
        """
        return self.rows.to_pandas(categories=categories)

    def to_polars(self) -> "pl.DataFrame":
        """All rows as a data frame of polars.

        Raises:
            LibraryMissingError: polars is not installed.
        """
        return self.rows.to_polars()

    def to_arrow(self) -> "pa.Table":
        """All rows as a table of pyarrow.

        Raises:
            LibraryMissingError: pyarrow is not installed.
        """
        return self.rows.to_arrow()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.rows.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        of = f"{counted(self.taken, 'case')} against {counted(len(self.rules), 'rule')} as of {self.as_of}"
        return f"<omicheck.Result: {of}; {counted(len(self.rows), 'row')}: {self._counts()}{self._rejected()}>"

    def _repr_html_(self) -> str:
        failures = Counter(row.rule for row in self.failures)
        titles = {rule.id: (rule.question, rule.title) for rule in self.rules}
        of = f"{counted(self.taken, 'case')} against {counted(len(self.rules), 'rule')} as of {long_date(self.as_of)}"
        most = ((*titles[rule], number) for rule, number in failures.most_common(_MOST_RULES))
        shown = table(("question", "rule", "failures"), most) if failures else ""
        return paragraph(f"{of}: {self._counts()}{self._rejected()}") + shown

    def _counts(self) -> str:
        verdicts = self.verdicts
        return ", ".join(f"{verdicts[one]:,} {in_words(one)}" for one in VERDICTS if verdicts[one]) or "no verdict"

    def _rejected(self) -> str:
        return f"; {counted(len(self.rejected), 'record')} rejected" if self.rejected else ""
