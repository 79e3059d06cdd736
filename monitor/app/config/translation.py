"""Checks a document against its shape, and says each fault in our own words, at its place."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import ConfigErrors, Problem, nearest
from monitor.app.config.quoting import SECRET_KEYS
from monitor.app.config.shape import Shape
from monitor.app.config.unknown_keys import unknown_key

S = TypeVar("S", bound=Shape)

_SHOWN_LENGTH = 60

_TRUTHS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_CURLY = ("“", "”", "„", "‘", "’", "«")
_CURLY_HINT = "curly quotes are letters to YAML: write straight ones"
_EXPECTED: dict[str, str] = {
    "bool_type": "true or false",
    "dict_type": "a mapping (key: value)",
    "finite_number": "a number",
    "float_type": "a number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_type": "a mapping (key: value)",
    "string_sub_type": "text",
    "string_type": "text",
}
_PATTERNS: Mapping[str, str] = {
    "[A-Za-z0-9][A-Za-z0-9._-]": "a name of letters, digits and . _ -, up to 64 characters",
    "(?:template:)?": "the name of a watchlist, or template:NAME",
    "[0-9a-fA-F]{64}": "a sha256 of 64 hexadecimal digits",
    "[a-z]{2,3}$": "a language such as en or de",
    "[a-z]{2,3}": "a language such as en or pt-BR",
    "(?:[^<>": "a mail address such as desk@example.org or Desk <desk@example.org>",
    "[^\\s@": "a mail address such as desk@example.org",
}


def checked(document: Document, shape: type[S]) -> S:
    """Return the document in its shape; empty is an empty mapping; raises `ConfigErrors`."""
    details: list[ErrorDetails] = []
    try:
        return shape.model_validate({} if document.value is None else document.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
    told = [_told(detail, shape, document) for detail in details]
    misspelt = {
        (*_path(detail)[:-1], problem.suggestion)
        for detail, problem in zip(details, told, strict=True)
        if detail["type"] == "extra_forbidden"
    }
    raise ConfigErrors(
        problem
        for detail, problem in zip(details, told, strict=True)
        if detail["type"] != "missing" or _path(detail) not in misspelt
    )


def _path(detail: ErrorDetails) -> Steps:
    return tuple(step for step in detail["loc"] if step != "[key]")


def _told(detail: ErrorDetails, shape: type[Shape], document: Document) -> Problem:
    path = _path(detail)
    lead = f"{written(path)}: " if path else ""
    if detail["type"] == "extra_forbidden":
        found = unknown_key(path, shape)
        return document.problem(
            path,
            f"{lead}{found.message}",
            suggestion=found.suggestion,
            on_key=True,
            hint=found.hint,
            consequence=found.consequence,
        )
    ours, suggestion = _sentence(detail, path)
    at = detail.get("ctx", {}).get("at")
    return document.problem(
        path if at is None else (*path, at),
        f"{lead}{ours}",
        suggestion=suggestion,
        on_key="[key]" in detail["loc"] or at is not None,
        hint=_CURLY_HINT if _is_curly(detail["input"]) else None,
    )


def written(path: Steps) -> str:
    """Return the path as `receivers[0].webhook.url`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _sentence(detail: ErrorDetails, path: Steps) -> tuple[str, str | None]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return "this key is missing", None
    if kind == "fault":
        return str(context["sentence"]), None
    given = detail["input"]
    if kind in _EXPECTED:
        quotes = " (put it in quotes)" if _EXPECTED[kind] == "text" and _is_scalar(given) else ""
        told = f"found {_kind_of(given)}, expected {_EXPECTED[kind]}{quotes}"
        return told, _TRUTHS.get(str(given).lower()) if kind == "bool_type" else None
    what, among = _expectation(kind, context)
    suggestion = nearest(given, among) if isinstance(given, str) else None
    return f"found {_shown(given, path)}, expected {what}", context.get("meant") or suggestion


def _expectation(kind: str, context: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what is expected, and the words that may be meant."""
    if kind == "expected":
        return context["what"], tuple(context["among"])
    if kind in {"enum", "literal_error"}:
        words = tuple(re.findall(r"'([^']*)'", context["expected"]))
        return f"one of {', '.join(words)}", words
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"].removeprefix("^")
        known = (told for start, told in _PATTERNS.items() if pattern.startswith(start))
        return next(known, "another form"), ()
    return _bound(kind, context), ()


def _bound(kind: str, context: Mapping[str, Any]) -> str:
    bounds: dict[str, Callable[[], str]] = {
        "greater_than_equal": lambda: f"a number of at least {context['ge']}",
        "less_than_equal": lambda: f"a number of at most {context['le']}",
        "too_short": lambda: f"a list of at least {context['min_length']}",
        "too_long": lambda: f"a list of at most {context['max_length']}",
        "string_too_short": lambda: "text that is not empty",
        "string_too_long": lambda: f"at most {context['max_length']} characters",
    }
    return bounds[kind]() if kind in bounds else f"another value ({kind.replace('_', ' ')})"


def _is_curly(given: object) -> bool:
    return isinstance(given, str) and given[:1] in _CURLY


def _is_scalar(given: object) -> bool:
    return isinstance(given, bool | int | float)


def _kind_of(given: object) -> str:
    match given:
        case None:
            return "nothing"
        case bool():
            return "true" if given else "false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _shown(given: object, path: Steps) -> str:
    """Return the value for an error, unless it may be secret or is long."""
    if given is None or isinstance(given, bool | list | dict):
        return _kind_of(given)
    if SECRET_KEYS.intersection(str(step) for step in path):
        return "something else"
    text = str(given)
    return f'"{text[:_SHOWN_LENGTH]}{"…" if len(text) > _SHOWN_LENGTH else ""}"'
