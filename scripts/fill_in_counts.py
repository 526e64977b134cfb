"""What came of filling in what is missing in records, counted and counts."""

from collections import Counter

from attrs import define, field

from omicheck.model.row import Verdict

# A case and a rule; the verdict of the one on the other, and why it is `cannot_tell` if it is.
Key = tuple[str, str]
Found = tuple[Verdict, str]


@define
class Counts:
    """What came of filling in.

    Attributes:
        left_out: the rules that ask whether something is recorded; these are about the record as it stands.
        of_events: the rules whose trigger is an event on or after a case date; why these cannot tell is counted apart.
        verdicts: how many, on records that were not filled in.
        settled: how many of them are not `cannot_tell`.
        changed: how many of these some filling changed, by rule.
        given: how many are `cannot_tell`, by reason.
        agreed: on how many of these all fillings agree on a verdict, by reason.
        never: how many of these are `cannot_tell` with every filling, by reason; they lack no fact.
    """

    left_out: frozenset[str]
    of_events: frozenset[str]
    verdicts: int = 0
    settled: int = 0
    changed: Counter[str] = field(factory=Counter)
    given: Counter[str] = field(factory=Counter)
    agreed: Counter[str] = field(factory=Counter)
    never: Counter[str] = field(factory=Counter)

    def add(self, found: dict[Key, Found], fillings: int) -> None:
        """Counts some cases more."""
        for (case_id, rule), (verdict, reason) in found.items():
            if "/" in case_id or rule in self.left_out:
                continue
            after = {found[f"{case_id}/{number}", rule][0] for number in range(fillings)}
            self.verdicts += 1
            if verdict == "cannot_tell":
                cause = f"{reason} (event after date)" if rule in self.of_events else reason
                self.given[cause] += 1
                self.agreed[cause] += len(after) == 1 and after != {"cannot_tell"}
                self.never[cause] += after == {"cannot_tell"}
            else:
                self.settled += 1
                self.changed[rule] += after != {verdict}


def report(counts: Counts, cases: int, fillings: int) -> None:
    """How many verdicts changed, and how often nothing could be told although all fillings agree, by reason."""
    changed = dict(Counter({rule: count for rule, count in counts.changed.items() if count}).most_common())
    print(
        f"{cases:,} cases, {fillings} fillings of each, {counts.verdicts:,} verdicts, "
        f"{counts.settled:,} settled; {counts.changed.total():,} of these changed by a filling: {changed}"
    )
    print(f"{'reason':38} {'cannot_tell':>12} {'all fillings agree':>20} {'no filling tells':>18}")
    for reason, count in counts.given.most_common():
        print(f"{reason:38} {count:12,} {counts.agreed[reason]:20,} {counts.never[reason]:18,}")
    print(f"{'together':38} {counts.given.total():12,} {counts.agreed.total():20,} {counts.never.total():18,}")
