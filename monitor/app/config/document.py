"""A YAML document as plain values that know where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from monitor.app.config.node import Node, Place, Steps, inner
from monitor.app.config.problems import Problem
from monitor.app.config.quoting import Written

__all__ = ["Document", "Node", "Place", "Steps"]


@dataclass(frozen=True)
class Document:
    """A file as plain values (mappings have text as keys), with the position of each.

    `text` is the file itself. `origins` names what set a value instead of the file, by path;
    `owners` gives the documents that values were taken over from, by the identity of their nodes,
    and of the places of their keys.
    """

    name: str
    root: Node
    text: str = field(default="", repr=False)
    origins: Mapping[Steps, str] = field(default_factory=dict)
    owners: "Mapping[int, Document]" = field(default_factory=dict, repr=False, compare=False)

    @property
    def value(self) -> object:
        """Return the whole value; None for an empty file."""
        return self.root.value

    @cached_property
    def _written(self) -> Written:
        return Written(self.text, self.root)

    def where(self, path: Steps) -> Place:
        """Return line and column of the value at the path, or of the nearest value around it."""
        return self._nearest(path)[0].place

    def where_key(self, path: Steps) -> Place:
        """Return line and column of the key that ends the path, or of the nearest value."""
        return self._key(path) or self.where(path)

    def problem(
        self,
        path: Steps,
        message: str,
        *,
        suggestion: str | None = None,
        on_key: bool = False,
        hint: str | None = None,
        consequence: str | None = None,
    ) -> Problem:
        """Return an error at the value of the path, or at the key that ends it."""
        told = Problem(
            file=self.name,
            message=message,
            suggestion=suggestion,
            hint=hint,
            consequence=consequence,
        )
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return replace(told, file=self.origins[path[:length]])
        key = self._key(path) if on_key else None
        if key is not None:
            return self._owner(key).placed(told, key, None)
        node, whole = self._nearest(path)
        return self._owner(node).placed(told, node.place, node.end if whole else node.place)

    def at(self, node: Node, message: str, *, suggestion: str | None = None) -> Problem:
        """Return an error at a value of it, or of one that it was taken over from."""
        told = Problem(file=self.name, message=message, suggestion=suggestion)
        return self._owner(node).placed(told, node.place, node.end)

    def placed(self, told: Problem, place: Place, end: Place | None) -> Problem:
        """Return the problem at a place of this file, with its line."""
        return self._written.placed(replace(told, file=self.name), place, end)

    def home(self, path: Steps) -> "Document":
        """Return the document that the value at the path was taken over from, else this one."""
        return self._owner(self._nearest(path)[0])

    def _owner(self, held: Node | Place) -> "Document":
        return self.owners.get(id(held), self)

    def warning(
        self,
        path: Steps,
        message: str,
        *,
        hint: str | None = None,
        consequence: str | None = None,
    ) -> Problem:
        """Return a warning at the value of the path."""
        told = self.problem(path, message, hint=hint, consequence=consequence)
        return replace(told, severity="warning")

    def _key(self, path: Steps) -> Place | None:
        around, whole = self._nearest(path[:-1])
        last = path[-1] if path else None
        if whole and isinstance(around.entries, dict) and isinstance(last, str):
            return around.entries[last][0] if last in around.entries else None
        return None

    def _nearest(self, path: Steps) -> tuple[Node, bool]:
        """Return the value at the path, or the nearest one around it, and whether it is the one."""
        node = self.root
        for step in path:
            within = inner(node, step)
            if within is None:
                return node, False
            node = within
        return node, True
