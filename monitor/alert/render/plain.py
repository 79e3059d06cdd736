"""A letter as plain text, in lines that fit any window."""

from collections.abc import Iterator
from textwrap import fill

from monitor.alert.render.letter import Letter, Quote

WIDTH = 76


def plain_text(letter: Letter) -> str:
    """Return the letter as lines of at most 76 characters, but for words and links that are
    longer.
    """
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    yield _wrapped(letter.kicker)
    yield ""
    yield _wrapped(letter.heading)
    if letter.differences:
        what, before, after = letter.columns
        yield from ("", what.upper())
        for one in letter.differences:
            told = f"{before.lower()} {one.before}  →  {after.lower()} {one.after}"
            yield _wrapped(f"{one.field}: {told}", "  ")
    for quote in letter.quotes:
        yield from _quoted(quote)
    if letter.facts:
        yield ""
        for name, value in letter.facts:
            yield _wrapped(f"{name}: {value}")
    if letter.reasons:
        yield from ("", "Why you get this:")
        for reason in letter.reasons:
            yield _wrapped(f"- {reason}", "", "  ")
    yield from ("", _wrapped(letter.closing))


def _quoted(quote: Quote) -> Iterator[str]:
    yield from ("", quote.label.upper())
    yield _wrapped(f"“{quote.sentence}”", "  ")
    yield _wrapped(f"— {quote.source}", "  ")
    if quote.link is not None:
        yield f"  {quote.link}"


def _wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
