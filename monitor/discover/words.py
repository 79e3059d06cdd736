"""The words of a page as a reader sees them, a line for each block."""

from collections.abc import Callable

from lxml import etree

from monitor.discover.bounds import within_bounds
from monitor.discover.elements import name

_UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "title", "iframe",
        "object", "select", "button", "textarea", "input", "audio", "video", "canvas",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "div", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption", "h1",
        "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "aside", "nav", "header",
        "footer", "figure", "figcaption", "blockquote", "pre", "form", "fieldset", "address",
        "details", "summary", "body", "html",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_BREAK = "\0"
"""No parsed text holds it."""

Left = Callable[[etree._Element], bool]
"""Says of an element whether it is left out, with all in it."""


def lines(root: etree._Element, *, left_out: Left | None = None) -> tuple[str, ...]:
    """Return the lines of text in the element, in order, white space folded, none of them empty.

    What no reader sees (scripts, forms' choices) is left out, and what `left_out` says.
    """
    said: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"), tag=etree.Element)
    for event, element in walk:
        tag = name(element)
        if tag in _BLOCKS:
            said.append(_BREAK)
        elif tag in _CELLS:
            said.append(" ")
        if event == "start" and (tag in _UNSEEN or (left_out is not None and left_out(element))):
            walk.skip_subtree()
        elif event == "start":
            said.append(element.text or "")
        elif element is not root:
            said.append(element.tail or "")
    folded = (" ".join(line.split()) for line in "".join(said).split(_BREAK))
    return tuple(line for line in folded if line)


def of_fragment(markup: str) -> str:
    """Return the words of a piece of HTML, a line for each block; raises `Unreadable` if it would
    take too long.
    """
    if not markup.strip():
        return ""
    content = within_bounds(markup.encode("utf-8", "replace"))
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", remove_comments=True))
    return "" if root is None else "\n".join(lines(root))
