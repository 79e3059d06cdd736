"""What an answer in JSON seems to list: a proposal of expressions that a person then looks at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from monitor.discover.json_text import parsed
from monitor.discover.titles import link
from monitor.model.dates import stamp
from monitor.model.source import Fields

DEEPEST = 5
DEEPEST_NEXT = 2
LOOKED_AT = 20
"""So many items of a list are looked at."""
MOST = 0.5
"""In so large a share of the items a field must be what it is taken for."""
SHORTEST_TEXT = 200
_NEXT = re.compile(r"@?next(?:[_-]?(?:page|url|link|href))*", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_UPDATED = re.compile(r"updat|modif|edit|chang", re.IGNORECASE)
_MOMENT = re.compile(r"date|time|publ|creat|issued|updat|modif|edit|(?:_a|A)t\b")
_TITLE = re.compile(r"title|headline|subject", re.IGNORECASE)
_NOT_ITS_PAGE = re.compile(r"image|img|thumb|icon|photo|media|avatar|author|comment", re.IGNORECASE)

Item = dict[str, Any]


def proposed_fields(body: bytes) -> Fields | None:
    """Return where the answer seems to hold articles: the longest list of items that have an
    address or a text; None if there is none. Raises `Unreadable` if it is no JSON.
    """
    answer = parsed(body)
    found = [(len(items), _fields(path, items)) for path, items in _lists(answer, "", 0)]
    listing = [(count, fields) for count, fields in found if fields is not None]
    if not listing:
        return None
    fields = max(listing, key=lambda one: one[0])[1]
    return replace(fields, next=next(_following(answer, "", 0), None))


def _lists(value: Any, path: str, depth: int) -> Iterator[tuple[str, list[Item]]]:
    """Give the lists of objects in the value, with the expression that leads to each."""
    if isinstance(value, list):
        items = [item for item in value if isinstance(item, dict)]
        if items:
            yield path or "@", items
    elif isinstance(value, dict) and depth < DEEPEST:
        for key, part in value.items():
            yield from _lists(part, _under(path, key), depth + 1)


def _following(value: Any, path: str, depth: int) -> Iterator[str]:
    """Give the expressions that lead to the address of the next page of items."""
    if not isinstance(value, dict) or depth > DEEPEST_NEXT:
        return
    for key, part in value.items():
        if isinstance(part, str) and _NEXT.fullmatch(key) and _is_page(part):
            yield _under(path, key)
        yield from _following(part, _under(path, key), depth + 1)


def _fields(path: str, items: list[Item]) -> Fields | None:
    told = _told(items[:LOOKED_AT])
    of = len(items[:LOOKED_AT])
    url = _first(told, of, lambda key, v: _is_page(v) and not _NOT_ITS_PAGE.search(key))
    text = _first(told, of, lambda _, v: len(v) >= SHORTEST_TEXT)
    if url is None and text is None:
        return None
    dates = [key for key in told if _first({key: told[key]}, of, lambda _, v: bool(stamp(v)))]
    updated = next((key for key in dates if _UPDATED.search(key)), None)
    return Fields(
        list=path,
        url=url,
        title=_first(told, of, lambda key, v: bool(_TITLE.search(key)) and bool(v.strip())),
        published=next((key for key in dates if key != updated), None),
        updated=updated,
        text=text,
    )


def _told(items: list[Item]) -> dict[str, list[str]]:
    """Return the texts of the items by the expression that leads to each, one level deep too."""
    told: dict[str, list[str]] = {}
    for item in items:
        for key, value in item.items():
            parts = {_under("", key): value}
            if isinstance(value, dict):
                parts = {_under(_under("", key), inner): v for inner, v in value.items()}
            for path, part in parts.items():
                said = _said(path, part)
                if said is not None:
                    told.setdefault(path, []).append(said)
    return told


def _said(path: str, part: Any) -> str | None:
    """Return the text; a number only where its name tells that it is a moment."""
    if isinstance(part, int) and not isinstance(part, bool) and _MOMENT.search(path):
        return str(part)
    return part if isinstance(part, str) else None


def _first(told: dict[str, list[str]], of: int, is_it: Callable[[str, str], bool]) -> str | None:
    """Return the first field that is it in most of the items."""
    shares = ((key, sum(is_it(key, value) for value in values)) for key, values in told.items())
    return next((key for key, share in shares if share > MOST * of), None)


def _under(path: str, key: str) -> str:
    name = key if _NAME.fullmatch(key) else '"' + key.replace("\\", r"\\").replace('"', r"\"") + '"'
    return f"{path}.{name}" if path else name


def _is_page(value: str) -> bool:
    return value.startswith(("http://", "https://", "/")) and (
        link(value, "https://site.example/") is not None
    )
