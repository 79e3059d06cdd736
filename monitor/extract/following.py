"""Where the text of an article goes on: the next page of one that is told on several."""

import re
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from lxml.html import HtmlElement

from monitor.extract.address import LONGEST, same_site

MOST_LINKS = 3_000  # of a page that are looked at
MOST_PARAMETERS = 50

Query = tuple[tuple[str, str], ...]
Place = tuple[str, Query]

_NUMBER = re.compile(r"[0-9]{1,2}")
_PARAMETER = re.compile(r"(?:page|p|pg|seite|pagina|paged|pageno|page_?num(?:ber)?)", re.IGNORECASE)
_IN_PATH = re.compile(
    r"(?P<stem>.*?)(?:/(?:page|seite|pagina)[-/]|[/_,-]p(?:age)?-?|/)(?P<number>\d{1,2})"
    r"(?P<end>(?:\.html?)?/?)",
    re.IGNORECASE,
)


def next_page(tree: HtmlElement, url: str, *, number: int = 1) -> str | None:
    """Return the address of the page on which the article goes on, None where it ends.

    `url` is that of its first page, `number` that of the page given. The next is one that it links
    to, at the same address but for the number. `rel=next` alone does not do: it often leads to the
    next article.
    """
    try:
        first = urlsplit(url)
    except ValueError:
        return None
    same = (_bare(first.path), _numbered_query(first)[0])
    links = [*tree.iter("link"), *tree.iter("a")][:MOST_LINKS]
    for link in links:
        found = _resolved(url, link.get("href"))
        if found and same_site(first, found) and (same, number + 1) in _readings(found):
            return found.geturl()
    return None


def _resolved(url: str, link: str | None) -> SplitResult | None:
    if not link or len(link) > LONGEST or not any(map(str.isdigit, link)):
        return None
    try:
        found = urlsplit(urljoin(url, link.strip()))._replace(fragment="")
    except ValueError:
        return None
    return found if found.scheme in ("http", "https") else None


def _readings(parts: SplitResult) -> list[tuple[Place, int]]:
    """Return what the address may name beside the number of the page, and that number."""
    rest, number = _numbered_query(parts)
    found = _IN_PATH.fullmatch(parts.path)
    if not found:
        return [((_bare(parts.path), rest), number)]
    path = _bare(found["stem"] + found["end"])
    return [((_bare(parts.path), rest), number), ((path, rest), int(found["number"]))]


def _numbered_query(parts: SplitResult) -> tuple[Query, int]:
    """Return the parameters but the number of the page, and that number, 1 if there is none."""
    rest, number = [], 1
    for name, value in parse_qsl(parts.query, keep_blank_values=True)[:MOST_PARAMETERS]:
        if _PARAMETER.fullmatch(name) and _NUMBER.fullmatch(value):
            number = int(value)
        else:
            rest.append((name, value))
    return tuple(sorted(rest)), number


def _bare(path: str) -> str:
    return path.rstrip("/")
