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

    `text` is the file itself. `origins` names what set a value instead of the file, by path.
    """

    name: str
    root: Node
    text: str = field(default="", repr=False)
    origins: Mapping[Steps, str] = field(default_factory=dict)

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
            return self._written.placed(told, key, None)
        node, whole = self._nearest(path)
        return self._written.placed(told, node.place, node.end if whole else node.place)

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
