"""Alerts and decisions as the records that programs read (ARCHITECTURE, "Records")."""

from monitor.model.alert import Alert, Losses, Watched
from monitor.model.article import ArticleId
from monitor.model.development import (
    Amount,
    Casualties,
    Count,
    Development,
    Evidence,
    Mention,
    Party,
)
from monitor.model.moment import rfc3339
from monitor.model.restraint import Bundle

Record = dict[str, object]


def alert_record(alert: Alert) -> Record:
    """Return the alert as its webhook carries it."""
    return {
        "id": alert.id,
        "kind": str(alert.kind),
        "revision": alert.revision,
        "watchlists": list(alert.watchlists),
        "severity": str(alert.severity),
        **({"look_back": True} if alert.look_back else {}),
        **({"muted": alert.muted} if alert.muted else {}),
        "summary": alert.summary,
        "development": development_record(alert.development) if alert.development else None,
        **({"source": watched_record(alert.source)} if alert.source else {}),
        **({"delivery": losses_record(alert.losses)} if alert.losses else {}),
        "changes": [
            {"field": c.field, "before": c.before, "after": c.after} for c in alert.changes
        ],
        "attribution": alert.attribution,
        "evidence": [evidence_record(e) for e in alert.evidence],
        "why": list(alert.why),
    }


def bundle_record(bundle: Bundle) -> Record:
    """Return the bundle with a few words on each of its alerts."""
    return {
        "id": bundle.id,
        "kind": str(bundle.reason),
        "receiver": bundle.receiver,
        "since": rfc3339(bundle.since) if bundle.since else None,
        "until": rfc3339(bundle.at),
        "ids": [alert.id for alert in bundle.alerts],
        "alerts": [_brief(alert) for alert in bundle.alerts],
        "count": len(bundle.alerts) + bundle.more,
        "sources": {"watched": bundle.sources, "silent": bundle.silent},
    }


def _brief(alert: Alert) -> Record:
    first = alert.evidence[0] if alert.evidence else None
    return {
        "id": alert.id,
        "kind": str(alert.kind),
        "severity": str(alert.severity),
        "watchlists": list(alert.watchlists),
        "summary": alert.summary,
        "development": alert.development.id if alert.development else None,
        "url": first.url if first else None,
    }


def losses_record(losses: Losses) -> Record:
    """Return which deliveries were given up."""
    return {
        "receiver": losses.receiver,
        "dead": losses.dead,
        "since": rfc3339(losses.since),
        "why": losses.why,
        "alerts": list(losses.alerts),
    }


def watched_record(watched: Watched) -> Record:
    """Return how a source does."""
    health, sample = watched.health, watched.health.sample
    last = {"title": sample.title, "url": sample.url, "at": rfc3339(sample.at)} if sample else None
    return {
        "id": watched.id,
        "outlet": watched.outlet,
        "state": str(health.state),
        "since": rfc3339(health.since),
        "why": health.why,
        "sample": last,
    }


def development_record(development: Development) -> Record:
    """Return the told state of the development."""
    return {
        "id": development.id,
        "type": development.type,
        "plover": development.plover,
        "status": development.status,
        **_slots(development),
        "first_seen": rfc3339(development.first_seen),
        "last_changed": rfc3339(development.last_changed),
        "outlets": len(development.outlets),
        "origins": len(development.origins),
    }


def mention_record(mention: Mention, article: ArticleId) -> Record:
    """Return what one article says of one development, as `detect` writes it."""
    return {
        "article": article,
        "type": mention.type,
        "start": mention.start,
        "end": mention.end,
        "freshness": str(mention.freshness),
        "status": mention.status,
        **_slots(mention),
        "why": list(mention.why),
    }


def decision_record(
    mention: Mention, article: ArticleId, verdict: str, development: str, why: tuple[str, ...]
) -> Record:
    """Return a judged mention, as `backtest --decisions` writes it."""
    record = mention_record(mention, article)
    del record["freshness"]
    return {
        "article": article,
        "type": mention.type,
        "start": mention.start,
        "end": mention.end,
        "verdict": verdict,
        "development_id": development,
        **record,
        "why": list(why),
    }


def evidence_record(evidence: Evidence) -> Record:
    """Return a sentence and where it stands."""
    return {
        "article": evidence.article,
        "url": evidence.url,
        "outlet": evidence.outlet,
        "published": str(evidence.published) if evidence.published else None,
        "sentence": evidence.sentence,
        "start": evidence.start,
        "end": evidence.end,
    }


def _slots(of: Mention | Development) -> Record:
    return {
        "actors": [_party(p) for p in of.actors],
        "counterparts": [_party(p) for p in of.counterparts],
        "amount": _amount(of.amount) if of.amount else None,
        "count": _count(of.count) if of.count else None,
        "casualties": _casualties(of.casualties) if of.casualties else None,
        "place": of.place,
        "when": str(of.when) if of.when else None,
        "attribution": of.attribution,
        **({"result": of.result} if of.result else {}),
    }


def _party(party: Party) -> Record:
    return {"id": party.id, "name": party.name, "text": party.text}


def _amount(amount: Amount) -> Record:
    return {
        "value": f"{amount.value:f}",
        "currency": amount.currency,
        "max": None if amount.max is None else f"{amount.max:f}",
        "equivalents": [
            {"value": f"{e.value:f}", "currency": e.currency} for e in amount.equivalents
        ],
        "qualifier": amount.qualifier,
    }


def _count(count: Count) -> Record:
    return {"value": count.value, "of": count.of}


def _casualties(casualties: Casualties) -> Record:
    return {"killed": casualties.killed, "injured": casualties.injured}
