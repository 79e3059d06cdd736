"""An article that is told on several pages: the further ones are fetched, and all are one text."""

from monitor.dedupe.url import canonical
from monitor.errors import Unreadable
from monitor.extract.contents import MOST_PAGES, Contents, continued, joined
from monitor.model.article import Article
from monitor.model.page import Page, Request
from monitor.model.source import Source
from monitor.ports import Offload, Web


async def whole(
    begun: Contents, first: Page, source: Source, *, web: Web, offload: Offload
) -> Article:
    """Return the article that begins on the first page, with what its further pages tell.

    Where one cannot be had or read, or leads elsewhere, the text ends there, and a note says so.
    """
    (article,) = begun.articles
    texts: list[str] = []
    address, number = begun.further, 2
    while address is not None and number <= MOST_PAGES:
        answer = await web.get(Request(url=address, timeout=source.timeout), source)
        if not isinstance(answer, Page):
            return joined(article, tuple(texts), f"page {number} is missing: it cannot be had")
        if canonical(answer.url) != canonical(address):
            return joined(article, tuple(texts), f"page {number} is missing: it leads elsewhere")
        try:
            more = await offload.run(continued, answer, first=first.url, number=number)
        except Unreadable as error:
            return joined(article, tuple(texts), f"page {number} is missing: {error}")
        texts.append(more.text)
        address, number = more.further, number + 1
    return joined(article, tuple(texts))
