"""Credentials: which headers a source may set for itself."""

_OURS = frozenset(
    {
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive",
        "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
        "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding",
        "upgrade", "via",
    }
)  # fmt: skip
"""What a request is framed and unpacked by, what is asked on condition, and what proxies read."""


def refused_header(name: str) -> str | None:
    """Return why a source may not set the header of this name; None: it may."""
    if name.lower() in _OURS:
        return "how a request is framed, packed and sent is not left to a source"
    return None
