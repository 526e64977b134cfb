"""The way in which records are evaluated, chosen here and nowhere else: in memory, in parts, or on Spark."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from attrs import evolve

from omicheck.errors import EngineMissingError, RequestWrongError
from omicheck.evaluate.engines import require_engine
from omicheck.groups import grouping_fields, whose_fields
from omicheck.model.rule import Rule
from omicheck.records.bulk import BULK_MISSING
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.choosing import choose_rules, tell_left_out
from omicheck.use_cases.evaluation import Evaluation, EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import is_copied, is_read_in_parts, read_rules, tell_listed
from omicheck.use_cases.sources import NamedSource, pseudonyms_of

# The evaluators for which, or for whose explanations, durable-rules will be asked as a rule.
STARTED_EARLY: Final = ("auto", "durable", "both")

Evaluating = Callable[[EvaluationRequest, Observer], AbstractContextManager[Evaluation]]


@contextmanager
def evaluated(request: EvaluationRequest, observer: Observer) -> Iterator[Evaluation]:
    """The records that are asked for, as they are evaluated.

    Of records that are read whole the observer is told at once; of tables read in parts at the end of the `with` block,
    unless it ends with an error.

    Args:
        request: what is asked for.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        RulesWrongError: the rules cannot be read.
        RecordsUnreadableError: the records cannot be read at all.
        AuditDateError: there is no audit date, or none that can be used.
        CommandWrongError: a rule or a case that is asked for is not known.
        RequestWrongError: a field by which cases are to be grouped, or the number of workers, cannot be used.
        EngineMissingError: what reads the records or evaluates them is not installed.
        EngineFailedError: Spark could not do its work.
    """
    request = _under_pseudonyms(request)
    _require_workers(request)
    _require_shared_folder(request)
    _start_engine(request.engine)
    rule_base = read_rules(request.rules)
    rules = choose_rules(rule_base, request.only, request.leave_out)
    tell_left_out(rule_base, rules, request.only, request.leave_out, observer)
    request = evolve(request, by=_fields_by_which(request, rule_base))
    if not is_read_in_parts(request.source, request.engine):
        yield _read_at_once(request, rule_base, rules, observer)
        return
    as_of = audit_date(request.as_of, None, observer)
    try:
        from omicheck.use_cases.in_parts import read_in_parts  # noqa: PLC0415, heavy
    except ImportError as error:
        raise EngineMissingError(BULK_MISSING) from error
    asked = (request, rule_base, rules, as_of, observer)
    if request.engine == "spark":
        from omicheck.use_cases.on_spark import read_on_spark  # noqa: PLC0415, heavy

        opened: AbstractContextManager[Evaluation] = read_on_spark(*asked)
    else:
        opened = nullcontext(read_in_parts(*asked))
    with opened as evaluation:
        yield evaluation
    records = evaluation.records()
    observer.rejected(records.rejected)
    observer.records_read(request.source.name, records)
    if records.listed is not None:
        tell_listed(records.listed, observer)


def _require_shared_folder(request: EvaluationRequest) -> None:
    """Refuses for Spark what its executors could not read."""
    if request.engine == "spark":
        from omicheck.use_cases.spark.connection import require_shared_folder  # noqa: PLC0415, heavy

        require_shared_folder(request.source)


def _under_pseudonyms(request: EvaluationRequest) -> EvaluationRequest:
    """The request with its cases named as the records will name them."""
    pseudonyms = pseudonyms_of(request.source)
    if pseudonyms is None:
        return request
    if request.engine == "spark":
        raise RequestWrongError(("pseudonymise", "engine"), "spark", "another evaluator: all is read at once")
    from omicheck.records.pseudonymised import cases_under_pseudonyms  # noqa: PLC0415, of use only here

    return evolve(request, cases=cases_under_pseudonyms(request.cases, pseudonyms))


def _start_engine(engine: str) -> None:
    """Starts durable-rules where it will be asked, so that it loads while the rules are read; refuses a missing one."""
    if engine in STARTED_EARLY:
        from omicheck.evaluate.durable.library import start_early  # noqa: PLC0415, of use only here

        if not start_early():
            require_engine(engine)


def _require_workers(request: EvaluationRequest) -> None:
    if request.workers is None:
        return
    if request.workers < 1:
        raise RequestWrongError(("workers",), str(request.workers), "a whole number from 1")
    if request.engine == "spark":
        raise RequestWrongError(
            ("workers", "engine"), "spark", "another engine, or the number of cores in --master, such as local[2]"
        )


def _fields_by_which(request: EvaluationRequest, rule_base: RuleBase) -> tuple[str, ...]:
    """The text fields whose values are asked for of each case."""
    asked = grouping_fields(request.by, rule_base.vocabulary)
    return tuple(dict.fromkeys((*whose_fields(rule_base.vocabulary), *asked))) if request.with_whose else asked


def _read_at_once(
    request: EvaluationRequest, rule_base: RuleBase, rules: Sequence[Rule], observer: Observer
) -> Evaluation:
    """Records of which all that is to be told is told at once: in memory, or copied where they are many lines."""
    source = request.source
    # Some cases of many are evaluated one by one.
    if (
        isinstance(source, NamedSource)
        and not (request.cases or source.case_list)
        and is_copied(source, request.engine)
    ):
        from omicheck.use_cases.in_parts_of_lines import read_lines_in_parts  # noqa: PLC0415, heavy

        copied = read_lines_in_parts(request, source, rule_base, rules, observer)
        if copied is not None:
            return copied
    from omicheck.use_cases.in_memory import read_in_memory  # noqa: PLC0415, of use only here

    return read_in_memory(request, rule_base, rules, observer)
