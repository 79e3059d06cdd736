"""A newsroom on loopback in a thread of its own: feeds and pages that change as a test goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """An article as it stands on its page; `paragraphs` are its text."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    at: datetime


@dataclass
class Newsroom:
    """Any number of outlets at one address, each with a feed at `/OUTLET/feed`.

    `other` are bodies (with their status) that stand at further paths. `door`: a header that all
    must send who are let in. `heard` are the headers of all requests, with their paths. `name`: an
    address that its links have instead, for readers that dial by name.
    """

    port: int = 0
    name: str | None = None
    asked: list[str] = field(default_factory=list)
    other: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    not_modified: int = 0
    door: tuple[str, str] | None = None
    heard: list[tuple[str, Message]] = field(default_factory=list)
    _printed: dict[str, dict[str, Printed]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Where the newsroom is, without a slash at the end."""
        return self.name or f"http://{LOOPBACK}:{self.port}"

    def feed(self, outlet: str) -> str:
        """Return the address of the outlet's feed."""
        return f"{self.url}/{outlet}/feed"

    def publish(self, outlet: str, *articles: Printed) -> None:
        """Print articles; one with the slug of an earlier one takes its place."""
        with self._lock:
            self._printed.setdefault(outlet, {}).update({a.slug: a for a in articles})

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, media type and body of what stands at the path."""
        with self._lock:
            self.asked.append(path)
            if path in self.other:
                return self.other[path]
            outlet, _, name = path.partition("?")[0].strip("/").partition("/")
            printed = self._printed.get(outlet)
            if printed is not None and name == "feed":
                return 200, "application/rss+xml", self._feed(outlet, printed).encode()
            if printed is not None and name in printed:
                return 200, "text/html; charset=utf-8", page(printed[name], outlet).encode()
            return 404, "text/plain", b"nothing here\n"

    def _feed(self, outlet: str, printed: dict[str, Printed]) -> str:
        items = "".join(
            f"<item><title>{escape(a.title)}</title><link>{self.url}/{outlet}/{a.slug}</link>"
            f"<pubDate>{format_datetime(a.at)}</pubDate></item>"
            for a in reversed(printed.values())
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title>'
            f"<link>{self.url}/{outlet}</link><description>News</description>{items}</channel></rss>"
        )


def page(article: Printed, outlet: str) -> str:
    """Return the article as a page with a little furniture around it."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
    at = article.at.astimezone(UTC).isoformat()
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(article.title)}</title>'
        f'<meta property="article:published_time" content="{at}">'
        f'<meta property="og:site_name" content="{escape(outlet)}"></head><body>'
        "<nav><a href='/'>Home</a> <a href='/contact'>Contact</a></nav>"
        f"<article><h1>{escape(article.title)}</h1>{text}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


@contextmanager
def served(answering: type[BaseHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    """Answer requests at a free port of loopback, each in a thread, while the block lasts."""
    server = ThreadingHTTPServer((LOOPBACK, 0), answering)
    serving = threading.Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    try:
        yield server
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


class Quiet(BaseHTTPRequestHandler):
    """A handler that keeps connections open and logs nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def tell(self, status: int, media_type: str, body: bytes, **headers: str) -> None:
        """Send an answer; who has hung up meanwhile does not hear it."""
        try:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True

    def handle(self) -> None:
        """Answer until the connection ends, whichever way."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    """Run a newsroom while the block lasts; it knows what its readers have (ETag)."""
    room = Newsroom()

    class Answering(Quiet):
        def do_GET(self) -> None:
            room.heard.append((self.path, self.headers))
            status, media_type, body = room.answer(self.path)
            if room.door is not None and self.headers.get(room.door[0]) != room.door[1]:
                status, media_type, body = 401, "text/plain", b"who are you?\n"
            tag = f'"{sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                room.not_modified += 1
                self.tell(304, media_type, b"", ETag=tag)
            else:
                self.tell(status, media_type, body, ETag=tag)

    with served(Answering) as server:
        room.port = server.server_port
        yield room
