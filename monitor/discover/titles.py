"""Titles and links as strangers write them, made harmless."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

LONGEST_TITLE = 500
LONGEST_RAW = 5_000
LONGEST_LINK = 4_096
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?(?:-->|\Z)|<![A-Za-z\[][^<>]*>", re.DOTALL)
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; white space is folded
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # marks of direction
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"  # lone surrogates, no characters
)
_EDGE = "".join(map(chr, range(0x21)))
_FOLDED_IN_URLS = str.maketrans("", "", "\t\r\n")


def title(text: str | None) -> str | None:
    """Return the title on one line, without markup, controls and marks of direction; None if empty.

    Markup that was escaped twice, as many feeds do, is markup too.
    """
    plain = _unmarked(unescape(_unmarked((text or "")[:LONGEST_RAW])))
    plain = " ".join(_HARMFUL.sub("", plain).split())
    return plain[:LONGEST_TITLE].rstrip() or None


def _unmarked(text: str) -> str:
    return _TAG.sub("", _HIDDEN.sub("", text)) if "<" in text else text


def link(text: str | None, base: str) -> str | None:
    """Return the absolute http or https URL that the text means on the page `base`; else None."""
    written = _HARMFUL.sub("", text or "").strip(_EDGE).translate(_FOLDED_IN_URLS)
    if not written or len(written) > LONGEST_LINK:
        return None
    try:
        url = urljoin(base, written).replace(" ", "%20").replace("\\", "%5C")
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return url if named and parts.scheme in {"http", "https"} else None
