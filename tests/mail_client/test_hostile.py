import asyncio
from dataclasses import replace
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.alert.render.bundle import bundle_letter
from monitor.alert.render.harmless import link
from monitor.alert.render.letter import letter
from monitor.alert.render.mail import mail
from monitor.alert.render.plain import plain_text
from monitor.model.development import Change
from monitor.model.restraint import Bundle, Restraint
from monitor.model.watchlist import EmailTarget, Kind
from tests.alert.examples import DIGEST, LOST, NEW, PLEDGE, STALE, UPDATE, evidence, party
from tests.mail_client.client import body, parsed
from tests.mail_client.letters import received

TARGET = EmailTarget(
    to=("Desk <desk@paper.example>",), sender="Monitor <monitor@news.example>", smtp="smtp://x"
)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3", "p", "span"),
    *("blockquote", "a", "table", "tr", "th", "td", "ul", "li"),
}
ATTRIBUTES = {"lang", "charset", "name", "content", "class", "style", "href", "scope"}
HOSTILE = st.text(
    st.sampled_from(
        "\r\n\x00\x0b\x1c\u2028\u202e\ud800\x85\t =?:<>\"\\,;@()&'-.qQutf8é€Ж\U0001f30d"
    )
    | st.characters(codec=None),
    max_size=160,
) | st.sampled_from(
    [
        "=?utf-8?q?EU=0D=0AReply-To:_evil?=",
        "x\r\nBcc: evil@example.org\r\n\r\nbody",
        "=?=??utf-8?b?DQpCY2M6IHg=?=",
        "<script src=//evil.example></script>",
        "\" onmouseover=alert(1) x='",
        "]]><!--><svg/onload=alert(1)>",
        "</style><img src=https://evil.example/a.png>",
        "\r\n.\r\nMAIL FROM:<evil@example.org>\r\n",
        'https://evil.example/?"><form action=//evil.example>',
        "javascript:alert(1)",
        "https://evil.example/path?a=1&b=2#c",
        "Ж" * 2000,
        "x" * 5000,
        "--=_\r\n--\r\nContent-Type: text/html\r\n\r\n",
        "\u202egpj.exe\u2066",
    ]
)


def alerts(text):
    """Return an alert of each shape with the text wherever a stranger's may stand."""
    said = evidence(text, outlet=text, url=text)
    development = replace(
        PLEDGE,
        status=text,
        actors=(party(text, known=False),),
        counterparts=(party(text, known=False),),
        place=text,
        attribution=text,
        outlets=(text, text),
        evidence=(said,),
    )
    change = Change(field=text, before=text, after=text)
    update = replace(
        UPDATE,
        summary=text,
        topic=text,
        watchlists=(text,),
        why=(text, f"{text}: {text}"),
        development=development,
        changes=(change,),
        evidence=(said, said),
        attribution=text,
    )
    sample = replace(STALE.source.health.sample, title=text, url=text)
    health = replace(STALE.source.health, why=text, sample=sample)
    source = replace(STALE.source, id=text, outlet=text, health=health)
    stale = replace(STALE, summary=text, source=source, watchlists=(text,), why=(text,))
    lost = replace(LOST, summary=text, losses=replace(LOST.losses, receiver=text, why=text))
    return update, replace(update, kind=Kind.CONFIRMED), stale, lost


def headers(message):
    """Return which headers the mail of the message is to have, in order."""
    told = message.alerts if isinstance(message, Bundle) else (message,)
    threaded = not isinstance(message, Bundle) and message.development is not None
    listed = any(alert.watchlists for alert in told)
    return [
        *("From", "To", "Subject", "Date", "Message-ID"),
        *(("In-Reply-To", "References") if threaded else ()),
        "Auto-Submitted",
        *(("List-Id", "List-Unsubscribe") if listed else ()),
        *("MIME-Version", "Content-Type"),
    ]


class Page(HTMLParser):
    """The tags, attributes, links and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.tags.add(f"comment {data}")


def check_mail(wire: bytes, message, text: str) -> None:
    """Raise `AssertionError` unless the mail as received is the one expected, and nothing else."""
    plain = mail(NEW, TARGET)
    written = mail(message, TARGET)
    read: EmailMessage = parsed(wire)
    assert read.keys() == headers(message)
    assert (read["From"], read["To"]) == (plain.sender, plain.to[0])
    assert read["Subject"] == written.subject
    assert read["Message-ID"] == written.message_id
    assert [read[name] for name, _ in written.headers] == [value for _, value in written.headers]
    kinds = [part.get_content_type() for part in read.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert all(part.defects == [] for part in read.walk())
    assert all(header.defects == () for header in read.values())
    assert wire.isascii()
    assert wire.count(b"\r") == wire.count(b"\n") == wire.count(b"\r\n")
    assert max(map(len, wire.split(b"\r\n"))) <= 998
    told = bundle_letter(message) if isinstance(message, Bundle) else letter(message)
    assert body(read, "plain").replace("\r\n", "\n") == plain_text(told)
    check_page(body(read, "html"), told.heading, text)


def check_page(html: str, heading: str, text: str) -> None:
    """Raise `AssertionError` where the page has more than our own tags, or a stranger's link."""
    page = Page(html)
    assert page.tags <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    styles = [value for name, value in page.attributes if name == "style"]
    assert not any("url(" in style or "expression" in style for style in styles)
    assert {value for name, value in page.attributes if name == "href"} <= {link(text)}
    assert heading in [*page.words, ""]


@settings(max_examples=25)
@given(HOSTILE)
@example("x\r\nBcc: evil@example.org\r\n\r\nbody")
@example("https://evil.example/?a='b")
@example("<!--")
def test_no_words_of_strangers_change_what_a_server_receives(text):
    told = alerts(text)
    bundles = (
        replace(DIGEST, receiver="mail", alerts=told),
        replace(DIGEST, reason=Restraint.THROTTLE, alerts=told[2:], more=3),
    )
    messages = (*told, *bundles)
    for message, wire in zip(messages, asyncio.run(received(*messages)), strict=True):
        check_mail(wire, message, text)


@pytest.mark.parametrize(
    "injected",
    [
        b"Bcc: evil@example.org\r\n",
        b"Reply-To: evil@example.org\r\n",
    ],
)
def test_the_check_itself_sees_a_header_too_many(injected):
    (wire,) = asyncio.run(received(NEW))
    check_mail(wire, NEW, NEW.evidence[0].url)
    with pytest.raises(AssertionError):
        check_mail(injected + wire, NEW, NEW.evidence[0].url)


def test_the_check_itself_sees_a_tag_or_a_link_too_many():
    (wire,) = asyncio.run(received(NEW))
    html = body(parsed(wire), "html")
    url = NEW.evidence[0].url
    check_page(html, NEW.summary, url)
    for more in ("<script>", "<p onclick=x>", "<a href=https://evil.example>", "<!-- -->"):
        with pytest.raises(AssertionError):
            check_page(html.replace("</h1>", f"</h1>{more}"), NEW.summary, url)
