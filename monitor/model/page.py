"""Answers of web servers, as outcomes: a page, not modified, or unavailable with the reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HTML_BYTES = 2_000_000
FEED_BYTES = 5_000_000
ROBOTS_BYTES = 512_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One GET: validators of the last answer, limits of unpacked bytes and of time for all of
    it.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    max_bytes: int = HTML_BYTES
    timeout: timedelta = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A body that was received whole; `url` is where it was found in the end, `asked` where it was
    asked. `moved_to`: where redirects that hold for good led from there.
    """

    url: str
    asked: str
    body: bytes
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime
    max_age: timedelta | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed since the validators given."""

    url: str
    max_age: timedelta | None = None
    moved_to: str | None = None


class Reason(StrEnum):
    """Why a page could not be had."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    NAME_UNKNOWN = "name_unknown"
    TLS = "tls"
    ADDRESS_REFUSED = "address_refused"
    ROBOTS = "robots"
    REDIRECTS = "redirects"
    SCHEME = "scheme"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    PROTOCOL = "protocol"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    TOO_MANY = "too_many_requests"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    UNREADABLE = "unreadable"
    WALLED = "walled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """No page, why, and when the server asks to be tried again. `lasting`: trying again soon is no
    use.
    """

    url: str
    reason: Reason
    detail: str
    retry_at: datetime | None = None
    lasting: bool = False


Answer = Page | NotModified | Unavailable
