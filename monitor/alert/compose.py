"""From a verdict to alerts: which watchlists are told what, once each, in one alert a kind."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from monitor.alert.match import Reading, Wanted, wants
from monitor.alert.summary import summary
from monitor.alert.topic import topic
from monitor.model.alert import Alert, AlertId
from monitor.model.development import Change, Development, DevelopmentId, Evidence, Told
from monitor.model.moment import rfc3339
from monitor.model.nature import Nature
from monitor.model.verdict import Background, Contested, Hold, Judged, Overdue, Update, Verdict
from monitor.model.watchlist import Kind, Severity, Watchlist


@dataclass(frozen=True, slots=True)
class Wish:
    """A watchlist that is to be told, what, and why."""

    watchlist: Watchlist
    kind: Kind
    why: tuple[str, ...]


def alert_id(development: DevelopmentId, revision: int, kind: Kind) -> AlertId:
    """Return the id of an alert: the same for the same news, whoever asks, however often."""
    seed = f"{development}|{revision}|{kind}"
    return AlertId(sha256(seed.encode()).hexdigest()[:24])


def alerts(
    judged: Judged, watchlists: tuple[Watchlist, ...], reading: Reading, now: datetime
) -> tuple[tuple[Alert, ...], Development]:
    """Return the alerts that the verdict calls for, and the development that remembers whom it
    told.
    """
    development = judged.after
    if not is_tellable(judged):
        return (), development
    wishes: list[Wish] = []
    for watchlist in watchlists:
        found = _wish(watchlist, judged, reading)
        if found is None:
            continue
        wish, told = found
        development = replace(development, told=_remembered(development.told, told))
        if wish.kind in watchlist.on:
            wishes.append(wish)
    nature = reading.natures.of(development.type)
    return _by_kind(tuple(wishes), replace(judged, after=development), nature, now), development


def is_tellable(judged: Judged) -> bool:
    """Return whether any watchlist may be told anything of it, whatever it asks for."""
    return unheard(judged) is None


def unheard(judged: Judged) -> str | None:
    """Return why no watchlist is asked about the verdict; None if they are."""
    if isinstance(judged.verdict, Background):
        return "background is told to nobody"
    if isinstance(judged.verdict, Hold):
        until = rfc3339(judged.verdict.until)
        return f"it is held until {until}, or until a second origin tells it"
    if judged.after.withdrawn is not None:
        return "the development was taken back"
    return "the development was never told" if judged.after.revision == 0 else None


def _wish(watchlist: Watchlist, judged: Judged, reading: Reading) -> tuple[Wish, Told] | None:
    """Return what the watchlist is to be told, and what is remembered of it; None if nothing."""
    development = judged.after
    told = next((t for t in development.told if t.watchlist == watchlist.name), None)
    if told is None:
        if isinstance(judged.verdict, Overdue):
            return None
        answer = wants(watchlist, development, reading)
        if not isinstance(answer, Wanted) or len(development.origins) < watchlist.min_origins:
            return None
        kind, why = first_kind(watchlist, judged.verdict), answer.why
        kinds: tuple[str, ...] = ("new",)
    else:
        later = later_kind(watchlist, told, judged)
        if later is None:
            return None
        kind, why, kinds = later, ("told before",), (*told.kinds, str(later))
    wish = Wish(watchlist, kind, tuple(f"{watchlist.name}: {w}" for w in why))
    return wish, Told(watchlist=watchlist.name, revision=development.revision, kinds=kinds)


def first_kind(watchlist: Watchlist, verdict: Verdict) -> Kind:
    """Return the kind of a watchlist's first alert: `new`, or the change itself where it asks for
    changes only.
    """
    if Kind.NEW in watchlist.on:
        return Kind.NEW
    if isinstance(verdict, Update):
        return Kind.UPDATE
    return Kind.CONTESTED if isinstance(verdict, Contested) else Kind.NEW


def later_kind(watchlist: Watchlist, told: Told, judged: Judged) -> Kind | None:
    """Return what a watchlist that was told before is told now."""
    if isinstance(judged.verdict, Update):
        return Kind.UPDATE
    if isinstance(judged.verdict, Contested):
        return Kind.CONTESTED
    if isinstance(judged.verdict, Overdue):
        return Kind.OVERDUE
    enough = watchlist.confirm_at is not None and len(judged.after.origins) >= watchlist.confirm_at
    if enough and Kind.CONFIRMED not in told.kinds:
        return Kind.CONFIRMED
    return None


def _remembered(told: tuple[Told, ...], entry: Told) -> tuple[Told, ...]:
    return (*(t for t in told if t.watchlist != entry.watchlist), entry)


def _by_kind(
    wishes: tuple[Wish, ...], judged: Judged, nature: Nature, now: datetime
) -> tuple[Alert, ...]:
    """Return one alert a kind; a receiver that is due a change and a first telling gets the
    change.
    """
    changed = {
        r for w in wishes if w.kind in {Kind.UPDATE, Kind.CONTESTED} for r in w.watchlist.notify
    }
    composed: list[Alert] = []
    for kind in sorted({w.kind for w in wishes}, key=list(Kind).index):
        mine = tuple(w for w in wishes if w.kind is kind)
        receivers = dict.fromkeys(r for w in mine for r in w.watchlist.notify)
        if kind is Kind.NEW:
            receivers = {r: None for r in receivers if r not in changed}
        composed.append(_alert(kind, mine, tuple(receivers), judged, nature, now))
    return tuple(composed)


def _alert(
    kind: Kind,
    wishes: tuple[Wish, ...],
    receivers: tuple[str, ...],
    judged: Judged,
    nature: Nature,
    now: datetime,
) -> Alert:
    development = judged.after
    changes, evidence = _told_change(kind, judged)
    attribution = judged.mention.attribution if kind is Kind.CONTESTED else None
    muted = development.muted
    return Alert(
        id=alert_id(development.id, development.revision, kind),
        kind=kind,
        revision=development.revision,
        watchlists=tuple(w.watchlist.name for w in wishes),
        receivers=receivers,
        severity=max((w.watchlist.severity for w in wishes), default=Severity.NORMAL),
        summary=summary(kind, development, nature, changes, attribution),
        topic=topic(development, nature),
        development=development,
        changes=changes,
        evidence=evidence,
        attribution=attribution,
        why=(*judged.mention.why, *judged.verdict.why, *(y for w in wishes for y in w.why)),
        muted=None if muted is None else muted.why,
        at=now,
    )


def _told_change(kind: Kind, judged: Judged) -> tuple[tuple[Change, ...], tuple[Evidence, ...]]:
    """Return what changed, for the kinds that tell a change, and the sentences that an alert of the
    kind shows. What is told as `new` while it is contested shows the told sentence, then the claim.
    """
    verdict = judged.verdict
    if kind in {Kind.UPDATE, Kind.CONTESTED} and isinstance(verdict, Update | Contested):
        return verdict.changes, judged.evidence
    if isinstance(verdict, Contested):
        return (), judged.evidence[::-1]
    return (), judged.evidence[:1]
