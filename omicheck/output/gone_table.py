"""The failures that were known and are gone, and why, for people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console

from omicheck.baseline import WHYS, Gone, Why
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, prose
from omicheck.rulebase.folder import RuleBase
from omicheck.text import in_words, printable

_IN_WORDS: Final[Mapping[Why, str]] = {
    "put_right": "put right",
    "fails_otherwise": "now told otherwise",
    "no_longer_asked": "no longer asked for",
    "trigger_gone": "what called for it is no longer recorded",
    "case_not_there": "no record of the case",
    "record_rejected": "record rejected",
    "rule_not_evaluated": "rule not evaluated",
}


def print_gone(console: Console, gone: Sequence[Gone], rule_base: RuleBase, most: int | None) -> None:
    """Prints how many known failures are gone, for which reasons, and which they are; nothing where none are.

    Args:
        console: where.
        gone: the failures.
        rule_base: the rules.
        most: as many are listed; None for all.
    """
    if not gone:
        return
    counts = Counter(one.why for one in gone)
    told = ", ".join(f"{counts[why]:,} {_IN_WORDS[why]}" for why in WHYS if counts[why])
    print_text(console, f"Known before and gone: {told}")
    print_text(console)
    titles = {rule.id: rule.title or rule.id for rule in rule_base.rules}
    table = TextTable("Case", prose("Known before and gone"), "From", "Was", "Why")
    for one in sorted(gone, key=lambda one: WHYS.index(one.why)):
        case_id, rule, verdict, day, _ = one.failure
        cells = (printable(case_id), titles.get(rule, printable(rule)), printable(day or ""), in_words(verdict))
        table.append((*cells, _IN_WORDS[one.why]))
    table.print(console, most, "--details shows all", "that are gone")
