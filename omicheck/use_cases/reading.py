"""What is asked for, read: rules, records and the audit date."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from omicheck.errors import CommandWrongError, RecordsUnreadableError
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import is_many_lines
from omicheck.records.bulk import is_read_in_parts as is_name_read_in_parts
from omicheck.records.case_list import Listed, only_listed
from omicheck.records.doubled_events import doubled_events
from omicheck.records.read import Records, read_records
from omicheck.rulebase.editions import Rules, RulesChoice, read_choice
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.sources import NamedSource, ReadSource, RecordSource, Source, TableSource

if TYPE_CHECKING:
    from omicheck.records.bulk.sources import Source as Table


def read_rules(rules: Rules, *, with_examples: bool = False) -> RuleBase:
    """The rules that are asked for.

    Args:
        rules: a folder, rules that have been read, or what is asked for of a folder; None for the packaged ones.
        with_examples: whether the examples are wanted, which no verdict needs.

    Raises:
        RulesWrongError: with every problem of every file.
        CommandWrongError: there is no such edition.
    """
    if isinstance(rules, RuleBase):
        return rules
    if isinstance(rules, RulesChoice):
        return read_choice(rules, with_examples=with_examples)
    return read_rule_base(packaged_rules() if rules is None else rules, with_examples=with_examples)


def read_rules_to_score(rules: Rules) -> RuleBase:
    """The rules that are asked for, where there is an arithmetic by which answers and verdicts become scores.

    Raises:
        RulesWrongError: with every problem of every file.
        CommandWrongError: there is no such edition, or no arithmetic: of some schemes only the questions are known, and
            several have none together.
    """
    rule_base = read_rules(rules)
    scheme = rule_base.scheme
    if scheme.has_arithmetic:
        return rule_base
    told = "how its answers become scores or ratings was not seen, so that nothing is scored by it"
    if rule_base.edition_asked == "auto":
        told = "several editions have no scores together; score one of them, as with --edition 2007"
    raise CommandWrongError(f"{scheme.title}: {told} (omicheck questions lists what it asks)")


def read_source(source: Source, vocabulary: Vocabulary, observer: Observer, *, with_places: bool = False) -> Records:
    """The records of a source, read whole.

    Args:
        source: where they come from.
        vocabulary: the words that records may use.
        observer: is told of every problem, and then of the records; of records that have been read already it was told.
        with_places: whether it is asked for where each record stands.

    Raises:
        RecordsUnreadableError: nothing can be read.
    """
    records = records_of(source, vocabulary, with_places=with_places)
    if isinstance(source, ReadSource):
        return records
    observer.rejected(records.rejected)
    observer.records_read(source.name, records)
    if records.texts_left_out:
        from omicheck.records.pseudonymised import told_left_out  # noqa: PLC0415, of use only here

        observer.remark(told_left_out(records.texts_left_out))
    if records.listed is not None:
        tell_listed(records.listed, observer)
    tell_doubled(source.name, records.cases, observer)
    return records


def tell_listed(listed: Listed, observer: Observer) -> None:
    """Tells what became of a list of cases; and always of those that are not there."""
    for text in listed.remarks():
        observer.remark(text)
    for text in listed.problems():
        observer.problem(text)


def tell_doubled(name: str, cases: Iterable[Case], observer: Observer) -> None:
    """Tells of records whose events stand twice, which makes other results and breaks no rule of records.

    Args:
        name: where they come from, as the user named it.
        cases: the records, or the first few of them.
        observer: is told.
    """
    told = doubled_events(cases)
    if told is not None:
        observer.problem(f"{name}: {told}")


def records_of(source: Source, vocabulary: Vocabulary, *, with_places: bool = False) -> Records:
    """The records of a source, of which nobody is told; of one with a list of cases those alone.

    Raises:
        RecordsUnreadableError: nothing can be read.
        SupplementWrongError: none of the cases of the list is among them.
    """
    wanted = source.case_list if isinstance(source, NamedSource) else None
    pseudonyms = source.pseudonyms if isinstance(source, NamedSource) else None
    if pseudonyms is None:
        records = _all_records(source, vocabulary, with_places=with_places)
        return records if wanted is None else only_listed(records, wanted)
    from omicheck.records import pseudonymised as under  # noqa: PLC0415, of use only here

    try:
        records = _all_records(source, vocabulary, with_places=with_places)
    except RecordsUnreadableError as error:
        raise RecordsUnreadableError(under.problems_under_pseudonyms(error.problems, pseudonyms)) from None
    records = under.pseudonymised(records, vocabulary, pseudonyms)
    return records if wanted is None else only_listed(records, under.list_under_pseudonyms(wanted, pseudonyms))


def _all_records(source: Source, vocabulary: Vocabulary, *, with_places: bool) -> Records:
    match source:
        case NamedSource(name, mapping=Path() as mapping):
            from omicheck.use_cases.mappings import read_by_mapping  # noqa: PLC0415, of use only for these

            return read_by_mapping(name, mapping, vocabulary, with_places=with_places)
        case NamedSource(name, standard_input):
            return read_records(name, vocabulary, standard_input, with_places=with_places)
        case ReadSource(records):
            return records
        case RecordSource(plain_records, name):
            from omicheck.records.plain_records import read_plain_records  # noqa: PLC0415, of use only for these

            return read_plain_records(plain_records, vocabulary, name)
        case TableSource(cases, events, answers, name):
            from omicheck.records.frames import read_frames  # noqa: PLC0415, of use only for these

            tables = {"cases": cases, "events": events, "answers": answers}
            return read_frames(tables, vocabulary, name, with_places=with_places)


def is_read_in_parts(source: Source, engine: str) -> bool:
    """Whether records are read and evaluated in parts.

    Args:
        source: where they come from.
        engine: the evaluator that is asked for.
    """
    if engine == "spark":
        return True
    # Under pseudonyms all is read at once, so that what comes behind never sees a reference.
    if not isinstance(source, NamedSource) or source.mapping is not None or source.pseudonyms is not None:
        return False
    return is_name_read_in_parts(source.name, engine)


def is_copied(source: NamedSource, engine: str) -> bool:
    """Whether records are lines of JSON that are so many that they are copied to tables, to be evaluated in parts.

    Args:
        source: where they come from.
        engine: the evaluator that is asked for.
    """
    if source.mapping is not None or source.pseudonyms is not None or engine not in ("auto", "columnar"):
        return False
    return is_many_lines(source.name, source.standard_input)


def tables_of(source: Source, vocabulary: Vocabulary) -> Mapping[str, "Table"]:
    """The tables of a source that is read in parts, by name.

    Raises:
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
        EngineMissingError: what reads the database is not installed.
    """
    from omicheck.records.bulk.opening import open_sources  # noqa: PLC0415, heavy

    return open_sources(source.name, vocabulary)
