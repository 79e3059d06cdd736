"""Addresses that hold another one: copies of pages in caches, and links that count who clicks.

Only those that name their target in plain words: a short link names none, and what it leads to is
known when it was fetched.
"""

import re
from urllib.parse import SplitResult, unquote

# `cdn.ampproject.org/c/s/HOST/PATH`, `google.com/amp/s/HOST/PATH`: a page as a cache keeps it.
_CACHE = re.compile(
    r"(?:(?:[\w.-]+\.)?cdn\.ampproject\.org/[a-z]|(?:www\.)?bing-amp\.com/[a-z]"
    r"|(?:www\.)?(?:google\.[a-z.]+|bing\.com)/amp)/(?:s/)?([^/.]+\.[^/]+.*)",
    re.DOTALL,
)
# Host and path of a link that counts clicks, and the parameters that hold the target.
_COUNTERS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/url"), ("url", "q")),
    (re.compile(r"(?:www\.)?bing\.com/news/apiclick\.aspx"), ("url",)),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com/(?:l\.php)?"), ("u",)),
    (re.compile(r"(?:www\.)?youtube\.com/redirect"), ("q",)),
    (re.compile(r"out\.reddit\.com/.*"), ("url",)),
    (re.compile(r"[\w.-]*safelinks\.protection\.outlook\.com/.*"), ("url",)),
    (re.compile(r"vk\.com/away\.php"), ("to",)),
)
_TARGET = re.compile(r"https?://[^/\s]+\.[^\s]*", re.IGNORECASE)


def unwrapped(parts: SplitResult) -> str | None:
    """Return the address that this one holds, None if it is no such wrapper."""
    place = f"{parts.hostname}{parts.path}"
    cached = _CACHE.match(place)
    if cached:
        return f"https://{cached[1]}" + (f"?{parts.query}" if parts.query else "")
    for counter, names in _COUNTERS:
        if counter.fullmatch(place):
            return _target(parts.query, names)
    return None


def _target(query: str, names: tuple[str, ...]) -> str | None:
    pairs = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)
    for name in names:
        target = unquote(pairs.get(name, ""), errors="replace")
        if _TARGET.fullmatch(target):
            return target
    return None
