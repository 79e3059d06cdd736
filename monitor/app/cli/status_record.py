"""`monitor status --json`: one document. Fields are added to it, never renamed."""

from datetime import datetime

from monitor.adapters.heartbeat import Heartbeat
from monitor.app.archiving import archives
from monitor.app.cli.receivers_printing import Stand, stand_record
from monitor.app.config.settings import Configuration
from monitor.app.daemon.standing import config_record
from monitor.app.telemetry.redaction import redacted
from monitor.app.watching.needs import NOT_RUNNING, Need
from monitor.app.watching.overview import Overview, Sources
from monitor.model.alert import Alert
from monitor.model.moment import rfc3339

Record = dict[str, object]


def status_record(seen: Overview, needs: tuple[Need, ...]) -> Record:
    """Return the overview as a record: times are RFC 3339, spans seconds, sizes bytes."""
    return {
        "at": rfc3339(seen.now),
        "well": not needs,
        "running": bool(seen.nodes),
        "needs": [_need(need) for need in needs],
        "nodes": [_node(node, seen.now) for node in seen.nodes],
        "config": config_record(seen.config) if seen.config is not None else None,
        "sources": _sources(seen.sources),
        "queue": _queue(seen),
        "alerts": [_alert(alert) for alert in seen.alerts],
        "receivers": [
            stand_record(Stand(receiver=s.receiver, reception=s.reception, now=seen.now))
            for s in seen.receivers
        ],
        "strangers": seen.strangers,
        "silences": seen.silences,
        "store": _store(seen),
        "archive": (
            {"bytes": seen.archive.size, "limit": seen.archive.most} if seen.archive else None
        ),
    }


def never_ran_record(settings: Configuration, now: datetime) -> Record:
    """Return the record of a daemon that has no store yet: what is not known of it is null."""
    most = settings.retention.archive_size
    return {
        "at": rfc3339(now),
        "well": False,
        "running": False,
        "needs": [_need(NOT_RUNNING)],
        "nodes": [],
        "config": None,
        "sources": None,
        "queue": None,
        "alerts": [],
        "receivers": [],
        "strangers": {},
        "silences": 0,
        "store": None,
        "archive": {"bytes": 0, "limit": most} if archives(settings) else None,
    }


def no_store_record(need: Need, now: datetime) -> Record:
    """Return what can be told where the store cannot be had."""
    return {"at": rfc3339(now), "well": False, "running": False, "needs": [_need(need)]}


def _need(need: Need) -> Record:
    return {"about": need.about, "what": need.what, "do": need.do}


def _node(node: Heartbeat, now: datetime) -> Record:
    return {
        "node": node.name,
        "version": node.facts.get("version"),
        "since": _told(node.started),
        "heard": rfc3339(node.at),
        "heard_seconds": round((now - node.at).total_seconds(), 1),
        "digest": node.config.digest if node.config is not None else None,
    }


def _sources(sources: Sources) -> Record:
    return {
        "total": sources.total,
        "states": sources.states,
        "polled": sources.polled,
        "reached": sources.reached,
        "trouble": [
            {
                "id": a.id,
                "outlet": a.outlet,
                "state": str(a.health.state),
                "since": rfc3339(a.health.since),
                "why": redacted(a.health.why),
            }
            for a in sources.ailing
        ],
    }


def _queue(seen: Overview) -> Record:
    waiting, now = seen.waiting, seen.server.now
    return {
        "waiting": waiting.finds,
        "oldest": _told(waiting.oldest),
        "oldest_seconds": _seconds(waiting.oldest, now),
        "in_hand": waiting.in_hand,
        "later": waiting.later,
        "given_up": waiting.given_up,
        "late_polls": waiting.late,
        "late_polls_seconds": _seconds(waiting.due, now),
    }


def _alert(alert: Alert) -> Record:
    return {
        "id": alert.id,
        "at": rfc3339(alert.at),
        "kind": str(alert.kind),
        "severity": str(alert.severity),
        "watchlists": list(alert.watchlists),
        "summary": alert.summary,
    }


def _store(seen: Overview) -> Record:
    server = seen.server
    return {
        "server": server.name,
        "version": server.version,
        "memory": server.used,
        "memory_limit": server.most,
        "disk": redacted(server.disk) if server.disk is not None else "ok",
        "disk_free": seen.free,
        "intake": redacted(server.full) if server.full is not None else "ok",
    }


def _told(moment: datetime | None) -> str | None:
    return rfc3339(moment) if moment is not None else None


def _seconds(since: datetime | None, now: datetime) -> float | None:
    return round(max(0.0, (now - since).total_seconds()), 1) if since is not None else None
