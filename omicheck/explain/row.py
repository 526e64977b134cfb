"""One row in words, put together."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.evaluate.durable.history import History
from omicheck.explain.cache import ExplanationCache
from omicheck.explain.clock import clock
from omicheck.explain.editions import by_edition, of_another_edition
from omicheck.explain.events import as_at, first_up, together
from omicheck.explain.evidence import count_so_far, excuse, outcome_in_words
from omicheck.explain.limits import is_due_foretold, limit_and_due, no_limit
from omicheck.explain.missing import fields_missing, left_open, settling, unknown_scope
from omicheck.explain.not_counting import what_does_not_count
from omicheck.explain.not_held import not_in_extract
from omicheck.explain.scene import Scene
from omicheck.explain.scopes import nothing_starts, out_of_scope
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase
from omicheck.text import in_words, long_date
from omicheck.wording import passing_in_words

AN_OUTCOME: Final = "This is an outcome: what came of the work, and no failure of anybody."


@frozen
class Explanation:
    """What is said of one row.

    Attributes:
        title: rule, question and verdict.
        sentences: the explanation, in order.
        of_row: those of them that are of this row alone: the clock, the limit, the due date, what was found.
        settling: what would settle it, where it cannot be told.
        is_foretold: whether its due date rests on bank holidays that have not been announced yet.
    """

    title: str
    sentences: tuple[str, ...]
    of_row: tuple[str, ...]
    settling: tuple[str, ...] = ()
    is_foretold: bool = False


def explain_row(
    row: Row,
    rule: Rule,
    rule_base: RuleBase,
    as_of: date,
    history: History | None = None,
    cache: ExplanationCache | None = None,
) -> Explanation:
    """One row in words.

    Args:
        row: the row.
        rule: the rule that gave it.
        rule_base: what the rule speaks of.
        as_of: the audit date.
        history: the case; without it only what the row itself holds can be said.
        cache: what other rows of the same rule base were explained with, where there are several.
    """
    cache = ExplanationCache(rule_base) if cache is None else cache
    # What an evaluator failed on is not asked of it again.
    scene = Scene(row, rule, rule_base, as_of, None if row.verdict == "error" else history, cache)
    of_row = [*clock(scene), *by_edition(scene), *limit_and_due(scene), *_findings(scene)]
    sentences = [rule.requirement, *of_row] if rule.requirement else list(of_row)
    if told := cache.reservation(rule):
        sentences.append(told)
    number = f", occurrence {row.occurrence}" if row.occurrence > 1 else ""
    title = f"{rule.title or rule.id} [{row.question}, {rule.id}{number}]: {verdict_in_words(row.verdict, row.reason)}"
    return Explanation(title, tuple(sentences), tuple(of_row), tuple(settling(scene)), is_due_foretold(scene))


def verdict_in_words(verdict: str, reason: str) -> str:
    """The verdict and why: `not met, late`; just the verdict where the reason is the same."""
    return in_words(verdict) if verdict == reason else f"{in_words(verdict)}, {in_words(reason)}"


def _findings(scene: Scene) -> Iterator[str]:
    """What was found, why it counts or not, and what is open."""
    row = scene.row
    yield from _finding(scene)
    yield from what_does_not_count(scene)
    if row.reason in ("incomplete_event", "either_way"):
        yield from left_open(scene)
    yield from not_in_extract(scene)
    if scene.rule.asks == "outcome" and row.verdict in ("not_met", "cannot_tell"):
        yield AN_OUTCOME


def _finding(scene: Scene) -> Iterator[str]:
    row = scene.row
    told = outcome_in_words(scene)
    if told is not None:
        yield told
        return
    match row.reason:
        case "not_due":
            yield from _not_due(scene)
        case "out_of_scope" if of_another_edition(scene):
            pass  # which has been said
        case "out_of_scope":
            yield out_of_scope(scene)
        case "no_trigger":
            yield from nothing_starts(scene)
        case "exempt":
            yield excuse(scene)
        case "ended_before_due":
            yield f"{_ended(scene)}, so that it no longer applied."
        case "interrupted":
            yield "The clock stood still by that day, so that it no longer applied."
        case "either_way":
            yield f"What is missing in the record does not matter: whatever it may be, it is {in_words(row.verdict)}."
            yield from count_so_far(scene)
        case "unknown_scope":
            yield from unknown_scope(scene)
        case "missing_date":
            missing = fields_missing(scene)
            yield f"The date from which the clock would run is not in the record{missing and f': {missing}'}."
        case "incomplete_event":
            yield "What is not fully recorded could change the answer, and is not guessed at."
            yield from count_so_far(scene)
        case "no_limit_in_force":
            yield no_limit(scene)
        case "unknown_limit":
            missing = fields_missing(scene) or together([scene.vocabulary.named(name) for name in row.unknown_fields])
            yield f"Not every value of {missing} leads to the same answer."
        case "recorded" | "not_recorded" | "wrong_value":
            yield _of_field(scene)
        case _:
            yield "The evaluator failed on this; see the messages on standard error."


def _not_due(scene: Scene) -> Iterator[str]:
    row, check = scene.row, scene.check
    if check.kind == "count":
        so_far = "" if row.count is None else f" {row.count} found so far."
        yield f"The window had not ended before {scene.audit}, so nothing can be said yet.{so_far}"
    else:
        day = "That day" if row.due_date is not None else "No day by which it could be due"
        yield f"{day} had {'not ' if row.due_date is not None else ''}passed on {scene.audit}, so nothing is overdue."


def _ended(scene: Scene) -> str:
    end = None if scene.history is None else scene.history.own_date("end_date")
    return f"The case ended on or before that day{'' if end is None else f', on {long_date(end)}'}"


def _of_field(scene: Scene) -> str:
    name, condition, history = scene.check.field or "", scene.check.condition, scene.history
    named = first_up(scene.vocabulary.named(name))
    if scene.row.reason == "not_recorded":
        return f"{named} is not recorded."
    passing = "" if condition is None else passing_in_words(condition, scene.vocabulary.fields[name])
    if history is not None:
        found = first_up(as_at(name, scene.as_of, history)).replace(" was ", " is recorded as ", 1)
    else:
        found = f"{named} is recorded"
    if scene.row.reason == "recorded":
        return f"{found}{', as the rule asks' if passing else ''}."
    return f"{found}, which does not pass; what passes is a value that {passing}."
