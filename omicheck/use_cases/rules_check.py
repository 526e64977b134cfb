"""All that must hold of rules before they are used: no fault, examples as expected, every mutant caught."""

from datetime import date
from pathlib import Path

from attrs import frozen

from omicheck.authoring.lint.folder import LintReport, lint
from omicheck.authoring.mutation_testing import MutationResult, try_mutants
from omicheck.errors import CommandWrongError, RequestWrongError, RulesWrongError
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.rule_examples import ExamplesTried, examples_of
from omicheck.use_cases.rule_selection import RulesRequest, selected_rules
from omicheck.use_cases.rules_diff import RulesDiff, RulesDiffRequest, rules_diff
from omicheck.use_cases.sources import Source


@frozen(eq=False)
class RulesCheckRequest:
    """Rules that are to be proved.

    Attributes:
        folder: the rules folder. All of it is looked through for faults.
        only: rules, questions, criteria or topics whose examples and mutants are tried; all if there are none.
        leave_out: rules, questions, criteria or topics whose examples and mutants are not.
        since: a git revision, or a folder with the rules as they were, with which they are compared.
        source: the records on which they are compared; None to compare the rules alone.
        as_of: the audit date of that; None for that which the records carry.
    """

    folder: Path
    only: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    since: str | None = None
    source: Source | None = None
    as_of: date | str | None = None


@frozen(eq=False)
class RulesProved:
    """What was tried of rules that could be read.

    Attributes:
        examples: what became of their examples.
        mutants: what became of their mutants.
        difference: what differs from before; None where nothing was named to compare with.
    """

    examples: ExamplesTried
    mutants: MutationResult
    difference: RulesDiff | None


@frozen(eq=False)
class RulesChecked:
    """What was found of rules.

    Attributes:
        lint: their faults.
        proved: what was tried; None if the rules cannot be read, for which a fault says why.
    """

    lint: LintReport
    proved: RulesProved | None

    @property
    def holds(self) -> bool:
        """Whether there is no error, no example that failed, no mutant that survived and no wrong record of one."""
        if self.proved is None or any(fault.level == "error" for fault in self.lint.faults):
            return False
        mutants = self.proved.mutants
        failed = any(not outcome.passed for outcome in self.proved.examples.outcomes)
        return not (failed or mutants.wrong_records or any(one.fate == "survived" for one in mutants.tried))


def check_rules(request: RulesCheckRequest, observer: Observer) -> RulesChecked:
    """Looks for faults of rules, tries their examples and mutants, and compares them with what they were.

    Args:
        request: the rules.
        observer: is told of rejected records and of remarks.

    Raises:
        RequestWrongError: there are records, and nothing to compare with.
        CommandWrongError: a name of a rule is not known, or `since` is neither a revision nor a rules folder.
        RulesWrongError: there is no such folder, its vocabulary cannot be read, or the rules as they were cannot.
        RecordsUnreadableError: the records cannot be read.
        AuditDateError: there is no audit date that can be used.
    """
    if request.source is not None and request.since is None:
        raise RequestWrongError(
            ("since",), "none, with records", "a git revision or a folder with the rules as they were"
        )
    report = lint(request.folder)
    try:
        rule_base, rules = selected_rules(RulesRequest(request.folder, request.only, leave_out=request.leave_out))
    except RulesWrongError:
        # Lint has told of each file that cannot be read, with its line.
        if not any(fault.level == "error" for fault in report.faults):
            raise
        return RulesChecked(report, None)
    difference = None
    if request.since is not None:
        folder = str(request.folder)
        asked = RulesDiffRequest(request.since, folder, request.source, request.as_of, folder)
        try:
            difference = rules_diff(asked, observer)
        except CommandWrongError as error:
            raise CommandWrongError(f"--since: {error}") from error
    return RulesChecked(report, RulesProved(examples_of(rule_base, rules), try_mutants(rule_base, rules), difference))
