"""Which rules and which cases are asked for, by names."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from omicheck.errors import CommandWrongError, hint_for, one_of
from omicheck.model.case import Case
from omicheck.model.rule import Rule
from omicheck.records.raw_records import problems_of
from omicheck.records.read import Records
from omicheck.records.table_rows import names_to_tell
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted
from omicheck.use_cases.observer import Observer

_NUMBER: Final = re.compile(r"[0-9.]+")
_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")
_LISTED: Final = ": omicheck rules list shows them"
_MOST_NEAR: Final = 3
_LIKE: Final = 0.6
# Of names that are left out: every rule that asks about what the extract does not hold.
NOT_HELD: Final = "not_held"
_NOTHING_LACKS: Final = "it goes by what a mapping says the extract lacks"


def choose_rules(
    rule_base: RuleBase, only: Sequence[str] | None = None, leave_out: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """The rules that are named by id, question, criterion or topic; all that are in force if none is named.

    A rule named by its id is taken whatever its status; the other names stand for rules in force.

    Args:
        rule_base: the rules that there are.
        only: the names; none for all that are in force.
        leave_out: the names of those that are not to be taken all the same.

    Raises:
        CommandWrongError: a name is not known, or no rule is left.
    """
    chosen = _named(rule_base, only) if only else rule_base.with_status("in_force")
    return without_rules(chosen, rule_base, leave_out)


def without_rules(rules: Sequence[Rule], rule_base: RuleBase, leave_out: Sequence[str]) -> tuple[Rule, ...]:
    """Rules without those that are named by id, question, criterion or topic.

    Raises:
        CommandWrongError: a name is not known, or no rule is left.
    """
    names = [name for name in leave_out if name != NOT_HELD]
    if not names:
        return tuple(rules)
    named = {rule.id for rule in _named(rule_base, names)}
    left = tuple(rule for rule in rules if rule.id not in named)
    if not left:
        raise CommandWrongError(f"found no rule besides {', '.join(leave_out)}; expected at least one that is left")
    return left


def refuse_not_held(leave_out: Sequence[str]) -> None:
    """Says that nothing is known of what an extract lacks where none is read.

    Raises:
        CommandWrongError: it is asked for.
    """
    if NOT_HELD in leave_out:
        raise CommandWrongError(f"found --except {NOT_HELD}; expected a rule: {_NOTHING_LACKS}, and none is read here")


def without_unheld(rules: Sequence[Rule], leave_out: Sequence[str], observer: Observer) -> tuple[Rule, ...]:
    """Rules without those that the records cannot answer, where that is asked for.

    Args:
        rules: the rules as the records can answer them.
        leave_out: the names of what is left out.
        observer: is told how many are.

    Raises:
        CommandWrongError: no rule is left.
    """
    if NOT_HELD not in leave_out:
        return tuple(rules)
    left = tuple(rule for rule in rules if not rule.not_held)
    if not left:
        raise CommandWrongError("found no rule that the extract can answer; expected at least one (omicheck map check)")
    if len(left) == len(rules):
        observer.remark(f"{NOT_HELD} leaves out none of {counted(len(rules), 'rule')}: {_NOTHING_LACKS}")
    else:
        observer.remark(f"not asked: {len(rules) - len(left)} of {counted(len(rules), 'rule')}, which cannot be told")
    return left


def tell_left_out(
    rule_base: RuleBase, rules: Sequence[Rule], only: Sequence[str], leave_out: Sequence[str], observer: Observer
) -> None:
    """Tells how many rules are left out, as what is not asked is found by nobody.

    Args:
        rule_base: the rules that there are.
        rules: those that were chosen.
        only: the names by which they were.
        leave_out: the names of those that were left out.
        observer: is told, where any were.
    """
    names = [name for name in leave_out if name != NOT_HELD]
    if names:
        number = len(choose_rules(rule_base, only))
        of = f"{number - len(rules)} of {counted(number, 'rule')}"
        observer.remark(f"not asked: {of}, as {', '.join(names)} {'are' if len(names) > 1 else 'is'} left out")


def _named(rule_base: RuleBase, names: Sequence[str]) -> tuple[Rule, ...]:
    in_force = rule_base.with_status("in_force")
    chosen: dict[str, Rule] = {}
    for name in names:
        if name == NOT_HELD:
            message = f"found {name} among the rules that are asked for; expected it among those that are left out"
            raise CommandWrongError(f"{message}: --except {NOT_HELD}")
        found = [rule for rule in rule_base.rules if rule.id == name]
        found = found or [rule for rule in in_force if name in _names(rule)]
        if not found:
            raise _no_such_rule(name, in_force, rule_base)
        chosen |= {rule.id: rule for rule in found}
    return tuple(sorted(chosen.values(), key=lambda rule: rule.id))


def _no_such_rule(name: str, in_force: Sequence[Rule], rule_base: RuleBase) -> CommandWrongError:
    expected = "a rule, question, criterion or topic that a rule in force has"
    question = rule_base.questions.get(name)
    if question is not None:
        by = "no rule in force answers it" if question.decided_by == "rule" else "only an inspector answers it"
        answered = {rule.question for rule in in_force}
        # The same criterion is nearer in meaning than a number that is written alike.
        near = sorted(
            answered & {one.id for one in rule_base.questions.values() if one.criterion == question.criterion}
        )
        others = f"; of {question.criterion} rules answer {', '.join(near)}" if near else ""
        return CommandWrongError(f"found question {name} ({question.text}): {by}; expected {expected}{others}")
    known = sorted({one for rule in in_force for one in _names(rule)} | {rule.id for rule in rule_base.rules})
    # Among numbers there is always one that is written alike, whatever it asks.
    hint = "" if _NUMBER.fullmatch(name) else hint_for(name, known)
    return CommandWrongError(f"found {name!r}; expected {expected}{hint or _LISTED}")


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
    near = nearest_cases(name, known)
    return CommandWrongError(f"no case {name}: {why}{f'; did you mean {one_of(near)}?' if near else ''}")


def nearest_cases(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The references that somebody may have meant: that with the same number, or else those written most like it.

    Args:
        name: what was asked for.
        known: the references that there are.

    Examples:
        >>> nearest_cases("SYN-1", ["SYN-0051", "SYN-0001", "SYN-0010"])
        ('SYN-0001',)
        >>> nearest_cases("SYN-00O1", ["SYN-0001", "SYN-0511", "HRT-0017"])
        ('SYN-0001', 'SYN-0511')
    """
    from difflib import get_close_matches  # noqa: PLC0415, of use only where something is wrong

    names = list(known)
    same = tuple(one for one in names if _plain_reference(one) == _plain_reference(name))
    return same[:_MOST_NEAR] or tuple(get_close_matches(name, names_to_tell(names), n=_MOST_NEAR, cutoff=_LIKE))


def _plain_reference(case_id: str) -> str:
    """A reference without what people leave out of it: zeros in front of a number, blanks, dashes and capitals."""
    letters_and_digits = "".join(one for one in case_id.casefold() if one.isalnum())
    return _ZEROS.sub("", letters_and_digits)
