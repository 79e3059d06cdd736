"""The healthy ones among the hostile: outlets that publish an article at a known moment."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import Enum
from hashlib import sha256
from html import escape
from time import monotonic

from tests.fakes.newsroom import Printed, page
from tests.fakes.stories import GIVERS, before, pledge
from tests.hostile.wire import Asked, Line

EVERY = 2.0
"""Seconds between two polls of an outlet."""
LISTED = 40
"""So many articles, the latest ones, stand in the list of an outlet."""


class Kind(Enum):
    """How an outlet lists its articles: the word in sources.yaml, and the media type."""

    FEED = ("feed", "application/rss+xml")
    SITEMAP = ("sitemap", "application/xml")
    LISTING = ("listing", "text/html; charset=utf-8")


@dataclass
class Outlet:
    """One healthy source: what it has printed, and when its list was asked for (monotonic)."""

    name: str
    kind: Kind
    url: str = ""
    polled: list[float] = field(default_factory=list)
    _printed: dict[str, Printed] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, article: Printed) -> None:
        """Print the article."""
        with self._lock:
            self._printed[f"/{article.slug}"] = article

    async def answer(self, asked: Asked, line: Line) -> None:
        """Answer for the list and for each article; it knows what its readers have."""
        with self._lock:
            listed = list(self._printed.values())[-LISTED:]
            article = self._printed.get(asked.path)
        if article is not None:
            await line.page(page(article, self.name).encode())
        elif asked.path == "/":
            self.polled.append(monotonic())
            await self._list(asked, line, _LISTS[self.kind](self.url, listed).encode())
        else:
            await line.head(404, Content_Length=0)
            line.stays = True

    async def _list(self, asked: Asked, line: Line, body: bytes) -> None:
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            await line.head(304, ETag=tag)
            line.stays = True
        else:
            await line.page(body, self.kind.value[1], ETag=tag)


def _feed(url: str, listed: list[Printed]) -> str:
    items = "".join(
        f"<item><title>{escape(a.title)}</title><link>{url}{a.slug}</link>"
        f"<pubDate>{format_datetime(a.at)}</pubDate></item>"
        for a in listed
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def _sitemap(url: str, listed: list[Printed]) -> str:
    entries = "".join(
        f"<url><loc>{url}{a.slug}</loc><lastmod>{a.at.isoformat()}</lastmod></url>" for a in listed
    )
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"


def _listing(url: str, listed: list[Printed]) -> str:
    links = "".join(
        f'<li><a href="{url}{a.slug}">{escape(a.title)}</a>'
        f'<time datetime="{a.at.isoformat()}"></time></li>'
        for a in listed
    )
    return f"<!doctype html><title>News</title><ul>{links}<li>and more</li></ul>"


_LISTS: dict[Kind, Callable[[str, list[Printed]], str]] = {
    Kind.FEED: _feed,
    Kind.SITEMAP: _sitemap,
    Kind.LISTING: _listing,
}


@dataclass
class Press:
    """All outlets, and when each giver's pledge was printed (seconds of the monotonic clock).

    `kept` givers are left to others.
    """

    outlets: tuple[Outlet, ...]
    kept: int
    printed: dict[str, float] = field(default_factory=dict)

    @property
    def givers(self) -> tuple[str, ...]:
        """Return whose pledges can be printed, each once."""
        return GIVERS[self.kept :]

    def open(self) -> None:
        """Print one piece of no news in each outlet, so that its first look finds something."""
        for number, outlet in enumerate(self.outlets):
            article = pledge(number, _now())
            plain = ("The pier was calm. " * 9,)
            outlet.publish(Printed(slug="calm", title="Calm", paragraphs=plain, at=article.at))

    def publish_next(self) -> str:
        """Print the next pledge in the next outlet, and return its giver."""
        number = len(self.printed)
        giver = self.givers[number]
        outlet = self.outlets[number % len(self.outlets)]
        outlet.publish(pledge(self.kept + number, _now()))
        self.printed[giver] = monotonic()
        return giver


def _now() -> datetime:
    return before(datetime.now(UTC), 1)  # noqa: TID251 - the daemon's clock is the real one
