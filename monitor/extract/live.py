"""The entries of a live blog: as JSON-LD lists them, else as the page marks them."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import takewhile
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement, fromstring

from monitor.extract.byline import LONGEST_NAME, MOST_AUTHORS
from monitor.extract.clean import clean_line, clean_text
from monitor.extract.dates import EARLIEST, own_date, plausible
from monitor.extract.head import Head
from monitor.extract.jsonld import Claims, Live, live
from monitor.model.dates import stamp
from monitor.model.moment import Stamp

MOST_ENTRIES = 200
LEAST_ENTRIES = 2
SHORTEST = 40  # characters of an entry's text
QUIET = timedelta(hours=8)
"""How long after its last entry a live blog counts as over, if it does not say so itself."""

_ENTRY = frozenset({"article", "section", "li", "div"})
_DECLARED = re.compile(
    r"(?:^|[-_\s])live-?_?(?:blog|ticker|updates?|feed|stream|reporting)", re.IGNORECASE
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_PARAGRAPHS = ("p", "li", "blockquote", "h2", "h3", "h4")
_HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: its address, its text, a paragraph a line, and what else it tells of itself.

    `made`: the address is ours, for the entry tells none.
    """

    address: str
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    made: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlog:
    """The entries, oldest first, and whether more may come."""

    entries: tuple[Entry, ...]
    ongoing: bool


def live_blog(tree: HtmlElement, head: Head, *, url: str, seen_at: datetime) -> LiveBlog | None:
    """Return the entries of a page that declares itself live; None for any other, or under two."""
    claimed = live(head.blocks)
    if claimed is None and not _declared(tree):
        return None
    told = _claimed(claimed, url, seen_at) if claimed else []
    entries = told
    if sum(not entry.made for entry in told) < LEAST_ENTRIES:
        marked = _marked(tree, url, seen_at)
        entries = marked if len(marked) >= LEAST_ENTRIES else told
    if len(entries) < LEAST_ENTRIES:
        return None
    ends = plausible(stamp(claimed.ends), seen_at=seen_at) if claimed and claimed.ends else None
    entries.sort(key=_when)
    over = ends is not None and ends.at <= seen_at
    recent = _when(entries[-1]) >= seen_at - QUIET
    return LiveBlog(entries=tuple(entries[-MOST_ENTRIES:]), ongoing=recent and not over)


def _when(entry: Entry) -> datetime:
    """Return when the entry was published; what tells no time comes first."""
    return entry.published.at if entry.published else EARLIEST


def _declared(tree: HtmlElement) -> bool:
    """Return whether the page marks itself, or its main part, as a live blog."""
    for element in tree.iter("body", "main", "article", "section", "div"):
        if (element.get("itemtype") or "").endswith("LiveBlogPosting"):
            return True
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _DECLARED.search(named):
            return True
    return False


def _claimed(claimed: Live, url: str, seen_at: datetime) -> list[Entry]:
    found: dict[str, Entry] = {}
    for one in claimed.entries:
        text = _plain(one.body or "")
        if len(text) < SHORTEST:
            continue
        entry = _of_claims(one, _address(url, clean_text(one.address or "")) or "", text, seen_at)
        if not entry.address and entry.published is not None:
            entry = replace(entry, address=_made_address(url, entry), made=True)
        if entry.address:
            found.setdefault(entry.address, entry)
    return list(found.values())


def _made_address(url: str, entry: Entry) -> str:
    """Return an address by which an entry that tells none is known each time: the page's, with a
    mark of when it was published and of its headline, or of its text if it has none.
    """
    said = f"{entry.published}\n{entry.title or entry.text}"
    mark = sha256(said.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{urldefrag(url)[0]}#entry-{mark}"


def _of_claims(claims: Claims, address: str, text: str, seen_at: datetime) -> Entry:
    return Entry(
        address=address,
        text=text,
        title=claims.headline,
        authors=tuple(clean_line(name, LONGEST_NAME) for name in claims.authors[:MOST_AUTHORS]),
        published=own_date((claims.published,), beside=(claims.updated,), seen_at=seen_at),
        updated=own_date((claims.updated,), beside=(claims.published,), seen_at=seen_at),
    )


def _plain(text: str) -> str:
    """Return the text without markup, a paragraph a line."""
    if not _MARKUP.search(text):
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return _paragraphs(fromstring(f"<div>{text}</div>"))


def _address(url: str, told: str) -> str | None:
    """Return the entry's own address on the page's host, None if it is that of the page."""
    if not told:
        return None
    try:
        found, page = urljoin(url, told), urldefrag(url)[0]
        same_host = urlsplit(found).hostname == urlsplit(url).hostname
    except ValueError:
        return None
    return found if same_host and found not in (page, url) else None


def _marked(tree: HtmlElement, url: str, seen_at: datetime) -> list[Entry]:
    """Return the entries of that group of like neighbours, each with a time, which is largest."""
    groups: defaultdict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for time in tree.iter("time"):
        block = _block_of(time) if time.get("datetime") else None
        if block is not None:
            group = groups[block.getparent(), block.tag]
            if not group or group[-1] is not block:
                group.append(block)
    blocks = max(groups.values(), key=len, default=[])
    found: dict[str, Entry] = {}
    for block in blocks:
        entry = _of_block(block, url, seen_at)
        if entry is not None:
            found.setdefault(entry.address, entry)
    return list(found.values())


def _block_of(time: HtmlElement) -> HtmlElement | None:
    """Return the nearest element around the time that an anchor or a permalink can lead to."""
    for above in time.iterancestors(*_ENTRY):
        if _mark(above) and above.getparent() is not None:
            return above
    return None


def _mark(block: HtmlElement) -> str | None:
    marks = (block.get(name) for name in ("id", "data-id", "data-entry-id"))
    return next((str(mark) for mark in marks if mark), None)


def _of_block(block: HtmlElement, url: str, seen_at: datetime) -> Entry | None:
    title = next((" ".join(h.text_content().split()) for h in block.iter(*_HEADINGS)), None)
    text = _paragraphs(block, title)
    if len(text) < SHORTEST:
        return None
    mark = _mark(block)
    times = [time.get("datetime") for time in block.iter("time") if time.get("datetime")]
    return Entry(
        address=f"{urldefrag(url)[0]}#{mark}",
        text=text,
        title=title,
        published=own_date(times[:1], beside=times, seen_at=seen_at),
    )


def _paragraphs(block: HtmlElement, title: str | None = None) -> str:
    """Return the text of the block's paragraphs, of all of it where it has none, but its title."""
    lines = []
    for element in block.iter(*_PARAGRAPHS):
        around = takewhile(lambda above: above is not block, element.iterancestors())
        within = any(above.tag in _PARAGRAPHS for above in around)
        line = "" if within else " ".join(element.text_content().split())
        if line and line != title:
            lines.append(line)
    return "\n".join(lines) or " ".join(block.text_content().split())
