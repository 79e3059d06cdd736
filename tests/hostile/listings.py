"""Listings that hurt: feeds, sitemaps and pages of links, and the robots.txt of their hosts."""

import gzip
from functools import partial

from tests.hostile.pages import LAUGHS
from tests.hostile.row import Row
from tests.hostile.transport import (
    CHUNKED,
    MEGABYTE,
    NEWS,
    OK,
    endless,
    gzip_bomb,
    hang_up,
    packed,
    raw,
    redirect,
    silence,
    thrice_packed,
)
from tests.hostile.wire import Asked, Behaviour, Line

WITHIN = r"listed \d+|unreadable: .*"
REFUSED = "unreadable: .*"


def told(body: str | bytes, media: str = "application/rss+xml") -> Behaviour:
    """Send the listing; `{here}` in it is the host."""

    async def does(asked: Asked, line: Line) -> None:
        text = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        await line.page(text.replace(b"{here}", asked.here.encode()), media)

    return does


def rss(items: str, *, head: str = "", start: str = "") -> str:
    """Return an RSS feed of these items."""
    return f'{start}<rss version="2.0"><channel><title>Pier</title>{head}{items}</channel></rss>'


def item(title: str = "A rope", link: str = "javascript:void(0)", more: str = "") -> str:
    """Return an item of a feed; without a link that is followed, unless one is given."""
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def feeds() -> list[Row]:
    """Return hostile feeds."""
    feed = partial(Row, kind="feed", said=WITHIN, guard="caps before the parser, in the same child")
    dated = "<pubDate>{}</pubDate>"
    dates = ("Fri, 31 Dec 9999 23:59:59 -2359", "Mon, 99 Foo 20²5", "1", "9" * 5_000, "now")
    entities = (
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">'
        '<!ENTITY y SYSTEM "http://127.0.0.1:9/">]>'
    )
    return [
        feed(
            name="feed-author-of-a", does=told(rss(item(more=f"<author>{'a.' * 50_000}</author>")))
        ),
        feed(
            name="feed-author-broken",
            does=told(rss(item(more=f"<author>{'a.' * 50_000}</author>&nope;"))),
        ),
        feed(name="feed-comments", does=told(rss("<!--" * 50_000))),
        feed(name="feed-comments-broken", does=told("<rss><!--" + "<!--" * 50_000 + ">")),
        feed(
            name="feed-100000-items",
            said=r"listed 5000|unreadable: .*",
            does=told(rss("<item><title>a</title></item>" * 100_000)),
        ),
        feed(name="feed-items-broken", does=told(rss("<item><title>a&nope;" * 60_000))),
        feed(name="feed-laughs", does=told(rss(item("&i;"), start=LAUGHS))),
        feed(name="feed-external", does=told(rss(item("&x; &y;"), start=entities))),
        feed(
            name="feed-attributes",
            said=REFUSED,
            does=told(rss(item(more="<x " + " ".join(f"a{n}='1'" for n in range(80_000)) + "/>"))),
        ),
        feed(name="feed-nested", does=told(rss("<a>" * 100_000))),
        feed(name="feed-cdata", does=told(rss(item("<![CDATA[" * 20_000)))),
        feed(
            name="feed-namespaces",
            does=told(
                rss(item(more="".join(f'<n{n}:a xmlns:n{n}="u{n}"/>' for n in range(20_000))))
            ),
        ),
        feed(
            name="feed-titles",
            does=told(
                rss(
                    "".join(
                        item(title)
                        for title in (
                            "a\r\nReply-To: evil",
                            "=?utf-8?q?a=0D=0Ab?=",
                            "&lt;script&gt;x",
                            "\u202ea",
                            "a" * 90_000,
                            chr(0xD800),
                            "{{ 7 }}",
                        )
                    )
                )
            ),
        ),
        feed(
            name="feed-links",
            said="listed .*",
            does=told(
                rss(
                    "".join(
                        item(link=link)
                        for link in (
                            "javascript:alert(1)",
                            "data:text/html,x",
                            "file:///etc/passwd",
                            "http://[half",
                            "//",
                            "http://a:99999999/",
                            "mailto:a@b.test",
                            "vbscript:x",
                            "\x00"[:0],
                            "x" * 9_000,
                        )
                    )
                ).replace("x" * 9_000, "http://a.test/" + "x" * 9_000)
            ),
        ),
        feed(
            name="feed-dates",
            said="listed 5",
            does=told(rss("".join(item(more=dated.format(date)) for date in dates))),
        ),
        feed(name="feed-nul", does=told(rss(item("a\0b")))),
        feed(name="feed-utf16-lie", does=told(b"\xff\xfe" + rss(item()).encode())),
        feed(
            name="feed-charset-lie",
            does=told(rss(item(), start='<?xml version="1.0" encoding="idna"?>')),
        ),
        feed(
            name="feed-charset-ucs4",
            does=told(rss(item(), start='<?xml version="1.0" encoding="ucs-4"?>')),
        ),
        feed(name="feed-is-html", said=REFUSED, does=told(NEWS, "text/html")),
        feed(name="feed-empty", said=REFUSED, does=told(b"")),
        feed(name="json-depth", said=REFUSED, does=told("[" * 200_000, "application/json")),
        feed(
            name="json-depth-in-items",
            said=WITHIN,
            does=told('{"items":[' + '{"a":' * 100_000, "application/feed+json"),
        ),
        feed(
            name="json-numbers",
            said=WITHIN,
            does=told('{"items":[{"url":1,"title":' + "9" * 5_000 + "}]}", "application/feed+json"),
        ),
        feed(
            name="json-shapes",
            said=WITHIN,
            does=told(
                '{"items":[1,null,[],{"url":{},"title":[]},{"url":"javascript:x","date_published":1e999}]}',
                "application/feed+json",
            ),
        ),
        feed(
            name="json-surrogates",
            said=WITHIN,
            does=told(r'{"items":[{"title":"\ud800","url":"\udfff:"}]}', "application/feed+json"),
        ),
    ]


def sitemaps() -> list[Row]:
    """Return hostile sitemaps and pages of links."""
    sitemap = partial(Row, kind="sitemap", said=WITHIN, guard="sizes and counts are capped")
    listing = partial(Row, kind="listing", said=WITHIN, guard="counted before it is parsed")
    index = "<sitemapindex>{}</sitemapindex>"
    own = "<sitemap><loc>{here}/hostile</loc></sitemap>"
    media = "application/xml"
    return [
        sitemap(name="sitemap-loop", does=told(index.format(own), media)),
        sitemap(name="sitemap-index-bomb", does=told(index.format(own * 50_000), media)),
        sitemap(
            name="sitemap-gzip-bomb",
            said=REFUSED,
            does=told(gzip.compress(bytes(200 * MEGABYTE)), "application/gzip"),
        ),
        sitemap(
            name="sitemap-gzip-cut",
            said=REFUSED,
            does=told(gzip.compress(b"<urlset/>" * 900)[:-9], "application/gzip"),
        ),
        sitemap(
            name="sitemap-laughs",
            does=told(
                LAUGHS.replace("rss", "urlset") + ("<urlset><url><loc>&i;</loc></url></urlset>"),
                media,
            ),
        ),
        sitemap(
            name="sitemap-60000",
            does=told(
                "<urlset>" + "<url><loc>mailto:a@b.test</loc></url>" * 60_000 + "</urlset>", media
            ),
        ),
        sitemap(name="sitemap-is-html", said=REFUSED, does=told(NEWS, "text/html")),
        listing(
            name="listing-attributes",
            said=REFUSED,
            does=told("<p " + " ".join(f"a{n}=1" for n in range(80_000)) + ">", "text/html"),
        ),
        listing(name="listing-b-10000", does=told("<b>" * 10_000, "text/html")),
        listing(
            name="listing-links", does=told('<a href="javascript:x">y</a>' * 60_000, "text/html")
        ),
        listing(
            name="listing-base",
            does=told('<base href="javascript:x"><a href="//[half">y</a>', "text/html"),
        ),
        listing(name="listing-tables", does=told("<table><tr><td>" * 9_000, "text/html")),
        listing(name="listing-p", does=told("<p>" * 190_000, "text/html")),
    ]


def roads() -> list[Row]:
    """Return listings that hurt on the way, before anything is parsed."""
    feed = partial(Row, kind="feed", guard="the same road as that of pages")
    late, lost, wrong = "timeout: .*", "(unreachable|protocol): .*", "protocol: .*"
    return [
        feed(name="poll-gzip-bomb", said="too_large: .*", does=packed("gzip", gzip_bomb())),
        feed(
            name="poll-gzip-thrice",
            said="encoding: .*",
            does=packed("gzip, gzip, gzip", thrice_packed()),
        ),
        feed(
            name="poll-endless", said="too_large: .*", does=endless(OK + b"\r\n", bytes(MEGABYTE))
        ),
        feed(name="poll-drip", said=late, does=endless(OK + b"\r\n", b"x", pause=0.3)),
        feed(name="poll-silence", said=late, does=silence),
        feed(name="poll-hang-up", said=lost, does=hang_up),
        feed(name="poll-chunks", said=wrong, does=raw(CHUNKED + b"zz\r\n")),
        feed(name="poll-circle", said="redirects: .*", does=redirect("{path}")),
        feed(name="poll-inward", said="address_refused: .*", does=redirect("http://127.0.0.1:9/")),
        feed(
            name="poll-429",
            said="too_many_requests: .*",
            guard="a wish to wait is capped",
            does=raw(b"HTTP/1.1 429 No\r\nRetry-After: 99999999999999999999\r\n\r\n"),
        ),
        feed(
            name="poll-max-age",
            said="listed 1",
            guard="a wish to wait is capped",
            does=raw(OK + b"Cache-Control: max-age=999999999\r\n\r\n" + rss(item()).encode()),
        ),
        feed(
            name="poll-etag",
            said="listed 1",
            guard="what cannot be sent back is not kept",
            does=raw(OK + b'ETag: "' + b"x" * 40_000 + b'"\r\n\r\n' + rss(item()).encode()),
        ),
        feed(name="poll-304", said=wrong, does=raw(b"HTTP/1.1 304 No\r\n\r\n")),
    ]
