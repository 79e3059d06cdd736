"""What pages say of themselves that cannot be, or must not be shown as it is."""

from functools import partial

from tests.hostile.pages import DEED, UNREADABLE, html, ld, shown
from tests.hostile.row import Row
from tests.hostile.transport import OK, raw
from tests.hostile.wire import Behaviour

CLEAN = "titles and texts are cleaned once, and escaped wherever they are shown"


def charsets() -> list[Row]:
    """Return pages under names of codecs that are no charsets."""
    names = (
        *(
            "idna",
            "punycode",
            "zlib_codec",
            "bz2_codec",
            "hex",
            "base64",
            "rot13",
            "uu",
            "undefined",
        ),
        *("unicode_escape", "raw_unicode_escape", "mbcs", "oem", "none", "a" * 900, "utf-8\0"),
    )
    guard = "an allow-list of charsets"
    plain = html("").encode()
    return [
        Row(
            name=f"charset-{name[:20]}".replace("\0", "-nul"),
            guard=guard,
            said="read" if "\0" not in name else "read|put off protocol",
            does=raw(
                OK[:-26] + b"Content-Type: text/html; charset=%b\r\n\r\n" % name.encode() + plain
            )
            if "\0" in name
            else shown(plain, f"text/html; charset={name}"),
        )
        for name in names
    ] + [
        Row(
            name=f"charset-in-page-{name}",
            guard=guard,
            said=f"read|{UNREADABLE}.*" if name == "utf-16" else "read",
            does=shown(html("", head=f'<meta charset="{name}">'), "text/html"),
        )
        for name in ("idna", "zlib_codec", "utf-16", "utf-7", "rot13")
    ]


TITLES = {
    "crlf": "Aid\r\nReply-To: evil@bad.test\r\n\r\nbody",
    "encoded-word": "=?utf-8?q?EU=0D=0AReply-To:_evil@bad.test?=",
    "script": "&lt;script&gt;alert(1)&lt;/script&gt; aid",
    "bidi": "aid \u202e\u2066dellec\u200b",
    "nul": "aid &#0;&#1;&#27;[31m",
    "surrogate": "aid &#xD800;",
    "endless": "aid " * 50_000,
    "braces": "{{ 7 * 7 }} {% for x in range(10**9) %} ${jndi} %s %(x)s {0.__class__}",
}


def titles(givers: tuple[str, ...]) -> list[Row]:
    """Return pages that tell a development under a title that is meant for letters and pages.

    Each tells a gift of a giver of its own, so that it is told, title and all.
    """
    return [
        Row(
            name=f"title-{name}",
            guard=CLEAN,
            said="read",
            does=shown(html(f"<p>{DEED.format(giver=giver, n=7 * number + 3)}</p>", title=title)),
        )
        for number, ((name, title), giver) in enumerate(
            zip(TITLES.items(), givers, strict=False), start=1
        )
    ]


def claims() -> list[Row]:
    """Return pages that say of themselves what cannot be."""
    page = partial(Row, guard="what a page says of itself is believed within reason", said="read")

    def linked(href: str) -> Behaviour:
        return shown(html("", head=f'<link rel="canonical" href="{href}">'))

    def dated(date: str) -> Behaviour:
        meta = f'<meta property="article:published_time" content="{date}">'
        told = ld({"@type": "NewsArticle", "headline": "x", "datePublished": date})
        return shown(html("", head=meta + told))

    links = {
        "javascript": "javascript:alert(1)",
        "data": "data:text/html,x",
        "file": "file:///etc/passwd",
        "bracket": "http://[half",
        "long": "http://a.test/" + "a" * 100_000,
        "port": "http://a.test:99999999/",
        "nul": "http://a.test/&#0;",
    }
    dates = {
        "9999": "9999-12-31T23:59:59+00:00",
        "0000": "0000-00-00T00:00:00Z",
        "zone": "2025-01-01T00:00:00+99:99",
        "minus": "-2025-01-01",
        "digits": "9" * 5_000,
        "squares": "²⁰²⁵-⁰¹-⁰¹",
        "year-1": "0001-01-01T00:00:00+14:00",
    }
    return [
        *(page(name=f"canonical-{name}", does=linked(href)) for name, href in links.items()),
        *(page(name=f"date-{name}", does=dated(date)) for name, date in dates.items()),
    ]
