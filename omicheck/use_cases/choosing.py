"""Which rules and which cases are asked for, by names."""

from collections.abc import Iterable, Sequence

from omicheck.errors import CommandWrongError, hint_for
from omicheck.model.case import Case
from omicheck.model.rule import Rule
from omicheck.records.raw import problems_of
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase


def choose_rules(rule_base: RuleBase, only: Sequence[str] | None = None) -> tuple[Rule, ...]:
    """The rules that are named by id, question, criterion or topic; all that are in force if none is named.

    A rule named by its id is taken whatever its status; the other names stand for rules in force.

    Raises:
        CommandWrongError: a name is not known.
    """
    in_force = rule_base.with_status("in_force")
    if not only:
        return in_force
    chosen: dict[str, Rule] = {}
    for name in only:
        found = [rule for rule in rule_base.rules if rule.id == name]
        found = found or [rule for rule in in_force if name in _names(rule)]
        if not found:
            known = sorted({one for rule in in_force for one in _names(rule)} | {rule.id for rule in rule_base.rules})
            expected = "a rule, question, criterion or topic that a rule in force has"
            raise CommandWrongError(f"found {name!r}; expected {expected}{hint_for(name, known)}")
        chosen |= {rule.id: rule for rule in found}
    return tuple(sorted(chosen.values(), key=lambda rule: rule.id))


def _names(rule: Rule) -> tuple[str, ...]:
    return (rule.question, rule.question.rpartition(".")[0], rule.topic)


def choose_cases(records: Records, wanted: Sequence[str] | None = None) -> tuple[Case, ...]:
    """The cases that are named, or all.

    Raises:
        CommandWrongError: a case is not among the records.
    """
    if not wanted:
        return records.cases
    by_id = {case.case_id: case for case in records.cases}
    for name in wanted:
        if name not in by_id:
            refused = {problem.case_id for problem in problems_of(records.rejected)}
            raise no_such_case(name, by_id, is_rejected=name in refused)
    return tuple(by_id[name] for name in dict.fromkeys(wanted))


def no_such_case(name: str, known: Iterable[str], *, is_rejected: bool = False) -> CommandWrongError:
    """That a case is asked for that there is not.

    Args:
        name: the case.
        known: the cases that there are.
        is_rejected: whether there is a record of it that was not taken.
    """
    why = "its record was rejected" if is_rejected else "it is not among the records"
    return CommandWrongError(f"no case {name}: {why}{hint_for(name, known)}")
