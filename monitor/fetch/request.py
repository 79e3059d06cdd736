"""Requests: what is said when asking for a page, and what the answer means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.fetch.charset import charset
from monitor.fetch.waits import kept_for, retry_at
from monitor.model.page import NotModified, Page, Reason, Request, Unavailable

AGENT = "monitor"
"""The name that robots.txt files call us by."""
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "text/html;q=0.9, application/xml;q=0.9, */*;q=0.5"
)
PATIENCE = timedelta(seconds=10)
_LONGEST_HEADER = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An answer without its body; names of `headers` are in lower case. `moved_to`: where redirects
    that hold for good led.
    """

    request: Request
    url: str
    status: int
    headers: Mapping[str, str]
    received_at: datetime
    moved_to: str | None = None


def user_agent(version: str, contact: str | None) -> str:
    """Return the honest name: the program, its version, and whom to ask about it."""
    return f"{AGENT}/{version} (+{contact})" if contact else f"{AGENT}/{version}"


def request_headers(
    request: Request, *, agent: str, own: tuple[tuple[str, str], ...] = ()
) -> dict[str, str]:
    """Return the headers of a GET, conditional where the last answer left validators.

    Those that the source has of its `own` go before ours.
    """
    headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, identity"}
    for name, value in own:
        known = next((given for given in headers if given.lower() == name.lower()), name)
        headers[known] = value
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    return headers


def without_body(head: Head) -> NotModified | Unavailable | None:
    """Return what the answer means if its body does not matter; None: it is a page, read on."""
    status, asked = head.status, head.request
    if status in {200, 203, 204}:
        return None
    if status == 304 and (asked.etag or asked.last_modified):
        max_age = kept_for(head.headers, now=head.received_at)
        return NotModified(url=asked.url, max_age=max_age, moved_to=head.moved_to)
    return Unavailable(
        url=asked.url,
        reason=_reason(status),
        detail=f"answered {status}",
        retry_at=retry_at(head.headers.get("retry-after"), now=head.received_at),
        lasting=status in {404, 410},
    )


def put_off(head: Head) -> Unavailable | None:
    """Return that a redirect is to be followed later, if it asks for more than a little patience:
    so do those to pages that only say that the site is being mended.
    """
    at = retry_at(head.headers.get("retry-after"), now=head.received_at)
    if at is None or at - head.received_at <= PATIENCE:
        return None
    detail = f"answered {head.status}: to be followed later"
    return Unavailable(url=head.request.url, reason=Reason.SERVER_ERROR, detail=detail, retry_at=at)


def page(head: Head, body: bytes) -> Page:
    """Return the page that the head and the whole unpacked body make."""
    content_type = _header(head, "content-type")
    return Page(
        url=head.url,
        asked=head.request.url,
        body=body,
        content_type=content_type,
        charset=charset(content_type),
        etag=_header(head, "etag"),
        last_modified=_header(head, "last-modified"),
        fetched_at=head.received_at,
        max_age=kept_for(head.headers, now=head.received_at),
        moved_to=head.moved_to,
    )


_REASONS = {
    401: Reason.FORBIDDEN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    408: Reason.TIMEOUT,
    410: Reason.GONE,
    429: Reason.TOO_MANY,
    451: Reason.FORBIDDEN,
}


def _reason(status: int) -> Reason:
    if status in _REASONS:
        return _REASONS[status]
    match status // 100:
        case 4:
            return Reason.CLIENT_ERROR
        case 5:
            return Reason.SERVER_ERROR
        case _:
            return Reason.PROTOCOL


def _header(head: Head, name: str) -> str | None:
    """Return the header if it can be kept and sent back as it is."""
    value = head.headers.get(name)
    usable = value and len(value) <= _LONGEST_HEADER and value.isascii() and value.isprintable()
    return value if usable else None
