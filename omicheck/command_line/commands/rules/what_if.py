"""`omicheck rules what-if`."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from omicheck.authoring.what_if import read_settings, steps
from omicheck.command_line.common import (
    add_records,
    add_shared,
    audit_date,
    read_cases,
    read_rules,
    status_of_records,
    write,
)
from omicheck.errors import CommandWrongError
from omicheck.records.bulk import is_bulk
from omicheck.records.bulk.addresses import shown_address

if TYPE_CHECKING:
    from omicheck.authoring.difference import Difference
    from omicheck.authoring.effect import Level, Shift

_EPILOG: Final = """examples:
  omicheck rules what-if cases.json first-contact=3
  omicheck rules what-if cases.json first-contact=3..10
  omicheck rules what-if cases.json 'sentence-plan[4]=10 business_days' review=3..6 --format json

A number without a unit keeps the unit of the limit. Without brackets all amounts of a limit are set; with them
the one for that value of the field that it depends on. Of several ranges every combination is a step.
exit status: 0 worked out, 2 the command or the rules are wrong, 3 records were rejected (the rest was used)"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_records(parser)
    about = "a limit and an amount, or a range a..b"
    parser.add_argument("settings", nargs="+", type=shown_address, metavar="LIMIT=VALUE", help=about)
    add_shared(parser, ("text", "json", "markdown"))


def run(options: argparse.Namespace) -> int:
    """Works out each step, and prints what it does."""
    _sort_words(options)
    rule_base = read_rules(options)
    todo = steps(rule_base, read_settings(options.settings, rule_base.limits))
    records = read_cases(options, rule_base)
    as_of = audit_date(options, records)

    from omicheck.authoring.changes import both_limits  # noqa: PLC0415, heavy
    from omicheck.authoring.difference import difference, side  # noqa: PLC0415, heavy
    from omicheck.authoring.effect import shifts  # noqa: PLC0415, heavy
    from omicheck.evaluate.durable.evaluator import DurableEvaluator  # noqa: PLC0415, heavy

    before = side(rule_base, records.cases, as_of, DurableEvaluator(rule_base))
    done = []
    for step in todo:
        after = side(step.rule_base, records.cases, as_of, DurableEvaluator(step.rule_base), before)
        between = DurableEvaluator(both_limits(rule_base, step.rule_base))
        found = difference(before, after, as_of, between)
        done.append((step.name, found, shifts(before, after)))
    if options.format == "json":
        data = {"as_of": as_of.isoformat(), "steps": [_data(*one) for one in done]}
        write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
    else:
        write(options.output, (f"{line}\n" for line in _lines(done, options)))
    return status_of_records(records)


def _sort_words(options: argparse.Namespace) -> None:
    """Tells the records from the settings, in whatever order they were given."""
    words = [options.path, *options.settings]
    # In an address there may be an equals sign, as in ?schema=...
    paths = [word for word in words if "=" not in word or is_bulk(word)]
    if len(paths) != 1:
        found = " and ".join(paths) or "no records"
        raise CommandWrongError(f"found {found}; expected one PATH of records, and LIMIT=VALUE with an equals sign")
    options.path = paths[0]
    options.settings = [word for word in words if word not in paths]


def _data(name: str, found: "Difference", moved: "Sequence[Shift]") -> dict[str, Any]:
    from omicheck.output.difference_data import difference_data  # noqa: PLC0415, heavy

    return {"step": name, **difference_data(found, moved)}


def _lines(done: "list[tuple[str, Difference, tuple[Shift, ...]]]", options: argparse.Namespace) -> Iterator[str]:
    from omicheck.output.difference_text import MARKDOWN, PLAIN, lines, standing  # noqa: PLC0415, heavy

    dress = MARKDOWN if options.format == "markdown" else PLAIN
    if len(done) == 1:
        name, found, moved = done[0]
        yield from (line.removesuffix("\n") for line in lines(found, moved, ("as they are", name), dress))
        return
    # A score that moves at any step is shown at every step.
    moving: dict[tuple[Level, str], str] = {}
    for _, _, moved in done:
        moving |= {(shift.level, shift.id): standing(shift.before) for shift in moved if shift.level != "section"}
    columns = ["Step", "Verdicts that flip", "Cases", *(f"{level} {name}" for level, name in moving)]
    rows = [["as they are", "0", "0", *moving.values()]]
    for name, found, moved in done:
        after = {(shift.level, shift.id): standing(shift.after) for shift in moved}
        cases = len({flip.either.case_id for flip in found.flips})
        cells = [after.get(place, unmoved) for place, unmoved in moving.items()]
        rows.append([name, str(len(found.flips)), str(cases), *cells])
    yield from dress.table(columns, rows)
