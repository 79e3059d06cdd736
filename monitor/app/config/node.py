"""Plain values of YAML, each with the place where it stands."""

import re
from dataclasses import dataclass

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
    """A value and where it stands; `size` counts the values in it with aliases unfolded.

    `end`: line and column behind it, where it is written so that this can be told.
    """

    place: Place
    value: object
    entries: "dict[str, tuple[Place, Node]] | list[Node] | None" = None
    size: int = 1
    closed: bool = True
    end: Place | None = None


def inner(node: Node, step: str | int) -> Node | None:
    """Return what stands under the key or index of the value; None if nothing does. A single value
    may stand for the list of it alone.
    """
    entries = node.entries
    if entries is None and step == 0 and node.value is not None:
        return node
    if isinstance(entries, dict) and isinstance(step, str):
        return entries[step][1] if step in entries else None
    if isinstance(entries, list) and isinstance(step, int):
        return entries[step] if 0 <= step < len(entries) else None
    return None
