"""Requests: what is said when asking for a page, and what the answer means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.fetch.charset import charset
from monitor.model.page import NotModified, Page, Reason, Request, Unavailable

AGENT = "monitor"
"""The name that robots.txt files call us by."""
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "text/html;q=0.9, application/xml;q=0.9, */*;q=0.5"
)
_SECONDS = re.compile(r"\s*(\d{1,7})\s*")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)
_LONGEST_HEADER = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An answer without its body; names of `headers` are in lower case."""

    request: Request
    url: str
    status: int
    headers: Mapping[str, str]
    received_at: datetime


def user_agent(version: str, contact: str | None) -> str:
    """Return the honest name: the program, its version, and whom to ask about it."""
    return f"{AGENT}/{version} (+{contact})" if contact else f"{AGENT}/{version}"


def request_headers(request: Request, *, agent: str) -> dict[str, str]:
    """Return the headers of a GET, conditional where the last answer left validators."""
    headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, identity"}
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    return headers


def without_body(head: Head) -> NotModified | Unavailable | None:
    """Return what the answer means if its body does not matter; None: it is a page, read on."""
    status, asked = head.status, head.request
    if status in {200, 203}:
        return None
    if status == 304 and (asked.etag or asked.last_modified):
        return NotModified(url=asked.url, max_age=_max_age(head.headers))
    return Unavailable(
        url=asked.url,
        reason=_reason(status),
        detail=f"answered {status}",
        retry_at=retry_at(head.headers.get("retry-after"), now=head.received_at),
        lasting=status in {404, 410},
    )


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
        max_age=_max_age(head.headers),
    )


def retry_at(retry_after: str | None, *, now: datetime) -> datetime | None:
    """Return the moment that a Retry-After header names, in seconds or as a date; None if none."""
    if not retry_after:
        return None
    if seconds := _SECONDS.fullmatch(retry_after):
        return now + timedelta(seconds=int(seconds.group(1)))
    try:
        moment = parsedate_to_datetime(retry_after)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


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


def _max_age(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long the answer still keeps, less the time that it already spent in caches."""
    control = headers.get("cache-control", "")
    keeps = _MAX_AGE.search(control)
    if keeps is None or _NOT_KEPT.search(control):
        return None
    spent = _SECONDS.fullmatch(headers.get("age", ""))
    return timedelta(seconds=max(0, int(keeps.group(1)) - (int(spent.group(1)) if spent else 0)))


def _header(head: Head, name: str) -> str | None:
    """Return the header if it can be kept and sent back as it is."""
    value = head.headers.get(name)
    usable = value and len(value) <= _LONGEST_HEADER and value.isascii() and value.isprintable()
    return value if usable else None
