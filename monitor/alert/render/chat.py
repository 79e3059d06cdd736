"""Texts for chats: what strangers wrote is shown as it reads, and is never markup there."""

import re
from dataclasses import dataclass

from monitor.alert.date_words import moment_words
from monitor.alert.render.bundle import bundle_letter
from monitor.alert.render.fitting import most
from monitor.alert.render.harmless import line, link
from monitor.alert.render.letter import letter
from monitor.alert.render.parts import Letter, Quote
from monitor.model.alert import Alert
from monitor.model.restraint import Bundle, Message
from monitor.model.watchlist import Kind, Severity

MOST_TEXT = 1800
"""Characters of a chat's text: the strictest of the large chats take two thousand."""
_LONGEST_TITLE = 240
_LONGEST_SUMMARY = 200
_LONGEST_SENTENCE = 500
_LONGEST_SOURCE = 100
_LONGEST_LINK = 400
_LONGEST_ID = 64
_MOST_CHANGES = 8
_MOST_QUOTES = 3
_MOST_ITEMS = 50
_LOOKALIKES = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ", "@": "＠", "\\": "＼"})
_TAGS = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
_LABELLED = re.compile(r"\](?=[(\[:])")
_ADDRESS = re.compile(r":(?=//)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An alert of a bundle in a line: its summary, who wrote it first, where to read it, its id."""

    summary: str
    source: str
    link: str | None
    id: str


def unmarked(text: str) -> str:
    """Return the words without marks of style, mention and link: `*`, `_`, `~`, `@`, backticks and
    backslashes become marks that look alike and mean nothing; addresses and links fall apart.
    """
    parted = _ADDRESS.sub(":\u2060", _LABELLED.sub("] ", text))
    return parted.translate(_LOOKALIKES)


def plain(text: str, limit: int = _LONGEST_SUMMARY) -> str:
    """Return a line of the first `limit` characters for any chat, whatever it takes for markup:
    `<`, `>` and `&` look alike too.
    """
    return unmarked(line(text, limit)).translate(_TAGS)


def letter_of(message: Message) -> Letter:
    """Return what the message tells, in words that are harmless as text."""
    return bundle_letter(message) if isinstance(message, Bundle) else letter(message)


def kicker(read: Letter) -> str:
    """Return the kind of what is told, how urgent it is and who asked for it."""
    return f"{read.word} · {read.byline}"


def newest_first(alert: Alert, read: Letter) -> tuple[Quote, ...]:
    """Return the sentences of the alert's letter, that of a change before what it changes."""
    return read.quotes[::-1] if alert.kind in {Kind.UPDATE, Kind.CONTESTED} else read.quotes


def severity_of(message: Message) -> Severity:
    """Return how urgent the message is: a bundle is as its most urgent alert, or not at all."""
    if isinstance(message, Bundle):
        return max((alert.severity for alert in message.alerts), default=Severity.LOW)
    return message.severity


def item(alert: Alert) -> Item:
    """Return the alert as a line of a bundle, in words that are harmless as text."""
    first = alert.evidence[0] if alert.evidence else None
    source = (first.outlet or "Unnamed outlet") if first is not None else moment_words(alert.at)
    return Item(
        summary=line(alert.summary, _LONGEST_SUMMARY),
        source=line(source, _LONGEST_SOURCE),
        link=short_link(first.url) if first is not None else None,
        id=line(alert.id, _LONGEST_ID),
    )


def short_link(url: str | None) -> str | None:
    """Return the URL if it may be followed and is no longer than a chat can show."""
    followed = link(url)
    return followed if followed is not None and len(followed) <= _LONGEST_LINK else None


def more_words(left_out: int) -> str:
    """Return how many alerts are not shown, and where they are."""
    return f"and {left_out:,} more: monitor alerts"


def sources_words(bundle: Bundle) -> str:
    """Return how the sources of a digest do; nothing where that is not told."""
    return f"{bundle.sources:,} sources seen, {bundle.silent:,} stale" if bundle.sources else ""


def chat_title(message: Message) -> str:
    """Return one line that says what is told, with no markup of any chat in it."""
    return plain(letter_of(message).heading, _LONGEST_TITLE)


def chat_text(message: Message) -> str:
    """Return the text below the title, at most 1,800 characters, with no markup of any chat in it:
    links are those of the evidence, each on a line of its own.
    """
    read = letter_of(message)
    first, last = plain(kicker(read)), plain(read.closing)
    if isinstance(message, Bundle):
        count = len(message.alerts) + message.more
        first = " · ".join(filter(None, (first, sources_words(message))))
        parts = [_item_text(item(alert)) for alert in message.alerts[:_MOST_ITEMS]]
    else:
        count = 0
        changes = [f"{d.field}: {d.before} → {d.after}" for d in read.differences]
        parts = [plain(read.lead)] if read.lead else []
        parts += [plain(change) for change in changes[:_MOST_CHANGES]]
        parts += [_quote_text(quote) for quote in newest_first(message, read)[:_MOST_QUOTES]]
        facts = read.facts if message.development is None else ()
        parts += [plain(f"{name}: {value}") for name, value in facts]

    def text(shown: int) -> str:
        left_out = [more_words(count - shown)] if count > shown else []
        return "\n".join([first, *parts[:shown], *left_out, last])

    return text(most(len(parts), lambda n: len(text(n)) <= MOST_TEXT))


def _item_text(told: Item) -> str:
    words = f"• {plain(told.summary)} ({plain(told.source)})"
    return words if told.link is None else f"{words}\n{told.link}"


def _quote_text(quote: Quote) -> str:
    said = f"{quote.label}: {plain(quote.said, _LONGEST_SENTENCE)} — {plain(quote.source)}"
    followed = short_link(quote.link)
    return said if followed is None else f"{said}\n{followed}"
