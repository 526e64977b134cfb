"""Event specs with a type, an attribute, a value or a condition gone or moved."""

from collections.abc import Iterator

from attrs import evolve

from omicheck.authoring.mutants.scopes import mutants_of_scope, mutants_of_wanted
from omicheck.authoring.parts_of_rules import exchanged
from omicheck.model.rule import EventSpec
from omicheck.model.vocabulary import ValueType, Vocabulary


def mutants_of_spec(spec: EventSpec | None, vocabulary: Vocabulary) -> Iterator[tuple[str, EventSpec]]:
    """An event spec without each of several types, without and with another of each attribute, and its `when`."""
    if spec is None:
        return
    for name in spec.types if len(spec.types) > 1 else ():
        yield f"without {name}", evolve(spec, types=tuple(one for one in spec.types if one != name))
    for number, (name, wanted) in enumerate(spec.where):
        yield f"drop where {name}", evolve(spec, where=exchanged(spec.where, number))
        for label, changed in mutants_of_wanted(wanted, _widest(name, spec, vocabulary)):
            yield f"where {name} {label}", evolve(spec, where=exchanged(spec.where, number, (name, changed)))
    for label, when in mutants_of_scope(spec.when, "when ", vocabulary):
        yield label, evolve(spec, when=when)


def _widest(attribute: str, spec: EventSpec, vocabulary: Vocabulary) -> ValueType:
    """The type of an attribute; of several with whole numbers, one with all of them."""
    types = [vocabulary.events[name].attributes[attribute] for name in spec.types]
    least, most = min(one.at_least for one in types), max(one.at_most for one in types)
    return evolve(types[0], at_least=least, at_most=most)
