"""What is said of an error that ends a command, and the exit status that it calls for."""

from collections.abc import Sequence

from attrs import evolve

from omicheck.command_line.standard_streams import tell
from omicheck.errors import (
    AuditDateError,
    CaseNotNamedError,
    EngineFailedError,
    ExitStatus,
    OmicheckError,
    ProblemsError,
    RecordsUnreadableError,
    RequestWrongError,
    RulesWrongError,
)
from omicheck.records.bulk.addresses import without_password
from omicheck.text import counted


def tell_error(error: OmicheckError, *, show_values: bool = False) -> ExitStatus:
    """Says on standard error what is wrong, without a password that may be in it, and gives the exit status.

    Args:
        error: what is wrong.
        show_values: whether problems are told with the values that were found.
    """
    if show_values and isinstance(error, ProblemsError):
        error = evolve(error, problems=tuple(problem.with_values() for problem in error.problems))
    tell(*map(without_password, _lines(error)))
    failed = isinstance(error, EngineFailedError)
    return ExitStatus.EVALUATOR_FAILED if failed else ExitStatus.WRONG_COMMAND_OR_RULES


def _lines(error: OmicheckError) -> Sequence[str]:
    match error:
        case RulesWrongError(problems=problems):
            return ["omicheck: the rules cannot be used:", *map(str, problems), counted(len(problems), "problem")]
        case RecordsUnreadableError(problems=problems):
            return ["omicheck: the records cannot be read:", *map(str, problems)]
        case ProblemsError(problems=problems):
            return [f"omicheck: {problems[0]}", *map(str, problems[1:])]
    return [_sentence(error)]


def _sentence(error: OmicheckError) -> str:
    match error:
        case AuditDateError():
            return f"omicheck: {error.told('--as-of', '--as-of YYYY-MM-DD (or --as-of today)')}"
        case RequestWrongError(names=names):
            return f"omicheck: {error.told('--' + name.replace('_', '-') for name in names)}"
        case CaseNotNamedError():
            return f"omicheck: {error.told('name one before the path')}"
    return f"omicheck: {error}"
