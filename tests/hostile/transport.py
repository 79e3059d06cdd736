"""Answers that hurt before anything is parsed: bombs, drips, lies about length."""

import gzip
import zlib
from functools import cache, partial

from tests.hostile.row import Row
from tests.hostile.wire import Asked, Behaviour, Line

MEGABYTE = 1 << 20
NEWS = (
    b"<!doctype html><html lang=en><head><title>The ferry waits</title></head><body><article>"
    b"<h1>The ferry waits</h1><p>The ferry at the northern pier waited an hour on Monday, as the"
    b" crew looked for a rope that nobody had seen since the spring fair.</p><p>Two clerks counted"
    b" the lamps on deck and wrote a report, which the harbour office keeps in a green folder.</p>"
    b"</article></body></html>"
)


@cache
def gzip_bomb() -> bytes:
    """Return a megabyte that unpacks to a gigabyte: one member, a hundred times."""
    return gzip.compress(bytes(10 * MEGABYTE), mtime=0) * 103


@cache
def zstd_bomb() -> bytes:
    """Return 33 kB that unpack to a gigabyte: 8,192 blocks that each say `128 KiB of this byte`."""
    size = 128 * 1024
    block = ((size << 3) | (1 << 1)).to_bytes(3, "little") + b"\0"
    last = ((size << 3) | (1 << 1) | 1).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x38" + block * 8_191 + last


@cache
def thrice_packed() -> bytes:
    """Return a gigabyte packed three times over."""
    return gzip.compress(gzip.compress(gzip_bomb(), mtime=0), mtime=0)


def packed(encoding: str, body: bytes) -> Behaviour:
    """Send the body under a Content-Encoding."""

    async def does(_: Asked, line: Line) -> None:
        await line.page(body, Content_Encoding=encoding)

    return does


def raw(*pieces: bytes, pause: float = 0.0) -> Behaviour:
    """Send the bytes as the whole answer, and hang up."""

    async def does(_: Asked, line: Line) -> None:
        for piece in pieces:
            await line.send(piece)
            if pause:
                await line.until_left(pause)

    return does


def endless(head: bytes, piece: bytes, *, pause: float = 0.0) -> Behaviour:
    """Send the head, then the piece again and again until the client leaves."""

    async def does(_: Asked, line: Line) -> None:
        await line.send(head)
        while True:
            await line.send(piece)
            if pause:
                await line.until_left(pause)

    return does


def redirect(*locations: str, status: int = 302, body: bytes = b"") -> Behaviour:
    """Send on to the location; `{here}` in it is this host, `{hop}` the number of the next hop."""

    async def does(asked: Asked, line: Line) -> None:
        path, _, hop = asked.path.partition("?hop=")
        turn = int(hop or 0)
        to = locations[turn % len(locations)].format(here=asked.here, path=path, hop=turn + 1)
        await line.head(status, Location=to, Content_Length=len(body))
        await line.send(body)
        line.stays = True

    return does


async def redirect_with_a_gigabyte(asked: Asked, line: Line) -> None:
    """Redirect to a good page, in an answer with an endless body."""
    if asked.path.endswith("?landed"):
        await line.page(NEWS)
        return
    await line.head(302, Location=f"{asked.path}?landed", Content_Length=1 << 30)
    while True:
        await line.send(bytes(MEGABYTE))


async def silence(_: Asked, line: Line) -> None:
    """Take the request, and say nothing for a minute."""
    await line.until_left(60)


async def hang_up(_: Asked, line: Line) -> None:
    """Hang up without a word."""


async def tls_stall(_: Asked, line: Line) -> None:
    """Take the hello, and never answer."""
    await line.reader.read(16)
    await line.until_left(60)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
EARLY_END = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + NEWS
TWO_LENGTHS = OK + b"Content-Length: 5\r\nContent-Length: 700\r\n\r\n" + NEWS
MANY_HEADERS = b"".join(b"X-%d: y\r\n" % n for n in range(20_000))
COOKIES = b"".join(b"Set-Cookie: c%d=%s\r\n" % (n, b"v" * 3_000) for n in range(20))
NO_HTTP = "put off protocol"
LATE = "put off timeout"
ENCODING = "put off encoding"
BIG = "dropped too_large: .*"


def row(name: str, guard: str, said: str, does: Behaviour, **more: object) -> Row:
    return Row(name=name, guard=guard, said=said, does=does, **more)  # type: ignore[arg-type]


def bombs() -> list[Row]:
    """Return bodies that are larger than they look, or that never end."""
    page = partial(row, guard="only gzip and identity are unpacked, piece by piece, to a cap")
    whole = OK + b"\r\n"
    deflated = zlib.compress(bytes(10 * MEGABYTE))
    return [
        page(name="gzip-bomb", said=BIG, does=packed("gzip", gzip_bomb())),
        page(name="deflate-bomb", said=ENCODING, does=packed("deflate", deflated)),
        page(name="brotli", said=ENCODING, does=packed("br", deflated)),
        page(name="zstd-bomb", said=ENCODING, does=packed("zstd", zstd_bomb())),
        page(name="gzip-thrice", said=ENCODING, does=packed("gzip, gzip, gzip", thrice_packed())),
        page(name="gzip-cut", said=ENCODING, does=packed("gzip", gzip.compress(NEWS)[:-20])),
        page(name="gzip-garbage", said=ENCODING, does=packed("gzip", b"\x1f\x8b" + NEWS)),
        page(name="gzip-unpacked", said=ENCODING, does=packed("gzip", NEWS)),
        page(name="endless-body", said=BIG, does=endless(whole, bytes(MEGABYTE))),
        page(
            name="endless-gzip",
            said=BIG,
            does=endless(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(MEGABYTE))),
        ),
        page(
            name="endless-chunks",
            said=BIG,
            does=endless(CHUNKED, b"10000\r\n%b\r\n" % bytes(65536)),
        ),
        page(
            name="length-of-2-gb",
            said=BIG,
            does=endless(OK + b"Content-Length: 2147483648\r\n\r\n", bytes(MEGABYTE)),
        ),
        page(
            name="redirect-1-gib",
            guard="no body of a redirect is read",
            said="read",
            does=redirect_with_a_gigabyte,
        ),
    ]


def slow() -> list[Row]:
    """Return servers that take their time."""
    page = partial(row, guard="one limit of time over the whole fetch", said=LATE)
    letters = [bytes([letter]) for letter in NEWS]
    return [
        page(name="drip", does=endless(OK + b"\r\n", b"x", pause=0.3)),
        page(name="drip-text", does=raw(OK + b"\r\n", *letters, pause=0.3)),
        page(name="slow-headers", does=endless(OK, b"X-More: yes\r\n", pause=0.3)),
        page(name="slow-status", does=raw(*[bytes([c]) for c in OK], pause=0.3)),
        page(name="silence", does=silence),
        page(
            name="silence-in-body",
            does=raw(OK + b"Content-Length: 90000\r\n\r\n<p>", b"", pause=60),
        ),
        page(
            name="informational",
            said=f"{LATE}|{NO_HTTP}",
            does=endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", pause=0.2),
        ),
        page(
            name="drip-redirects",
            said=f"{LATE}|put off redirects",
            does=redirect("{path}?hop={hop}"),
        ),
    ]


def lies() -> list[Row]:
    """Return answers that are no HTTP, or lie about themselves."""
    page = partial(row, guard="whatever is no HTTP is a value with a reason", said=NO_HTTP)
    away = "put off (protocol|unreachable)"
    return [
        page(name="length-too-long", said=away, does=raw(EARLY_END)),
        page(
            name="length-too-short",
            said="dropped unreadable: .*",
            does=raw(OK + b"Content-Length: 10\r\n\r\n" + NEWS),
        ),
        page(name="length-negative", does=raw(OK + b"Content-Length: -5\r\n\r\n" + NEWS)),
        page(name="length-of-words", does=raw(OK + b"Content-Length: many\r\n\r\n" + NEWS)),
        page(
            name="length-of-digits",
            said=away,
            does=raw(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n" + NEWS),
        ),
        page(name="length-twice", does=raw(TWO_LENGTHS)),
        page(name="chunk-garbage", does=raw(CHUNKED + b"zz\r\nhello\r\n")),
        page(name="chunk-huge", said=away, does=raw(CHUNKED + b"f" * 15 + b"\r\n" + NEWS)),
        page(
            name="chunk-extension",
            said=f"{NO_HTTP}|{LATE}",
            does=endless(CHUNKED + b"5;", b"x" * 65_536),
        ),
        page(name="chunk-cut", said=away, does=raw(CHUNKED + b"400\r\n<p>and then")),
        page(
            name="trailers",
            said=f"{NO_HTTP}|{LATE}",
            does=endless(CHUNKED + b"1\r\nx\r\n0\r\n", b"X-Trailer: yes\r\n" * 1000),
        ),
        page(name="header-of-a-megabyte", does=raw(OK + b"X: " + b"y" * MEGABYTE + b"\r\n\r\n")),
        page(name="headers-by-thousands", does=raw(OK + MANY_HEADERS + b"\r\n" + NEWS)),
        page(name="headers-endless", does=endless(OK, b"X-More: yes\r\n" * 1000)),
        page(name="header-without-colon", does=raw(OK + b"what is this\r\n\r\n" + NEWS)),
        page(name="header-nul", does=raw(OK + b"X-Nul: a\0b\r\n\r\n" + NEWS)),
        page(
            name="cookies",
            guard="no cookies are kept",
            said="read",
            does=raw(OK + COOKIES + b"\r\n" + NEWS),
        ),
        page(name="http-0.9", does=raw(NEWS)),
        page(
            name="http-9.9",
            said="read|put off protocol",
            does=raw(b"HTTP/9.9 200 OK\r\n\r\n" + NEWS),
        ),
        page(name="ssh", does=raw(b"SSH-2.0-OpenSSH_9.2\r\n")),
        page(name="zeros", does=raw(bytes(5_000))),
        page(
            name="status-999",
            said="put off protocol",
            does=raw(b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"),
        ),
        page(name="status-of-words", does=raw(b"HTTP/1.1 yes OK\r\n\r\n" + NEWS)),
        page(name="not-modified-unasked", does=raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")),
        page(
            name="partial-unasked", does=raw(b"HTTP/1.1 206 Part\r\nContent-Length: 3\r\n\r\nabc")
        ),
        page(name="no-word", said=away, does=hang_up),
        page(
            name="cut-mid-body",
            said=away,
            does=raw(OK + b"Content-Length: %d\r\n\r\n" % (2 * len(NEWS)) + NEWS),
        ),
        page(
            name="gone",
            said="dropped gone: .*",
            does=raw(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"),
        ),
        page(
            name="too-many",
            guard="a wish to wait is capped",
            said="put off too_many_requests",
            does=raw(b"HTTP/1.1 429 Slow\r\nRetry-After: 99999999999999\r\n\r\n"),
        ),
        page(
            name="retry-after-garbage",
            said="put off server_error",
            does=raw(b"HTTP/1.1 503 No\r\nRetry-After: " + "²³ Smarch 9".encode() + b"\r\n\r\n"),
        ),
        page(
            name="retry-after-9999",
            said="put off server_error",
            does=raw(b"HTTP/1.1 503 No\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 -2359\r\n\r\n"),
        ),
    ]
