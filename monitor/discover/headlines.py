"""Headlines: the links of a page that lead to articles, found by what they are like.

A link to an article shows a headline, stands in a card with others of its kind, and leads to an
address that names or numbers a page; a link of the navigation does none of that.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml import etree

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.cards import HEADINGS, candidates_of, in_heading, shown_title, target
from monitor.discover.elements import name
from monitor.discover.markup import classes, selected
from monitor.discover.shapes import may_be_article, numbered_stem, same_site, shape
from monitor.model.source import Candidate

FEWEST = 3
"""Fewer links are no list."""
MOST_LINKS = 4 * MOST_CANDIDATES
ENOUGH = 4
"""Points that a link to an article has at least."""
MANY_ALIKE = 5
"""So many articles with addresses of one shape: others of that shape are articles too."""
_CHROME = frozenset({"nav", "footer", "form", "menu"})
_CHROME_ROLES = frozenset({"navigation", "contentinfo", "menu", "menubar", "search"})
_CHROME_CLASS = re.compile(
    r"(?!(?:has|no|with|is|page)[-_])(?:.*[-_])?(?:nav\w*|menu\w*|footer\w*|breadcrumbs?|pagination"
    r"|pager|social|share|sharing|tags?|tag-?list|by-?line|authors?|cookies?|consent|newsletter"
    r"|subscribe|login|skip|toolbar|topbar|sponsor\w*|advert\w*|ads?|promo\w*|ticker)(?:[-_].*)?",
    re.IGNORECASE,
)
_CARD_CLASS = re.compile(
    r"(?:.*[-_])?(?:card|teaser|story|stories|item|entry|post|article|headline|title|list|feed"
    r"|news|promo-?image)(?:[-_].*)?",
    re.IGNORECASE,
)
_CHROME_LEVELS = 8
_CARD_LEVELS = 3
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_SELECTOR_LEVELS = 4
_PLAIN_CLASS = re.compile(r"[A-Za-z][A-Za-z_-]*(?:\d{0,2})")
"""A class that a person gave; those that tools make change with each release."""
GOOD = 0.9
"""What a selector must reach, of 1: the harmonic mean of how much is right and how much found."""
_MOST_SELECTORS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    anchor: etree._Element
    url: str
    points: int
    headline: bool


def article_links(root: etree._Element, base: str) -> tuple[Candidate, ...]:
    """Return what the links of the page lead to that are like links to articles, each once, in
    document order; nothing if they are too few for a list. `base`: the page's URL.

    They lead to the page's own site, unless hardly any does: then it is a list of others' articles.
    """
    chosen = _articles(_links(root, base), base)
    return candidates_of((one.anchor for one in chosen), base)


def link_selector(root: etree._Element, base: str) -> str | None:
    """Return a simple CSS selector that names nearly the links that `article_links` finds; None if
    there is none.
    """
    every = _links(root, base)
    chosen = _articles(every, base)
    return _selector(root, {one.anchor: one.url for one in every}, chosen) if chosen else None


def _articles(every: list[_Link], base: str) -> list[_Link]:
    for links in ([one for one in every if same_site(one.url, base)], every):
        chosen = _chosen(links)
        if len({one.url for one in chosen}) >= FEWEST:
            return chosen
    return []


def _links(root: etree._Element, base: str) -> list[_Link]:
    here = base.partition("#")[0].rstrip("/")
    found: list[_Link] = []
    for _, anchor in zip(range(MOST_LINKS), root.iter("a"), strict=False):
        url = target(anchor, base)
        if url is not None and url.rstrip("/") != here:
            found.append(_link(anchor, url))
    return _with_short_numbers(found)


def _with_short_numbers(links: list[_Link]) -> list[_Link]:
    """Return the links; addresses that differ in a short number only are like articles' where many
    do, most of those show headlines, and the page has no more articles with other addresses.
    """
    alike: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    stems = [numbered_stem(one.url) if one.points else None for one in links]
    for one, stem in zip(links, stems, strict=True):
        if stem is not None:
            alike[stem][one.url] = alike[stem].get(one.url, False) or one.headline
    others = len({one.url for one in links if one.points >= ENOUGH and may_be_article(one.url)})
    articles = {
        stem
        for stem, shown in alike.items()
        if (headlines := sum(shown.values())) >= max(MANY_ALIKE, others)
        and 2 * headlines > len(shown)
    }
    return [
        replace(one, points=one.points + 2)
        if stem in articles and not may_be_article(one.url)
        else one
        for one, stem in zip(links, stems, strict=True)
    ]


def _chosen(links: list[_Link]) -> list[_Link]:
    """Return the links to pages that one link at least shows to be articles."""
    best: dict[str, int] = {}
    for one in links:
        best[one.url] = max(best.get(one.url, 0), one.points)
    articles = {url for url, points in best.items() if points >= ENOUGH}
    usual = Counter(shape(url) for url in articles)
    doubtful = (url for url, points in best.items() if 1 < points < ENOUGH)
    alike = {url for url in doubtful if may_be_article(url) and usual[shape(url)] >= MANY_ALIKE}
    kept = articles | alike
    return [one for one in links if one.url in kept and one.points > 0]


def _link(anchor: etree._Element, url: str) -> _Link:
    """Return the link with how like one to an article it is."""
    if _stands_aside(anchor):
        return _Link(anchor=anchor, url=url, points=0, headline=False)
    heading = in_heading(anchor) or any(
        name(part) in HEADINGS for part in anchor.iter(etree.Element)
    )
    points = 2 * may_be_article(url) + heading + _in_card(anchor)
    words, (kind, _) = shown_title(anchor)
    headline = kind > 1 and words is not None and _is_headline(words, least=3 if heading else 4)
    return _Link(anchor=anchor, url=url, points=points + 2 * headline, headline=headline)


def _is_headline(words: str, *, least: int) -> bool:
    if len(_UNSPACED.findall(words)) >= 2 * least:
        return True
    return len(words.split()) >= least and len(words) >= 4 * least


def _stands_aside(anchor: etree._Element) -> bool:
    for _, element in zip(range(_CHROME_LEVELS), _upwards(anchor), strict=False):
        tag = name(element)
        if tag in {"main", "article", "body"}:
            return False
        if tag in _CHROME or element.get("role", "").lower() in _CHROME_ROLES:
            return True
        named = classes(element) | {element.get("id") or ""}
        if any(_CHROME_CLASS.fullmatch(one) for one in named):
            return True
    return False


def _in_card(anchor: etree._Element) -> bool:
    for _, element in zip(range(_CARD_LEVELS + 1), _upwards(anchor), strict=False):
        if name(element) == "article" or any(map(_CARD_CLASS.fullmatch, classes(element))):
            return True
    return False


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _selector(
    root: etree._Element, leads: dict[etree._Element, str], chosen: list[_Link]
) -> str | None:
    """Return the best, then the shortest, of the simple selectors that name nearly these pages."""
    wanted = {one.url for one in chosen}
    tried = Counter(way for one in chosen for way in _ways(one.anchor))
    ranked: list[tuple[float, int, str]] = []
    for way, _ in tried.most_common(_MOST_SELECTORS):
        urls = {leads[part] for part in selected(root, way) if part in leads}
        good = 2 * len(urls & wanted) / (len(urls) + len(wanted))
        ranked.append((round(good, 2), -len(way), way))
    good, _, way = max(ranked, default=(0.0, 0, ""))
    return way if good >= GOOD else None


def _ways(anchor: etree._Element) -> Iterator[str]:
    """Yield simple selectors of the link: by its own class, or by what is around it."""
    own = [f"a.{one}" for one in _plain(anchor)]
    yield from own
    within = takewhile(lambda above: name(above) != "body", anchor.iterancestors())
    for _, above in zip(range(_SELECTOR_LEVELS), within, strict=False):
        tag = name(above)
        steps = [f"{tag}.{one}" for one in _plain(above)]
        if tag in HEADINGS or tag in {"article", "main", "li"}:
            steps.append(tag)
        for step in steps:
            yield f"{step} a"
            yield from (f"{step} {one}" for one in own)


def _plain(element: etree._Element) -> list[str]:
    return sorted(one for one in classes(element) if _PLAIN_CLASS.fullmatch(one))
