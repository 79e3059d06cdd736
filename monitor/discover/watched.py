"""A page that is watched for changes: the part that counts, and the state that it is in."""

import re
from datetime import datetime
from hashlib import sha256

from lxml import etree

from monitor.discover.elements import name
from monitor.discover.enclosing import enclosed
from monitor.discover.markup import classes, root_of, selected
from monitor.discover.stir import without_stir
from monitor.discover.titles import title
from monitor.discover.words import lines
from monitor.errors import Unreadable
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Enclosed, Listed, SourceKind

_ASIDE = frozenset({"nav", "aside", "form"})
_EDGES = frozenset({"header", "footer"})
_BODIES = frozenset({"html", "body", "main", "article"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_STIRRING = re.compile(
    r"(?!(?:.*[-_])?(?:has|no|with|w|is|page|single)[-_]|.*[-_]enabled)(?:.*[-_])?(?:ads?|advert\w*|banners?|sponsor\w*"
    r"|promo\w*|social|sharing|share(?![-_]price)|likes?|comments?|related|recommend\w*|trending"
    r"|most-?(?:read|popular|viewed)|popular|newsletter|subscribe|cookies?|consent|breadcrumbs?"
    r"|clock|weather|ticker|countdown|views?|counter|reactions?|sidebar|modal|popup)(?:[-_].*)?",
    re.IGNORECASE,
)
"""What the classes of furniture that moves by itself are called."""
_MOST_OF_THE_PAGE = 0.5
"""What has this share of the words is no furniture, whatever it is called."""


def watched(
    body: bytes, *, base: str, select: str | None, charset: str | None, asked_at: datetime
) -> Listed:
    """Return the page as its own candidate, changed now, and the digest of the state that it is in.

    With a CSS selector the words of what it selects are enclosed; without, the whole page is, for
    its main text to be read. Furniture that moves by itself (clocks, counters, calls to share,
    advertisements) and the order of the lines do not change the digest; a new day (UTC) does: so a
    page that stands still is read once a day, and stays remembered. Raises `Unreadable` if nothing
    is selected, or nothing is said.
    """
    root = root_of(body, base, charset)
    parts = [root] if select is None else _outermost(selected(root, select))
    if not parts:
        raise Unreadable(f"nothing on the page is selected by {select!r}")
    still = [one for part in parts for line in _said(part) if (one := without_stir(line))]
    if not still:
        raise Unreadable("the page says nothing where it is watched")
    candidate = Candidate(
        url=base,
        title=None if select is None else _headline(root),
        updated=Stamp(at=asked_at),
        kind=SourceKind.PAGE,
        enclosed=_whole(root) if select is None else enclosed("\n".join(still)),
    )
    digest = f"{_digest(still)} {asked_at:%Y-%m-%d} {_digest([select or ''])[:8]}"
    return Listed(candidates=(candidate,), digest=digest)


def has_changed(digest: str | None, before: str | None) -> bool:
    """Return whether two digests tell of a change: of one part of a page, in two states.

    Where nothing was seen before, or another part was watched, nothing is known to have changed.
    """
    if digest is None or before is None:
        return False
    now, then = digest.split(" "), before.split(" ")
    return now[0] != then[0] and now[2:] == then[2:]


def _outermost(parts: list[etree._Element]) -> list[etree._Element]:
    """Return the parts that stand in no other one."""
    chosen = set(parts)
    return [part for part in parts if chosen.isdisjoint(part.iterancestors())]


def _said(part: etree._Element) -> tuple[str, ...]:
    most = _letters(part) * _MOST_OF_THE_PAGE

    def is_furniture(element: etree._Element) -> bool:
        return element is not part and _stands_aside(element) and _letters(element) <= most

    return lines(part, left_out=is_furniture)


def _letters(element: etree._Element) -> int:
    return sum(map(len, lines(element)))


def _stands_aside(element: etree._Element) -> bool:
    tag = name(element)
    if tag in _BODIES:
        return False
    if tag in _ASIDE or element.get("role", "").lower() in _ROLES:
        return True
    if tag in _EDGES:
        return all(name(above) not in {"main", "article"} for above in element.iterancestors())
    named = classes(element) | {element.get("id") or ""}
    return any(_STIRRING.fullmatch(one) for one in named)


def _whole(root: etree._Element) -> Enclosed:
    return enclosed(str(etree.tostring(root, encoding="unicode", method="html")), html=True)


def _headline(root: etree._Element) -> str | None:
    told = (title(" ".join(lines(part))) for part in root.iter("h1"))
    written = (title(part.text) for part in root.iter("title"))
    return next((one for one in (*told, *written) if one is not None), None)


def _digest(said: list[str]) -> str:
    """Return the digest of the lines, in whatever order they stand and however often."""
    whole = "\n".join(sorted(set(said)))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()[:32]
