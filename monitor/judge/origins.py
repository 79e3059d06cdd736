"""Who is the first to say it: outlets of one family and reprints of one wire text are one
origin.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never
from urllib.parse import urlsplit

from monitor.model.article import Article, Copy, Likeness, Original, Revision
from monitor.model.source import Source

MOST_LEARNT = 10_000


@dataclass(frozen=True, slots=True)
class Families:
    """The publisher family of each outlet, by the outlet's name in folded case: as the sources name
    it, else as articles did.
    """

    by_outlet: Mapping[str, str]
    learnt: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: tuple[Source, ...]) -> "Families":
        """Return the families that the sources name."""
        return cls({s.outlet.casefold(): s.family for s in sources if s.family})

    def family(self, outlet: str) -> str:
        """Return the outlet's family in folded case: a configured or learnt one, else the outlet
        itself.
        """
        name = outlet.casefold()
        return (self.by_outlet.get(name) or self.learnt.get(name) or name).casefold()


def learn(learnt: dict[str, str], article: Article) -> None:
    """Note the family that the article names for its outlet; of too many the first learnt goes."""
    if not article.outlet or not article.family:
        return
    learnt[article.outlet.casefold()] = article.family
    if len(learnt) > MOST_LEARNT:
        del learnt[next(iter(learnt))]


def origin(article: Article, likeness: Likeness, families: Families) -> str:
    """Return the origin of the article's news: its wire credit's family, the text it copies, else
    its own family.
    """
    if article.credit:
        return families.family(article.credit)
    match likeness:
        case Copy(origin=shared):
            return shared
        case Revision(same_page=True, origin=shared):
            return shared
        case Original() | Revision():
            pass
        case _:
            assert_never(likeness)
    if article.family:
        return families.family(article.family)
    if article.outlet:
        return families.family(article.outlet)
    return host_of(article.url or "") or str(article.id)


def host_of(url: str) -> str | None:
    """Return the host of the address without its `www.`; None if it has none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
