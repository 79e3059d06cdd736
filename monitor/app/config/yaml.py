"""YAML 1.2 read safely to plain values, each with its line and column; everything has a bound."""

from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.reader import ReaderError

from monitor.app.config.document import Document, Node, Place, plain
from monitor.app.config.problems import ConfigErrors, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NODES = 500_000


def read_yaml(path: Path, *, name: str | None = None, limit: int = MAX_BYTES) -> Document:
    """Return the file's one document; raises `ConfigErrors` that name it `name`, else its path."""
    shown = name if name is not None else str(path)
    problem: str | None = None
    content = b""
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    if len(content) > limit:
        problem = f"is larger than {limit} bytes"
    if problem is not None:
        raise ConfigErrors([Problem(file=shown, message=problem)])
    return parse_yaml(_decoded(content, shown), name=shown)


def parse_yaml(text: str, *, name: str) -> Document:
    """Return the text's one document; raises `ConfigErrors` with `name`, line and column."""
    reading = _Reading(name)
    fault: Problem | None = None
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reading.take(event)
    except ReaderError as error:
        fault = _unprintable(error, text, name)
    except MarkedYAMLError as error:
        fault = _marked(error, name)
    except YAMLError as error:
        fault = Problem(file=name, line=1, column=1, message=f"no YAML: {error}")
    if fault is not None:
        reading.problems.append(fault)
    if reading.problems:
        raise ConfigErrors(reading.problems)
    return Document(name, reading.root)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
    line, column = _counted(before, len(before))
    message = "the text is not UTF-8 here"
    raise ConfigErrors([Problem(file=name, line=line, column=column, message=message)])


def _counted(text: str, position: int) -> Place:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _unprintable(error: ReaderError, text: str, name: str) -> Problem:
    line, column = _counted(text, error.position)
    message = f"the character U+{ord(text[error.position]):04X} may not stand in YAML"
    return Problem(file=name, line=line, column=column, message=message)


def _marked(error: MarkedYAMLError, name: str) -> Problem:
    mark, start = error.problem_mark or error.context_mark, error.context_mark
    if mark is None:
        return Problem(file=name, line=1, column=1, message=f"no YAML: {error.problem}")
    message = str(error.problem or error.context)
    if error.context and start is not None and start.index < mark.index:
        message += f" ({error.context} that starts at {start.line + 1}:{start.column + 1})"
    return Problem(file=name, line=mark.line + 1, column=mark.column + 1, message=message)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not ended yet; `key` waits for its value."""

    node: Node
    key: tuple[str, Place] | None = None


@dataclass(slots=True)
class _Reading:
    """Values built from the parser's events without recursion, within bounds."""

    name: str
    root: Node = field(default_factory=lambda: Node((1, 1), None))
    documents: int = 0
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Build on by one event; raises `ConfigErrors` where a bound is passed."""
        match event:
            case DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._refuse(event, "a second document: one file holds one")
            case ScalarEvent():
                self._scalar(event)
            case AliasEvent():
                self._attach(self._aliased(event), event)
            case CollectionEndEvent():
                self._close(event)
            case NodeEvent():
                self._open(event)
            case _:
                pass

    def _scalar(self, event: ScalarEvent) -> None:
        self._check_tag(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.node.entries, dict) and parent.key is None:
            if not event.value:
                self._refuse(event, "a key is missing here")
            parent.key = (event.value, _place(event))
            return
        value = event.value if event.style else plain(event.value)
        self._attach(self._anchored(event, Node(_place(event), value)), event)

    def _open(self, event: NodeEvent) -> None:
        self._check_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(event, f"nested more than {MAX_DEPTH} deep")
        mapping = isinstance(event, MappingStartEvent)
        node = Node(_place(event), {} if mapping else [], {} if mapping else [], closed=False)
        self._refuse_as_key(event)
        self.stack.append(_Open(self._anchored(event, node)))

    def _close(self, event: Event) -> None:
        node = self.stack.pop().node
        node.closed = True
        self._attach(node, event)

    def _attach(self, node: Node, event: Event) -> None:
        if not self.stack:
            self.root = node
            return
        self._refuse_as_key(event)
        parent = self.stack[-1]
        entries, value = parent.node.entries, parent.node.value
        if isinstance(entries, list) and isinstance(value, list):
            entries.append(node)
            value.append(node.value)
        elif isinstance(entries, dict) and isinstance(value, dict) and parent.key is not None:
            self._enter(entries, value, parent.key, node)
            parent.key = None
        parent.node.size += node.size
        if parent.node.size > MAX_NODES:
            self._refuse(event, f"more than {MAX_NODES} values, aliases unfolded")

    def _enter(
        self,
        entries: dict[str, tuple[Place, Node]],
        value: dict[str, object],
        key: tuple[str, Place],
        node: Node,
    ) -> None:
        word, (line, column) = key
        if word in entries:
            first = entries[word][0]
            message = f'"{word}" stands twice, first at {first[0]}:{first[1]}'
            self.problems.append(Problem(file=self.name, line=line, column=column, message=message))
            return
        entries[word] = ((line, column), node)
        value[word] = node.value

    def _refuse_as_key(self, event: Event) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.node.entries, dict) and parent.key is None:
            self._refuse(event, "a key must be a word, not an alias, a list or a mapping")

    def _anchored(self, event: NodeEvent, node: Node) -> Node:
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _aliased(self, event: AliasEvent) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            self._refuse(event, f'no anchor "{event.anchor}" stands before this alias')
        elif not node.closed:
            self._refuse(event, f'the alias "{event.anchor}" stands within itself')
        return node or self.root

    def _check_tag(self, event: NodeEvent) -> None:
        if getattr(event, "tag", None) is not None:
            self._refuse(event, "tags (!…) are not read here")

    def _refuse(self, event: Event, message: str) -> None:
        line, column = _place(event)
        raise ConfigErrors(
            [*self.problems, Problem(file=self.name, line=line, column=column, message=message)]
        )


def _place(event: Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
