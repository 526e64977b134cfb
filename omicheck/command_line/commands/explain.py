"""`omicheck explain`: says in words why a case got its verdicts."""

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from omicheck.command_line.chosen import choose_cases, choose_rules
from omicheck.command_line.common import add_common, audit_date, evaluate, read_cases, read_rules, status_of, write
from omicheck.command_line.terminal import TEXT_WIDTH, console
from omicheck.errors import CommandWrongError, one_of
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.verdict_counts import count_verdicts
from omicheck.explain import Explanation, explain, known_fields, timeline
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.plain_data import row_data
from omicheck.text import counted, in_words, long_date, printable

if TYPE_CHECKING:
    from rich.console import Console

_EPILOG: Final = """examples:
  omicheck explain SYN-0007 fixtures/sample/cases.json
  omicheck explain HRT-0042 cases.json --only breach-instigated-on-time
  omicheck explain HRT-0042 extract/ --as-of 2010-01-18 --all"""

# Without --all, what a person has to act on or can settle.
_OUTCOMES: Final = "Outcomes: what came of the work, and no failure of anybody"
_SHOWN: Final = ("error", "not_met", "cannot_tell")
_STYLES: Final = {"not_met": "bold red", "cannot_tell": "bold yellow", "met": "bold green", "error": "bold red"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("case", metavar="CASE", nargs="?", help="the case; may be left out where there is only one")
    add_common(parser, ("text", "json"))
    parser.add_argument("--only", action="append", metavar="NAME", help="a rule, question, criterion or topic")
    parser.add_argument("--all", action="store_true", help="every verdict, not only failures and what cannot be told")


def run(options: argparse.Namespace) -> int:
    """Explains, and gives the exit status: 0 whatever the verdicts are."""
    rule_base = read_rules(options)
    rules = choose_rules(rule_base, options.only)
    records = read_cases(options, rule_base)
    as_of = audit_date(options, records)
    if options.case is None and len(records.cases) != 1:
        some = [case.case_id for case in records.cases[:3]]
        raise CommandWrongError(
            f"which case? {options.path} has {len(records.cases)}; name one before the path"
            + (f", such as {one_of(map(printable, some))}" if some else "")
        )
    (case,) = choose_cases(records, None if options.case is None else [options.case])
    rows = list(evaluate(options, rule_base, rules, (case,), as_of))
    verdicts = count_verdicts(rows)
    by_id = {rule.id: rule for rule in rules}
    shown = [row for row in rows if options.all or options.only or row.verdict in _SHOWN]
    history = History(case, rule_base.vocabulary, as_of)
    # Outcomes come after duties, under a heading of their own.
    shown.sort(key=lambda row: by_id[row.rule].asks == "outcome")
    explained = [(row, explain(row, by_id[row.rule], rule_base, as_of, history)) for row in shown]
    if options.format == "json":
        write(options.output, (_json(explained, by_id),))
        return status_of(records, verdicts, ())
    with console(options, TEXT_WIDTH) as out:
        out.print(f"Case {printable(case.case_id)}, as of {long_date(as_of)}", style="bold")
        out.print("; ".join(f"{name}: {value}" for name, value in known_fields(case, rule_base.vocabulary)))
        out.print()
        entries = timeline(case, rule_base.vocabulary, as_of)
        width = max(len(when) for when, _ in entries)
        headed = False
        for when, what in entries:
            out.print(f"  {when:<{width}}  {what}")
        for row, explanation in explained:
            if by_id[row.rule].asks == "outcome" and not headed:
                out.print()
                out.print(_OUTCOMES, style="bold")
                headed = True
            _print(out, row, explanation)
        _print_rest(out, rows, shown)
    return status_of(records, verdicts, ())


def _json(explained: Sequence[tuple[Row, Explanation]], rules: Mapping[str, Rule]) -> str:
    import json  # noqa: PLC0415, only for this format

    data = [
        {
            "row": row_data(row),
            "asks": rules[row.rule].asks,
            "title": explanation.title,
            "sentences": list(explanation.sentences),
            "settling": list(explanation.settling),
        }
        for row, explanation in explained
    ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _print(out: "Console", row: Row, explanation: Explanation) -> None:
    from rich.padding import Padding  # noqa: PLC0415, heavy

    out.print()
    out.print(explanation.title, style=_STYLES.get(row.verdict, "bold"))
    settling = (f"What would settle it: {thing}" for thing in explanation.settling)
    for sentence in (*explanation.sentences, *settling):
        out.print(Padding(sentence, (0, 0, 0, 2)))


def _print_rest(out: "Console", rows: Sequence[Row], shown: Sequence[Row]) -> None:
    rest = [row.verdict for row in rows if row not in shown]
    if rest:
        counts = ", ".join(f"{rest.count(verdict)} {in_words(verdict)}" for verdict in dict.fromkeys(sorted(rest)))
        out.print()
        out.print(f"{counted(len(rest), 'other verdict')}: {counts} (--all explains them too)")
