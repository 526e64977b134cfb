"""Rules made wrong on purpose, to see whether an example notices."""

from omicheck.authoring.mutation_testing import MutationResult, try_mutants
from omicheck.use_cases.rule_selection import RulesRequest, selected_rules


def mutate(request: RulesRequest) -> MutationResult:
    """Tries every mutant of rules on their examples.

    Raises:
        CommandWrongError: a name of `only` is not known.
        RulesWrongError: the rules cannot be read.
    """
    return try_mutants(*selected_rules(request))
