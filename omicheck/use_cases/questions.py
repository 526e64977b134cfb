"""The questions of the scheme: what each asks, what it is scored under, and who decides it."""

from typing import Final, Literal, get_args

from attrs import frozen

from omicheck.errors import CommandWrongError, hint_for
from omicheck.model.rule import SCORING, Rule
from omicheck.model.scheme import Question
from omicheck.rulebase.editions import Rules
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.reading import read_rules

Decider = Literal["rule", "inspector"]
DECIDERS: Final[tuple[Decider, ...]] = get_args(Decider)


@frozen(eq=False)
class QuestionsRequest:
    """Which questions are asked for.

    Attributes:
        rules: a rules folder, rules that have been read, or what is asked for of a folder; None for the packaged ones.
        only: questions, criteria, sections or headline scores; all questions if there are none.
        decided_by: only those that rules decide, or inspectors.
    """

    rules: Rules = None
    only: tuple[str, ...] = ()
    decided_by: Decider | None = None


@frozen
class ListedQuestion:
    """A question.

    Attributes:
        question: its number.
        text: what it asks, in our own words.
        section: the number and title of its section; empty where it is in none.
        criterion: the number and title of its criterion.
        headlines: the headline scores that it counts for.
        decided_by: rule, if the verdicts of rules in force count for scores; else inspector.
        rules: the rules in force that decide it.
        may_over_report: whether one of them may report too many failures.
        evidence: the rules in force whose verdicts an inspector reads before deciding; they count for no score.
        source: where the question is from, and under which licence; empty where the scheme says nothing of it.
    """

    question: str
    text: str
    section: str
    criterion: str
    headlines: tuple[str, ...]
    decided_by: Decider
    rules: tuple[str, ...]
    may_over_report: bool
    evidence: tuple[str, ...]
    source: str


def list_questions(request: QuestionsRequest) -> tuple[ListedQuestion, ...]:
    """The questions that are asked for, in the order of the scheme.

    Raises:
        CommandWrongError: a name of `only` is not known.
        RulesWrongError: the rules cannot be read.
    """
    rule_base = read_rules(request.rules)
    asked = [(question, _names(question, rule_base)) for question in rule_base.questions.values()]
    known = {name for _, names in asked for name in names}
    for name in request.only:
        if name not in known:
            expected = "a question, criterion, section or headline score of the scheme"
            raise CommandWrongError(f"found {name!r}; expected {expected}{hint_for(name, sorted(known))}")
    of_question: dict[str, list[Rule]] = {}
    for rule in rule_base.with_status("in_force"):
        of_question.setdefault(rule.question, []).append(rule)
    found = (
        _listed(question, of_question.get(question.id, []), rule_base)
        for question, names in asked
        if not request.only or names & {*request.only}
    )
    return tuple(one for one in found if request.decided_by in (None, one.decided_by))


def _names(question: Question, rule_base: RuleBase) -> set[str]:
    """What a question may be asked for by."""
    sections = (one.id for one in rule_base.scheme.sections if question.criterion in {of.id for of in one.criteria})
    return {question.id, question.criterion, *sections, *question.headlines}


def _listed(question: Question, rules: list[Rule], rule_base: RuleBase) -> ListedQuestion:
    section = criterion = source = ""
    for one in rule_base.scheme.sections:
        for of in one.criteria:
            if of.id == question.criterion:
                section, criterion, source = f"{one.id} {one.title}", f"{of.id} {of.title}", one.source
    deciding = [rule for rule in rules if rule.decides in SCORING]
    return ListedQuestion(
        question.id,
        question.text,
        section,
        criterion or question.criterion,
        tuple(one.id for one in rule_base.scheme.headlines if one.id in question.headlines),
        "rule" if deciding else "inspector",
        tuple(rule.id for rule in deciding),
        any(rule.decides == "may_over_report" for rule in deciding),
        tuple(rule.id for rule in rules if rule.decides not in SCORING),
        source,
    )
