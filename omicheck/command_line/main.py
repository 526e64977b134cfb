"""`omicheck COMMAND PATH... [options]`: finds the command, and turns what went wrong into a message and a status."""

import argparse
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from omicheck import __version__
from omicheck.command_line.parser import WRITTEN, Parser, add_commands, show_help
from omicheck.command_line.standard_streams import flush_output, give_up_output, tell

# What the program asks of the environment.
ENVIRONMENT: Final = {
    "NO_COLOR": "if it is set, nothing is printed in colours",
    "COLUMNS": "how wide the terminal is, where it does not say so itself",
    "BROWSER": "the program that --open calls",
    "CI": "if it is set, --open opens nothing",
    "OMICHECK_TRACEBACK": "if it is set, an error of omicheck itself is shown as Python shows it, values included",
    "PGPASSWORD, PGPASSFILE": "the password for records in PostgreSQL, as every program for it takes them",
}
_EPILOG: Final = """examples:
  omicheck check fixtures/sample/cases.json
  omicheck check --help

exit status: 0 nothing was found that calls for somebody, 1 something was, 2 the command, the rules or a file is wrong,
3 records were rejected and the rest was used, 4 an evaluator failed or two disagree, 5 omicheck itself went wrong. Of
several that hold, the highest is given. A signal that ends the command gives 128 and its number, as in shells: 130
after Ctrl-C, 143 after SIGTERM, 141 where whoever read the output stopped reading."""
# Each is a module of `commands`, imported only when its command is given.
COMMANDS: Final = {
    "check": "evaluate the rules and flag failures",
    "explain": "say in words why a case got its verdicts",
    "score": "question, criterion, section and headline scores",
    "performance": "metrics of the performance framework, as far as records can answer them",
    "due": "what falls due, by when, for whom, and what is overdue and can still be done",
    "report": "one HTML file in the manner of an inspection's report",
    "questions": "list the questions of the scheme, and who decides each",
    "compare": "set two audits or areas side by side",
    "progress": "what became of the failures of the same cases: put right, new, still open, gone",
    "editions": "one caseload under two editions of the standards: which duties are new, gone, shorter, longer",
    "export": "write records as an event log (XES or CSV), or as they come out of a mapping",
    "sample": "draw a sample of a caseload, or judge one",
    "prescreen": "write the inspectors' workbook: each question of each case, with the rules' verdicts",
    "verify": "make an earlier run again, and tell what is the same",
    "map": "propose and check mappings: what headings and words of an extract mean",
    "rules": "list, show, lint, test, change and document rules",
    "completion": "print what lets a shell complete the words of a command",
}
# What a shell gives for a process that a signal ends, which whoever reads its status goes by.
_BY_SIGNAL: Final = 128


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command.

    Args:
        arguments: those of the command line, without the program's name; the process's own if None.

    Returns:
        The exit status.
    """
    options = argparse.Namespace()
    try:
        return _run(arguments, options)
    except BrokenPipeError:
        # Whoever was reading has seen enough, as `head` does. Nothing more can be written, at exit neither.
        give_up_output()
        return _BY_SIGNAL + signal.SIGPIPE
    except KeyboardInterrupt as error:
        return stopped(error)
    except Exception as error:  # noqa: BLE001, whatever it is is told, with a status of its own
        # --help does without the classes of errors, which are half of its time.
        from omicheck.command_line.error_messages import tell_error  # noqa: PLC0415
        from omicheck.errors import OmicheckError  # noqa: PLC0415

        if isinstance(error, OmicheckError):
            return tell_error(error, show_values=getattr(options, "show_values", False))
        from omicheck.command_line.not_foreseen import tell_not_foreseen  # noqa: PLC0415, as seldom as can be

        return tell_not_foreseen(error)


def stopped(error: KeyboardInterrupt) -> int:
    """Says that a signal stopped the command, and gives the exit status that shells have for it.

    Args:
        error: as it was raised; with the number of the signal, if it was not Ctrl-C.
    """
    tell("omicheck: stopped")
    return _BY_SIGNAL + int(error.args[0] if error.args else signal.SIGINT)


def _run(arguments: Sequence[str] | None, options: argparse.Namespace) -> int:
    """Runs the command; the options are filled in as far as the words could be read."""
    try:
        status = _carried_out(whole_parser().parse_args(arguments, options))
    except SystemExit:
        # That of argparse, after a help, or after it said what is wrong.
        flush_output()
        raise
    flush_output()
    return status


def _listed(names: Mapping[str, str]) -> str:
    width = max(map(len, names))
    return "\n".join(f"  {name:<{width}}  {about}" for name, about in names.items())


def _carried_out(options: argparse.Namespace) -> int:
    """Runs the command of the options, and opens what it wrote if that is asked for."""
    if any(getattr(options, name, None) is not None for name in WRITTEN):
        from omicheck.command_line.refused_outputs import settle_outputs  # noqa: PLC0415, of use only here

        settle_outputs(options, WRITTEN)
    if not getattr(options, "open", False):
        status: int = options.run(options)
        _tell_of_missing_evaluator(options)
        return status
    from omicheck.command_line.opening import open_written, refuse_opening  # noqa: PLC0415, of use only here

    refuse_opening(options)
    status = options.run(options)
    _tell_of_missing_evaluator(options)
    open_written(options)
    return status


def _tell_of_missing_evaluator(options: argparse.Namespace) -> None:
    """Says, unless quiet, that durable-rules cannot be used, where a command would have asked it."""
    library = sys.modules.get("omicheck.evaluate.durable.library")
    # A command that does without it has not loaded this, or has not asked.
    if library is None or getattr(options, "quiet", False) or getattr(options, "engine", "auto") == "columnar":
        return
    why = library.missed()
    if why is not None:
        taken = "the columnar evaluator and plain Python took its place, with the same verdicts"
        tell(f"omicheck: {why}; {taken}. To install it: {library.REMEDY}")


def whole_parser() -> argparse.ArgumentParser:
    """The parser of the command line; commands learn their options when they are given."""
    parser = Parser(
        prog="omicheck",
        description="Check case files against the rules they are meant to follow, and score what was found.",
        epilog=f"{_EPILOG}\n\nenvironment:\n{_listed(ENVIRONMENT)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"omicheck {__version__}")
    add_commands(parser, COMMANDS, f"{__package__}.commands")
    parser.set_defaults(run=lambda _: show_help(parser))
    return parser
