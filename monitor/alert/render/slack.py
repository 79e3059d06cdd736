"""The body of a webhook as a message for Slack: a text for notifications, and blocks.

Strangers' words stand in it by Slack's rules: `&`, `<` and `>` are escaped, so that they mention
nobody and link to nothing, and marks of style become marks that look alike. Slack is told to leave
words as they are (`verbatim`); the only links are those of the evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.alert.render.bundle import bundle_subject
from monitor.alert.render.chat import (
    Item,
    item,
    kicker,
    letter_of,
    more_words,
    newest_first,
    short_link,
    sources_words,
    unmarked,
)
from monitor.alert.render.fitting import fits, json_text, most
from monitor.alert.render.parts import Letter, Quote
from monitor.model.alert import Alert
from monitor.model.restraint import Bundle, Message

MOST_CHARACTERS = 12_000
"""Of a whole message: Slack refuses some above thirteen thousand, though no section is too long."""
MOST_BLOCKS = 50
MOST_IN_BLOCK = 3000
_LONGEST_REASONS = 1000
_LONGEST_SUMMARY = 300
_LONGEST_SOURCE = 150
_LEAST_LINES = 6
_MOST_LINES = 100
_LINES_IN_TEXT = 2
_SLACK = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

Block = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much of a letter may stand: quotes, changes and reasons by number, sentences and other
    words in characters.
    """

    quotes: int
    changes: int
    reasons: int
    sentence: int
    words: int


_ROOMS = (
    Room(quotes=4, changes=20, reasons=12, sentence=1200, words=300),
    Room(quotes=4, changes=20, reasons=6, sentence=800, words=300),
    Room(quotes=2, changes=20, reasons=4, sentence=600, words=150),
)
_LEAST = Room(quotes=2, changes=10, reasons=0, sentence=300, words=50)


def slack_message(message: Message) -> str:
    """Return the JSON text for an incoming webhook of Slack: under 20 kB and 12,000 characters, at
    most 50 blocks of at most 3,000 characters.

    What there is no room for is left out, in an alert reasons and evidence first; of a bundle it is
    said how many alerts there are.
    """
    if isinstance(message, Bundle):
        return _bundle(message)
    texts = (_alert(message, room) for room in _ROOMS)
    return next((text for text in texts if _fits(text)), _alert(message, _LEAST))


def escaped(text: str, limit: int = MOST_IN_BLOCK) -> str:
    """Return the words as Slack shows them, at most `limit` characters long as they are written;
    what is cut ends in ….
    """
    written = [_SLACK.get(char, char) for char in unmarked(text)]
    if sum(map(len, written)) <= limit:
        return "".join(written)
    kept = most(len(written), lambda n: sum(map(len, written[:n])) < limit)
    return "".join([*written[:kept], "…"])


def _fits(text: str) -> bool:
    return fits(text) and len(text) < MOST_CHARACTERS


def _text(heading: str, blocks: list[Block]) -> str:
    return json_text(
        {"text": heading, "unfurl_links": False, "unfurl_media": False, "blocks": blocks}
    )


def _alert(alert: Alert, room: Room) -> str:
    read = letter_of(alert)
    heading = escaped(read.heading, room.words)
    said = [_quote(quote, room) for quote in newest_first(alert, read)[: room.quotes]]
    first = said[0].partition("\n")[2] if said else ""
    return _text(f"{heading}\n{first}".strip(), list(_blocks(read, heading, said, room)))


def _blocks(read: Letter, heading: str, said: list[str], room: Room) -> Iterator[Block]:
    """Give the blocks of an alert, in reading order."""
    yield _section(f"*{heading}*")
    yield _context(escaped(kicker(read), room.words))
    if read.lead:
        yield _section(escaped(read.lead, room.words))
    if read.differences:
        changes = (
            f"*{escaped(d.field, 60)}:* {escaped(d.before, room.words)} → "
            f"*{escaped(d.after, room.words)}*"
            for d in read.differences[: room.changes]
        )
        yield from _sections(tuple(changes))
    for quote in said:
        yield _section(quote)
    yield from _sections(tuple(f"*{n}:* {escaped(v, room.words)}" for n, v in read.facts))
    if read.reasons[: room.reasons]:
        reasons = "; ".join(read.reasons[: room.reasons])
        yield _context(f"{read.ground}: {escaped(reasons, _LONGEST_REASONS)}")
    yield _context(escaped(read.closing, room.words))


def _quote(quote: Quote, room: Room) -> str:
    source = _linked(escaped(quote.source, room.words), short_link(quote.link))
    sentence = escaped(quote.said, room.sentence)
    return f"*{escaped(quote.label, room.words)}*\n>{sentence}\n— {source}"


def _linked(words: str, url: str | None) -> str:
    if url is None:
        return words
    address = url.replace("&", _SLACK["&"])
    return f"<{address}|{words.replace('|', '¦')}>"


def _bundle(bundle: Bundle) -> str:
    """Return the bundle's message: a line for each alert as far as there is room, at least for the
    first few; of the others the ids.
    """
    read = letter_of(bundle)
    heading = escaped(bundle_subject(bundle))
    lines = [_item(item(alert)) for alert in bundle.alerts[:_MOST_LINES]]
    ids = [escaped(alert.id, 64) for alert in bundle.alerts]
    count = len(ids) + bundle.more

    def text(shown: int, named: int) -> str:
        more = (more_words(count - shown),) if count > shown else ()
        blocks = [
            _section(f"*{heading}*"),
            _context(escaped(kicker(read))),
            *_sections(tuple(lines[:shown])),
            *_sections((*more, *ids[shown : shown + named]), between=" "),
            _context(escaped(" · ".join(filter(None, (sources_words(bundle), read.closing))))),
        ]
        return _text("\n".join((heading, *lines[: min(shown, _LINES_IN_TEXT)])), blocks)

    fitting = most(len(lines), lambda n: _fits(text(n, len(ids) - n)))
    shown = max(fitting, min(len(lines), _LEAST_LINES))
    named = most(len(ids) - shown, lambda n: _fits(text(shown, n)))
    return text(shown, named)


def _item(told: Item) -> str:
    source = _linked(escaped(told.source, _LONGEST_SOURCE), told.link)
    return f"• {escaped(told.summary, _LONGEST_SUMMARY)} ({source}) {escaped(told.id)}"


def _sections(lines: tuple[str, ...], between: str = "\n") -> Iterator[Block]:
    """Give the lines in as few sections as hold them."""
    held = ""
    for words in lines:
        joined = f"{held}{between}{words}" if held else words
        if len(joined) > MOST_IN_BLOCK:
            yield _section(held)
            joined = words
        held = joined
    if held:
        yield _section(held)


def _section(words: str) -> Block:
    return {"type": "section", "text": _mrkdwn(words)}


def _context(words: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(words)]}


def _mrkdwn(words: str) -> Block:
    return {"type": "mrkdwn", "text": words, "verbatim": True}
