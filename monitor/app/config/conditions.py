"""From the shape of `where` to the condition that it means, and what is wrong in it."""

from collections.abc import Callable, Iterator, Sequence

from monitor.app.config.node import Steps
from monitor.app.config.shapes_condition import (
    ROLE_KEYS,
    AmountShape,
    ConditionShape,
    NearShape,
    OriginsShape,
)
from monitor.app.config.translation import written
from monitor.model.actor import ActorId
from monitor.model.condition import (
    Among,
    Aspect,
    Condition,
    Group,
    Joint,
    Near,
    NoSum,
    Order,
    Origins,
    Reach,
    Role,
    Says,
    Sum,
    Takes,
    Types,
    Within,
    Word,
)
from monitor.model.development import TypeId

MAX_DEPTH = 8
MAX_CONDITIONS = 500
Spell = Callable[[str, tuple[str, ...]], Word]
"""Gives a word with its other spellings of these forms."""
_GROUPS = tuple(map(str, Joint))
_PARTS = {
    "phrase": Within.ARTICLE,
    "title": Within.TITLE,
    "text": Within.TEXT,
    "passage": Within.PASSAGE,
}


def condition(shape: ConditionShape, spell: Spell, path: Steps = ("where",)) -> Condition:
    """Return what the shape means; each part knows its path."""
    parts: list[Condition] = []
    for key in _keys(shape):
        here = (*path, key)
        value = getattr(shape, key)
        if key in _GROUPS:
            inner = tuple(condition(p, spell, (*here, n)) for n, p in enumerate(value))
            parts.append(Group(path=written(here), joint=Joint(key), parts=inner))
        else:
            parts.append(_single(key, value, written(here), _speller(shape, spell)))
    if len(parts) == 1:
        return parts[0]
    return Group(path=written(path), joint=Joint.ALL, parts=tuple(parts))


def _keys(shape: ConditionShape) -> list[str]:
    """Return the keys of single conditions and groups that are given, in the order of the shape:
    what costs least is asked first.
    """
    order = [*(k for k in ConditionShape.model_fields if k not in _GROUPS), *_GROUPS]
    return [key for key in order if key in shape.model_fields_set and key != "forms"]


def other_forms(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms that words may have beside the exact one."""
    return tuple(form for form in given or () if form != "exact")


def _speller(shape: ConditionShape, spell: Spell) -> Callable[[str], Word]:
    forms = other_forms(shape.forms)
    return lambda text: spell(text, forms)


def _single(key: str, value: object, path: str, word: Callable[[str], Word]) -> Condition:
    if key == "near":
        assert isinstance(value, NearShape)
        return _near(value, path, word)
    if key == "amount":
        assert value is None or isinstance(value, AmountShape)
        return _amount(value, path)
    if key == "origins":
        assert isinstance(value, OriginsShape)
        return Origins(path=path, at_least=value.at_least, at_most=value.at_most)
    assert isinstance(value, list)
    return _listed(key, value, path, word)


def _near(shape: NearShape, path: str, word: Callable[[str], Word]) -> Near:
    return Near(
        path=path,
        words=tuple(map(word, shape.words)),
        gap=shape.within,
        order=Order.GIVEN if shape.in_order else Order.ANY,
        within=Within(shape.part),
    )


def _amount(shape: AmountShape | None, path: str) -> Condition:
    if shape is None:
        return NoSum(path=path)
    return Sum(path=path, at_least=shape.at_least, at_most=shape.at_most)


def _listed(key: str, values: list[str], path: str, word: Callable[[str], Word]) -> Condition:
    if key == "developments":
        return Types(path=path, types=tuple(map(TypeId, values)))
    if key in _PARTS:
        return Says(path=path, words=tuple(map(word, values)), within=_PARTS[key])
    actors = tuple(map(ActorId, values))
    if key == "of":
        return Takes(path=path, actors=actors, reach=Reach.BELOW)
    if key in ROLE_KEYS:
        return Takes(path=path, actors=actors, role=Role(key))
    return Among(path=path, aspect=Aspect(key), values=tuple(values))


Named = tuple[Steps, str, list[str]]
"""Where a list of names stands, the key that it stands under, and the names."""


def names(shape: ConditionShape, path: Steps = ("where",)) -> Iterator[Named]:
    """Give each list of words or names in the conditions."""
    for key in _keys(shape):
        value = getattr(shape, key)
        here = (*path, key)
        if key in _GROUPS:
            for number, part in enumerate(value):
                yield from names(part, (*here, number))
        elif isinstance(value, list):
            yield here, key, value


def too_much(shape: ConditionShape) -> tuple[Steps, str] | None:
    """Return where the conditions are nested too deep, or that they are too many; None if not."""
    count = 0
    waiting: list[tuple[ConditionShape, Steps, int]] = [(shape, ("where",), 1)]
    while waiting:
        part, path, depth = waiting.pop(0)
        if depth > MAX_DEPTH:
            return path, (
                f"{written(path)}: nested deeper than {MAX_DEPTH} groups: "
                "say it with fewer, or in a list of its own that this one extends"
            )
        keys = _keys(part)
        count += len(keys)
        for key in keys:
            if key in _GROUPS:
                inner = enumerate(getattr(part, key))
                waiting += [(p, (*path, key, n), depth + 1) for n, p in inner]
    if count <= MAX_CONDITIONS:
        return None
    message = f"where: {count} conditions, and at most {MAX_CONDITIONS} are asked"
    return ("where",), f"{message}: words of one kind go into one list"
