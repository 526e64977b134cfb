"""What an extract does not hold, so that a row cannot be told from it."""

from collections.abc import Iterator

from omicheck.explain.events import together
from omicheck.explain.scene import Scene
from omicheck.model.scope import AllOf, AnyOf, FieldCondition


def is_not_held(scene: Scene, name: str) -> bool:
    """Whether a name that a row gives as unknown is that of events, or of a field, that the records do not hold."""
    not_held = scene.rule_base.not_held
    return not_held is not None and (name in not_held.flags or name in not_held.fields)


def not_in_extract(scene: Scene) -> Iterator[str]:
    """What the extract does not hold and would have to, for the row to be told."""
    not_held = scene.rule_base.not_held
    if not_held is None:
        return
    names = scene.row.unknown_fields
    events = [scene.vocabulary.named(not_held.flags[name]) for name in names if name in not_held.flags]
    fields = [scene.vocabulary.named(name) for name in names if name in not_held.fields and name not in not_held.flags]
    if events:
        part = ", or not all of them" if any(not_held.flags.get(name) in not_held.in_part for name in names) else ""
        yield f"The extract does not hold these events{part}, so that this cannot be told from it: {together(events)}."
    if fields:
        yield f"The extract does not say, of any case: {together(fields)}."


def remedies(scene: Scene) -> Iterator[str]:
    """What would settle it that an extract does not hold something."""
    not_held = scene.rule_base.not_held
    if not_held is None:
        return
    names = [name for name in scene.row.unknown_fields if is_not_held(scene, name)]
    fields = [scene.vocabulary.named(name) for name in names if name not in not_held.flags]
    types = [not_held.flags[name] for name in names if name in not_held.flags]
    in_part = [scene.vocabulary.named(type_) for type_ in types if type_ in not_held.in_part]
    none = [scene.vocabulary.named(type_) for type_ in types if type_ not in not_held.in_part]
    if fields:
        yield f"In the mapping, a column for {together(fields)}; or a constant, if it is the same in every case."
    if none:
        yield f"In the mapping, a column for {together(none)}; or `no_events_of`, if there was none in any case."
    if in_part:
        yield f"An extract that holds every {together(in_part)}."


def without_flags(scope: AllOf, scene: Scene) -> AllOf:
    """A scope without what stands in it for events that are not held, which is told of elsewhere."""
    not_held = scene.rule_base.not_held
    if not_held is None:
        return scope
    parts: list[FieldCondition | AnyOf] = []
    for part in scope.parts:
        if not isinstance(part, AnyOf):
            parts += [] if part.field in not_held.flags else [part]
            continue
        alternatives = tuple(without_flags(one, scene) for one in part.alternatives)
        parts += [AnyOf(alternatives)] if all(one.parts for one in alternatives) else []
    return AllOf(tuple(parts))
