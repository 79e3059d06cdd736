"""What a watchlist would have told had it been there before: told once, and marked as that."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from monitor.alert.summary import summary
from monitor.model.alert import Alert, AlertId
from monitor.model.development import Development, DevelopmentId, Told
from monitor.model.nature import Nature
from monitor.model.watchlist import Kind, Watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """A development with its watchlists marked as told, and the alert that tells them; None: all
    their receivers know it already.
    """

    development: Development
    alert: Alert | None


def look_back_id(development: DevelopmentId, watchlists: Collection[str]) -> AlertId:
    """Return the id of a look-back: the same for the same watchlists, whoever looks."""
    seed = "|".join((development, "look-back", *sorted(watchlists)))
    return AlertId(sha256(seed.encode()).hexdigest()[:24])


def looked_back(
    known: Development,
    found: Alert,
    watchlists: Collection[Watchlist],
    nature: Nature,
    *,
    knowing: Collection[str],
    now: datetime,
) -> LookedBack | None:
    """Return what is told of a development that a replay `found` for the watchlists; None if each
    of them was told of it, or it was taken back or muted.

    `knowing`: receivers that were told of it by other watchlists. Its version is one above the
    known one.
    """
    told = {one.watchlist for one in known.told}
    owed = [one for one in watchlists if one.name in found.watchlists and one.name not in told]
    if not owed or known.withdrawn is not None or known.muted is not None:
        return None
    marks = tuple(_mark(one, known) for one in owed)
    after = replace(known, version=known.version + 1, told=(*known.told, *marks))
    receivers = dict.fromkeys(r for one in owed for r in one.notify if r not in knowing)
    if receivers:
        told_late = look_back_id(after.id, [one.name for one in owed])
        after = replace(after, looked_back=(*after.looked_back, told_late))
    alert = _alert(found, after, owed, tuple(receivers)) if receivers else None
    if alert is not None:
        alert = replace(alert, summary=summary(Kind.NEW, known, nature, (), None), at=now)
    return LookedBack(development=after, alert=alert)


def _alert(
    found: Alert, after: Development, owed: Collection[Watchlist], receivers: tuple[str, ...]
) -> Alert:
    """Return what was found as the watchlists that are owed it are told."""
    names = tuple(one.name for one in owed)
    return replace(
        found,
        id=look_back_id(after.id, names),
        kind=Kind.NEW,
        revision=max(after.revision, 1),
        watchlists=names,
        receivers=receivers,
        severity=max(one.severity for one in owed),
        development=after,
        changes=(),
        evidence=found.evidence[:1],
        attribution=None,
        look_back=True,
    )


def _mark(watchlist: Watchlist, known: Development) -> Told:
    """Return that the watchlist was told, and that it is confirmed where that is so by now."""
    enough = watchlist.confirm_at is not None and len(known.origins) >= watchlist.confirm_at
    kinds = ("new", "confirmed") if enough else ("new",)
    return Told(watchlist=watchlist.name, revision=max(known.revision, 1), kinds=kinds)
