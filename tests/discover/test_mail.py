import base64
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from hashlib import sha256
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.mail import MAIL_BYTES, MOST_CONTAINERS, MOST_DASHED, MOST_LINES, mail
from monitor.errors import Unreadable
from monitor.fetch.charset import charset
from monitor.model.moment import Stamp
from monitor.model.source import Enclosed, SourceKind

RECEIVED = datetime(2025, 12, 19, 9, tzinfo=UTC)
ID = "mid:letter-7@harbour.example"
WEB = "https://letters.example/issue/7"
HEAD = (
    b"From: Harbour Letter <news@harbour.example>\r\nSubject: The harbour\r\n"
    b"Date: Fri, 19 Dec 2025 09:30:00 +0100\r\nMessage-ID: <letter-7@harbour.example>\r\n"
)


def read(raw, *, received=RECEIVED, link=None):
    return mail(raw, received=received, charset_of=charset, link=link)


def one(raw, **more):
    (candidate,) = read(raw, **more)
    return candidate


def letter(text=None, html=None, **headers):
    made = EmailMessage()
    given = {"Subject": "The harbour", "Message-ID": "<letter-7@harbour.example>", **headers}
    for name, value in given.items():
        made[name] = value
    if text is not None:
        made.set_content(text)
    if html is not None and text is not None:
        made.add_alternative(html, subtype="html")
    elif html is not None:
        made.set_content(html, subtype="html")
    return made.as_bytes()


def test_a_plain_mail_is_an_article():
    found = one(HEAD + b"\r\nThe council met.\r\n")
    assert (found.url, found.title, found.kind) == (ID, "The harbour", SourceKind.MAILBOX)
    assert found.published == Stamp(at=datetime(2025, 12, 19, 8, 30, tzinfo=UTC))
    assert found.updated is None
    assert found.enclosed == Enclosed(text="The council met.")


def test_markup_goes_before_plain_text():
    found = one(letter("Plain.", "<table><tr><td>The council <b>met</b>.</td></tr></table>"))
    assert found.enclosed == Enclosed(text="The council met.")


def test_plain_text_stands_in_for_markup_without_words():
    found = one(letter("The council met.", "<img src='x'>"))
    assert found.enclosed == Enclosed(text="The council met.")


def test_a_link_on_the_web_is_its_address_and_each_issue_a_new_state_of_it():
    found = one(letter(html=f"<a href='{WEB}'>Read online</a><p>The council met.</p>"))
    assert (found.url, found.published, found.updated) == (
        WEB,
        Stamp(at=RECEIVED),
        Stamp(at=RECEIVED),
    )
    assert one(letter(f"Read online: {WEB}\n\nThe council met.")).url == WEB


def test_with_a_selector_its_links_are_the_candidates():
    page = (
        f"<a class=story href='{WEB}?n=1'>The council met</a><a href='{WEB}'>Read online</a>"
        f"<a class=story href='{WEB}?n=2'>Ships</a>"
    )
    found = read(letter("Plain.", page), link="a.story")
    assert [(c.url, c.title, c.published, c.enclosed) for c in found] == [
        (f"{WEB}?n=1", "The council met", None, None),
        (f"{WEB}?n=2", "Ships", None, None),
    ]
    assert {c.kind for c in found} == {SourceKind.MAILBOX}


def test_links_out_of_the_list_are_never_taken():
    page = (
        f"<a href='{WEB}?n=1'>The council met</a><a href='{WEB}/u/7'>Unsubscribe</a>"
        f"<a href='{WEB}/email-preferences'>Ships</a><a href='{WEB}/view'>View in browser</a>"
    )
    assert [c.url for c in read(letter(html=page), link="a")] == [f"{WEB}?n=1"]


def test_a_letter_goes_by_its_name_where_its_link_on_the_web_names_the_reader():
    link = "<a href='https://letters.example/view?u=0a1b2c3d4e5f6071'>Read online</a>"
    found = one(letter(html=f"{link}<p>The council met.</p>"))
    assert (found.url, found.updated) == ("mid:letter-7@harbour.example", None)


@pytest.mark.parametrize("header", ["To", "Delivered-To", "X-Original-To"])
def test_who_a_letter_was_sent_to_stands_nowhere_in_it(header):
    given = {header: "Reader <Me@reader.example>", "Subject": "News for me@reader.example"}
    body = f"The council met. Sent to me@reader.example; leave: {WEB}/u/0a1b2c3d4e5f6071\n"
    for raw in (letter(body, **given), letter(html=f"<p>{body}</p>", **given)):
        found = one(raw)
        assert found.title == "News for …"
        assert "reader" not in found.enclosed.text
        assert "0a1b2c" not in found.enclosed.text
        assert "The council met." in found.enclosed.text


def test_a_plain_mail_has_no_links_to_select():
    assert read(letter("The council met."), link="a") == ()


def test_a_selector_that_cannot_be_understood_is_said():
    with pytest.raises(Unreadable, match="cannot be used"):
        read(letter(html="<p>x</p>"), link="a[")


@pytest.mark.parametrize(
    ("header", "content", "text"),
    [
        ("charset=koi8-u", "Рада зібралася.".encode("koi8-u"), "Рада зібралася."),
        ("charset=us-ascii", "Rada – zibralasja.".encode(), "Rada – zibralasja."),
        ("charset=latin1", "Löschboote.".encode("latin-1"), "Löschboote."),
        ("charset=utf-16", "Löschboote.".encode("utf-16"), "Löschboote."),
        ("charset=iso-2022-jp", "港の話。".encode("iso-2022-jp"), "港の話。"),
        ("charset=zlib_codec", "Löschboote.".encode("cp1252"), "Löschboote."),
        ("charset=euc-jp", b"Ships \xff\xff.", "Ships \ufffd\ufffd."),
    ],
)
def test_charsets_are_believed_by_a_list(header, content, text):
    raw = HEAD + f"Content-Type: text/plain; {header}\r\n".encode()
    packed = b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(content)
    assert one(raw + packed).enclosed.text == text


@pytest.mark.parametrize(
    ("packing", "content", "text"),
    [
        (b"quoted-printable", b"L=C3=B6schboote=\r\n.", "Löschboote."),
        (b"BASE64", b"TPZzY2hib290ZQ", "Löschboote"),
        (b"base64", b"!!! no base64 !!!", "ž†Ú±î¸"),
        (b"8bit", "Löschboote.".encode(), "Löschboote."),
    ],
)
def test_packings_are_undone(packing, content, text):
    found = one(HEAD + b"Content-Transfer-Encoding: " + packing + b"\r\n\r\n" + content)
    assert found.enclosed.text == text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"=?utf-8?q?L=C3=B6schboote?= =?utf-8?q?_im?= Hafen", "Löschboote im Hafen"),
        (b"=?windows-1251?b?0ODk4A==?=", "Рада"),
        ("Löschboote roh".encode(), "Löschboote roh"),
        ("Löschboote =?utf-8?q?gemischt?=".encode(), "Löschboote gemischt"),
        (b"=?utf-8?q?EU=0D=0AReply-To:_evil?=", "EU Reply-To: evil"),
        (b"=?zlib_codec?b?eJw=?=", "xœ"),
        (b"=?utf-8?b?a?=", "=?utf-8?b?a?="),
        (b"Folded\r\n over lines", "Folded over lines"),
        (b"=?utf-8?q?=E2=80=AEdesrever?= <script>x</script>", "desrever"),
        (b"", None),
    ],
)
def test_subjects_are_read_and_harmless(subject, title):
    found = one(b"Subject: " + subject + b"\r\n\r\nThe council met.\r\n")
    assert found.title == title


@pytest.mark.parametrize(
    ("date", "received", "published"),
    [
        ("Fri, 19 Dec 2025 08:00:00 +0000", RECEIVED, RECEIVED - timedelta(hours=1)),
        ("Fri, 19 Dec 2025 09:59:00 +0000", RECEIVED, RECEIVED + timedelta(minutes=59)),
        ("Sat, 20 Dec 2025 09:00:00 +0000", RECEIVED, RECEIVED),
        ("19 Dec 2025", RECEIVED, RECEIVED),
        ("no date", RECEIVED, RECEIVED),
        ("Fri, 19 Dec 2025 08:00:00 +0000", None, RECEIVED - timedelta(hours=1)),
    ],
)
def test_the_date_is_the_mails_own_if_it_can_be(date, received, published):
    raw = f"Date: {date}\r\n\r\nThe council met.".encode()
    assert one(raw, received=received).published == Stamp(at=published)


def test_a_mail_without_any_date_has_none():
    assert one(b"Subject: x\r\n\r\nThe council met.", received=None).published is None


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (b"<a/b%c@harbour.example>", "mid:a%2Fb%25c@harbour.example"),
        (b" <x@y> (comment)", "mid:x@y"),
        (b"<with space@y>", None),
        (b"nothing", None),
        (b"", None),
    ],
)
def test_its_address_is_stable_and_cannot_be_fetched(given, url):
    raw = b"Message-ID: " + given + b"\r\n\r\nThe council met."
    assert one(raw).url == (url or f"mid:{sha256(raw).hexdigest()[:32]}")


def parts(kind, *inner):
    return (
        f"Content-Type: multipart/{kind}; boundary=BB\r\n\r\n"
        + "".join(f"--BB\r\n{part}\r\n" for part in inner)
        + "--BB--\r\n"
    ).encode()


def test_attachments_and_attached_mails_are_not_read():
    raw = parts(
        "mixed",
        "Content-Type: text/html\r\nContent-Disposition: attachment\r\n\r\n<p>Attached.",
        "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nForwarded.",
        "Content-Type: application/pdf\r\n\r\nx",
        "Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nx",
        "Content-Type: text/plain\r\n\r\nThe council met.",
        "Content-Type: text/plain\r\n\r\nA second one.",
    )
    assert one(raw).enclosed == Enclosed(text="The council met.")


def nested(levels):
    lines = [b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in
             range(levels)]  # fmt: skip
    return b"".join(lines) + b"Content-Type: text/plain\r\n\r\nDeep down."


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no text"),
        (HEAD + b"\r\n", "no text"),
        (letter(html="<img src='x'>"), "no words"),
        (bytes(MAIL_BYTES + 1), "bytes"),
        (b"a: b\n" * (MOST_LINES + 1), "lines"),
        (HEAD + b"\n--B" * (MOST_DASHED + 1), "may part it"),
        (b"Content-Type: text/plain; *1*=; charset*0*=\r\n\r\nx\xff", "parsed: TypeError"),
        (nested(MOST_CONTAINERS + 1), "parts in them"),
        (b"Content-Type: text/plain" + b';a="' * 2000 + b"\r\n\r\nx", "length"),
        (b"Content-Type: text/plain;\r\n" + b" a=b;\r\n" * 2000 + b"\r\nx", "length"),
    ],
)
def test_what_cannot_be_read_says_why(raw, why):
    with pytest.raises(Unreadable, match=why):
        read(raw)


MARKUP = HEAD + b"Content-Type: text/html\r\n\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        MARKUP + b"<div>" * 100_000 + b"Ships.",
        MARKUP + b"<table><tr>" + b"<td>x" * 100_000,
        MARKUP + b"Ships." + b"<!--" * 500_000,
        MARKUP + b"<p style='display" + b" " * 1_000_000 + b"'>Ships.",
        MARKUP + b"Ships." + b"<a href=http://x.example>view " * 50_000,
        HEAD + b"\r\n" + b"view " * 500_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 200_000 + b"\r\n\r\nShips.",
        b"Message-ID: <" + b"a" * 2_000_000 + b">\r\n\r\nShips.",
        HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=" * 2_900_000,
    ],
)
def test_what_is_built_to_cost_is_over_within_seconds(raw):
    began = process_time()
    with suppress(Unreadable):
        read(raw)
    assert process_time() - began < 5


def test_parts_are_read_to_the_depth_that_mails_have():
    assert one(nested(10)).enclosed.text == "Deep down."


def test_of_endless_parts_the_first_are_looked_at():
    many = ["Content-Type: image/png\r\n\r\nx"] * 1000
    with pytest.raises(Unreadable, match="no text"):
        read(parts("mixed", *many, "Content-Type: text/plain\r\n\r\nLast."))


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"Content-Type: multipart/mixed; boundary=B"])
)
def test_whatever_the_bytes_only_unreadable_is_raised(body, head):
    try:
        found = read(head + b"\r\n" + body)
    except Unreadable:
        return
    assert all(candidate.url.startswith(("mid:", "http")) for candidate in found)
