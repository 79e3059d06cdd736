"""Newsletters: their text, and the link under which they can be read on the web.

What finds the one article of a page would lose parts of them: they are laid out in tables, and all
of their parts are news.
"""

import re

from lxml import etree, html

from monitor.discover.bounds import within_bounds
from monitor.discover.personal import is_way_out, public
from monitor.discover.titles import link
from monitor.errors import Unreadable

_VIEW = re.compile(
    r"\b(?:view|read|see|open|trouble viewing)\b.{0,40}\b(?:browser|online|on the web)\b"
    r"|\b(?:web|online|browser)[ -]?version\b|\bim browser\b|\bonline (?:lesen|ansehen)\b"
    r"|\bdans (?:votre|le|un) navigateur\b|\bversion en ligne\b|\ben (?:tu|su|el) navegador\b"
    r"|\bnel (?:tuo |vostro )?browser\b|\bno (?:seu )?navegador\b|у браузері|в браузере",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\b(?:unsubscribe|opt[ -]?out|abmelden|abbestellen|désabonner|désinscrire|darse de baja"
    r"|cancelar la suscripción)\b|\b(?:manage|update|change|email) (?:your )?"
    r"(?:email )?(?:preferences|settings|subscription)\b|відписатися|отписаться",
    re.IGNORECASE,
)
_LONGEST_CALL = 80
"""Characters; a longer link text is part of the letter."""
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    }
)  # fmt: skip
_MACHINERY = frozenset({"head", "script", "style", "svg", "template", "title"})
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_WRAPPED = 50
"""Characters; a shorter line was not wrapped."""
_STOPS = '.!?:;…"”»)>'
_MARKS = "-–—*•·>#=_[<|"
_EDGE = 10_000
"""Characters at either end of a plain letter in which such a call is looked for."""
_ADDRESS_AFTER = 300
"""Characters after "read it in your browser" in which its address stands, in a plain letter."""


def of_markup(markup: str) -> tuple[str, str | None]:
    """Return the letter as text, a paragraph a line, and its link on the web if it names nobody.

    Hidden parts are left out, and links that lead out of the list or to the letter itself. Raises
    `Unreadable` for what is empty or would take too long.
    """
    root = _root(within_bounds(markup.encode("utf-8", "replace")))
    address = None
    for element in list(root.iterdescendants(etree.Element)):
        if element.tag in _MACHINERY or _HIDDEN.search(element.get("style") or ""):
            element.drop_tree()
        elif element.tag == "a" and (call := _call(element)):
            address = address or (_public(element.get("href")) if _VIEW.search(call) else None)
            element.drop_tree()
    text = _text(root)
    if not text:
        raise Unreadable("the letter has no words")
    return text, address


def _text(root: html.HtmlElement) -> str:
    """Return the words as they are seen, each block on lines of its own."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        starts = event == "start"
        if element.tag in _BLOCKS:
            pieces.append("\n")
        words = element.text if starts else element.tail
        pieces.append(" ".join(f"|{words or ''}|".split())[1:-1])
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _root(content: bytes) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(content, parser=parser, ensure_head_body=True)
    except etree.LxmlError as error:
        raise Unreadable("the letter is no HTML") from error


def _public(href: str | None) -> str | None:
    """Return the address without what tells who it was sent to; None if it is none, or all that."""
    address = link(href, "")
    return None if address is None else public(address)


def leads_on(words: str | None, url: str) -> bool:
    """Return whether a link of a letter leads to news: not to the letter itself on the web, and not
    out of its list, which to ask for may end the subscription.
    """
    said = words or ""
    calls = len(said) <= _LONGEST_CALL and (_VIEW.search(said) or _LEAVE.search(said))
    return not calls and not is_way_out(url)


def _call(anchor: html.HtmlElement) -> str | None:
    """Return the words of a link that leads to the letter on the web, or out of its list."""
    words = " ".join(anchor.text_content().split())
    if len(words) > _LONGEST_CALL:
        return None
    return words if _VIEW.search(words) or _LEAVE.search(words) else None


def unwrapped(text: str) -> str:
    """Return a plain letter with the lines that were only wrapped made whole again."""
    lines: list[str] = []
    for line in text.splitlines():
        bare = line.strip()
        before = lines[-1] if lines else ""
        if len(before) >= _WRAPPED and bare and before[-1] not in _STOPS and bare[0] not in _MARKS:
            lines[-1] = f"{before} {bare}"
        else:
            lines.append(bare)
    return "\n".join(lines)


def of_words(text: str) -> str | None:
    """Return the link on the web of a letter in plain text, if it names one that all may see."""
    for part in (text[:_EDGE], text[-_EDGE:]):
        for call in _VIEW.finditer(part):
            after = _ADDRESS.search(part, call.end(), call.end() + _ADDRESS_AFTER)
            if after is not None:
                return _public(after[0].rstrip(").,>]"))
    return None
