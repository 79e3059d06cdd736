"""A letter as plain text, in lines that fit any window."""

from collections.abc import Iterator
from textwrap import fill

from monitor.alert.render.parts import Entry, Group, Letter, Quote, Say

WIDTH = 76


def plain_text(letter: Letter) -> str:
    """Return the letter as lines of at most 76 characters, but for words and links that are
    longer.
    """
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    yield _wrapped(letter.heading)
    yield _wrapped(f"[{letter.word} · {letter.byline}]")
    if letter.lead:
        yield from ("", _wrapped(letter.lead))
    yield from _differences(letter)
    for quote in letter.quotes:
        yield from ("", quote.label.upper(), *_said(quote))
    for group in letter.groups:
        yield from _group(group)
    if letter.facts:
        yield from ("", *(_wrapped(f"{name}: {value}") for name, value in letter.facts))
    if letter.reasons:
        told = (_wrapped(f"- {reason}", "", "  ") for reason in letter.reasons)
        yield from ("", f"{letter.ground}:", *told)
    if letter.say:
        yield ""
    yield from _say(letter.say, "")
    yield from ("", _wrapped(letter.closing))


def _differences(letter: Letter) -> Iterator[str]:
    if not letter.differences:
        return
    what, before, after = letter.columns
    yield from ("", what.upper())
    for one in letter.differences:
        told = f"{before.lower()} {one.before}  →  {after.lower()} {one.after}"
        yield _wrapped(f"{one.field}: {told}", "  ")


def _group(group: Group) -> Iterator[str]:
    yield from ("", _wrapped(group.heading.upper()))
    for entry in group.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield from ("", _wrapped(f"* {entry.heading}", "", "  "))
    yield _wrapped(f"[{entry.word} · {entry.byline}]", "  ")
    if entry.quote is not None:
        yield from _said(entry.quote)
    if entry.earlier:
        yield "  Before that:"
    for told in entry.earlier:
        yield _wrapped(f"- {told}", "  ", "    ")
    yield from _say(entry.say, "  ")


def _say(say: tuple[Say, ...], indent: str) -> Iterator[str]:
    for one in say:
        yield f"{indent}{one.words}:"
        yield f"{indent}{one.link}"


def _said(quote: Quote) -> Iterator[str]:
    yield _wrapped(quote.said, "  ")
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
