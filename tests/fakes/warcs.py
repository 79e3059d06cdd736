"""WARC records as crawlers write them, and as they should not."""

import gzip

PAGE = b"<html><body><article><p>The council met.</p></article></body></html>"
HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def response(
    url: str, body: bytes = PAGE, *, headers: bytes = HTML, status: bytes = b"200 OK"
) -> bytes:
    """Return the record of an answer of the web."""
    block = b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body
    return record("response", url, block, b"application/http;msgtype=response")


def record(kind: str, url: str, block: bytes, media: bytes) -> bytes:
    """Return a record of any kind."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2025-12-19T09:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
    ).encode()
    length = b"Content-Type: " + media + b"\r\nContent-Length: %d\r\n\r\n" % len(block)
    return head + length + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Return the records each packed by itself, as `.warc.gz` files hold them."""
    return b"".join(map(gzip.compress, records))
