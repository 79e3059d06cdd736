"""Faults of exchanges: what the errors of foreign libraries mean, and how they are told."""

import re
import ssl

import anyio
import httpx

from monitor.adapters.net import AddressRefused, NameUnknown
from monitor.model.page import Reason

_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (AddressRefused, Reason.ADDRESS_REFUSED),
    (NameUnknown, Reason.NAME_UNKNOWN),
    (httpx.TimeoutException, Reason.TIMEOUT),
    (httpx.UnsupportedProtocol, Reason.SCHEME),
    (httpx.InvalidURL, Reason.SCHEME),
    (httpx.NetworkError, Reason.UNREACHABLE),
    (httpx.ProxyError, Reason.UNREACHABLE),
    (OSError, Reason.UNREACHABLE),
    (httpx.HTTPError, Reason.PROTOCOL),
    (anyio.BrokenResourceError, Reason.UNREACHABLE),
    (ValueError, Reason.PROTOCOL),
)
FOREIGN = tuple(kind for kind, _ in _REASONS)
"""All that a request through `guarded_client` may raise."""


def reason(error: BaseException) -> Reason:
    """Return what the error of a foreign library means, by it and what caused it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS
        cause = cause.__cause__ or cause.__context__
    return next(meaning for kind, meaning in _REASONS if isinstance(error, kind))


_QUOTED = re.compile(r"\[(?:Errno|SSL)[^\]]*\] *| *\(_ssl\.c:[0-9]+\)|:? *(?:bytearray\()?b['\"].*")
"""Numbers of errors, and what a server sent: it may repeat what it was asked with."""
_PLAIN: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ConnectError, "no connection"),
    (httpx.NetworkError, "the connection broke"),
    (httpx.RemoteProtocolError, "the answer is no HTTP"),
)


def words(error: BaseException) -> str:
    """Return what the error says, in words for a reader: no class names, no numbers of errors."""
    if isinstance(error, httpx.LocalProtocolError):
        return "the request cannot be sent"  # the text may quote a header
    lead = next((text for kind, text in _PLAIN if isinstance(error, kind)), "")
    said = _QUOTED.sub("", str(error)).removeprefix("All connection attempts failed")
    told = ": ".join(part for part in (lead, said) if part)
    return f"{told or 'the exchange failed':.300}"
