"""Rules made wrong on purpose: each change is small, has a name, and should be noticed by an example.

- limits: every amount, one more and one less; the last day of a value, a day later, a day sooner, and taken away;
- scopes (`applies`, `while`, `when`, `becomes`): every condition, dropped and negated, its bounds moved, its values
  taken away one by one;
- checks: trigger and outcome exchanged; where the trigger is no event, which cannot be an outcome, what has to be done
  after it has to be done before it, and the other way round; `early` and `late` exchanged, taken away and added; at
  least for at most, from for after, n-th for each from the n-th on; the other numbers one more and one less; and
  what it leaves a choice of, excuses, or restarts, taken away piece by piece;
- a vocabulary: what an event makes of a field, taken away and made another; a default likewise.

`mutant` says what a mutant is; `limits`, `scopes`, `checks`, `triggers` and `vocabularies` make them.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from omicheck.authoring.mutants.checks import mutants_of_check
from omicheck.authoring.mutants.limits import mutants_of_limit
from omicheck.authoring.mutants.mutant import Mutant
from omicheck.authoring.mutants.scopes import mutants_of_scope
from omicheck.authoring.mutants.vocabularies import mutants_of_vocabulary
from omicheck.authoring.parts_of_rules import fields_asked
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase, has_own_vocabulary


def mutants_of(rule_base: RuleBase, rules: Iterable[Rule]) -> Iterator[Mutant]:
    """All mutants of rules, of the limits that they use, and of the folder's own vocabulary where they ask for it."""
    chosen = tuple(rules)
    for limit in rule_base.limits.values():
        using = tuple(rule for rule in chosen if rule.check.limit == limit.id)
        if using:
            yield from mutants_of_limit(limit, using)
    for rule in chosen:
        for name, scope in mutants_of_scope(rule.applies, "", rule_base.vocabulary):
            yield Mutant(name, ((rule, evolve(rule, applies=scope)),))
        for name, check in mutants_of_check(rule, rule_base):
            yield Mutant(name, ((rule, evolve(rule, check=check)),))
    if has_own_vocabulary(rule_base):
        asking = {rule.id: fields_asked(rule, rule_base.limits) for rule in chosen}
        for field, name, vocabulary in mutants_of_vocabulary(rule_base.vocabulary):
            pairs = tuple((rule, rule) for rule in chosen if field in asking[rule.id])
            if pairs:
                yield Mutant(name, pairs, vocabulary=vocabulary)


def with_limits_of(mutants: Iterable[Mutant], rule_base: RuleBase) -> RuleBase:
    """The rule base with the changed limits of mutants beside its own, so that one evaluator serves them all."""
    limits = {mutant.limit.id: mutant.limit for mutant in mutants if mutant.limit is not None}
    return evolve(rule_base, limits={**rule_base.limits, **limits})
