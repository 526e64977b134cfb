"""Whether there is an arithmetic by which answers and verdicts become scores."""

from omicheck.errors import CommandWrongError
from omicheck.rulebase.folder import RuleBase


def require_arithmetic(rule_base: RuleBase) -> None:
    """Refuses to score by a scheme of which only the questions are known, or by several schemes at once.

    Raises:
        CommandWrongError: there is no arithmetic.
    """
    scheme = rule_base.scheme
    if scheme.has_arithmetic:
        return
    if rule_base.edition_asked == "auto":
        told = "several editions have no scores together; score one of them, as with --edition 2007"
    else:
        told = "how its answers become scores or ratings was not seen, so that nothing is scored by it"
    raise CommandWrongError(f"{scheme.title}: {told} (omicheck questions lists what it asks)")
