"""Credentials: which headers a source may set for itself, and who gets to see them."""

import re
from base64 import b64encode
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from monitor.fetch.redirects import origin, refused
from monitor.model.source import Source

_OURS = frozenset(
    {
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive",
        "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
        "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding",
        "upgrade", "via",
    }
)  # fmt: skip
"""What a request is framed and unpacked by, what is asked on condition, and what proxies read."""

_SENDABLE = re.compile(r"[\x20-\x7e]*")


def refused_header(name: str) -> str | None:
    """Return why a source may not set the header of this name; None: it may."""
    if name.lower() in _OURS:
        return "how a request is framed, packed and sent is not left to a source"
    return None


def own_headers(source: Source, url: str) -> tuple[tuple[str, str], ...]:
    """Return what the source is asked with at the URL: nothing outside of its own URL's origin.

    A login that stands in its URL goes as a basic Authorization, unless its headers have one.
    Headers that may not be set, or cannot be sent, are left out.
    """
    if refused(source.url) is not None or origin(source.url) != origin(url):
        return ()
    headers = tuple(
        (name, value)
        for name, value in source.headers
        if refused_header(name) is None and _SENDABLE.fullmatch(value)
    )
    login = _login(source.url)
    named = any(name.lower() == "authorization" for name, _ in headers)
    return headers if login is None or named else (*headers, ("Authorization", login))


def of_place(source: Source, url: str) -> Source:
    """Return the source as of another address: what it is asked with stays within its origin, and
    is left out where the address is of another one. So is a login in its own address.
    """
    if refused(source.url) is None and refused(url) is None and origin(source.url) == origin(url):
        return replace(source, url=url)
    return replace(source, url=url, headers=())


def _login(url: str) -> str | None:
    """Return the value of a basic Authorization with the user and password of the URL."""
    parts = urlsplit(url)
    if parts.username is None:
        return None
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return f"Basic {b64encode(pair.encode()).decode()}"
