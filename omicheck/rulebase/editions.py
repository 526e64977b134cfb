"""Rules of several editions of the standards: which are on file, one of them by its name, or all of them together."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve, frozen

from omicheck.errors import CommandWrongError, Problem, RulesWrongError, hint_for, one_of
from omicheck.model.edition import Edition, asked_by_edition
from omicheck.model.scheme import Scheme
from omicheck.rulebase.edition_file import AUTO, EDITION, read_edition
from omicheck.rulebase.edition_folders import EDITIONS, editions_on_file
from omicheck.rulebase.files import hash_of_hashes, read_rule_file
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base
from omicheck.rulebase.holidays import both, read_holidays_file
from omicheck.rulebase.rules_with_calendar import counted_by


@frozen
class RulesChoice:
    """Rules that are asked for.

    Attributes:
        folder: a rules folder; None for the packaged one.
        edition: the edition that is asked for; `auto` for that which was in force; None for the folder as it is.
        holidays: a file of days that are added to the bank holidays, or taken away; None for none.
    """

    folder: Path | None = None
    edition: str | None = None
    holidays: Path | None = None


# A rules folder, rules that have been read, what is asked for of a folder, or the packaged rules.
Rules = Path | RuleBase | RulesChoice | None


def read_choice(choice: RulesChoice, *, with_examples: bool = False) -> RuleBase:
    """The rules that are asked for.

    Args:
        choice: what is asked for.
        with_examples: whether the examples are wanted, which no verdict needs.

    Raises:
        RulesWrongError: with every problem of every file.
        CommandWrongError: there is no such edition.
    """
    added = None if choice.holidays is None else read_holidays_file(choice.holidays)
    folder = packaged_rules() if choice.folder is None else choice.folder
    if choice.edition is None:
        rule_base = read_rule_base(folder, with_examples=with_examples)
    else:
        bases = tuple(_editions_of(folder, choice.edition, with_examples=with_examples))
        rule_base = together(folder, bases) if choice.edition == AUTO else bases[0]
        rule_base = evolve(rule_base, edition_asked=choice.edition)
    return counted_by(rule_base, None if added is None else both(rule_base.calendar, added))


def _scheme_of(bases: Sequence[RuleBase]) -> Scheme:
    """The questions of every edition; of several together there is no arithmetic."""
    first = bases[0].scheme
    if len(bases) == 1:
        return first
    schemes = [base.scheme for base in bases]
    sections = tuple(section for one in dict.fromkeys(schemes) for section in one.sections)
    title = " and ".join(dict.fromkeys(one.title for one in schemes))
    return evolve(first, title=title, sections=sections, has_arithmetic=False)


def editions_in_order(choice: RulesChoice) -> tuple[Edition, ...]:
    """The editions on file, in the order in which they came into force; of each only the file that says so is read.

    Raises:
        RulesWrongError: one of them cannot be looked at, or does not say what it is.
    """
    folder = packaged_rules() if choice.folder is None else choice.folder
    found = [_read(one) for one in editions_on_file(folder)]
    problems = tuple(problem for one in found if not isinstance(one, Edition) for problem in one)
    if problems:
        raise RulesWrongError(problems)
    return tuple(sorted((one for one in found if isinstance(one, Edition)), key=lambda edition: edition.from_))


def _read(folder: Path) -> Edition | tuple[Problem, ...]:
    """The edition of a folder, or what is wrong with the file that says which it is."""
    data, findings = read_rule_file(folder / EDITION)
    edition = read_edition(data, findings) if data is not None else None
    return tuple(findings.problems) if edition is None else edition


def edition_on_file(folder: Path, name: str) -> RuleBase | None:
    """The rules of an edition of a rules folder by its name; None where the folder has none of that name.

    Raises:
        RulesWrongError: the rules of an edition cannot be read.
    """
    found = (read_rule_base(one, with_examples=False, beside=folder) for one in _named(folder, name))
    return next(found, None)


def _named(folder: Path, name: str) -> Iterator[Path]:
    """The folders of editions of a name."""
    for one in editions_on_file(folder):
        edition = _read(one)
        # One that cannot be read has no name; whoever asks for it is told that there is none of that name.
        if isinstance(edition, Edition) and edition.id == name:
            yield one


def _editions_of(folder: Path, wanted: str, *, with_examples: bool) -> Iterator[RuleBase]:
    """The rules of the edition that is wanted, or of all."""
    found = []
    for one in editions_on_file(folder):
        beside = None if one == folder else folder
        rule_base = read_rule_base(one, with_examples=with_examples, beside=beside)
        found.append(rule_base)
        if wanted in (AUTO, rule_base.editions[0].id):
            yield rule_base
    names = [one.editions[0].id for one in found]
    if not names:
        expected = f"a rules folder with {EDITION}, or with editions in {EDITIONS}/"
        raise CommandWrongError(f"edition {wanted}: found none in {folder}; expected {expected}")
    if wanted not in (AUTO, *names):
        raise CommandWrongError(
            f"edition: found {wanted!r}; expected {one_of([*names, AUTO])}{hint_for(wanted, names)}"
        )


def together(folder: Path, bases: Sequence[RuleBase]) -> RuleBase:
    """The rules of several editions as one rule base, each rule asked about the days of its edition alone.

    The vocabulary is that of the first. Rules, limits and questions must have names of their own, as rows are
    told apart by them.

    Args:
        folder: the folder that they were read from.
        bases: the rules of each edition.

    Raises:
        RulesWrongError: two editions have a name in common, or different words.
    """
    problems = tuple(_not_together(bases))
    if problems:
        raise RulesWrongError(problems)
    asked = {one.edition.id: one for one in asked_by_edition(tuple(base.editions[0] for base in bases))}
    rules = [evolve(rule, edition=asked[base.editions[0].id]) for base in bases for rule in base.rules]
    return evolve(
        bases[0],
        folder=folder,
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        limits={name: limit for base in bases for name, limit in base.limits.items()},
        questions={name: one for base in reversed(bases) for name, one in base.questions.items()},
        documents={name: one for base in reversed(bases) for name, one in base.documents.items()},
        scheme=_scheme_of(bases),
        sha256=hash_of_hashes(base.sha256 for base in bases),
        editions=tuple(one.edition for one in asked.values()),
    )


def folder_of(choice: RulesChoice) -> Path:
    """The rules folder of one edition, for whoever looks at files and not at rules.

    Raises:
        CommandWrongError: there is no such edition, or all of them are asked for.
        RulesWrongError: the rules of an edition cannot be read.
    """
    if choice.edition == AUTO:
        raise CommandWrongError(f"edition {AUTO}: found all editions together; expected the name of one")
    return read_choice(choice).folder


def _not_together(bases: Sequence[RuleBase]) -> Iterator[Problem]:
    """Why editions cannot be asked together."""
    first = bases[0]
    seen: dict[tuple[str, str], RuleBase] = {}
    for base in bases:
        edition = base.editions[0]
        file = str(base.folder / EDITION)
        if base.vocabulary != first.vocabulary:
            found = f"a vocabulary that is not that of edition {first.editions[0].id}"
            yield Problem(file, None, "", found, "one vocabulary for editions that are asked together")
        if base.calendar != first.calendar:
            found = f"bank holidays that are not those of edition {first.editions[0].id}"
            yield Problem(file, None, "", found, "one holidays.yaml for editions that are asked together")
        same_day = [one for one in bases if one is not base and one.editions[0].from_ == edition.from_]
        if same_day and base is not first:
            yield Problem(file, None, "from", f"{edition.from_}, as in another edition", "a day of its own")
        named = [("edition", edition.id), *(("rule", rule.id) for rule in base.rules)]
        for key in (*named, *(("limit", name) for name in base.limits)):
            other = seen.setdefault(key, base)
            if other is not base:
                found = f"{key[0]} {key[1]}, which edition {other.editions[0].id} has too"
                yield Problem(file, None, "", found, "names of its own, as rows are told apart by them")
