"""Pages that hurt who reads them: bombs for parsers, texts for detectors, titles for letters."""

import json
from functools import partial

from tests.hostile.row import Row
from tests.hostile.wire import Asked, Behaviour, Line

UNREADABLE = "dropped unreadable: "
PLAIN = "The ferry waited at the pier on Monday. Two clerks counted lamps and wrote it down. " * 6
DEED = "{giver} pledged {n} million euros in aid to Ukraine on Monday, its foreign ministry said."


def html(body: str, *, head: str = "", title: str = "The ferry waits") -> str:
    """Return a page of the body, with a plain paragraph before it."""
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body><article>'
        f"<h1>{title}</h1><p>{PLAIN}</p>{body}</article></body></html>"
    )


def shown(page: str | bytes, media: str = "text/html; charset=utf-8") -> Behaviour:
    """Send the page, each time as another article: its own number stands at the end."""

    async def does(asked: Asked, line: Line) -> None:
        number = asked.path.rpartition("/")[2]
        body = page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass")
        own = f"<p>Clerk {number} signed sheet {number} of the harbour book.</p>".encode()
        await line.page(body.replace(b"</article>", own + b"</article>"), media)

    return does


def ld(told: object, *, text: str | None = None) -> str:
    """Return a JSON-LD block."""
    return f'<script type="application/ld+json">{text or json.dumps(told)}</script>'


def parsers() -> list[Row]:
    """Return pages that cost a parser or an extractor more than they may."""
    page = partial(Row, guard="counted before it is parsed; the child that parses can be killed")
    refused = f"{UNREADABLE}(too|nested).*"
    within = f"read|{UNREADABLE}.*"
    attributes = " ".join(f"a{n}=1" for n in range(80_000))
    quoted = " ".join(f'a{n}=">"' for n in range(80_000))
    few = attributes[: attributes.index(" a40000=")]
    deep = "<div>" * 990 + "deep" + "</div>" * 990
    authors = '"author":{"@type":"Person","name":"A"},' * 2_000
    paragraphs = "<p>" * 350_000
    return [
        page(name="attributes-40000", said=refused, does=shown(html(f"<p {few}>x</p>"))),
        page(name="attributes-80000", said=refused, does=shown(html(f"<p {attributes}>x</p>"))),
        page(name="attributes-quoted", said=within, does=shown(html(f"<p {quoted}>x</p>"))),
        page(name="attributes-unclosed", said=within, does=shown(html(f"<p {attributes}"))),
        page(name="b-10000", said=refused, does=shown(html("<b>" * 10_000))),
        page(name="p-1-mb", said=refused, does=shown(html(paragraphs))),
        page(
            name="p-2-mb", said=f"{refused}|dropped too_large: .*", does=shown(html(paragraphs * 2))
        ),
        page(name="p-39000", said=within, does=shown(html("<p>x" * 39_000))),
        page(
            name="cells-100000",
            said=refused,
            does=shown(html(f"<table><tr>{'<td>1' * 100_000}</table>")),
        ),
        page(
            name="cells-38000",
            said=within,
            does=shown(html(f"<table><tr>{'<td>1' * 38_000}</table>")),
        ),
        page(name="links-13000", said=within, does=shown(html('<p><a href="/x">y</a> ' * 13_000))),
        page(name="nested-990", said=within, does=shown(html(deep))),
        page(
            name="nested-1000-tables", said=within, does=shown(html("<table><tr><td>" * 900 + "x"))
        ),
        page(name="nested-lists", said=f"{within}|{refused}", does=shown(html("<ul><li>" * 5_000))),
        page(name="nested-unknown", said=within, does=shown(html("<x>" * 30_000))),
        page(name="comments-200-kb", said=within, does=shown(html("<!--" * 50_000))),
        page(name="tags-unclosed", said=within, does=shown(html("<" * 200_000))),
        page(name="entities", said=within, does=shown(html("&amp" * 200_000))),
        page(
            name="json-ld-authors",
            said=within,
            does=shown(
                html(
                    "",
                    head=ld(
                        None, text='{"@type":"NewsArticle","headline":"x",' + authors + '"a":1}'
                    ),
                )
            ),
        ),
        page(
            name="json-ld-author-of-a",
            said=within,
            does=shown(
                html(
                    "", head=ld({"@type": "NewsArticle", "headline": "x", "author": "a." * 40_000})
                )
            ),
        ),
        page(
            name="json-ld-deep",
            said=within,
            does=shown(html("", head=ld(None, text='{"a":' * 100_000))),
        ),
        page(
            name="json-ld-blocks",
            said=within,
            does=shown(html("", head=ld({"@type": "X"}) * 9_000)),
        ),
        page(
            name="json-ld-number",
            said=within,
            does=shown(
                html(
                    "",
                    head=ld(
                        None, text='{"@type":"NewsArticle","headline":"x","n":' + "9" * 5_000 + "}"
                    ),
                )
            ),
        ),
        page(name="scripts-unclosed", said=within, does=shown(html("<script>" * 20_000))),
        page(
            name="meta-9000",
            said=within,
            does=shown(html("", head=('<meta property="og:title" content="x">' * 9_000))),
        ),
        page(
            name="xml-laughs",
            said=within,
            does=shown('<?xml version="1.0"?>' + LAUGHS + html("<p>&i;</p>")),
        ),
        page(
            name="text-over-10-mb",
            said="dropped too_large: .*",
            does=shown(html("word " * 2_200_000)),
        ),
        page(name="empty", said=f"{UNREADABLE}.*", does=shown(b"")),
        page(name="nul-only", said=f"{UNREADABLE}.*", does=shown(bytes(9_000))),
        page(name="random", said=within, does=shown(bytes(range(256)) * 4_000)),
        page(
            name="a-picture",
            said=f"{UNREADABLE}.*",
            does=shown(b"\x89PNG\r\n\x1a\n" + bytes(9_000), "image/png"),
        ),
        page(
            name="a-document",
            said=f"{UNREADABLE}.*",
            does=shown(b"%PDF-1.7\n" + b"1 0 obj <<>> endobj\n" * 900, "application/pdf"),
        ),
    ]


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def texts() -> list[Row]:
    """Return pages whose text is meant for those who read it: cutters, counters, detectors."""
    page = partial(Row, guard="what a text may cost is bounded", said=f"read|{UNREADABLE}.*")
    gift = "Germany pledged 5 million euros to Ukraine on Monday. "
    names = "Germany, France, Poland, Norway, Canada, Japan, Italy and Spain "
    numbers = "9" * 5_000
    return [
        page(name="text-no-space", does=shown(html(f"<p>{'a' * 1_500_000}</p>"))),
        page(name="text-one-line", does=shown(html(f"<p>{'word ' * 200_000}</p>"))),
        page(name="text-dots", does=shown(html(f"<p>{'A. ' * 150_000}</p>"))),
        page(name="text-quotes", does=shown(html(f"<p>{'“‘(' * 100_000}</p>"))),
        page(name="text-digits", does=shown(html(f"<p>It cost {numbers} euros. {gift}</p>"))),
        page(
            name="text-digits-many", does=shown(html(f"<p>{'1,234.5 million euros ' * 20_000}</p>"))
        ),
        page(
            name="text-superscript",
            does=shown(html(f"<p>It cost ² ³ ¼ ⑨ Ⅷ million euros. {gift}</p>")),
        ),
        page(
            name="text-exponent",
            does=shown(html(f"<p>It cost 1e999999 euros, 9e9e9 dollars. {gift}</p>")),
        ),
        page(name="text-dates", does=shown(html(f"<p>{'on 31 February 99999, ' * 15_000}</p>"))),
        page(name="text-gifts", does=shown(html(f"<p>{gift * 9_000}</p>"))),
        page(
            name="text-gift-of-names",
            does=shown(html(f"<p>{names * 4_000} pledged 5 million euros to Ukraine.</p>")),
        ),
        page(
            name="text-gift-of-sums",
            does=shown(
                html(f"<p>Germany pledged {'5 million euros and ' * 10_000} to Ukraine.</p>")
            ),
        ),
        page(name="text-capitals", does=shown(html(f"<p>{'Foo Bar Baz ' * 40_000}</p>"))),
        page(name="text-colons", does=shown(html(f"<p>{'he said: she said, ' * 25_000}</p>"))),
        page(name="text-and", does=shown(html(f"<p>{'and ' * 120_000}</p>"))),
        page(name="text-lines", does=shown(html("<p>" + "a<br>" * 35_000))),
        page(name="text-marks", does=shown(html(f"<p>{'e' + chr(0x301) * 400_000}</p>"))),
        page(name="text-emoji", does=shown(html(f"<p>{'👩‍👩‍👧‍👦' * 40_000}</p>"))),
        page(
            name="text-surrogates",
            does=shown(
                html(f"<p>{chr(0xD800)}{chr(0xDFFF)} &#xD800; &#xDFFF; &#x110000; &#0; {gift}</p>")
            ),
        ),
        page(name="text-bidi", does=shown(html(f"<p>{chr(0x202E)}{chr(0x2066)} {gift}</p>"))),
        page(
            name="text-utf7",
            does=shown(
                html("<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>"), "text/html; charset=utf-7"
            ),
        ),
    ]
