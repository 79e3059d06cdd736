"""Who is the first to say it: outlets of one family and reprints of one wire text are one
origin.
"""

from dataclasses import dataclass
from typing import assert_never

from monitor.model.article import Article, Copy, Likeness, Original, Revision
from monitor.model.source import Source

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Families:
    """The publisher family of each outlet, by the outlet's name in folded case."""

    by_outlet: dict[str, str]

    @classmethod
    def of(cls, sources: tuple[Source, ...]) -> "Families":
        """Return the families that the sources name."""
        return cls({s.outlet.casefold(): s.family for s in sources if s.family})

    def family(self, outlet: str) -> str:
        """Return the outlet's family in folded case: a configured one, else the outlet itself."""
        return self.by_outlet.get(outlet.casefold(), outlet).casefold()


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
    return str(article.id) if article.url is None else UNKNOWN
