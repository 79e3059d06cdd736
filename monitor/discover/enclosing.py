"""Articles that come with their listing: bounded, for they wait in a queue to be read."""

import re
from hashlib import sha256
from typing import TypedDict, Unpack

from monitor.discover.stir import without_stir
from monitor.model.source import Enclosed

LONGEST_ENCLOSED = 300_000
"""Characters of one article that a listing may enclose."""
_MACHINERY = re.compile(r"<(?:(script|style|svg|template)\b|!--)", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "svg", "template")
}
_COMMENT_END = re.compile("-->")
_TOLD = re.compile(r"<script\b[^<>]{0,200}ld\+json", re.IGNORECASE)


class Told(TypedDict, total=False):
    """What an article says of itself."""

    outlet: str | None
    family: str | None
    credit: str | None
    authors: tuple[str, ...]
    language: str | None


def enclosed(text: str, *, html: bool = False, **told: Unpack[Told]) -> Enclosed:
    """Return the article as it is queued: markup without its machinery, and no longer than that.

    `told` is what it says of itself.
    """
    kept = _without_machinery(text) if html else text
    return Enclosed(
        text=kept[:LONGEST_ENCLOSED], html=html, cut=len(kept) > LONGEST_ENCLOSED, **told
    )


def version(headline: str | None, text: str) -> str:
    """Return what tells this text from another one under its address; what moves by itself in it
    (ages, counters) is passed over.
    """
    still = (headline or "", *map(without_stir, text[:LONGEST_ENCLOSED].splitlines()))
    return sha256("\n".join(filter(None, still)).encode("utf-8", "replace")).hexdigest()[:16]


def _without_machinery(html: str) -> str:
    """Return the page without scripts (but those that describe it), styles, drawings, comments.

    What is opened and never closed stays; the time is linear, whatever the page does.
    """
    parts: list[str] = []
    kept_to = 0
    endless: set[str] = set()
    for opening in _MACHINERY.finditer(html):
        name = (opening[1] or "--").lower()
        if opening.start() < kept_to or name in endless or _TOLD.match(html, opening.start()):
            continue
        end = _ENDS.get(name, _COMMENT_END).search(html, opening.end())
        if end is None:
            endless.add(name)
            continue
        parts.append(html[kept_to : opening.start()])
        kept_to = end.end()
    return "".join((*parts, html[kept_to:]))
