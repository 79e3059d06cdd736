"""Second opinions on what would be told: asked for after judging, and never waited for long."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from monitor.judge.blocking import Ground
from monitor.judge.judging import Arrival
from monitor.judge.second_look import grounded, question, reconsidered, worth_asking
from monitor.model.article import Article
from monitor.model.development import Mention
from monitor.model.opinion import Agrees, NoOpinion, Opinion, Unsure, Vetoes
from monitor.model.verdict import Judged
from monitor.ports import Journal, SecondOpinion

LIMIT = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advising:
    """Asks somebody else about mentions; `limit` is the time for all those of one article.

    Whatever fails is told to the journal and counts as no opinion: the verdict then stands.
    """

    adviser: SecondOpinion
    journal: Journal
    limit: timedelta = LIMIT

    async def reconsidered(
        self, judged: tuple[Judged, ...], wanted: tuple[bool, ...], arrival: Arrival, ground: Ground
    ) -> tuple[Judged, ...]:
        """Return the judged mentions as they stand when those that are `wanted` by somebody were
        looked at again.
        """
        left = asyncio.get_running_loop().time() + self.limit.total_seconds()
        looked: list[Judged] = []
        for one, asked in zip(judged, wanted, strict=True):
            if asked and worth_asking(one):
                opinion = await self._opinion(one.mention, arrival.article, left)
                one = reconsidered(one, opinion, arrival, ground)  # noqa: PLW2901 - it is the same
            looked.append(one)
        return tuple(looked)

    async def _opinion(self, mention: Mention, article: Article, until: float) -> Opinion:
        """Return what is thought of the mention, by the moment `until` of the loop's clock."""
        opinion: Opinion
        try:
            async with asyncio.timeout_at(until):
                opinion = await self.adviser.opinion(question(mention, article))
        except TimeoutError:
            opinion = NoOpinion(why=f"none within {self.limit.total_seconds():g} s")
        except Exception as fault:  # noqa: BLE001 - whoever is asked, no alert is lost for it
            self.journal.note("fault.opinion", article=article.id, detail=repr(fault))
            return NoOpinion(why="who was asked met a bug")
        opinion = grounded(opinion, mention, article)
        self._note(opinion, mention, article)
        return opinion

    def _note(self, opinion: Opinion, mention: Mention, article: Article) -> None:
        match opinion:
            case Agrees():
                event, why = "opinion.agreed", None
            case Vetoes(why=reason):
                event, why = "opinion.vetoed", reason
            case Unsure():
                event, why = "opinion.unsure", None
            case NoOpinion(why=reason):
                event, why = "opinion.missing", reason
            case _:
                assert_never(opinion)
        self.journal.note(event, article=article.id, type=mention.type, why=why)
