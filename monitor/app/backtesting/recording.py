"""The road without watchlists, on a throw-away memory and a virtual clock."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.alert.compose import is_tellable
from monitor.alert.match import Reading
from monitor.app.backtesting.steps import Step, Telling
from monitor.model.alert import Alert
from monitor.model.article import Article
from monitor.model.development import Development
from monitor.model.feedback import Label
from monitor.model.verdict import Judged
from monitor.pipeline.detecting import Detected
from monitor.pipeline.judging import Judging
from monitor.pipeline.obeying import Obeying
from monitor.pipeline.rules import Rules
from monitor.ports import Journal

T = TypeVar("T")
END = datetime.max.replace(tzinfo=UTC)


class Recording:
    """One replay. What is judged does not depend on whom it is told: so nobody is told here, and
    the steps hold for whatever watchlists ask for the same types.
    """

    def __init__(
        self,
        rules: Rules,
        journal: Journal,
        detecting: Callable[[Article], Detected] | None = None,
        labels: tuple[Label, ...] = (),
    ) -> None:
        """`labels`: what people said of developments, which is obeyed."""
        named = frozenset(side.sentence.article for label in labels for side in label.sides)
        self._memory = ThrowawayMemory(lasting=named)
        self._judging = Judging(
            rules=replace(rules, watchlists=()),
            memory=self._memory,
            journal=journal,
            detecting=detecting,
            telling=self._tell,
            obeying=Obeying(labels=labels),
        )
        self._tellings: list[Telling] = []

    async def steps(self, arrivals: Iterable[tuple[datetime, Article]]) -> AsyncIterator[Step]:
        """Yield the steps in order: each article, before it what ended until then, at the end the
        holds that are left.
        """
        for now, article in arrivals:
            async for step in self._ended(now):
                yield step
            self._tellings.clear()
            told = await self._judging.take_in(article, now=now)
            tellings = tuple(self._tellings)[len(self._tellings) - len(told.judged) :]
            yield Step(
                at=now,
                article=article.id,
                likeness=type(told.likeness).__name__.lower(),
                tellings=tellings,
            )
        async for step in self._ended(None):
            yield step

    async def _ended(self, now: datetime | None) -> AsyncIterator[Step]:
        """Yield what was held, and what was expected, until `now` (None: the end, when only holds
        run on), each at its own time.
        """
        for development in await self._memory.held(now or END):
            held = await self._memory.development(development)
            if held is None or held.wakes_at is None or (now is None and held.held_until is None):
                continue
            self._tellings.clear()
            await self._judging.release(development, now=held.wakes_at)
            tellings = tuple(self._tellings)
            yield Step(at=held.wakes_at, released=development, tellings=tellings)

    def _tell(
        self, judged: Judged, reading: Reading, _: datetime
    ) -> tuple[tuple[Alert, ...], Development]:
        tellable = reading if is_tellable(judged) else None
        self._tellings.append(Telling(judged=judged, reading=tellable))
        return (), judged.after


def at_once(steps: AsyncIterator[T]) -> Iterator[T]:
    """Yield the steps without a loop: a throw-away memory waits for nothing."""
    while True:
        try:
            next(anext(steps).__await__())
        except StopIteration as step:
            yield step.value
        except StopAsyncIteration:
            return
        else:
            raise RuntimeError("a replay waited for something")
