"""APIs: answers in JSON, of which JMESPath expressions say what is where: the one door to it."""

import re
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import jmespath
from jmespath.exceptions import JMESPathError

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.enclosing import enclosed, version
from monitor.discover.json_text import parsed
from monitor.discover.titles import link, title
from monitor.discover.words import of_fragment
from monitor.errors import Unreadable
from monitor.model.dates import stamp
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Fields, Listed, SourceKind

LONGEST_EXPRESSION = 1000
_MARKUP = re.compile(
    r"</?(?:p|div|br|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|figure|img|table|section"
    r"|article|body|html)\b[^<>]*>|&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"^(?:Invalid|Bad) jmespath expression: |, for expression$")


def wrong_expression(text: str) -> str | None:
    """Return what is wrong with a JMESPath expression, in a line; None if it can be used."""
    if len(text) > LONGEST_EXPRESSION:
        return f"longer than {LONGEST_EXPRESSION} characters"
    try:
        jmespath.compile(text)
    except JMESPathError as error:
        first = " ".join(str(error).split("\n")[0].split()).rstrip(":")
        return _NAMELESS.sub("", first)
    except RecursionError:
        return "nested too deeply"
    return None


def api(body: bytes, *, base: str, fields: Fields) -> Listed:
    """Return the items of the answer, in its order, and the page of items that it names as next.

    An item's text is enclosed; one without a URL gets one of its own, after what it says. Raises
    `Unreadable` for what is no JSON, or has no list where `fields` looks for it.
    """
    document = parsed(body)
    items = _found(fields.list, document)
    if isinstance(items, dict):
        items = [items]
    if not isinstance(items, list):
        raise Unreadable(f"the answer has no list at {fields.list!r}")
    chosen = [item for item in items[:MOST_CANDIDATES] if isinstance(item, dict | list)]
    following = link(_words(_found(fields.next, document)), base)
    return Listed(
        candidates=tuple(_item(item, base, fields) for item in chosen),
        further=(following,) if following and following != base else (),
    )


def _item(item: Any, base: str, fields: Fields) -> Candidate:
    text = _plain(_words(_found(fields.text, item)) or "")
    headline = title(_words(_found(fields.title, item)))
    published = _date(_found(fields.published, item))
    url = link(_words(_found(fields.url, item)), base)
    if url is None and text:
        url = _own_url(base, headline, published, text)
    return Candidate(
        url=url,
        title=headline,
        published=published,
        updated=_date(_found(fields.updated, item)),
        kind=SourceKind.API,
        enclosed=enclosed(text) if text else None,
        version=version(headline, text) if text else None,
    )


def _found(expression: str | None, value: Any) -> Any:
    """Return what the expression finds; None also where a value is of the wrong kind for it."""
    if expression is None:
        return None
    try:
        return jmespath.search(expression, value)
    except (JMESPathError, TypeError, ValueError, RecursionError):
        return None


def _words(value: Any) -> str | None:
    """Return the text that was found, of several the first; numbers are written out."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _date(value: Any) -> Stamp | None:
    return stamp(_words(value))


def _plain(text: str) -> str:
    """Return the text without markup, if it has any."""
    return of_fragment(text) if _MARKUP.search(text) else text.strip()


def _own_url(base: str, headline: str | None, published: Stamp | None, text: str) -> str:
    """Return an address by which the item is known at every poll: the list's, with a mark, and
    without a query, which may hold a key.

    An item with a title keeps it when its text changes.
    """
    said = f"{headline}\n{published}" if headline else text
    mark = sha256(said.encode("utf-8", "replace")).hexdigest()[:16]
    parts = urlsplit(base)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path or '/'}#/item-{mark}"
