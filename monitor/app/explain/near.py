"""Near misses of a watchlist: developments that it was not told because of one condition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.alert.record import Record
from monitor.app.cli.looking import View
from monitor.model.article import Article
from monitor.model.development import DevelopmentId
from monitor.model.moment import rfc3339
from monitor.model.verdict import Checked, Decision, Trace
from monitor.model.visit import Near

A_WEEK = timedelta(days=7)
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A development that a watchlist would have been told, had the condition held; None: one that
    was not kept.
    """

    near: Near
    article: Article
    decision: Decision
    condition: Checked | None


async def last_week(view: View, watchlist: str) -> datetime:
    """Return when the week began that ends now, or with the latest near miss where that is earlier:
    the clock that wrote it may be far behind ours.
    """
    now = view.clock.now()
    async for latest in view.visits.near(watchlist, since=_EVER):
        return min(now, latest.at) - A_WEEK
    return now - A_WEEK


async def missed(view: View, watchlist: str, *, since: datetime, limit: int) -> tuple[Missed, ...]:
    """Return the latest near misses of the watchlist, as they were judged then, each development
    once: by the latest article whose road still shows it. Left out are those that no road shows any
    more, and those that it was told of since.
    """
    found: dict[DevelopmentId, Missed] = {}
    async for near in view.visits.near(watchlist, since=since):
        one = await _missed(view, watchlist, near) if near.development not in found else None
        if one is not None:
            found[near.development] = one
        if len(found) >= limit:
            break
    return tuple(found.values())


async def _missed(view: View, watchlist: str, near: Near) -> Missed | None:
    known = await view.memory.development(near.development)
    if known is not None and any(told.watchlist == watchlist for told in known.told):
        return None
    for trace in (await view.memory.trace(near.article), await view.visits.telling(near.article)):
        shown = _shown(trace, watchlist, near) if trace is not None else None
        if shown is not None:
            return shown
    return None


def _shown(trace: Trace, watchlist: str, near: Near) -> Missed | None:
    """Return the near miss as the road shows it; None if it does not: a later state of the page, or
    a second reading, may have taken its place.
    """
    for decision in trace.decisions:
        if decision.development != near.development:
            continue
        hearing = next((h for h in decision.hearings if h.watchlist == watchlist), None)
        if hearing is not None and hearing.misses == 1:
            failed = next((one for one in hearing.checked if not one.held), None)
            return Missed(near=near, article=trace.article, decision=decision, condition=failed)
    return None


def missed_record(one: Missed) -> Record:
    """Return a near miss as a record: at, development, type, status, condition (path, why), and the
    evidence (article, url, outlet, title, sentence).
    """
    article, mention, condition = one.article, one.decision.mention, one.condition
    return {
        "at": rfc3339(one.near.at),
        "development": one.near.development,
        "type": mention.type,
        "status": mention.status,
        "verdict": one.decision.verdict,
        "condition": {"path": condition.path, "why": condition.why} if condition else None,
        "evidence": {
            "article": article.id,
            "url": article.url,
            "outlet": article.outlet,
            "title": article.title,
            "sentence": article.text[mention.start : mention.end].strip(),
        },
    }


def near_record(watchlist: str, since: datetime, found: Sequence[Missed]) -> Record:
    """Return the near misses of a watchlist as one document: watchlist, since, near[]."""
    return {
        "watchlist": watchlist,
        "since": rfc3339(since),
        "near": [missed_record(one) for one in found],
    }
