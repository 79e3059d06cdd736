"""An archive in memory, and articles for archives to keep."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from monitor.model.article import Article, ArticleId, Likeness, Original
from monitor.model.moment import Stamp
from monitor.model.source import SourceId
from monitor.ports import Archived

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
PLACES = ("Lindholm", "Marrow Bay", "Osterby", "Tessaly", "Vantor")


@dataclass
class FakeArchive:
    """Implements the `Archive` port: each version of an article once, in the order kept."""

    kept: list[Archived] = field(default_factory=list)

    async def keep(self, archived: Archived) -> None:
        """Keep the article, or what became of it when it was judged again in the same reading."""
        for at, one in enumerate(self.kept):
            if _version(one) == _version(archived):
                if one.read_at == archived.read_at:
                    self.kept[at] = archived
                return
        self.kept.append(archived)


def _version(archived: Archived) -> tuple[str, str | None, str]:
    return archived.article.id, archived.article.title, archived.article.text


def archived(
    number: int = 0,
    *,
    read_at: datetime | None = None,
    likeness: Likeness | None = None,
    source: str | None = "harbour",
    **more: object,
) -> Archived:
    """Return an invented article, one a minute from noon on; `more` are fields of the article."""
    at = read_at or NOON + timedelta(minutes=number)
    place = PLACES[number % len(PLACES)]
    url = f"https://harbour.example.org/news/{number}"
    fields: dict[str, object] = {
        "id": ArticleId(f"a{number}"),
        "title": f"Ferry {number} reaches {place}",
        "text": f"Ferry number {number} reached {place} at noon. Its captain, Renée Dubois, said "
        f"that the peace talks of {place} go on.",
        "outlet": "Harbour Post",
        "url": url,
        "published": Stamp(at=at - timedelta(hours=1)),
        "language": "en",
    }
    return Archived(
        article=Article(**(fields | more)),  # type: ignore[arg-type]
        likeness=likeness or Original(),
        page=url,
        source=SourceId(source) if source else None,
        read_at=at,
    )
