"""Redirects: where the next hop goes, if it may."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from monitor.model.page import Reason, Unavailable

MOST_HOPS = 5
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_LONGEST_URL = 4096
_LOGIN = re.compile(r"^([^:/?#]*://)[^/?#\\]*@")
_NEVER_IN_A_URL = re.compile(r"[\x00-\x20\x7f\\]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The URLs asked one after the other for one page; the first `left` of them were left by
    redirects that hold for good.
    """

    urls: tuple[str, ...]
    left: int = 0

    @property
    def here(self) -> str:
        """The URL to ask now."""
        return self.urls[-1]

    @property
    def moved_to(self) -> str | None:
        """Where redirects that hold for good led; None if the first one did not."""
        return self.urls[self.left] if self.left else None

    def led(self, there: str, *, for_good: bool) -> "Trail":
        """Return the trail with one more URL."""
        whole = for_good and self.left == len(self.urls) - 1
        return Trail(urls=(*self.urls, there), left=self.left + whole)


def refused(url: str) -> Unavailable | None:
    """Return why the URL is never asked, or None: only http and https, with a host, go out."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return _unavailable(url, Reason.SCHEME, f"no readable URL: {error}")
    if parts.scheme not in _DEFAULT_PORTS:
        scheme = parts.scheme or "no scheme"
        return _unavailable(url, Reason.SCHEME, f"only http and https are asked, not {scheme:.20}")
    if not parts.hostname or port == 0:
        return _unavailable(url, Reason.SCHEME, "the URL names no host")
    if len(url) > _LONGEST_URL or _NEVER_IN_A_URL.search(url):
        return _unavailable(url, Reason.SCHEME, "the URL is too long or has forbidden characters")
    return None


def next_hop(trail: Trail, status: int, location: str | None) -> Trail | Unavailable:
    """Return the trail with the URL that a redirect leads to, without fragment, or why it is not
    followed.
    """
    asked, current = trail.urls[0], trail.here
    if not location:
        return _unavailable(asked, Reason.PROTOCOL, "a redirect that leads nowhere")
    if len(trail.urls) > MOST_HOPS:
        return _unavailable(asked, Reason.REDIRECTS, f"more than {MOST_HOPS} redirects")
    try:
        parts = urlsplit(urljoin(current, location.strip()))._replace(fragment="")
    except ValueError as error:
        return _unavailable(asked, Reason.SCHEME, f"a redirect to no readable URL: {error}")
    there = parts.geturl()
    if (wrong := refused(there)) is not None:
        return _unavailable(asked, wrong.reason, f"a redirect is refused: {wrong.detail}")
    if "@" in parts.netloc:
        return _unavailable(asked, Reason.SCHEME, "a redirect with credentials is refused")
    if there in trail.urls:
        return _unavailable(asked, Reason.REDIRECTS, "redirects in a circle")
    return trail.led(there, for_good=status in _FOR_GOOD)


def without_login(url: str) -> str:
    """Return the URL without the user and the password that may stand before its host."""
    return _LOGIN.sub(r"\1", url)


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a URL that `refused` lets pass."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]


def _unavailable(url: str, reason: Reason, detail: str) -> Unavailable:
    return Unavailable(url=url, reason=reason, detail=detail, lasting=reason is Reason.SCHEME)
