"""Watchlists that extend another one, or a template: what of both is in force, and whence it comes.

Keys that a list does not have are taken over. Where both have one, mappings are put together key by
key, lists of conditions are added to, and all else takes the place of what it extends; a key
without a value drops what was there. A list's own `on` and `notify` take the place of those too:
they say how it is told, not what is asked for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from monitor.app.config.document import Document
from monitor.app.config.node import Node, Place, Steps
from monitor.app.config.problems import ConfigErrors, Problem, nearest

TEMPLATE = "template:"
OWN = frozenset({"name", "extends", "with", "parameters"})
"""Keys that no other list takes over."""
_TOLD = frozenset({"on", "notify"})
_PARAMETER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")

Entries = dict[str, tuple[Place, Node]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What may be extended, each by its name: other watchlists, and templates."""

    lists: Mapping[str, Document]
    templates: Mapping[str, Document]

    def named(self, name: str) -> Document | None:
        """Return what the name stands for; None if there is no such thing."""
        if name.startswith(TEMPLATE):
            return self.templates.get(name.removeprefix(TEMPLATE))
        return self.lists.get(name)

    def nearest(self, name: str) -> str | None:
        """Return the name that was probably meant."""
        templates = [f"{TEMPLATE}{template}" for template in self.templates]
        return nearest(name, [*self.lists, *templates])


def extends(document: Document) -> str | None:
    """Return what the watchlist extends; None if nothing."""
    held = _entries(document.root).get("extends")
    return held[1].value if held is not None and isinstance(held[1].value, str) else None


def extended(document: Document, shelf: Shelf) -> Document:
    """Return the watchlist with all that it takes over; each value knows the file that it is from.

    Raises `ConfigErrors` for a name that nothing has, lists that extend one another, and parameters
    that a template has not, or misses.
    """
    if extends(document) is None:
        return document
    growing = _Growing(shelf)
    growing.keep(document.root, document)
    root = growing.whole(document.root, document, ())
    return replace(document, root=root, owners=growing.owners)


@dataclass(frozen=True, slots=True)
class _Growing:
    """A watchlist in the making: `owners` tells the document of each value by its identity."""

    shelf: Shelf
    owners: dict[int, Document] = field(default_factory=dict)

    def keep(self, root: Node, document: Document) -> None:
        """Note that all below the value is of the document, as far as it is not of another."""
        for held in _all(root):
            self.owners.setdefault(id(held), document)

    def whole(self, root: Node, document: Document, below: tuple[str, ...]) -> Node:
        """Return the mapping with what it extends; `below` are the names on the way to it."""
        entries = root.entries
        told = entries.get("extends") if isinstance(entries, dict) else None
        if told is None or not isinstance(told[1].value, str):
            return root
        name = told[1].value
        base = self.shelf.named(name)
        if base is None:
            what = "template" if name.startswith(TEMPLATE) else "watchlist"
            message = f'extends: there is no {what} "{name.removeprefix(TEMPLATE)}"'
            self._refuse(told[1], document, message, self.shelf.nearest(name))
        assert base is not None
        own = name_of(root)
        trail = (*below, own) if own and not below else below
        if name in trail:
            circle = " → ".join((*trail[trail.index(name) :], name))
            self._refuse(told[1], document, f"extends goes in a circle: {circle}")
        self.keep(base.root, base)
        lower = self._filled(root, base, document, name)
        lower = self.whole(lower, base, (*trail, name))
        return self._merged(lower, root, document, path=())

    def _filled(self, root: Node, base: Document, document: Document, name: str) -> Node:
        """Return what is extended, with the arguments of `with` in their places."""
        entries = root.entries
        assert isinstance(entries, dict)
        given = _entries(entries["with"][1]) if "with" in entries else {}
        declared = _entries_of(base.root, "parameters")
        for key, (_, argument) in given.items():
            if key not in declared:
                lead = "the template has" if declared else f'"{name}" has'
                message = f'with.{key}: {lead} no parameter "{key}"'
                self._refuse(argument, document, message, nearest(key, declared))
        arguments = {key: node for key, (_, node) in (declared | given).items()}
        missing = [key for key, node in arguments.items() if node.value is None]
        if missing:
            wanted = ", ".join(f"{key}: …" for key in missing)
            message = f'extends: "{name}" needs with: {{{wanted}}}'
            self._refuse(entries["extends"][1], document, message)
        return _Filling(self, arguments, base).filled(base.root) if declared else base.root

    def _merged(self, lower: Node, upper: Node, document: Document, path: Steps) -> Node:
        """Return the value that is in force where both stand."""
        if isinstance(lower.entries, dict) and isinstance(upper.entries, dict):
            entries: Entries = dict(lower.entries)
            for key in OWN & set(entries) if not path else ():
                del entries[key]
            for key, (place, node) in upper.entries.items():
                both = entries.get(key)
                here = (*path, key)
                merged = node if both is None else self._merged(both[1], node, document, here)
                entries[key] = (place, merged)
            return self.made(upper, entries, document)
        lists = isinstance(lower.entries, list) and isinstance(upper.entries, list)
        return self._joined(lower, upper, document) if lists and path[0] not in _TOLD else upper

    def _joined(self, lower: Node, upper: Node, document: Document) -> Node:
        """Return the list with what the other adds to it."""
        first, more = _items(lower), _items(upper)
        known = [node.value for node in first if node.entries is None]
        added = [n for n in more if n.entries is not None or n.value not in known]
        return self.made(upper, [*first, *added], document)

    def made(self, like: Node, entries: Entries | list[Node], document: Document) -> Node:
        """Return a mapping or list of these, which stands where the other one does."""
        made = replace(like, entries=entries, value=_value(entries))
        self.owners[id(made)] = self.owners.get(id(like), document)
        return made

    def _refuse(
        self, node: Node, document: Document, message: str, suggestion: str | None = None
    ) -> None:
        raise ConfigErrors([self.problem(node, document, message, suggestion)])

    def problem(
        self, node: Node, document: Document, message: str, suggestion: str | None = None
    ) -> Problem:
        """Return the error at the value, wherever it comes from."""
        owner = self.owners.get(id(node), document)
        return owner.at(node, message, suggestion=suggestion)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Puts arguments in the places of a template's parameters."""

    growing: _Growing
    arguments: Mapping[str, Node]
    template: Document

    def filled(self, node: Node) -> Node:
        """Return the value with arguments for parameters: `${name}` alone is the argument itself
        (a list among others in a list is put in its place), in a text it is its words.
        """
        match node.entries:
            case dict() as entries:
                filled = {
                    key: (place, part if key == "parameters" else self.filled(part))
                    for key, (place, part) in entries.items()
                }
                return self.growing.made(node, filled, self.template)
            case list() as parts:
                listed = [one for part in parts for one in self._spread(part)]
                return self.growing.made(node, listed, self.template)
            case None:
                return self._word(node)

    def _spread(self, part: Node) -> list[Node]:
        filled = self.filled(part)
        alone = part.entries is None and filled is not part
        return filled.entries if alone and isinstance(filled.entries, list) else [filled]

    def _word(self, node: Node) -> Node:
        if not isinstance(node.value, str):
            return node
        whole = _PARAMETER.fullmatch(node.value)
        if whole is not None:
            return self._argument(whole[1], node)
        text = _PARAMETER.sub(lambda found: self._words_of(found[1], node), node.value)
        made = replace(node, value=text)
        self.growing.owners[id(made)] = self.template
        return made

    def _words_of(self, name: str, node: Node) -> str:
        argument = self._argument(name, node)
        if argument.entries is not None:
            message = f"{name} stands in a text here, and must be a text itself"
            raise ConfigErrors([self.growing.problem(argument, self.template, message)])
        return str(argument.value)

    def _argument(self, name: str, node: Node) -> Node:
        if name not in self.arguments:
            message = f'there is no parameter "{name}"'
            meant = nearest(name, self.arguments)
            raise ConfigErrors([self.growing.problem(node, self.template, message, meant)])
        return self.arguments[name]


def _all(node: Node) -> Iterator[Node | Place]:
    """Give all values and the places of all keys."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one.entries, dict):
            for place, part in one.entries.values():
                yield place
                waiting.append(part)
        elif isinstance(one.entries, list):
            waiting += one.entries


def _entries(node: Node) -> Entries:
    return node.entries if isinstance(node.entries, dict) else {}


def _items(node: Node) -> list[Node]:
    return node.entries if isinstance(node.entries, list) else []


def _entries_of(root: Node, key: str) -> Entries:
    held = _entries(root).get(key)
    return {} if held is None else _entries(held[1])


def name_of(root: Node) -> str | None:
    """Return the name that the watchlist gives itself; None if it has none."""
    held = _entries(root).get("name")
    return held[1].value if held is not None and isinstance(held[1].value, str) else None


def _value(entries: Entries | list[Node]) -> object:
    if isinstance(entries, list):
        return [node.value for node in entries]
    return {key: node.value for key, (_, node) in entries.items()}
