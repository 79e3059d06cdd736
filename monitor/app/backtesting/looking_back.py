"""Look-back: what new or changed watchlists would have told is told once, through the outbox.

What the store knows of a development is told, under its id there; it is found by the sentences that
the store's own traces name. One that the store does not know (nobody asked for its type, or it has
gone) is stored as the replay knows it, so that the next article about it is no news.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alert.looking_back import LookedBack, looked_back
from monitor.errors import TryLater
from monitor.judge.blocking import stored_keys
from monitor.judge.identity import open_until
from monitor.model.alert import Alert
from monitor.model.development import Development, DevelopmentId, Keyed, Told
from monitor.model.watchlist import Kind, Watchlist
from monitor.pipeline.rules import Rules
from monitor.ports import Commit, Memory

Ahead = Mapping[DevelopmentId, Development]
"""Developments as they will be once what is found before was told."""

MOST_TRIES = 8
"""How often it is tried because the daemon changed the development meanwhile."""
_CHANGES = frozenset({Kind.UPDATE, Kind.CONTESTED})
TOLD = frozenset({Kind.NEW, Kind.UPDATE, Kind.CONFIRMED, Kind.CONTESTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What looking back would do: the developments that a replay told, each with its last alert."""

    found: tuple[Alert, ...]

    @classmethod
    def of(cls, alerts: Iterable[Alert]) -> "Plan":
        """Return the last alert of each development, for all watchlists that it was told to."""
        last: dict[DevelopmentId, Alert] = {}
        for alert in alerts:
            if alert.development is None or alert.kind not in TOLD:
                continue
            known = last.get(alert.development.id)
            lists = dict.fromkeys((*(known.watchlists if known else ()), *alert.watchlists))
            last[alert.development.id] = replace(alert, watchlists=tuple(lists))
        return cls(found=tuple(last.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingBack:
    """Looks back for watchlists. `rules` are those of the daemon: `others` in force say which
    receivers know a development already.
    """

    rules: Rules
    memory: Memory
    watchlists: tuple[Watchlist, ...]
    others: tuple[Watchlist, ...]

    async def owed(self, plan: Plan, now: datetime) -> tuple[LookedBack, ...]:
        """Return what would be told and marked now, changing nothing: each as if those before it
        were told, for two of the replay may be one here.
        """
        ahead: dict[DevelopmentId, Development] = {}
        told: list[LookedBack] = []
        for alert in plan.found:
            looked = await self._looked(alert, now, ahead)
            if looked is not None:
                ahead[looked.development.id] = looked.development
                told.append(looked)
        return tuple(told)

    async def tell(self, plan: Plan, now: datetime) -> tuple[LookedBack, ...]:
        """Tell it: each development is marked in the step that puts its alert into the outbox.

        Raises `TryLater` if the daemon changed one too often meanwhile; what was told until then
        is told, and a second look tells the rest.
        """
        told = [await self._told(alert, now) for alert in plan.found]
        return tuple(one for one in told if one is not None)

    async def _told(self, found: Alert, now: datetime) -> LookedBack | None:
        for _ in range(MOST_TRIES):
            looked = await self._looked(found, now, {})
            if looked is None:
                return None
            commit = Commit(
                task=None,
                remembered=None,
                developments=(self._keyed(looked.development),),
                alerts=() if looked.alert is None else (looked.alert,),
                trace=None,
            )
            if await self.memory.commit(commit):
                return looked
        raise TryLater(f"{found.id}: its development changed too often meanwhile; look back again")

    async def _looked(self, found: Alert, now: datetime, ahead: Ahead) -> LookedBack | None:
        known = await self._known(found, ahead)
        if known is None:
            return None
        told = {one.watchlist: one for one in known.told}
        heard = (one for one in self.others if one.name in told and _heard(one, told[one.name]))
        knowing = {r for one in heard for r in one.notify}
        nature = self.rules.natures.of(known.type)
        return looked_back(known, found, self.watchlists, nature, knowing=knowing, now=now)

    async def _known(self, found: Alert, ahead: Ahead) -> Development | None:
        """Return the development as it is `ahead` or in the store, else as the replay found it."""
        replayed = found.development
        if replayed is None:
            return None
        for id_ in (replayed.id, *[x async for x in self._named(found, replayed)]):
            known = await self.memory.development(id_)
            if known is not None:
                return ahead.get(known.id, known)
            if id_ in ahead:
                return ahead[id_]
        return replace(replayed, version=0, told=(), held_until=None, expected_until=None)

    async def _named(self, found: Alert, replayed: Development) -> AsyncIterator[DevelopmentId]:
        """Yield the ids under which the store knows the sentences of the development."""
        for evidence in (*found.evidence, *reversed(replayed.evidence)):
            trace = await self.memory.trace(evidence.article)
            for decision in trace.decisions if trace is not None else ():
                if decision.mention.type == replayed.type and (
                    decision.mention.start < evidence.end and evidence.start < decision.mention.end
                ):
                    yield decision.development

    def _keyed(self, development: Development) -> Keyed:
        ground = self.rules.ground(development.first_seen.date())
        return Keyed(
            development=development,
            keys=stored_keys(development, ground),
            until=open_until(development, ground),
        )


def _heard(watchlist: Watchlist, told: Told) -> bool:
    """Return whether the watchlist's receivers may have got anything of it: a watchlist is marked
    as told though it does not ask for that kind of alert. One that asks for changes only may have
    got its first alert as a change, under the mark of the first.
    """
    changed = told.revision > 1 and not _CHANGES.isdisjoint(watchlist.on)
    return changed or any(kind in watchlist.on for kind in told.kinds)


def by_receiver(looked: Iterable[LookedBack]) -> Counter[str]:
    """Return how many alerts each receiver gets."""
    return Counter(r for one in looked if one.alert is not None for r in one.alert.receivers)


def alerts_of(looked: Iterable[LookedBack]) -> Iterator[Alert]:
    """Yield the alerts."""
    return (one.alert for one in looked if one.alert is not None)
