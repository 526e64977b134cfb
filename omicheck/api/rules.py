"""The rule base to look at."""

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path

from attrs import frozen

from omicheck.api.arguments import path_of
from omicheck.api.html import paragraph, table
from omicheck.errors import CommandWrongError, hint_for
from omicheck.model.limit import Limit
from omicheck.model.rule import Rule
from omicheck.model.scheme import Question
from omicheck.provenance import decides_in_words
from omicheck.rulebase.editions import RulesChoice, read_choice
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted


@frozen(eq=False, repr=False)
class Rules:
    """The rules of a folder: gone through in the order of their ids, or looked up by id.

    Attributes:
        base: everything that the folder says, as other parts of the package take it.

    Examples:
        >>> import omicheck
        >>> rules = omicheck.rules()
        >>> rules["breach-instigated-on-time"].title
        'Breach instigated on time'
        >>> "no-such-rule" in rules
        False
        >>> [rule.id for rule in rules if rule.status == "in_force"][:2]
        ['absence-judged', 'absence-judged-on-time']
    """

    base: RuleBase

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.base.rules)

    def __len__(self) -> int:
        return len(self.base.rules)

    def __contains__(self, name: object) -> bool:
        return any(rule.id == name for rule in self)

    def __getitem__(self, name: str) -> Rule:
        """A rule by its id.

        Raises:
            CommandWrongError: there is no such rule.
        """
        for rule in self:
            if rule.id == name:
                return rule
        hint = hint_for(name, [rule.id for rule in self])
        raise CommandWrongError(f"found {name!r}; expected the id of a rule{hint}")

    @property
    def folder(self) -> Path:
        """The folder that they were read from."""
        return self.base.folder

    @property
    def limits(self) -> Mapping[str, Limit]:
        """The limits by id: dated amounts, each with its source.

        Examples:
            >>> import omicheck
            >>> rules = omicheck.rules()
            >>> limit = rules.limits[rules["breach-instigated-on-time"].check.limit]
            >>> [str(amount) for amount in limit.values[0].table.values()]
            ['10 business_days']
        """
        return self.base.limits

    @property
    def questions(self) -> Mapping[str, Question]:
        """The questions of the inspection by number.

        Examples:
            >>> import omicheck
            >>> omicheck.rules().questions["2.1.36"].decided_by
            'rule'
        """
        return self.base.questions

    def __repr__(self) -> str:
        in_force = len(self.base.with_status("in_force"))
        rules, limits = counted(len(self), "rule"), counted(len(self.limits), "limit")
        questions = counted(len(self.questions), "question")
        return f"<omicheck.Rules: {rules}, {in_force} in force; {limits}; {questions}>"

    def _repr_html_(self) -> str:
        columns = ("question", "rule", "title", "status", "decides its question", "limit")
        rows = (
            (rule.question, rule.id, rule.title, rule.status, decides_in_words(rule, self.limits), rule.check.limit)
            for rule in self
        )
        return paragraph(repr(self).strip("<>")) + table(columns, rows)


def rules(
    folder: str | PathLike[str] | None = None,
    *,
    edition: str | None = None,
    holidays: str | PathLike[str] | None = None,
    examples: bool = False,
) -> Rules:
    """The rules of a folder to look at, or to check with.

    Args:
        folder: a rules folder; None for the rules that come with the package.
        edition: an edition of the standards that the folder holds, such as `2007`; `auto` asks of each occurrence that
            which was in force on the day from which it counts; None for the folder as it is.
        holidays: a YAML file of days that are bank holidays too, or are none.
        examples: whether the examples of the rules are wanted, which take longer to read than all else.

    Raises:
        RulesWrongError: a file cannot be used; it has every problem of every file.
        CommandWrongError: there is no such edition.

    Examples:
        >>> import omicheck
        >>> omicheck.rules()
        <omicheck.Rules: 73 rules, 73 in force; 46 limits; 200 questions>
    """
    # The number of a year is as good as its text.
    named = None if edition is None else str(edition)
    choice = RulesChoice(path_of("folder", folder), named, path_of("holidays", holidays))
    return Rules(read_choice(choice, with_examples=examples))
