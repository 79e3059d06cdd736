"""Pages that told news and are gone or retracted: what they said is withdrawn with them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.judge.origins import Families, origin
from monitor.judge.withdrawal import Teller, without
from monitor.model.article import Article, Original
from monitor.model.development import Development, DevelopmentId, Keyed
from monitor.model.page import Reason
from monitor.model.source import Find
from monitor.model.verdict import Trace
from monitor.pipeline.withdrawing import MOST_TRIES, Withdrawing, changed_too_often
from monitor.ports import Commit, Journal, Polls

APART = timedelta(hours=1)
"""A page that is not found is gone if it is not found so much later either."""
PATIENCE = timedelta(days=2)
"""How long a page that is gone is looked at again because its source was not well."""
MOST_GONE = 2
"""More pages of one source that are gone within a day mean that the site has changed."""
_BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracting:
    """Withdraws what retracted pages told: where nobody else tells it, those who were told so are
    told that it is taken back.
    """

    withdrawing: Withdrawing
    polls: Polls
    journal: Journal
    families: Families

    async def missed(
        self, find: Find, reason: Reason, *, now: datetime
    ) -> tuple[Find, datetime] | None:
        """Withdraw what the find's article told if its page is gone for good; return what is to be
        looked at again, and when, to know that; None if nothing is.

        Not found is gone at the second look; nothing is gone while the source itself cannot be
        read, nor where many of its pages are gone at once.
        """
        if not await self._tells(find):
            return None
        state = await self.polls.state(find.source)
        if state.polls == 0 or state.failures:
            return (find, now + APART) if now - find.found_at < PATIENCE else None
        if reason is not Reason.GONE and (find.lost is None or now - find.lost < APART):
            lost = find.lost or now
            return replace(find, lost=lost), lost + APART
        pages = await self.withdrawing.withdrawals.gone(find.source, find.url)
        if pages > MOST_GONE:
            self.journal.note(
                "evidence.doubted",
                source=find.source,
                url=find.url,
                detail=f"{pages} pages that told news are gone within a day: has the site changed?",
            )
            return None
        page = find.candidate.url or find.url
        await self.retract(find, f"its page is gone: {page}", now=now)
        return None

    async def retract(self, find: Find, why: str, *, now: datetime, stated: bool = False) -> None:
        """Withdraw what the find's article told; `stated`: its page says so itself.

        Raises `TryLater` if others changed a development too often meanwhile.
        """
        trace = await self._trace(find)
        if trace is None:
            return
        for development in dict.fromkeys((*find.told, *_developments(trace))):
            await self._withdraw(development, trace, why, now=now, stated=stated)

    async def _trace(self, find: Find) -> Trace | None:
        return await self.withdrawing.memory.trace(find.article) if find.article else None

    async def _tells(self, find: Find) -> bool:
        """Return whether something was told of which the article is still evidence."""
        trace = await self._trace(find)
        if trace is None:
            return False
        for id_ in (*find.told, *_developments(trace)):
            known = await self.withdrawing.memory.development(id_)
            if known is not None and known.revision and _is_evidence(known, trace.article):
                return True
        return False

    async def _withdraw(
        self, id_: DevelopmentId, trace: Trace, why: str, *, now: datetime, stated: bool
    ) -> None:
        """Withdraw the evidence of one development, all of it or this article's."""
        for _ in range(MOST_TRIES):
            known = await self.withdrawing.memory.development(id_)
            if known is None or not _is_evidence(known, trace.article):
                return
            gone = _teller(trace, self.families)
            retold = not (stated and gone.origin == self._own(trace.article))
            left = without(known, gone, await self._tellers(known), retold=retold)
            if await self._stored(known, left, trace.article, why, now):
                return
        raise changed_too_often(id_)

    async def _stored(
        self,
        known: Development,
        left: Development | None,
        article: Article,
        why: str,
        now: datetime,
    ) -> bool:
        """Store what is left; nothing left of what was told is taken back, and of what waits to be
        told it is not told.
        """
        retracted = (*known.retracted, article.id)
        if left is None and known.revision:
            done = await self.withdrawing.retract(replace(known, retracted=retracted), why, now)
            return done is not None
        if left is None:
            version = known.version + 1
            left = replace(known, version=version, origins=(), held_until=None, retracted=retracted)
        commit = Commit(
            task=None,
            remembered=None,
            developments=(Keyed(development=left, keys=()),),
            alerts=(),
            trace=None,
        )
        if not await self.withdrawing.memory.commit(commit):
            return False
        self.journal.note(
            "evidence.withdrawn",
            article=article.id,
            development=known.id,
            why=why,
            origins=left.origins,
        )
        return True

    async def _tellers(self, known: Development) -> tuple[Teller, ...]:
        """Return who tells the development, as far as that is still known."""
        found: list[Teller] = []
        names = {known.id, *(one.id for one in known.joins)}
        for article in known.articles:
            trace = await self.withdrawing.memory.trace(article)
            if trace is not None and not names.isdisjoint(_developments(trace)):
                found.append(_teller(trace, self.families))
        return tuple(found)

    def _own(self, article: Article) -> str:
        """Return the origin that the article has if its publisher wrote it."""
        return origin(replace(article, credit=None), Original(), self.families)


def _teller(trace: Trace, families: Families) -> Teller:
    article = trace.article
    return Teller(
        article=article.id,
        outlet=article.outlet,
        origin=origin(article, trace.likeness, families),
    )


def _developments(trace: Trace) -> tuple[DevelopmentId, ...]:
    """Return what the article told, but for history."""
    told = (d.development for d in trace.decisions if d.verdict != _BACKGROUND)
    return tuple(dict.fromkeys(told))


def _is_evidence(known: Development, article: Article) -> bool:
    return known.withdrawn is None and article.id not in known.retracted
