"""A rules folder, read whole: every problem of every file in one go."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.bank_holidays import Calendar
from omicheck.dates import Period
from omicheck.errors import Problem, RulesWrongError, nearest_name
from omicheck.model.edition import Edition
from omicheck.model.limit import Limit
from omicheck.model.not_held import NotHeld
from omicheck.model.rule import Rule, Status
from omicheck.model.scheme import Documents, Question, Questions, Scheme
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.checks import limit_key_of
from omicheck.rulebase.files import RuleFiles, read_rule_file
from omicheck.rulebase.folder_walk import shown, why_no_folder
from omicheck.rulebase.limits import read_limit
from omicheck.rulebase.own_files import read_own_files
from omicheck.rulebase.rules import read_rule
from omicheck.rulebase.rules_with_calendar import counted_by
from omicheck.rulebase.scheme import read_documents, read_questions, read_scheme
from omicheck.rulebase.vocabulary import read_vocabulary

_INSTALLED: Final = Path(__file__).resolve().parent.parent / "packaged_rules"
_VOCABULARY: Final = "vocabulary.yaml"
_SHARED = (_VOCABULARY, "documents.yaml", "omi2.yaml", "questions")


@frozen
class RuleBase:
    """Everything that a rules folder says.

    Attributes:
        folder: the folder.
        vocabulary: the words.
        rules: in the order of their ids.
        limits: by id.
        questions: by number.
        documents: by id.
        scheme: how verdicts are put together.
        sha256: hash over the names and bytes of all files that were read.
        not_held: what the records do not hold for which rules and vocabulary were changed; None where they were not.
        calendar: the bank holidays by which business days are counted; None for England and Wales.
        editions: the edition of the standards that the folder holds, if it says so; of several folders those of each.
        edition_asked: the edition that was asked for by its name, or `auto`; None where none was.
    """

    folder: Path
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    limits: dict[str, Limit]
    questions: Questions
    documents: Documents
    scheme: Scheme
    sha256: str
    not_held: NotHeld | None = None
    calendar: Calendar | None = None
    editions: tuple[Edition, ...] = ()
    edition_asked: str | None = None

    def with_status(self, *statuses: Status) -> tuple[Rule, ...]:
        """The rules of a status, in the order of their ids."""
        return tuple(rule for rule in self.rules if rule.status in statuses)


def packaged_rules() -> Path:
    """The rules that come with the program: in the package when installed, beside it in a checkout."""
    return _INSTALLED if rules_are_installed() else _INSTALLED.parent.parent / "rules"


def rules_are_installed() -> bool:
    """Whether the packaged rules are part of an installed package, where nothing of a user's may be written."""
    return _INSTALLED.is_dir()


def has_own_vocabulary(rule_base: RuleBase) -> bool:
    """Whether the vocabulary is the folder's own, and not the packaged one that stands in for one left out."""
    return (rule_base.folder / _VOCABULARY).is_file()


def read_rule_base(folder: Path, *, with_examples: bool = True, beside: Path | None = None) -> RuleBase:
    """A rules folder; what it leaves out of vocabulary, documents, questions and scheme is the packaged one's.

    Args:
        folder: the folder.
        with_examples: whether the examples are wanted, which take longer to read than the rules.
        beside: a rules folder that is asked for what is left out before the packaged one is.

    Raises:
        RulesWrongError: with every problem of every file.
    """
    rule_base, problems = read_what_can_be(folder, with_examples=with_examples, beside=beside)
    if problems or rule_base is None:
        raise RulesWrongError(problems)
    return rule_base


def read_what_can_be(
    folder: Path, *, with_examples: bool = True, beside: Path | None = None
) -> tuple[RuleBase | None, tuple[Problem, ...]]:
    """A rules folder without its files that cannot be read or name an unknown limit, and every problem.

    Args:
        folder: the folder.
        with_examples: whether the examples are wanted.
        beside: a rules folder that is asked for what is left out before the packaged one is.

    Returns:
        What could be read, None where the scheme could not, and the problems. It may hold two rules of one id.

    Raises:
        RulesWrongError: there is no such folder, or its vocabulary cannot be read, without which nothing else can.
    """
    no_checks = why_no_folder(folder / "checks")
    if no_checks is not None:
        raise RulesWrongError((_no_rules(folder, no_checks),))
    shared = {name: _first_with(name, folder, beside) / name for name in _SHARED}
    files = RuleFiles(folder)
    vocabulary = _read_vocabulary(shared[_VOCABULARY], files)
    limits = tuple(_read_limits(folder / "limits", vocabulary, files))
    rules = tuple(_read_rules(folder / "checks", vocabulary, files, None if with_examples else "examples"))
    questions = tuple(_read_questions(shared["questions"], files))
    documents = files.made_of(shared["documents.yaml"], read_documents) or []
    scheme = files.made_of(shared["omi2.yaml"], read_scheme)
    own, calendar, editions = read_own_files(folder, beside, files)
    problems = [*files.problems(), *_every_double(rules, limits, questions)]
    by_id = {limit.id: limit for limit in limits}
    # A limit that could not be read has its own problem; that a rule names it is not another one.
    unread = {Path(one.file).stem for one in problems} | {
        one.stem for one in files.within(folder / "limits") if problems
    }
    problems += _wrong_limits(rules, by_id, unread)
    if scheme is None:
        return None, tuple(problems)
    usable = [rule for rule in rules if rule.check.limit is None or rule.check.limit in by_id]
    rule_base = RuleBase(
        folder,
        vocabulary,
        tuple(sorted(usable, key=lambda rule: rule.id)),
        by_id,
        {question.id: question for question in questions},
        {document.id: document for document in documents},
        scheme,
        files.sha256([folder / "checks", folder / "limits", *shared.values(), *own]),
        editions=editions,
    )
    return counted_by(rule_base, calendar), tuple(problems)


def _no_rules(folder: Path, of_checks: str) -> Problem:
    of_folder = why_no_folder(folder)
    found = of_folder or of_checks.replace("folder", "folder `checks`").replace("no such", "no")
    found = f"{found} in it" if of_folder is None and found.startswith("no ") else found
    return Problem(shown(folder), None, "", found, "a rules folder, with its rules in checks/<topic>/<id>.yaml")


def _first_with(name: str, *folders: Path | None) -> Path:
    # A link that leads nowhere is there, and told of when it is read.
    return next((one for one in folders if one is not None and os.path.lexists(one / name)), packaged_rules())


def _read_vocabulary(file: Path, files: RuleFiles) -> Vocabulary:
    vocabulary = files.made_of(file, read_vocabulary)
    if vocabulary is None or files.problems():
        # Nothing else can be read without the words.
        raise RulesWrongError(files.problems())
    return vocabulary


def _read_limits(folder: Path, vocabulary: Vocabulary, files: RuleFiles) -> Iterator[Limit]:
    for file in files.within(folder):
        data, findings = files.read(file)
        limit = read_limit(data, file.stem, vocabulary, findings) if data is not None else None
        if limit is not None:
            yield limit


def _read_rules(folder: Path, vocabulary: Vocabulary, files: RuleFiles, without: str | None) -> Iterator[Rule]:
    for file in files.within(folder):
        data, findings = files.read(file, without)
        topic = "" if file.parent == folder else file.parent.relative_to(folder).as_posix()
        rule = read_rule(data, topic, vocabulary, findings) if data is not None else None
        if rule is not None:
            yield rule


def _read_questions(folder: Path, files: RuleFiles) -> Iterator[Question]:
    for file in files.within(folder):
        yield from files.made_of(file, read_questions) or ()


def _every_double(rules: Iterable[Rule], limits: Iterable[Limit], questions: Iterable[Question]) -> Iterator[Problem]:
    for what, named in (("rule", rules), ("limit", limits), ("question", questions)):
        yield from _doubles(named, what)


def _doubles(named: Iterable[Rule | Limit | Question], what: str) -> Iterator[Problem]:
    seen: dict[str, Rule | Limit | Question] = {}
    for one in named:
        first = seen.setdefault(one.id, one)
        if first is not one:
            line = one.line if isinstance(one, Question) else _line(one, ("id",))
            found = f"{what} {one.id} a second time, as in {first.file}"
            yield Problem(one.file, line, "id", found, "each id once", kind=f"duplicate-{what}")


def _wrong_limits(rules: Iterable[Rule], limits: dict[str, Limit], unread: set[str]) -> Iterator[Problem]:
    for rule in rules:
        name = rule.check.limit
        if name is None or (name in unread and name not in limits):
            continue
        key = limit_key_of(rule.check.kind, at_most=rule.check.at_most)
        path = f"check.{rule.check.kind}.{key}"
        place = ("check", rule.check.kind, key)
        if name not in limits:
            expected = "the id of a limit file in limits/"
            nearest = nearest_name(name, limits)
            yield Problem(rule.file, _line(rule, place), path, f"limit {name}", expected, nearest, kind="unknown-limit")
            continue
        counted = rule.check.kind == "count"
        wrong = [
            str(amount)
            for value in limits[name].values
            for amount in value.table.values()
            if isinstance(amount, Period) is counted
        ]
        if wrong:
            expected = "bare numbers, as a count counts" if counted else 'periods, such as "5 business_days"'
            found = f"limit {name}, which gives {', '.join(wrong)}"
            yield Problem(rule.file, _line(rule, place), path, found, expected)


def _line(one: Rule | Limit, path: tuple[str, ...]) -> int | None:
    """The line of something in a rule or a limit, looked up again because it is needed only when it is wrong."""
    _, findings = read_rule_file(Path(one.file))
    return findings.line_of(path)
