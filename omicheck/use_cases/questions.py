"""The questions of the scheme, and who decides each."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from omicheck.errors import CommandWrongError, hint_for
from omicheck.model.rule import Rule
from omicheck.model.scheme import Question
from omicheck.rulebase.folder import RuleBase
from omicheck.score.scores import in_scheme_order
from omicheck.use_cases.reading import read_rules


@frozen(eq=False)
class QuestionsRequest:
    """Which questions are asked for.

    Attributes:
        rules: a rules folder, or rules that have been read; None for the packaged ones.
        only: numbers of questions, criteria, sections, headline scores, rules, or `rule` and `inspector`; all questions
            if there are none.
    """

    rules: Path | RuleBase | None = None
    only: tuple[str, ...] = ()


@frozen
class ListedQuestion:
    """A question, with whoever decides it.

    Attributes:
        question: the question.
        criterion_title: that of its criterion; empty where the scheme has none of that number.
        section: the number of its section; empty where the scheme does not have it.
        section_title: that of its section.
        rules: the rules in force on it, with how far each decides it, in the order of their ids.
    """

    question: Question
    criterion_title: str
    section: str
    section_title: str
    rules: tuple[Rule, ...]

    @property
    def decided_by_rules(self) -> tuple[Rule, ...]:
        """Those of the rules whose verdict enters the scores."""
        return tuple(rule for rule in self.rules if rule.decides != "needs_reader")


def list_questions(request: QuestionsRequest) -> tuple[ListedQuestion, ...]:
    """The questions that are asked for, in the order of the scheme.

    Args:
        request: which of them.

    Raises:
        CommandWrongError: a name of `only` is not known.
        RulesWrongError: the rules cannot be read.
    """
    rule_base = read_rules(request.rules)
    every = questions_of(rule_base)
    if not request.only:
        return every
    known = [_names(one) for one in every]
    for name in request.only:
        if not any(name in names for names in known):
            raise _no_such_name(name, known)
    wanted = set(request.only)
    return tuple(one for one, names in zip(every, known, strict=True) if not wanted.isdisjoint(names))


def questions_of(rule_base: RuleBase) -> tuple[ListedQuestion, ...]:
    """All questions of a rule base, in the order of the scheme.

    Args:
        rule_base: rules, questions and scheme.
    """
    places = {
        criterion.id: (criterion.title, section.id, section.title)
        for section in rule_base.scheme.sections
        for criterion in section.criteria
    }
    rules: dict[str, list[Rule]] = {}
    for rule in rule_base.with_status("in_force"):
        rules.setdefault(rule.question, []).append(rule)
    return tuple(
        ListedQuestion(one, *places.get(one.criterion, ("", "", "")), tuple(rules.get(one.id, ())))
        for one in in_scheme_order(rule_base.questions, rule_base.scheme)
    )


def _names(one: ListedQuestion) -> Collection[str]:
    """What a question can be asked for by."""
    of = one.question
    rules = {rule.id for rule in one.rules} | {rule.topic for rule in one.rules}
    return {of.id, of.criterion, one.section, *of.headlines, of.decided_by, *rules} - {""}


def _no_such_name(name: str, known: Sequence[Collection[str]]) -> CommandWrongError:
    expected = "a question, criterion, section, headline score, rule or topic, or rule or inspector"
    every = sorted({one for names in known for one in names})
    return CommandWrongError(f"--only: found {name!r}; expected {expected}{hint_for(name, every)}")


def counted_by_decider(questions: Sequence[ListedQuestion]) -> Mapping[str, int]:
    """How many questions rules decide, rules could but none does, and only inspectors decide."""
    by_rules = sum(bool(one.decided_by_rules) for one in questions)
    inspector = sum(one.question.decided_by == "inspector" and not one.decided_by_rules for one in questions)
    return {"rules": by_rules, "no_rule_yet": len(questions) - by_rules - inspector, "inspector": inspector}
