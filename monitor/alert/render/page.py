"""A letter as HTML for mail programs: inline styles, nothing loaded from elsewhere, all escaped."""

from html import escape

from monitor.alert.render.letter import Letter, Quote

_FONT = "font-family:Georgia,'Times New Roman',serif"
_SANS = "font-family:Helvetica,Arial,sans-serif"
_SMALL = f"{_SANS};font-size:13px;line-height:1.5;color:#555555"
_CELL = f"{_SANS};font-size:14px;line-height:1.4;padding:4px 12px 4px 0;vertical-align:top"
_HEAD = f"{_CELL};text-align:left;color:#555555;font-weight:normal"


def html_page(letter: Letter) -> str:
    """Return the letter as a page that reads well from 320 pixels upwards; two quotes stand side by
    side where there is room.
    """
    heading = escape(letter.heading)
    parts = (
        f'<p style="{_SMALL};margin:0 0 8px">{escape(letter.kicker)}</p>',
        f'<h1 style="{_FONT};font-size:22px;line-height:1.3;margin:0 0 16px">{heading}</h1>',
        _differences(letter),
        _quotes(letter.quotes),
        _facts(letter.facts),
        _reasons(letter.reasons),
        f'<p style="{_SMALL};margin:16px 0 0">{escape(letter.closing)}</p>',
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{heading}</title></head>\n"
        '<body style="margin:0;padding:16px;background:#ffffff;color:#111111">'
        '<div style="max-width:640px;margin:0 auto;overflow-wrap:break-word">\n'
        + "\n".join(part for part in parts if part)
        + "\n</div></body></html>\n"
    )


def _differences(letter: Letter) -> str:
    if not letter.differences:
        return ""
    rows = "".join(
        f'<tr><td style="{_HEAD}">{escape(one.field)}</td>'
        f'<td style="{_CELL}">{escape(one.before)}</td>'
        f'<td style="{_CELL};font-weight:bold">{escape(one.after)}</td></tr>'
        for one in letter.differences
    )
    names = "".join(f'<th scope="col" style="{_HEAD}">{name}</th>' for name in letter.columns)
    return f'<table style="border-collapse:collapse;margin:0 0 16px"><tr>{names}</tr>{rows}</table>'


def _quotes(quotes: tuple[Quote, ...]) -> str:
    """Return the quotes; a pair is told in order of time, what was before on the left."""
    if len(quotes) == 2:
        return "".join(_quote(quote, "296px") for quote in reversed(quotes))
    return "".join(_quote(quote, "624px") for quote in quotes)


def _quote(quote: Quote, width: str) -> str:
    source = escape(quote.source)
    if quote.link is not None:
        source = f'<a href="{escape(quote.link)}" style="color:#0b57d0">{source}</a>'
    return (
        f'<div style="display:inline-block;vertical-align:top;width:100%;max-width:{width};'
        'margin:0 12px 16px 0">'
        f'<p style="{_SMALL};margin:0 0 4px">{escape(quote.label)}</p>'
        f'<blockquote style="{_FONT};font-size:16px;line-height:1.5;margin:0;padding:0 0 0 12px;'
        f'border-left:3px solid #999999">“{escape(quote.sentence)}”</blockquote>'
        f'<p style="{_SMALL};margin:4px 0 0">{source}</p></div>'
    )


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    if not facts:
        return ""
    rows = "".join(
        f'<tr><th scope="row" style="{_HEAD}">{escape(name)}</th>'
        f'<td style="{_CELL}">{escape(value)}</td></tr>'
        for name, value in facts
    )
    return f'<table style="border-collapse:collapse;margin:0 0 16px">{rows}</table>'


def _reasons(reasons: tuple[str, ...]) -> str:
    if not reasons:
        return ""
    items = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    return f'<div style="{_SMALL}">Why you get this:<ul style="margin:4px 0">{items}</ul></div>'
