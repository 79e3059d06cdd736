"""What must never be read in a log or an error: passwords, tokens, signing secrets."""

import re

HIDDEN = "[hidden]"
SECRET_FIELDS = frozenset({"secret", "secrets", "password", "token", "authorization"})
_USERINFO = re.compile(r"(?P<scheme>[a-z][a-z0-9+.\-]*://)[^/?#\s]+@", re.IGNORECASE)
_SIGNING = re.compile(r"whsec_[A-Za-z0-9+/=_\-]+")
_QUERY = re.compile(
    r"(?P<name>[?&](?:[a-z0-9_.-]{0,40}(?:token|secret|passw(?:or)?d|api[_-]?key|access[_-]?key"
    r"|subscription[_-]key|signature)|key|sig|auth|pass)=)[^&#\s]+",
    re.IGNORECASE,
)


def redacted(text: str) -> str:
    """Return the text without passwords in URLs, tokens in queries, and signing secrets."""
    text = _USERINFO.sub(rf"\g<scheme>{HIDDEN}@", text)
    text = _QUERY.sub(rf"\g<name>{HIDDEN}", text)
    return _SIGNING.sub(HIDDEN, text)
