"""What a change of the rules does to verdicts, shares, scores and comments."""

from datetime import date
from pathlib import Path

from attrs import frozen

from omicheck.authoring.difference import Difference, difference, difference_of_rules
from omicheck.authoring.sides import side
from omicheck.files import is_folder, is_there
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.editions import edition_on_file
from omicheck.rulebase.folder import RuleBase, packaged_rules
from omicheck.rulebase.revisions import rules_at
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.held import rules_for
from omicheck.use_cases.observer import Observer, Silent
from omicheck.use_cases.reading import read_source, records_of
from omicheck.use_cases.sources import Source


@frozen(eq=False)
class RulesDiffRequest:
    """Two states of the rules, and the cases on which they are compared.

    Attributes:
        old: the rules as they were: a rules folder, a folder with one in it, an edition of the folder of rules, a git
            revision; or rules that were read.
        new: the rules as they are, likewise.
        source: the records; None to compare the rules alone.
        as_of: the audit date; None for that which the records carry.
        folder: where the rules stand in a revision, and whose editions are meant.
    """

    old: str | RuleBase
    new: str | RuleBase
    source: Source | None
    as_of: date | str | None = None
    folder: str = "rules"


@frozen(eq=False)
class RulesDiff:
    """What differs.

    Attributes:
        as_of: the audit date; None where the rules alone were compared.
        difference: the rules that changed, the verdicts that flip, the shares and scores that move.
        rejected: the records that were not taken.
    """

    as_of: date | None
    difference: Difference
    rejected: tuple[Rejected, ...]


def rules_diff(request: RulesDiffRequest, observer: Observer) -> RulesDiff:
    """Evaluates both states of the rules on the same cases.

    If the vocabulary is another, the records are read with each; those that the old one rejects have their problems
    told too, but the result and what is told of the records as a whole speak of the new one.

    Args:
        request: what is compared.
        observer: is told of rejected records and of remarks.

    Raises:
        CommandWrongError: a name is neither a rules folder nor a revision.
        RulesWrongError: rules cannot be read.
        RecordsUnreadableError: the records cannot be read.
        AuditDateError: there is no audit date that can be used.
    """
    old, new = _rules(request.old, request.folder), _rules(request.new, request.folder)
    if request.source is None:
        return RulesDiff(None, difference_of_rules(old, new), ())
    records = read_source(request.source, new.vocabulary, observer)
    as_of = audit_date(request.as_of, records, observer)
    records_before = records
    if old.vocabulary != new.vocabulary:
        records_before = records_of(request.source, old.vocabulary)
        observer.rejected(records_before.rejected)
    old, _ = rules_for(records_before, old, (), Silent())
    new, _ = rules_for(records, new, new.with_status("in_force"), observer)
    before = side(old, records_before.cases, as_of)
    after = side(new, records.cases, as_of, before)
    return RulesDiff(as_of, difference(before, after, as_of), tuple(records.rejected))


def _rules(rules: str | RuleBase, folder: str) -> RuleBase:
    if isinstance(rules, RuleBase):
        return rules
    if not is_there(rules) and (edition := edition_on_file(_with_editions(folder), rules)) is not None:
        return edition
    return rules_at(rules, folder)


def _with_editions(folder: str) -> Path:
    """The folder whose editions are meant: that of the rules where it is there, else the packaged one."""
    return Path(folder) if is_folder(folder) else packaged_rules()
