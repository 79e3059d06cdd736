"""What collections of feeds expect of a reader, from the conditions in their index.

A condition is a Python expression over what feedparser returns. It is parsed, never evaluated: of
its parts joined by `and`, those that state an entry's title, link or date or how many entries there
are become expectations; all others are about fields that a news monitor does not take.
"""

import ast
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
    found = (_expected(part) for part in parts if isinstance(part, ast.Compare))
    return tuple(one for one in found if one is not None)


def _expected(part: ast.Compare) -> Expected | None:
    if len(part.ops) != 1 or not isinstance(part.ops[0], ast.Eq):
        return None
    try:
        value = ast.literal_eval(part.comparators[0])
    except ValueError:
        return None
    if ast.unparse(part.left) == "len(entries)":
        return Expected(field=COUNT, value=value)
    root, *steps = _path(part.left)
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
