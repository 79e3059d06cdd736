"""Cards: a link on a page with what stands around it: its headline and its date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.elements import name, text
from monitor.discover.titles import link, title
from monitor.model.dates import stamp
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, SourceKind

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEVELS = 4
"""So far up from a link its own date and headline are looked for."""
_DATED = re.compile(r"date|time|publish|posted|stamp|meta", re.IGNORECASE)
_LONGEST_DATE = 60
_IN_ADDRESS = re.compile(r"/(20[0-3]\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-])")


def target(anchor: etree._Element, base: str) -> str | None:
    """Return the page that the link leads to; None if it stays on its own."""
    href = anchor.get("href", "")
    url = None if href.strip().startswith("#") else link(href, base)
    return url.partition("#")[0] if url else None


def candidates_of(anchors: Iterable[etree._Element], base: str) -> tuple[Candidate, ...]:
    """Return the pages that the links lead to, each once with its best title, in their order."""
    listed = list(anchors)
    chosen = set(listed)
    found: dict[str, Candidate] = {}
    ranks: dict[str, tuple[int, int]] = {}
    for anchor in listed:
        url = target(anchor, base)
        if url is None or (url not in found and len(found) == MOST_CANDIDATES):
            continue
        headline, rank = shown_title(anchor)
        if url not in found:
            published = _date(anchor, chosen) or _date_in(url)
            found[url] = Candidate(
                url=url, title=headline, published=published, kind=SourceKind.LISTING
            )
        elif rank > ranks[url]:
            found[url] = replace(found[url], title=headline)
        ranks[url] = max(rank, ranks.get(url, rank))
    return tuple(found.values())


def shown_title(anchor: etree._Element) -> tuple[str | None, tuple[int, int]]:
    """Return the headline in the link, else its words, else what it calls itself or its picture;
    and how good that is, to be compared.
    """
    inside = (part for part in anchor.iter(etree.Element) if name(part) in HEADINGS)
    headings = [read for part in inside if (read := title(_words(part))) is not None]
    if headings:
        return headings[0], (3, len(headings[0]))
    words = title(_words(anchor))
    if words is not None:
        return words, (3 if in_heading(anchor) else 2, len(words))
    called = [anchor.get("title"), anchor.get("aria-label")]
    called += [image.get("alt") for image in anchor.iter("img")]
    told = next((read for part in called if (read := title(part)) is not None), None)
    return told, (1 if told else 0, 0)


def in_heading(anchor: etree._Element) -> bool:
    """Return whether the link stands in a heading."""
    above = zip(range(_LEVELS), anchor.iterancestors(), strict=False)
    return any(name(one) in HEADINGS for _, one in above)


def cards(anchor: etree._Element, chosen: set[etree._Element]) -> Iterator[etree._Element]:
    """Yield the link, and the elements around it that have none of the chosen links to elsewhere,
    the nearest first.
    """
    yield anchor
    for level, card in enumerate(anchor.iterancestors()):
        others = (part for part in card.iter("a") if part in chosen)
        if level == _LEVELS or any(part.get("href") != anchor.get("href") for part in others):
            return
        yield card


def _date(anchor: etree._Element, chosen: set[etree._Element]) -> Stamp | None:
    """Return the date in the link, or in the nearest element around it that has no other link."""
    for card in cards(anchor, chosen):
        for element in card.iter(etree.Element):
            written = _written_date(element)
            if written and (read := stamp(written)) is not None:
                return read
    return None


def _written_date(element: etree._Element) -> str | None:
    if name(element) == "time":
        return element.get("datetime") or text(element)
    if not _DATED.search(element.get("class") or ""):
        return None
    words = text(element)
    return words if len(words) <= _LONGEST_DATE else None


def _date_in(url: str) -> Stamp | None:
    """Return the day that the address bears, as many outlets' do."""
    found = _IN_ADDRESS.search(url)
    return stamp("-".join(found.groups())) if found else None


def _words(element: etree._Element) -> str:
    return " ".join(map(str, element.itertext()))
