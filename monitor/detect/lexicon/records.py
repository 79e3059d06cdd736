"""Plain data into frozen dataclasses, by the types of their fields; a fault names its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from monitor.detect.lexicon.entries import LexiconError

R = TypeVar("R")


def record(kind: type[R], document: object, place: str) -> R:
    """Return the dataclass that the document fills; what it leaves out keeps its default.

    Raises `LexiconError` where a field is unknown or holds something else than its type.
    """
    fields = mapping(document, place)
    hints = get_type_hints(kind)
    kinds = {one.name: hints[one.name] for one in fields_of(kind) if one.init}  # type: ignore[arg-type]
    unknown = set(fields) - set(kinds)
    if unknown:
        raise LexiconError(f"{place}: unknown field {min(unknown)}")
    return kind(**{name: _value(kinds[name], fields[name], f"{place}.{name}") for name in fields})


def mapping(value: object, place: str) -> Mapping[str, object]:
    """Return the value if it holds fields."""
    if not isinstance(value, Mapping):
        raise LexiconError(f"{place}: fields are needed here")
    return value


def strings(value: object, place: str) -> tuple[str, ...]:
    """Return the value if it is a list of words."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise LexiconError(f"{place}: a list of words is needed")
    return tuple(string(item, f"{place}[{number}]") for number, item in enumerate(value, 1))


def string(value: object, place: str) -> str:
    """Return the value if it is a word."""
    if not isinstance(value, str) or not value.strip():
        raise LexiconError(f"{place}: a word is needed")
    return value


def _value(kind: Any, value: object, place: str) -> Any:
    """Return the value as a field of that type holds it."""
    if is_dataclass(kind):
        return record(kind, value, place)  # type: ignore[arg-type]
    origin = get_origin(kind) or kind
    if origin is re.Pattern:
        return _pattern(value, place)
    if origin is Mapping:
        key, inner = get_args(kind)
        return {
            _key(key, k, place): _value(inner, v, f"{place}.{k}")
            for k, v in mapping(value, place).items()
        }
    if origin is Decimal:
        return _decimal(value, place)
    if origin is int:
        return _number(value, place)
    return string(value, place) if origin is str else origin(strings(value, place))


def _key(kind: Any, name: str, place: str) -> Any:
    try:
        return kind(name)
    except ValueError:
        raise LexiconError(f"{place}: {name!r} is none of {', '.join(kind)}") from None


def _number(value: object, place: str) -> int:
    if not isinstance(value, int):
        raise LexiconError(f"{place}: a whole number is needed")
    return value


def _decimal(value: object, place: str) -> Decimal:
    try:
        return Decimal(string(value, place))
    except InvalidOperation:
        raise LexiconError(f"{place}: a number is needed") from None


def _pattern(value: object, place: str) -> re.Pattern[str]:
    try:
        return re.compile(string(value, place))
    except re.error as fault:
        raise LexiconError(f"{place}: no pattern: {fault}") from None
