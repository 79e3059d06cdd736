"""What a page says of itself in JSON-LD: the node of its article, parsed with bounds."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

LONGEST = 600_000  # characters of one block
MOST_NODES = 5_000
LIVE = "LiveBlogPosting"

_ARTICLE = ("Article", "NewsArticle", "BlogPosting", "Report", LIVE)
_ORIGINS = ("sourceOrganization", "provider", "creator", "copyrightHolder")
Node = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the article node claims, as written; unknown stays None."""

    headline: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    origins: tuple[str, ...] = ()
    language: str | None = None
    body: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What the node of a live blog claims: each of its entries, and when the coverage ends."""

    entries: tuple[Claims, ...] = ()
    ends: str | None = None


def live(blocks: tuple[str, ...]) -> Live | None:
    """Return what the first live blog of these blocks claims, None if there is none."""
    for block in blocks:
        for node in _nodes(block) if LIVE in block else ():
            if _is_of(node, (LIVE,)):
                updates = node.get("liveBlogUpdate")
                listed = updates if isinstance(updates, list) else [updates]
                entries = tuple(
                    _of_node(one) for one in listed[:MOST_NODES] if isinstance(one, dict)
                )
                return Live(entries=entries, ends=_text(node.get("coverageEndTime")))
    return None


def claims(blocks: tuple[str, ...]) -> Claims:
    """Return what the first article node of these blocks claims; broken blocks are passed over."""
    for block in blocks:
        for node in _nodes(block):
            if _is_article(node):
                return _of_node(node)
    return Claims()


def _nodes(block: str) -> Iterator[Node]:
    """Yield the objects of the block, the outer ones first."""
    waiting: deque[object] = deque([_parsed(block)])
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value[:MOST_NODES])


def _parsed(block: str) -> object:
    if len(block) > LONGEST:
        return None
    block = block.replace("<![CDATA[", "", 1)
    start = min((at for at in (block.find("{"), block.find("[")) if at >= 0), default=0)
    try:
        return json.JSONDecoder(strict=False).raw_decode(block, start)[0]
    except (ValueError, RecursionError):
        return None


def _is_article(node: Node) -> bool:
    return _is_of(node, _ARTICLE) and bool(node.get("datePublished") or node.get("headline"))


def _is_of(node: Node, kinds: tuple[str, ...]) -> bool:
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(kinds) for name in named)


def _of_node(node: Node) -> Claims:
    return Claims(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        published=_text(node.get("datePublished")),
        updated=_text(node.get("dateModified")),
        authors=tuple(_names(node.get("author") or node.get("creator"))),
        publisher=next(_names(node.get("publisher")), None),
        origins=tuple(name for kind in _ORIGINS for name in _names(node.get(kind))),
        language=_text(node.get("inLanguage")),
        body=_text(node.get("articleBody")),
        address=_text(node.get("url")) or _text(node.get("@id")),
    )


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return unescape(value).strip() or None if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = _text(one.get("name")) if isinstance(one, dict) else _text(one)
        if name:
            yield name
