"""The words of a field of work: what a case record may hold and a rule may speak of."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from attrs import field, frozen

# Whether a value may tell of a person, and of whom it is a reference; True where it is none.
Personal = bool | Literal["case", "person", "officer"]
PERSONAL: Final[tuple[Personal, ...]] = (True, False, "case", "person", "officer")
ValueKind = Literal["text", "date", "flag", "integer", "number", "choice", "level", "list"]

# What a field or an attribute can hold once it has been read: a list is a tuple of texts.
Value = str | int | bool | Decimal | date | tuple[str, ...]


@frozen
class ValueType:
    """The type of a field or an attribute.

    Attributes:
        kind: what it is.
        values: the permitted texts of a choice, level (ascending) or list.
        at_least: the least integer or number.
        at_most: the greatest integer or number.
        required: whether a record without it is rejected.
        about: one line on what it means.
        absent: what the absence of a value means where that is not "unknown".
        personal: whether it tells of a person, or of whom it is a reference.
    """

    kind: ValueKind
    values: tuple[str, ...] = ()
    at_least: int = 0
    at_most: int = 0
    required: bool = False
    about: str = ""
    # How things are told makes no other type.
    absent: str = field(default="", eq=False)
    personal: Personal = field(default=False, eq=False)


@frozen
class CaseDate:
    """A date of the case that can start a check.

    Attributes:
        by: the field that decides which date it is, or None.
        fields: the date field for some values of `by`.
        otherwise: the date field for all others.
    """

    by: str | None
    fields: Mapping[str, str]
    otherwise: str
    about: str = ""

    def field_for(self, fields: Mapping[str, Value]) -> str:
        """The name of the date field that it stands for in a case with these fields."""
        value = None if self.by is None else fields.get(self.by)
        return self.fields.get(value, self.otherwise) if isinstance(value, str) else self.otherwise


@frozen
class EventType:
    """A kind of event and its attributes."""

    attributes: Mapping[str, ValueType]
    about: str = ""


@frozen
class Setting:
    """What an event makes of a field from its date on.

    Attributes:
        attribute: the attribute of the event whose value the field takes, or None.
        value: the value that it takes where there is no such attribute.
    """

    attribute: str | None = None
    value: Value | None = None


@frozen
class Vocabulary:
    """All the words.

    Attributes:
        fields: the fields of a case, by name.
        set_by: what sets a dated field: by field, what each event type makes of it.
        defaults: what a dated field is where nothing else is known, by field.
        case_dates: the dates of a case that can start a check, by name.
        events: the event types, by name.
        words: how a name, or a part of one between underscores, is told to people: `psr` as `pre-sentence report`.
        always_dated: the event types that must have a full date, as they set a field to the value of an attribute.
    """

    fields: Mapping[str, ValueType]
    set_by: Mapping[str, Mapping[str, Setting]]
    defaults: Mapping[str, Value]
    case_dates: Mapping[str, CaseDate]
    events: Mapping[str, EventType]
    # How things are told makes no other row.
    words: Mapping[str, str] = field(factory=dict, eq=False)
    # Names that were told before.
    _told: dict[str, str] = field(init=False, factory=dict, eq=False, repr=False)
    always_dated: frozenset[str] = field(init=False)

    @always_dated.default
    def _all_that_set_by_attribute(self) -> frozenset[str]:
        settings = ((name, setting) for by in self.set_by.values() for name, setting in by.items())
        return frozenset(name for name, setting in settings if setting.attribute is not None)

    def named(self, name: str) -> str:
        """A name as it is told to people: `rosh_level` as `Risk of Serious Harm level`."""
        if name in self.words:
            return self.words[name]
        told = self._told.get(name)
        if told is None:
            told = self._told[name] = " ".join(self.words.get(part, part) for part in name.split("_"))
        return told
