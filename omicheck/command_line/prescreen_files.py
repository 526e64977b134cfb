"""What is written of a sample for inspectors: their workbook."""

from typing import TYPE_CHECKING

from omicheck.errors import CommandWrongError
from omicheck.text import counted

if TYPE_CHECKING:
    from omicheck.use_cases.observer import Observer
    from omicheck.use_cases.prescreen import PrescreenResult


def write_inspectors_workbook(file: str, result: "PrescreenResult", path: str, observer: "Observer") -> None:
    """Writes the workbook, and says what is in it and what comes next.

    Args:
        file: where it is written.
        result: what is written.
        path: the records, as the user named them.
        observer: is told.

    Raises:
        CommandWrongError: there is no case, or the file cannot be written.
    """
    from omicheck.output.prescreen_workbook import write_prescreen  # noqa: PLC0415, heavy

    if not result.cases:
        raise CommandWrongError(f"{path}: no case to write a workbook for")
    write_prescreen(file, result)
    questions = counted(len(result.cases[0].questions), "question")
    observer.remark(f"{file}: {counted(len(result.cases), 'case')}, {questions} each")
    # Of what is not scored there is no such command.
    if not result.rule_base.scheme.has_arithmetic:
        observer.remark("no score can be made of its answers, as this edition does not say how; --edition 2007 does")
        return
    observer.remark(f"when it is filled in: omicheck score {path} ... --cases {file} --answers {file}")
