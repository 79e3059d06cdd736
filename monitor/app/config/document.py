"""A YAML document as plain values that know where they stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from monitor.app.config.problems import Problem

Place = tuple[int, int]
Steps = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,20}|0x[0-9a-fA-F]{1,16}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, object] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def plain(word: str) -> object:
    """Return what an unquoted word means in YAML 1.2: None, a truth value, a number or itself."""
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return int(word, 0) if word[:2] in {"0o", "0x"} else int(word)
    if len(word) <= 40 and _FLOAT.fullmatch(word):
        return float(word)
    return word


@dataclass(slots=True)
class Node:
    """A value and where it stands; `size` counts the values in it with aliases unfolded."""

    place: Place
    value: object
    entries: "dict[str, tuple[Place, Node]] | list[Node] | None" = None
    size: int = 1
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A file as plain values (mappings have text as keys), with the position of each.

    `origins` names what set a value instead of the file, by path.
    """

    name: str
    root: Node
    origins: Mapping[Steps, str] = field(default_factory=dict)

    @property
    def value(self) -> object:
        """Return the whole value; None for an empty file."""
        return self.root.value

    def where(self, path: Steps) -> Place:
        """Return line and column of the value at the path, or of the nearest value around it."""
        node = self.root
        for step in path:
            inner = _inner(node, step)
            if inner is None:
                break
            node = inner
        return node.place

    def where_key(self, path: Steps) -> Place:
        """Return line and column of the key that ends the path, or of the nearest value."""
        node = self.root
        for step in path[:-1]:
            node = _inner(node, step) or node
        last = path[-1] if path else None
        if isinstance(node.entries, dict) and isinstance(last, str) and last in node.entries:
            return node.entries[last][0]
        return self.where(path)

    def problem(
        self, path: Steps, message: str, *, suggestion: str | None = None, on_key: bool = False
    ) -> Problem:
        """Return an error at the value of the path, or at the key that ends it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                origin = self.origins[path[:length]]
                return Problem(file=origin, message=message, suggestion=suggestion)
        line, column = self.where_key(path) if on_key else self.where(path)
        return Problem(
            file=self.name, line=line, column=column, message=message, suggestion=suggestion
        )

    def warning(self, path: Steps, message: str) -> Problem:
        """Return a warning at the value of the path."""
        return replace(self.problem(path, message), severity="warning")


def _inner(node: Node, step: str | int) -> Node | None:
    entries = node.entries
    if isinstance(entries, dict) and isinstance(step, str):
        return entries[step][1] if step in entries else None
    if isinstance(entries, list) and isinstance(step, int):
        return entries[step] if 0 <= step < len(entries) else None
    return None
