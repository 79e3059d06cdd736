"""Redirects: where the next hop goes, if it may."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from monitor.model.page import Reason, Unavailable

MOST_HOPS = 5
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
_LONGEST_URL = 4096
_NEVER_IN_A_URL = re.compile(r"[\x00-\x20\x7f\\]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


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


def next_hop(visited: tuple[str, ...], location: str | None) -> str | Unavailable:
    """Return the URL that a redirect leads to, without fragment, or why it is not followed.

    `visited` are the URLs asked so far, in order. Credentials of a URL stay with its origin, and a
    server cannot hand out any.
    """
    asked, current = visited[0], visited[-1]
    if not location:
        return _unavailable(asked, Reason.PROTOCOL, "a redirect that leads nowhere")
    if len(visited) > MOST_HOPS:
        return _unavailable(asked, Reason.REDIRECTS, f"more than {MOST_HOPS} redirects")
    here = urlsplit(current)
    try:
        there = urljoin(here._replace(netloc=_host(here)).geturl(), location.strip())
        parts = urlsplit(there)._replace(fragment="")
    except ValueError as error:
        return _unavailable(asked, Reason.SCHEME, f"a redirect to no readable URL: {error}")
    if (wrong := refused(parts.geturl())) is not None:
        return _unavailable(asked, wrong.reason, f"a redirect is refused: {wrong.detail}")
    if "@" in parts.netloc:
        return _unavailable(asked, Reason.SCHEME, "a redirect with credentials is refused")
    if origin(current) == origin(parts.geturl()):
        parts = parts._replace(netloc=here.netloc)
    if parts.geturl() in visited:
        return _unavailable(asked, Reason.REDIRECTS, "redirects in a circle")
    return parts.geturl()


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a URL that `refused` lets pass."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]


def _host(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]


def _unavailable(url: str, reason: Reason, detail: str) -> Unavailable:
    return Unavailable(url=url, reason=reason, detail=detail, lasting=reason is Reason.SCHEME)
