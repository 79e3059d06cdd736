"""Environment variables and flags that stand over monitor.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from pydantic import SecretStr

from monitor.app.config.document import Document, Steps
from monitor.app.config.node import plain
from monitor.app.config.problems import ConfigErrors, Problem, nearest
from monitor.app.config.shape import Shape, alternatives, keys_of, within
from monitor.app.config.shapes_monitor import MonitorShape
from monitor.app.config.yaml import parse_yaml

_PREFIX = "MONITOR_"
_FOLDER = "MONITOR_CONFIG"
_TEXTS = frozenset({str, SecretStr})


def overridden(
    document: Document, environment: Mapping[str, str], flags: Mapping[str, object]
) -> Document:
    """Return the document with variables (`MONITOR_WEB__LISTEN`), then flags (`web.listen`) set.

    Faults found later in these values name the variable or flag instead of the file.
    Raises `ConfigErrors` for variables and flags that do not exist.
    """
    problems: list[Problem] = []
    for name, text in sorted(environment.items()):
        if not name.startswith(_PREFIX) or name == _FOLDER:
            continue
        path: Steps = tuple(name.removeprefix(_PREFIX).lower().split("__"))
        try:
            document = _with(document, path, _meant(name, text, path), origin=name)
        except ConfigErrors as error:
            problems += error.problems
    for name, value in flags.items():
        given = str(value) if isinstance(value, PurePath) else value
        path = tuple(name.split("."))
        if _kind(path) is None:
            known = tuple(".".join(keys) for keys in _settings(MonitorShape))
            problems.append(_unknown(name, known, "setting"))
        else:
            document = _with(document, path, given, origin=name)
    if problems:
        raise ConfigErrors(problems)
    return document


def _meant(name: str, text: str, path: Steps) -> object:
    """Return what the variable's text means: itself where text is wanted, else as in YAML."""
    kind = _kind(path)
    if kind is None:
        known = tuple(_PREFIX + "__".join(keys).upper() for keys in _settings(MonitorShape))
        raise ConfigErrors([_unknown(name, known, "variable")])
    meaning = plain(text)
    if meaning is None:
        return None
    if _TEXTS.intersection(alternatives(kind)):
        return text
    return parse_yaml(text, name=name).value if text[0] in "[{" else meaning


def _unknown(name: str, known: tuple[str, ...], what: str) -> Problem:
    return Problem(file=name, message=f"no such {what}", suggestion=nearest(name, known))


def _kind(path: Steps) -> object | None:
    kind: object | None = MonitorShape
    for step in path:
        kind = within(kind, step)
    return kind


def _settings(shape: type[Shape]) -> Iterator[tuple[str, ...]]:
    """Give the paths of all settings that one value can be set at."""
    for key, kind in keys_of(shape).items():
        yield (key,)
        for candidate in alternatives(kind):
            if isinstance(candidate, type) and issubclass(candidate, Shape):
                yield from ((key, *rest) for rest in _settings(candidate))


def _with(document: Document, path: Steps, value: object, *, origin: str) -> Document:
    root = replace(document.root, value=_placed(document.value, path, value))
    return replace(document, root=root, origins={**document.origins, path: origin})


def _placed(around: object, path: Steps, value: object) -> object:
    """Return a copy with the value at the path; the `_file` twin of the key, or its base, goes."""
    if around is not None and not isinstance(around, dict):
        return around
    key = str(path[0])
    twin = key.removesuffix("_file") if key.endswith("_file") else f"{key}_file"
    copy = {name: old for name, old in (around or {}).items() if name != twin}
    copy[key] = _placed(copy.get(key), path[1:], value) if path[1:] else value
    return copy
