"""Newsletters: their text without layout, and the link under which they can be read on the web."""

import re

from lxml import etree, html

from monitor.discover.bounds import within_bounds
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
_LAYOUT = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "center"})
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_ADDRESS_AFTER = 300
"""Characters after "read it in your browser" in which its address stands, in a plain letter."""


def of_markup(markup: str) -> tuple[str, str | None]:
    """Return the letter without layout tables, hidden parts and calls, and its link on the web.

    Raises `Unreadable` for what is empty or would take too long.
    """
    root = _root(within_bounds(markup.encode("utf-8", "replace")))
    address = None
    for element in list(root.iterdescendants(etree.Element)):
        if _HIDDEN.search(element.get("style") or ""):
            element.drop_tree()
        elif element.tag in _LAYOUT:
            element.tag = "div"
        elif element.tag == "a" and (call := _call(element)):
            address = address or (link(element.get("href"), "") if _VIEW.search(call) else None)
            element.drop_tree()
    if not root.text_content().strip():
        raise Unreadable("the letter has no words")
    return str(html.tostring(root, encoding="unicode")), address


def _root(content: bytes) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(content, parser=parser, ensure_head_body=True)
    except etree.LxmlError as error:
        raise Unreadable("the letter is no HTML") from error


def _call(anchor: html.HtmlElement) -> str | None:
    """Return the words of a link that leads to the letter on the web, or out of its list."""
    words = " ".join(anchor.text_content().split())
    if len(words) > _LONGEST_CALL:
        return None
    return words if _VIEW.search(words) or _LEAVE.search(words) else None


def of_words(text: str) -> str | None:
    """Return the link on the web of a letter in plain text, if it names one."""
    for call in _VIEW.finditer(text):
        after = _ADDRESS.search(text, call.end(), call.end() + _ADDRESS_AFTER)
        if after is not None:
            return link(after[0].rstrip(").,>]"), "")
    return None
