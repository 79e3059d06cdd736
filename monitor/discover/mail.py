"""Mails: a newsletter is an article, or a list of links to articles."""

import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from hashlib import sha256
from urllib.parse import quote

from monitor.discover.enclosing import enclosed
from monitor.discover.letter import leads_on, of_markup, of_words, unwrapped
from monitor.discover.listing import listing
from monitor.discover.personal import without_reader
from monitor.discover.titles import LONGEST_RAW, title
from monitor.errors import Unreadable
from monitor.model.dates import stamp
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, SourceKind

CharsetOf = Callable[[str | None], str | None]
"""Gives the charset that a Content-Type names, if it is one that is believed."""

MAIL_BYTES = 3_000_000
MOST_CONTAINERS = 20
MOST_PARTS = 200
MOST_LINES = 100_000
MOST_DASHED = 5_000
"""Lines that may part the parts of a mail."""
_LONGEST_TYPE = 4_000
"""Characters of a part's description; parsing takes time in their square."""
_CONTAINER = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_DESCRIPTION = re.compile(
    rb"^content-(?:type|disposition|transfer-encoding):[^\n]*(?:\n[ \t][^\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)
_PACKINGS = frozenset({"", "7bit", "8bit", "binary", "quoted-printable", "base64"})
_MESSAGE_ID = re.compile(r"\s*<\s*([^\s<>\"\x00-\x1f\x7f]{3,250})\s*>")
_MAIL_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{3,190}")
MOST_READERS = 5
_WIDE = ("utf-16", "utf-32")
_WESTERN = "windows-1252"
_CLOCKS_APART = timedelta(hours=1)
_FOREIGN = (
    MessageError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip
"""What the parsers of mails raise on input that their authors did not think of."""


def mail(
    raw: bytes, *, received: datetime | None, charset_of: CharsetOf, link: str | None = None
) -> tuple[Candidate, ...]:
    """Return the mail as the article that it is, or the pages that its links at `link` lead to.

    `link` is a CSS selector; `received` when the server took it in, which is believed where the
    mail tells no date, or a later one. What tells who the letter was sent to is left out: it goes
    by its link on the web only where that names nobody. Raises `Unreadable`.
    """
    _refuse_bombs(raw)
    try:
        return _candidates(raw, received, charset_of, link)
    except _FOREIGN as error:
        raise Unreadable(f"the mail cannot be parsed: {type(error).__name__}") from error


def _refuse_bombs(raw: bytes) -> None:
    if len(raw) > MAIL_BYTES:
        raise Unreadable(f"the mail has over {MAIL_BYTES} bytes")
    if sum(1 for _ in _CONTAINER.finditer(raw)) > MOST_CONTAINERS:
        raise Unreadable(f"the mail has over {MOST_CONTAINERS} parts with parts in them")
    if raw.count(b"\n") > MOST_LINES:
        raise Unreadable(f"the mail has over {MOST_LINES} lines")
    if raw.count(b"\n--") > MOST_DASHED:
        raise Unreadable(f"the mail has over {MOST_DASHED} lines that may part it")
    if any(len(said[0]) > _LONGEST_TYPE for said in _DESCRIPTION.finditer(raw)):
        raise Unreadable("a part of the mail describes itself at too great length")


def _candidates(
    raw: bytes, received: datetime | None, charset_of: CharsetOf, selector: str | None
) -> tuple[Candidate, ...]:
    message = BytesParser().parsebytes(raw)
    texts = _texts(message, charset_of)
    if selector is not None:
        return _links(texts.get("text/html", ""), selector)
    body, address = _body(texts)
    reader, subject = _reader(message), _subject(message, charset_of)
    published = _date(message, received)
    candidate = Candidate(
        url=address or _own_address(message, raw),
        title=None if subject is None else without_reader(subject, reader),
        published=published,
        # A newsletter may show each issue at one address: there it is a new state of that page.
        updated=published if address else None,
        kind=SourceKind.MAILBOX,
        enclosed=enclosed(without_reader(body, reader)),
    )
    return (candidate,)


def _links(markup: str, selector: str) -> tuple[Candidate, ...]:
    if not markup.strip():
        return ()
    found = listing(markup.encode("utf-8", "replace"), base="", selector=selector, charset="utf-8")
    return tuple(
        replace(one, kind=SourceKind.MAILBOX)
        for one in found
        if one.url is not None and leads_on(one.title, one.url)
    )


def _reader(message: Message) -> tuple[str, ...]:
    """Return the mail addresses that it was sent to."""
    told = [_plain(message, name) for name in ("To", "Delivered-To", "X-Original-To")]
    found = (address for _, address in getaddresses(told))
    return tuple(dict.fromkeys(one for one in found if _MAIL_ADDRESS.fullmatch(one)))[:MOST_READERS]


def _body(texts: dict[str, str]) -> tuple[str, str | None]:
    """Return the letter and its address on the web: of its markup if that has words, else of its
    plain text.
    """
    plain = texts.get("text/plain")
    if "text/html" in texts:
        try:
            return of_markup(texts["text/html"])
        except Unreadable:
            if plain is None:
                raise
    if plain is None:
        raise Unreadable("the mail has no text")
    return unwrapped(plain), of_words(plain)


def _texts(message: Message, charset_of: CharsetOf) -> dict[str, str]:
    """Return the first part with words of each kind of text."""
    found: dict[str, str] = {}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in found or kind not in {"text/html", "text/plain"}:
            continue
        if part.get_content_disposition() == "attachment":
            continue
        text = _text(part, charset_of)
        if text.strip():
            found[kind] = text
    return found


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts in their order, without what is in mails that are attached."""
    waiting = [message]
    given = 0
    while waiting and given < MOST_PARTS:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            if part.get_content_maintype() == "multipart":
                waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
            continue
        given += 1
        yield part


def _text(part: Message, charset_of: CharsetOf) -> str:
    packing = _plain(part, "Content-Transfer-Encoding").strip().lower()
    if packing not in _PACKINGS:
        return ""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    named = charset_of(_plain(part, "Content-Type"))
    return _decoded(content, named)


def _decoded(content: bytes, charset: str | None) -> str:
    """Return the characters: UTF-8 if they can be, else in the charset named, or Windows 1252."""
    shifting = b"\x1b" in content or (charset or "").startswith(_WIDE)
    names = (charset,) if shifting and charset else ("utf-8", charset or _WESTERN)
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return content.decode(names[-1], "replace")


def _plain(message: Message, name: str) -> str:
    """Return the first header of the name as it stands, unfolded; empty without one."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            raw = str(value)[:LONGEST_RAW].encode("utf-8", "surrogateescape")
            return " ".join(_decoded(raw, None).split())
    return ""


def _subject(message: Message, charset_of: CharsetOf) -> str | None:
    raw = _plain(message, "Subject")
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, binascii.Error, ValueError):
        return title(raw)
    words = (
        piece if isinstance(piece, str) else _word(piece, charset, charset_of)
        for piece, charset in pieces
    )
    return title("".join(words))


def _word(piece: bytes, charset: str | None, charset_of: CharsetOf) -> str:
    if charset is None:  # the library turned it into bytes itself, beside words that are encoded
        return piece.decode("latin-1")
    return _decoded(piece, charset_of(f";charset={charset}"))


def _date(message: Message, received: datetime | None) -> Stamp | None:
    """Return the date that the mail tells, if it is not after it was received."""
    told = stamp(_plain(message, "Date"))
    if received is None:
        return told
    if told is None or told.whole_day or told.at > received + _CLOCKS_APART:
        return Stamp(at=received)
    return told


def _own_address(message: Message, raw: bytes) -> str:
    """Return an address that names this mail for good, and that nothing can fetch (RFC 2392)."""
    named = _MESSAGE_ID.match(_plain(message, "Message-ID"))
    if named is None:
        return f"mid:{sha256(raw).hexdigest()[:32]}"
    return f"mid:{quote(named[1], safe='@.!$&*+=~_-')}"
