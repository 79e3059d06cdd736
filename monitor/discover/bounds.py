"""Bounds: what is looked at before strangers' bytes are parsed at all."""

import re
import zlib

from monitor.errors import Unreadable
from monitor.model.page import FEED_BYTES

MOST_TAGS = 400_000
"""A sitemap may list 50,000 pages, three tags each and their ends."""
MOST_ATTRIBUTES = 2_000
"""One tag with 40,000 attributes costs an HTML parser seconds, with 80,000 minutes."""
MOST_CANDIDATES = 5_000
"""Of one list."""
_GZIP_MAGIC = b"\x1f\x8b"
_LONG_TAG = re.compile(rb"<[A-Za-z][^\s>]*(?=[^>]{4000})")
_ATTRIBUTE = re.compile(
    rb"[\s/]*+[^\s=>/\"'][^\s=>/]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?|[\s/=\"']++"
)
"""An attribute with its value, or what stands between two."""


def unpacked(body: bytes) -> bytes:
    """Return the body, unpacked if it is a gzip file; raises `Unreadable` when that is too much."""
    if not body.startswith(_GZIP_MAGIC):
        return body
    unpacker = zlib.decompressobj(31)
    try:
        content = unpacker.decompress(body, FEED_BYTES + 1)
    except zlib.error as error:
        raise Unreadable(f"the gzip file is broken: {error}") from error
    if not unpacker.eof and len(content) <= FEED_BYTES:
        raise Unreadable("the gzip file breaks off")
    return content


def within_bounds(body: bytes) -> bytes:
    """Return the body, unpacked, if it can be parsed in reasonable time; raises `Unreadable`."""
    content = unpacked(body)
    if not content.strip():
        raise Unreadable("the body is empty")
    if len(content) > FEED_BYTES:
        raise Unreadable(f"the body has over {FEED_BYTES} bytes")
    if content.count(b"<") > MOST_TAGS:
        raise Unreadable(f"the body has over {MOST_TAGS} tags")
    _refuse_attributes(content)
    return content


def _refuse_attributes(content: bytes) -> None:
    """Refuse tags with too many attributes; what stands in a value is none."""
    at = 0
    while (tag := _LONG_TAG.search(content, at)) is not None:
        at = tag.end()
        counted = 0
        while (attribute := _ATTRIBUTE.match(content, at)) is not None:
            at = attribute.end()
            counted += 1
            if counted > MOST_ATTRIBUTES:
                raise Unreadable(f"a tag has over {MOST_ATTRIBUTES} attributes")
