"""The newsroom: all outlets in one web server on loopback, each at a port of its own."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.app.demo.layouts import page
from monitor.app.demo.listings import MEDIA_TYPES, listing
from monitor.app.demo.outlets import OUTLETS, Outlet
from monitor.app.demo.printing import Printed

ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /archive\n"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What stands at an address, and when it was last changed."""

    text: str
    media_type: str
    changed: datetime


@dataclass(slots=True)
class Newsroom:
    """The pages of all outlets as they stand at the moment; `publish` changes them.

    `ports` gives the port of each outlet on the loopback address.
    """

    opened: datetime
    ports: dict[str, int]
    _pages: dict[tuple[str, str], tuple[Printed, datetime]] = field(default_factory=dict)
    _editions: dict[str, int] = field(default_factory=dict)

    def publish(self, articles: Iterable[Printed]) -> None:
        """Print the articles; one that stands there already takes the place of its older state."""
        for article in articles:
            edition = self._editions.get(article.outlet, 0) + 1
            self._editions[article.outlet] = edition
            changed = self.opened + timedelta(seconds=edition)
            self._pages[article.outlet, article.path] = (article, changed)

    def home(self, outlet: str) -> str:
        """Return the address of the outlet, without a slash at its end."""
        return f"http://{LOOPBACK}:{self.ports[outlet]}"

    def listed_at(self, outlet: Outlet) -> str:
        """Return the address of the outlet's listing."""
        return f"{self.home(outlet.id)}{outlet.listed_at}"

    def application(self) -> Starlette:
        """Return the web application; it tells the outlets apart by their ports."""
        by_port = {port: outlet for outlet, port in self.ports.items()}
        outlets = {outlet.id: outlet for outlet in OUTLETS}

        async def answer(request: Request) -> Response:
            outlet = outlets[by_port[request.scope["server"][1]]]
            body = self._body(outlet, request.url.path)
            if body is None:
                return Response("Nothing here.\n", status_code=404, media_type="text/plain")
            return _response(request, outlet, body)

        return Starlette(routes=[Route("/{path:path}", answer, methods=["GET"])])

    def _body(self, outlet: Outlet, path: str) -> _Body | None:
        if path == "/robots.txt":
            return _Body(text=ROBOTS, media_type="text/plain", changed=self.opened)
        home = self.home(outlet.id)
        if path == outlet.listed_at:
            mine = [(a, t) for (o, _), (a, t) in self._pages.items() if o == outlet.id]
            return _Body(
                text=listing(outlet, [article for article, _ in mine], home),
                media_type=MEDIA_TYPES[outlet.listing],
                changed=max((changed for _, changed in mine), default=self.opened),
            )
        found = self._pages.get((outlet.id, path))
        if found is None:
            return None
        article, changed = found
        text = page(outlet, article, f"{home}{path}")
        return _Body(text=text, media_type="text/html", changed=changed)


def _response(request: Request, outlet: Outlet, body: _Body) -> Response:
    """Return the body, or 304 to a reader who has it; packed where outlet and reader can."""
    content = body.text.encode()
    changed = body.changed.replace(microsecond=0)
    headers = {"cache-control": "no-cache", "vary": "accept-encoding"}
    if outlet.dated:
        headers["last-modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    else:
        headers["etag"] = f'"{sha256(content).hexdigest()[:20]}"'
    if _has_it(request, headers, changed):
        return Response(status_code=304, headers=headers)
    if outlet.gzip and "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(content, headers=headers, media_type=body.media_type)


def _has_it(request: Request, headers: dict[str, str], changed: datetime) -> bool:
    if "etag" in headers:
        return request.headers.get("if-none-match") == headers["etag"]
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since) >= changed
    except (TypeError, ValueError):
        return False
