"""YAML 1.2 read safely to plain values, each with its line and column; everything has a bound."""

from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
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

from monitor.app.config.document import Document, Node, Place
from monitor.app.config.node import plain
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.quoting import Written
from monitor.app.config.yaml_faults import Fault, fault_of

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NODES = 500_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_EITHER = "which of the two holds would hang on who reads the file"
_NO_MERGING = "write the keys out, or take a whole mapping by an alias (key: *name)"


def read_yaml(path: Path, *, name: str | None = None, limit: int = MAX_BYTES) -> Document:
    """Return the file's one document; raises `ConfigErrors` that name it `name`, else its path."""
    shown = name if name is not None else str(path)
    problem: str | None = None
    content = b""
    try:
        if _never_ends(path):
            problem = "is no file: whoever reads it would wait for another to write"
        else:
            with path.open("rb") as stream:
                content = stream.read(limit + 1)
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    if len(content) > limit:
        problem = f"is larger than {limit} bytes"
    if problem is not None:
        raise ConfigErrors([Problem(file=shown, message=problem)])
    return parse_yaml(_decoded(content, shown), name=shown)


def _never_ends(path: Path) -> bool:
    """Return whether the path is a pipe that stands in a folder; one of a shell has its writer."""
    return path.is_fifo() and not path.is_relative_to("/dev")


def parse_yaml(text: str, *, name: str) -> Document:
    """Return the text's one document; raises `ConfigErrors` with `name`, line and column."""
    reading = _Reading()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reading.take(event)
    except _Refused:
        pass  # it stands among the faults
    except ReaderError as error:
        reading.faults.append(_unprintable(error, text))
    except MarkedYAMLError as error:
        words = str(error.problem or error.context)
        stopped, start = _marked(error.problem_mark), _marked(error.context_mark)
        reading.faults.append(fault_of(words, stopped or start, start, text))
    except YAMLError as error:
        reading.faults.append(Fault((1, 1), f"no YAML: {error}"))
    if not reading.faults:
        return Document(name, reading.root, text)
    read = reading.stack[0].node if reading.stack else reading.root
    written = Written(text, read, broken=True)
    raise ConfigErrors(_problem(fault, written, name) for fault in reading.faults)


def _marked(mark: StreamMark | None) -> Place | None:
    return (mark.line + 1, mark.column + 1) if mark is not None else None


def _problem(fault: Fault, written: Written, name: str) -> Problem:
    told = Problem(file=name, message=fault.message, hint=fault.hint, consequence=fault.consequence)
    return written.placed(told, fault.place, fault.end)


def _decoded(content: bytes, name: str) -> str:
    fault = Fault((1, 1), "the text is UTF-16, not UTF-8", hint="save the file as UTF-8")
    text = ""
    if content[:2] not in _UTF_16:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = content.decode("utf-8", "replace")
            before = content[: error.start].decode("utf-8", "replace")
            message = "the text is not UTF-8 here"
            fault = fault._replace(place=_counted(before, len(before)), message=message)
    raise ConfigErrors([_problem(fault, Written(text, Node((1, 1), None), broken=True), name)])


def _counted(text: str, position: int) -> Place:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _unprintable(error: ReaderError, text: str) -> Fault:
    message = f"the character U+{ord(text[error.position]):04X} may not stand in YAML"
    return Fault(_counted(text, error.position), message)


class _Refused(Exception):  # noqa: N818 - nothing is read on: the fault is told already
    """A bound was passed, or something stands here that is not read."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not ended yet; `key` waits for its value."""

    node: Node
    key: tuple[str, Place] | None = None


@dataclass(slots=True)
class _Reading:
    """Values built from the parser's events without recursion, within bounds."""

    root: Node = field(default_factory=lambda: Node((1, 1), None))
    documents: int = 0
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Build on by one event; raises `_Refused` where a bound is passed."""
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
            if event.value == "<<" and not event.style:
                self.faults.append(_fault(event, "merge keys (<<) are not read here", _NO_MERGING))
            parent.key = (event.value, _place(event))
            return
        value = event.value if event.style else plain(event.value)
        node = Node(_place(event), value, end=_behind(event))
        self._attach(self._anchored(event, node), event)

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
        flow = event.end_mark.index > event.start_mark.index
        node.end = _behind(event) if flow else node.place
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
            self.faults.append(Fault((line, column), message, "keep one of the two", None, _EITHER))
            return
        entries[word] = ((line, column), node)
        value[word] = node.value

    def _refuse_as_key(self, event: Event) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.node.entries, dict) and parent.key is None:
            what = "a key must be a word, not an alias, a list or a mapping"
            self._refuse(event, what, "text with braces or brackets in it needs quotes")

    def _anchored(self, event: NodeEvent, node: Node) -> Node:
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _aliased(self, event: AliasEvent) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            what = f'no anchor "{event.anchor}" stands before this alias'
            self._refuse(event, what, "a word that starts with * needs quotes")
        elif not node.closed:
            self._refuse(event, f'the alias "{event.anchor}" stands within itself')
        return node or self.root

    def _check_tag(self, event: NodeEvent) -> None:
        if getattr(event, "tag", None) is not None:
            hint = "a word that starts with ! needs quotes"
            self._refuse(event, "tags (!…) are not read here", hint)

    def _refuse(self, event: Event, message: str, hint: str | None = None) -> None:
        self.faults.append(_fault(event, message, hint))
        raise _Refused


def _fault(event: Event, message: str, hint: str | None) -> Fault:
    return Fault(_place(event), message, hint, _behind(event))


def _behind(event: Event) -> Place:
    return event.end_mark.line + 1, event.end_mark.column + 1


def _place(event: Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
