"""What other readers find in a list: feedparser in a feed, the standard library in the rest."""

import gzip
import json
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import feedparser

_UNSEEN = frozenset({"script", "style"})
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a reader found of one entry; a day without a time is at its midnight."""

    title: str | None
    link: str | None
    published: datetime | None
    updated: datetime | None


def by_feedparser(body: bytes, headers: dict[str, str]) -> list[Entry]:
    """Return the entries as feedparser reads them, as it comes."""
    told = feedparser.parse(BytesIO(body), response_headers=headers)
    return [
        Entry(
            title=plain(entry.get("title")),
            link=entry.get("link") or None,
            published=_moment(dict.get(entry, "published_parsed")),
            updated=_moment(dict.get(entry, "updated_parsed")),
        )
        for entry in told["entries"]
    ]


def by_standard_library(name: str, body: bytes) -> list[Entry]:
    """Return the pages of a whole sitemap, the sitemaps of an index, or the items of a JSON Feed,
    read by the standard library.
    """
    if name.endswith(".json"):
        items = json.loads(body)["items"]
        return [
            Entry(
                title=plain(one.get("title")),
                link=one.get("url"),
                published=_iso(one.get("date_published")),
                updated=_iso(one.get("date_modified")),
            )
            for one in items
        ]
    if name.endswith(".gz"):
        body = gzip.decompress(body)
    listed = list(ET.fromstring(body.strip()))
    return [
        Entry(
            title=plain(one.findtext(f"{_NEWS}news/{_NEWS}title")),
            link=(one.findtext(f"{_SITEMAP}loc") or "").strip() or None,
            published=_iso(one.findtext(f"{_NEWS}news/{_NEWS}publication_date")),
            updated=_iso(one.findtext(f"{_SITEMAP}lastmod")),
        )
        for one in listed
    ]


def plain(markup: str | None) -> str | None:
    """Return the words of a title, on one line; what is escaped twice is read twice."""
    text = markup or ""
    for _ in range(2):
        words = _Words()
        words.feed(text)
        words.close()
        text = "".join(words.said)
    return " ".join(text.split()) or None


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)


def _moment(parts: Any) -> datetime | None:
    return datetime.fromtimestamp(timegm(parts), UTC) if parts else None


def _iso(written: str | None) -> datetime | None:
    if not written:
        return None
    read = datetime.fromisoformat(written.strip())
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
