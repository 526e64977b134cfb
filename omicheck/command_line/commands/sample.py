"""`omicheck sample`: draws a sample of a caseload for an inspection, or judges one."""

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from attrs import evolve

from omicheck.command_line.chosen import choose_rules
from omicheck.command_line.common import (
    add_common,
    audit_date,
    evaluate,
    read_cases,
    read_rules,
    remark,
    status_of,
    write,
)
from omicheck.command_line.terminal import console
from omicheck.dates import LONGEST
from omicheck.errors import CommandWrongError, nearest_name, one_of
from omicheck.evaluate.engines import choose_engine
from omicheck.evaluate.verdict_counts import Tally
from omicheck.manifest import manifest
from omicheck.records.read import Records
from omicheck.records.sample_file import read_sample
from omicheck.rulebase.folder import RuleBase
from omicheck.sample.frame import CASE_KINDS, FEWEST, MOST, OLDEST, SIZE, YOUNGEST, Frame, candidate, frame_of
from omicheck.score.settings import SEED

_NUMBERS: Final = ", ".join(f"{kind.id}={kind.minimum}" for kind in CASE_KINDS)
_EPILOG: Final = f"""examples:
  omicheck sample fixtures/sample/cases.json --size 20
  omicheck sample caseload.jsonl --as-of 2010-01-18 --size 140 --seed 7 --format csv --output sample.csv
  omicheck sample caseload.jsonl --as-of 2010-01-18 --minimum ppo=17 --minimum high_rosh=22
  omicheck sample caseload.jsonl --as-of 2010-01-18 --judge sample.csv

The inspectorate drew {FEWEST} to over {MOST} cases about nine months old, with minimum numbers of some kinds, which its
report does not print (appendix 5). So these are assumed unless given: the age from {YOUNGEST} to {OLDEST} months, the
size of {SIZE}, and the minimums {_NUMBERS}.

exit status: 0 drawn or judged (what is short is printed), 2 the command or the rules are wrong, 3 records were rejected
(the rest was used), 4 an evaluator failed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json", "csv"))
    parser.add_argument("--size", metavar="N", type=int, help=f"cases to draw (default: {SIZE})")
    parser.add_argument("--seed", metavar="N", type=int, default=SEED, help="of the draw (default: %(default)s)")
    ages = (("youngest", YOUNGEST, "at least"), ("oldest", OLDEST, "at most"))
    for name, default, which in ages:
        parser.add_argument(
            f"--{name}", metavar="MONTHS", type=int, default=default,
            help=f"age of a case, {which} (default: %(default)s, assumed)",
        )  # fmt: skip
    parser.add_argument(
        "--minimum", metavar="KIND=N", action="append", default=[],
        help=f"least number of a kind: {one_of(kind.id for kind in CASE_KINDS)}; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--replacements", metavar="N", type=int, help="cases in reserve (default: 13 for 140, as fell out in 2010)"
    )
    parser.add_argument(
        "--judge",
        metavar="SAMPLE",
        help="judge this sample instead: records in any format, or the CSV that this command writes",
    )


def run(options: argparse.Namespace) -> int:
    """Draws or judges, prints and gives the exit status."""
    minimums = _minimums(options.minimum)
    _check_numbers(options)
    rule_base = read_rules(options)
    records = read_cases(options, rule_base)
    as_of = audit_date(options, records)
    frame = frame_of(records.cases, rule_base.vocabulary, as_of, options.youngest, options.oldest)
    if options.judge is not None:
        return _judge(options, rule_base, records, as_of, frame, minimums)
    return _draw(options, rule_base, records, as_of, frame, minimums)


def _draw(
    options: argparse.Namespace,
    rule_base: RuleBase,
    records: Records,
    as_of: date,
    frame: Frame,
    minimums: Mapping[str, int],
) -> int:
    from omicheck.output.sample_data import csv_of_draw, draw_data  # noqa: PLC0415, heavy
    from omicheck.sample.draw import draw, replacements_for  # noqa: PLC0415, heavy

    size = SIZE if options.size is None else options.size
    reserve = replacements_for(size) if options.replacements is None else options.replacements
    drawn = draw(frame, size, minimums, reserve, options.seed)
    if len(drawn.sample) < size:
        remark(
            options, f"{len(drawn.sample)} cases are of the wanted age, {size} were asked for: all of them are taken"
        )
    match options.format:
        case "json":
            settings = _settings(options, as_of) | {"size": size, "seed": options.seed, "replacements": reserve}
            run_manifest = manifest(rule_base, (), records, {}, as_of, "none")
            data = draw_data(drawn, frame, minimums, settings, run_manifest)
            write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
        case "csv":
            write(options.output, csv_of_draw(drawn))
        case _:
            from omicheck.output.sample_table import print_draw  # noqa: PLC0415, heavy

            with console(options) as out:
                print_draw(out, drawn, frame, minimums, _settings(options, as_of))
    return status_of(records, {}, ())


def _judge(
    options: argparse.Namespace,
    rule_base: RuleBase,
    records: Records,
    as_of: date,
    frame: Frame,
    minimums: Mapping[str, int],
) -> int:
    if options.format == "csv":
        raise CommandWrongError("--judge goes with --format table or json: the CSV holds the cases of a sample drawn")
    if options.size is not None or options.replacements is not None:
        raise CommandWrongError("--size and --replacements go with drawing a sample; leave them out with --judge")
    from omicheck.sample.judge import judge  # noqa: PLC0415, heavy

    sampled = _sampled(options, rule_base, records)
    rules = choose_rules(rule_base, None)
    tally = Tally()
    rows = tally.passing(evaluate(options, rule_base, rules, sampled.cases, as_of))
    candidates = [candidate(case, rule_base.vocabulary, as_of) for case in sampled.cases]
    caseload = {case.case_id for case in records.cases}
    judged = judge(candidates, sampled.cases, frame, caseload, minimums, rows, rules, rule_base)
    if options.format == "json":
        from omicheck.output.sample_data import judgement_data  # noqa: PLC0415, heavy

        engine, _ = choose_engine("auto", len(sampled.cases))
        run_manifest = manifest(rule_base, rules, sampled, tally.verdicts, as_of, engine)
        data = judgement_data(judged, frame, _settings(options, as_of), run_manifest)
        write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
    else:
        from omicheck.output.sample_table import print_judgement  # noqa: PLC0415, heavy

        with console(options) as out:
            print_judgement(out, judged, frame, _settings(options, as_of))
    return max(status_of(records, tally.verdicts, ()), status_of(sampled, {}, ()))


def _sampled(options: argparse.Namespace, rule_base: RuleBase, caseload: Records) -> Records:
    """The records of the sample: its own, or those of the caseload that a CSV of references names.

    Raises:
        CommandWrongError: a reference is not in the caseload, or there is no case.
    """
    file = Path(options.judge)
    if file.suffix.lower() != ".csv":
        of_sample = argparse.Namespace(**{**vars(options), "path": options.judge, "rejects": None})
        records = read_cases(of_sample, rule_base)
    else:
        by_id = {case.case_id: case for case in caseload.cases}
        names = read_sample(file)
        for name in names:
            if name not in by_id:
                nearest = nearest_name(name, by_id)
                hint = f"; did you mean {nearest}?" if nearest else ""
                raise CommandWrongError(f"{file}: found case {name!r}; expected a case of the caseload{hint}")
        records = evolve(caseload, cases=tuple(by_id[name] for name in names), rejected=())
    if not records.cases:
        raise CommandWrongError(f"{options.judge}: no case in it; expected the cases of a sample")
    return records


def _settings(options: argparse.Namespace, as_of: date) -> dict[str, object]:
    given = set(_given_minimums(options.minimum))
    return {
        "as_of": as_of.isoformat(),
        "youngest_months": options.youngest,
        "oldest_months": options.oldest,
        "assumed": [kind.id for kind in CASE_KINDS if kind.id not in given],
    }


def _minimums(texts: Sequence[str]) -> Mapping[str, int]:
    return {kind.id: kind.minimum for kind in CASE_KINDS} | _given_minimums(texts)


def _given_minimums(texts: Sequence[str]) -> dict[str, int]:
    known = [kind.id for kind in CASE_KINDS]
    given: dict[str, int] = {}
    for text in texts:
        name, equals, number = text.partition("=")
        if name not in known:
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(f"--minimum: found {name!r}; expected {one_of(known)}{hint}")
        if not (equals and number.isascii() and number.isdigit()):
            raise CommandWrongError(f"--minimum: found {text!r}; expected a whole number, as in {name}=10")
        given[name] = int(number)
    return given


def _check_numbers(options: argparse.Namespace) -> None:
    if options.size is not None and options.size < 1:
        raise CommandWrongError(f"--size: found {options.size}; expected at least 1 case")
    if options.replacements is not None and options.replacements < 0:
        raise CommandWrongError(f"--replacements: found {options.replacements}; expected 0 or more")
    if not 0 <= options.youngest <= options.oldest <= LONGEST["months"]:
        raise CommandWrongError(
            f"--youngest, --oldest: found {options.youngest} and {options.oldest} months; expected the youngest first"
        )
    if options.seed < 0:
        raise CommandWrongError(f"--seed: found {options.seed}; expected a whole number from 0")
