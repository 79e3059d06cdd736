"""One alert of a report: what it tells, the sentence that says so, and why it was told."""

from html import escape

from monitor.alert.date_words import moment_words
from monitor.alert.render.harmless import line
from monitor.alert.render.letter import letter, quoted
from monitor.alert.render.parts import Difference, Quote
from monitor.model.alert import Alert

_LONGEST = 300
_LONGEST_SENTENCE = 800
_MOST_REASONS = 12


def tag(word: str) -> str:
    """Return a word of ours in the colour of its meaning."""
    return f'<span class="tag {word}">{word}</span>'


def entry(alert: Alert, *, classes: str = "", before: str = "", below: str = "") -> str:
    """Return an alert as part of a page; `before` stands before its kind, `below` at its end."""
    told = letter(alert)
    lists = ", ".join(alert.watchlists)
    meta = f"{moment_words(alert.at)} · {alert.severity} · {lists}"
    quotes = "".join(_quote(quoted(one, "", limit=_LONGEST_SENTENCE)) for one in alert.evidence[:2])
    return (
        f'<article class="alert {classes}"><h3>{escape(told.heading)}</h3>'
        f'<p class="meta">{before}{tag(str(alert.kind))}{_words(meta)}</p>'
        f"{''.join(map(_change, told.differences))}{quotes}{below}</article>\n"
    )


def _change(one: Difference) -> str:
    before, after = escape(one.before or "–"), escape(one.after)
    return f'<p class="change">{escape(one.field)}: {before} → <b>{after}</b></p>'


def _quote(one: Quote) -> str:
    source = escape(one.source)
    if one.link is not None:
        source = f'<a href="{escape(one.link)}" rel="noopener noreferrer">{source}</a>'
    return f"<blockquote>{escape(one.said)}<footer>{source}</footer></blockquote>"


def listed(why: tuple[str, ...]) -> str:
    """Return reasons as a list."""
    items = "".join(f"<li>{_words(one)}</li>" for one in why[:_MOST_REASONS])
    return f'<ul class="why">{items}</ul>' if items else ""


def folded(why: tuple[str, ...]) -> str:
    """Return reasons that are shown when they are asked for."""
    return f"<details><summary>Why</summary>{listed(why)}</details>" if why else ""


def _words(text: str) -> str:
    return escape(line(text, _LONGEST))
