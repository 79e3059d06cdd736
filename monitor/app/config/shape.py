"""What all shapes of the configuration have in common, and how keys are found in them."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, model_validator


class Shape(BaseModel):
    """A mapping with exact types and no other keys; a key without a value stays its default."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )
    null_means_off: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        optional = {
            field.alias or name
            for name, field in cls.model_fields.items()
            if not field.is_required() and name not in cls.null_means_off
        }
        return {key: v for key, v in given.items() if v is not None or key not in optional}


def keys_of(shape: type[Shape]) -> dict[str, object]:
    """Return the keys that the shape knows, each with the type of its value."""
    return {field.alias or name: field.annotation for name, field in shape.model_fields.items()}


def default_of(shape: type[Shape], key: str) -> str | None:
    """Return the default of the key as YAML has it; None where it has none, or a long one."""
    field = next((f for name, f in shape.model_fields.items() if key in {name, f.alias}), None)
    if field is None or field.is_required() or field.default_factory is not None:
        return None
    match field.default:
        case None:
            return "unset"
        case bool() as value:
            return str(value).lower()
        case str() | int() | float() as value:
            return str(value)
        case _:
            return None


def places_of(shape: type[Shape], word: str) -> tuple[str, ...]:
    """Return where in the shape the key `word` is known, as `defaults` or `receivers[].email`;
    the shape itself is "".
    """
    found = [""] if word in keys_of(shape) else []
    for key, kind in keys_of(shape).items():
        for inner, mark in _inner_shapes(kind):
            if inner is shape:  # conditions hold conditions
                continue
            found += [f"{key}{mark}{f'.{p}' if p else ''}" for p in places_of(inner, word)]
    return tuple(found)


def all_keys(shape: type[Shape]) -> Iterator[str]:
    """Give the keys that the shape knows, and those of all shapes in it."""
    for key, kind in keys_of(shape).items():
        yield key
        for inner, _ in _inner_shapes(kind):
            if inner is not shape:  # conditions hold conditions
                yield from all_keys(inner)


def _inner_shapes(kind: object) -> Iterator[tuple[type[Shape], str]]:
    """Give the shapes that a value of type `kind` is or holds, with the mark of what holds them."""
    for candidate in alternatives(kind):
        if isinstance(candidate, type) and issubclass(candidate, Shape):
            yield candidate, ""
        elif get_origin(candidate) in {list, dict}:
            mark = "[]" if get_origin(candidate) is list else ".*"
            yield from ((shape, mark) for shape, _ in _inner_shapes(get_args(candidate)[-1]))


def within(kind: object, step: str | int) -> object | None:
    """Return the type that stands under a key or index of a value of type `kind`, or None."""
    for candidate in alternatives(kind):
        if isinstance(candidate, type) and issubclass(candidate, Shape):
            return keys_of(candidate).get(str(step))
        if get_origin(candidate) is dict and isinstance(step, str):
            return get_args(candidate)[1]  # type: ignore[no-any-return]
        if get_origin(candidate) is list and isinstance(step, int):
            return get_args(candidate)[0]  # type: ignore[no-any-return]
    return None


def alternatives(kind: object) -> tuple[object, ...]:
    """Return the types that a value of type `kind` may have, without annotations and None."""
    if get_origin(kind) is Annotated:
        return alternatives(get_args(kind)[0])
    if get_origin(kind) in {Union, types.UnionType}:
        return tuple(a for part in get_args(kind) for a in alternatives(part))
    return () if kind is type(None) else (kind,)
