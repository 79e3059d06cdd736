"""Hosts whose robots.txt is the weapon."""

from functools import partial

from tests.hostile.listings import item, rss, told
from tests.hostile.row import Row
from tests.hostile.transport import OK, endless, gzip_bomb, packed, raw, redirect

NOT_HAD = "robots.txt cannot be had: .*"


def robots() -> list[Row]:
    """Return hosts whose robots.txt is the weapon; their feed is a good one."""
    feed = partial(
        Row,
        kind="feed",
        said="listed 1",
        does=told(rss(item())),
        guard=("robots.txt is capped, and read in time that grows with its length alone"),
    )
    agents = "".join(f"User-agent: bot{n}\nDisallow: /{n}\n" for n in range(14_000))
    stars = "User-agent: *\n" + "Disallow: /" + "*a" * 1_000 + "$\n"
    return [
        feed(name="robots-agents", robots=told(agents, "text/plain")),
        feed(
            name="robots-rules",
            robots=told("User-agent: *\n" + "Disallow: /x\n" * 38_000, "text/plain"),
        ),
        feed(name="robots-stars", robots=told(stars * 20, "text/plain")),
        feed(name="robots-line", robots=told("Disallow: /" + "a" * 500_000, "text/plain")),
        feed(name="robots-garbage", robots=told(bytes(range(256)) * 1_500, "text/plain")),
        feed(
            name="robots-delay",
            robots=told(
                "User-agent: *\nCrawl-delay: 9e999\nRequest-rate: 1/0s\nVisit-time: 99",
                "text/plain",
            ),
        ),
        feed(name="robots-endless", robots=endless(OK + b"\r\n", b"Allow: /\n" * 9_000)),
        feed(name="robots-bomb", robots=packed("gzip", gzip_bomb())),
        feed(name="robots-circle", robots=redirect("{path}")),
        feed(
            name="robots-drip",
            said=f"timeout: {NOT_HAD}",
            robots=endless(OK + b"\r\n", b"x", pause=0.3),
        ),
        feed(
            name="robots-500",
            said=f"server_error: {NOT_HAD}",
            robots=raw(b"HTTP/1.1 500 No\r\n\r\n"),
        ),
        feed(
            name="robots-forbids",
            said="robots: .*",
            robots=told("User-agent: *\nDisallow: /", "text/plain"),
        ),
    ]
