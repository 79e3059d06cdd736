"""A letter as HTML for mail programs: inline styles, nothing loaded from elsewhere, all escaped.

What stands side by side is inline blocks that wrap by themselves, so that a narrow pane stacks
them even where a mail program drops the sheet; that adds the dark colours and full width.
"""

from html import escape

from monitor.alert.render.parts import Entry, Group, Letter, Quote, Say, Tone

_SERIF = "font-family:Georgia,'Times New Roman',serif"
_SANS = "font-family:Helvetica,Arial,sans-serif"
_SOFT = "color:#555a61"
_SMALL = f"{_SANS};font-size:13px;line-height:1.5;{_SOFT}"
_CELL = f"{_SANS};font-size:14px;line-height:1.45;padding:3px 12px 3px 0;vertical-align:top"
_BREAKS = "overflow-wrap:anywhere;word-break:break-word"
_LEFT, _RIGHT = "0 6px 8px 0", "0 0 8px 6px"
_GREY = "#b4bac2"
_COLOURS = {
    Tone.NEWS: "#1a56b0",
    Tone.CHANGE: "#935400",
    Tone.ASSURANCE: "#1e7340",
    Tone.DOUBT: "#7a3fa0",
    Tone.ALARM: "#b3261e",
    Tone.CALM: "#5b636d",
}
_SHEET = (
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "@media (max-width:631px)"
    "{.half{max-width:100%!important;padding-left:0!important;padding-right:0!important}}"
    "@media (prefers-color-scheme:dark){"
    ".page{background:#15181c!important;color:#e8eaed!important}"
    ".soft{color:#a9b0ba!important}"
    ".box{background:#23282f!important}"
    ".link{color:#8ab4f8!important}}"
)


def html_page(letter: Letter) -> str:
    """Return the letter as a page that reads well from 320 pixels upwards, in light and in dark."""
    heading, colour = escape(letter.heading), _COLOURS[letter.tone]
    parts = (
        f'<h1 style="{_SERIF};font-size:22px;line-height:1.3;margin:0 0 8px">{heading}</h1>',
        _byline(letter.word, letter.tone, letter.byline),
        _lead(letter),
        _differences(letter),
        _quotes(letter.quotes, colour),
        "".join(_group(group) for group in letter.groups),
        _facts(letter.facts),
        _listed(letter.ground, letter.reasons),
        _say(letter.say, "16px 0 0"),
        f'<p class="soft" style="{_SMALL};margin:16px 0 0">{escape(letter.closing)}</p>',
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{heading}</title><style>{_SHEET}</style></head>\n"
        '<body class="page" style="margin:0;padding:0;background:#ffffff;color:#16181b">\n'
        '<div class="page" style="background:#ffffff;color:#16181b;padding:16px">'
        f'<div style="max-width:600px;margin:0 auto;padding:14px 0 0;'
        f'border-top:4px solid {colour};{_BREAKS}">\n'
        + "\n".join(part for part in parts if part)
        + "\n</div></div>\n</body></html>\n"
    )


def _byline(word: str, tone: Tone, byline: str) -> str:
    return (
        f'<p class="soft" style="{_SMALL};margin:0 0 12px">'
        f'<span style="display:inline-block;background:{_COLOURS[tone]};color:#ffffff;'
        "font-size:11px;font-weight:bold;line-height:1;letter-spacing:.06em;"
        'text-transform:uppercase;padding:4px 7px;border-radius:3px;margin:0 8px 0 0">'
        f"{escape(word)}</span>{escape(byline)}</p>"
    )


def _lead(letter: Letter) -> str:
    if not letter.lead:
        return ""
    return (
        f'<p class="box" style="{_SANS};font-size:15px;line-height:1.5;background:#f3f4f6;'
        f'border-left:3px solid {_COLOURS[letter.tone]};padding:10px 12px;margin:0 0 16px">'
        f"{escape(letter.lead)}</p>"
    )


def _differences(letter: Letter) -> str:
    if not letter.differences:
        return ""
    what, before, after = letter.columns
    colour = _COLOURS[letter.tone]
    rows = "".join(
        f'<p class="soft" style="{_SMALL};margin:0 0 4px">{what}: {escape(one.field)}</p>'
        + _half(_value(before, one.before, _GREY, "normal"), _LEFT)
        + _half(_value(after, one.after, colour, "bold"), _RIGHT)
        for one in letter.differences
    )
    return f'<div style="margin:0 0 8px">{rows}</div>'


def _value(label: str, value: str, colour: str, weight: str) -> str:
    return (
        f'<div class="box" style="background:#f3f4f6;border-left:3px solid {colour};'
        f'padding:6px 12px 8px"><div class="soft" style="{_SMALL}">{label}</div>'
        f'<div style="{_SANS};font-size:17px;font-weight:{weight};line-height:1.35">'
        f"{escape(value)}</div></div>"
    )


def _half(content: str, padding: str) -> str:
    return (
        '<div class="half" style="display:inline-block;vertical-align:top;width:100%;'
        f'max-width:300px;box-sizing:border-box;padding:{padding}">{content}</div>'
    )


def _quotes(quotes: tuple[Quote, ...], colour: str) -> str:
    """Return the quotes; two stand side by side where there is room."""
    if len(quotes) == 2:
        first, second = quotes
        older, newer = _half(_quote(first, _GREY), _LEFT), _half(_quote(second, colour), _RIGHT)
        return f'<div style="margin:0 0 8px">{older}{newer}</div>'
    return "".join(
        f'<div style="margin:0 0 16px">{_quote(quote, colour)}</div>' for quote in quotes
    )


def _quote(quote: Quote, colour: str) -> str:
    label = f'<p class="soft" style="{_SMALL};margin:0 0 4px">{escape(quote.label)}</p>'
    source = escape(quote.source)
    if quote.link is not None:
        source = f'<a class="link" href="{escape(quote.link)}" style="color:#0b57d0">{source}</a>'
    return (
        (label if quote.label else "")
        + f'<blockquote style="{_SERIF};font-size:16px;line-height:1.5;margin:0;'
        f'padding:0 0 0 12px;border-left:3px solid {colour}">{escape(quote.said)}'
        f'<span class="soft" style="{_SMALL};display:block;margin:4px 0 0">{source}</span>'
        "</blockquote>"
    )


def _group(group: Group) -> str:
    entries = "".join(_entry(entry) for entry in group.entries)
    return (
        f'<h2 style="{_SANS};font-size:13px;letter-spacing:.04em;text-transform:uppercase;'
        f'margin:24px 0 10px;padding:0 0 4px;border-bottom:1px solid {_GREY}">'
        f"{escape(group.heading)}</h2>{entries}"
    )


def _entry(entry: Entry) -> str:
    return (
        '<div style="margin:0 0 24px">'
        f'<h3 style="{_SERIF};font-size:18px;line-height:1.3;margin:0 0 6px">'
        f"{escape(entry.heading)}</h3>"
        + _byline(entry.word, entry.tone, entry.byline)
        + (_quote(entry.quote, _COLOURS[entry.tone]) if entry.quote is not None else "")
        + _listed("Before that", entry.earlier)
        + _say(entry.say, "6px 0 0")
        + "</div>"
    )


def _say(say: tuple[Say, ...], margin: str) -> str:
    """Return what may be said, as links with room around them for a thumb."""
    if not say:
        return ""
    links = "".join(
        f'<a class="link" href="{escape(one.link)}" style="color:#0b57d0;display:inline-block;'
        f'padding:6px 16px 6px 0">{escape(one.words)}</a>'
        for one in say
    )
    return f'<p class="soft" style="{_SMALL};margin:{margin}">{links}</p>'


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    if not facts:
        return ""
    rows = "".join(
        f'<tr><th scope="row" class="soft" style="{_CELL};{_SOFT};text-align:left;'
        f'font-weight:normal;white-space:nowrap">{escape(name)}</th>'
        f'<td style="{_CELL}">{escape(value)}</td></tr>'
        for name, value in facts
    )
    return f'<table style="border-collapse:collapse;margin:8px 0 16px">{rows}</table>'


def _listed(heading: str, items: tuple[str, ...]) -> str:
    if not items:
        return ""
    told = "".join(f"<li>{escape(item)}</li>" for item in items)
    return (
        f'<div class="soft" style="{_SMALL};margin:8px 0 0">{heading}:'
        f'<ul style="margin:2px 0 0;padding:0 0 0 18px">{told}</ul></div>'
    )
