"""What collections of feeds expect of a reader, from the conditions in their index.

A condition is a Python expression over what feedparser returns. It is parsed, never evaluated: of
its parts joined by `and`, those that state an entry's title, link or date or how many entries there
are become expectations; all others are about fields that a news monitor does not take.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

COUNT, TITLE, LINK, DATE = "entries", "title", "link", "date"
_FIELDS = {
    "title": TITLE,
    "title_detail.value": TITLE,
    "link": LINK,
    "published_parsed": DATE,
    "updated_parsed": DATE,
    "created_parsed": DATE,
    "modified_parsed": DATE,
    "date_parsed": DATE,
    "issued_parsed": DATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A value that one field is to have; `entry` is the number of the entry, None for the list."""

    field: str
    entry: int | None = None
    value: Any


def expectations(condition: str) -> tuple[Expected, ...]:
    """Return what the condition expects of entries; nothing if it is about other things."""
    try:
        tree = ast.parse(condition.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return ()
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return tuple(one for part in parts if isinstance(part, ast.Compare) for one in _stated(part))


def _stated(part: ast.Compare) -> Iterator[Expected]:
    """Yield what `a == b == value` states of a and of b."""
    *sides, last = part.left, *part.comparators
    if not all(isinstance(sign, ast.Eq) for sign in part.ops):
        return
    try:
        value = ast.literal_eval(last)
    except ValueError:
        return
    stated = (_expected(side, value) for side in sides)
    yield from (one for one in stated if one is not None)


def _expected(side: ast.expr, value: Any) -> Expected | None:
    if ast.unparse(side) == "len(entries)":
        return Expected(field=COUNT, value=value)
    root, *steps = _path(side)
    if root != "entries" or len(steps) < 2 or not isinstance(steps[0], int):
        return None
    field = _FIELDS.get(".".join(map(str, steps[1:])))
    if field is None:
        return None
    return Expected(field=field, entry=steps[0], value=_moment(value) if field is DATE else value)


def _path(node: ast.expr) -> list[str | int]:
    """Return the name and the steps of `name[0].step['step']`; an empty name for what is none."""
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Attribute(value=inner, attr=step):
            return [*_path(inner), step]
        case ast.Subscript(value=inner, slice=ast.Constant(value=step)) if isinstance(
            step, str | int
        ):
            return [*_path(inner), step]
        case _:
            return [""]


def _moment(parts: Any) -> datetime | None:
    return datetime(*parts[:6], tzinfo=UTC) if parts else None
