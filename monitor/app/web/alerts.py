"""Alerts and deliveries by request: the records that `monitor alerts --json` prints, in pages."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.alert.record import alert_record
from monitor.alert.tracking import delivery_record
from monitor.app.web.answers import answer
from monitor.app.web.asking import Query
from monitor.model.alert import Alert, AlertId, Delivery, Place
from monitor.model.watchlist import Kind
from monitor.ports import Ledger

LOOKED_AT_ONCE = 200
MOST_LOOKED = 2_000
"""Alerts that one page looks at: a filter that hardly any passes must not hold up the store."""
FILTERS = ("watchlist", "kind", "type", "actor", "since", "until", "limit", "cursor")
STATES = ("queued", "sending", "retry", "held", "delivered", "dead", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which alerts are asked for, of a page of `limit`; `cursor`: the last of the page before."""

    query: Query
    limit: int
    cursor: AlertId | None

    @classmethod
    def of(cls, query: Query) -> "Wanted":
        """Return what the query asks for; refuses what is none of its filters' values."""
        query.one_of("kind", [str(kind) for kind in Kind])
        query.moment("since")
        query.moment("until")
        cursor = query.word("cursor")
        return cls(query=query, limit=query.limit(), cursor=AlertId(cursor) if cursor else None)

    def fits(self, alert: Alert) -> bool:
        """Return whether the alert passes all filters but that of `since`."""
        query, until, development = self.query, self.query.moment("until"), alert.development
        parties = development.parties if development is not None else ()
        told: dict[str, Collection[str | None]] = {
            "watchlist": alert.watchlists,
            "kind": (str(alert.kind),),
            "type": (development.type,) if development is not None else (),
            "actor": [party.id for party in parties],
        }
        return (until is None or alert.at < until) and all(
            query.word(name) is None or query.word(name) in values for name, values in told.items()
        )


async def page(ledger: Ledger, wanted: Wanted) -> tuple[list[Alert], AlertId | None]:
    """Return the alerts of one page, newest first, and the cursor of the next (None: none follows).

    Where few pass the filters a page may be short, even empty, and yet have a next one.
    """
    found, before, looked = list[Alert](), wanted.cursor, 0
    since = wanted.query.moment("since")
    while looked < MOST_LOOKED:
        latest = await ledger.alerts(limit=LOOKED_AT_ONCE, since=since, before=before)
        for alert in latest:
            if wanted.fits(alert):
                if len(found) == wanted.limit:
                    return found, before
                found.append(alert)
            before = alert.id
        looked += LOOKED_AT_ONCE
        if len(latest) < LOOKED_AT_ONCE:
            return found, None
    return found, before


def cursor_of(delivery: Delivery) -> str | None:
    """Return the cursor of what comes after the delivery, fit for an address."""
    if delivery.changed is None:
        return None
    at = round(delivery.changed.timestamp() * 1000)
    return urlsafe_b64encode(f"{at}|{delivery.alert}|{delivery.receiver}".encode()).decode()


def place_of(cursor: str) -> Place:
    """Return the place that the cursor stands for; refuses what is none."""
    try:
        at, alert, receiver = urlsafe_b64decode(cursor.encode()).decode().split("|", 2)
        changed = datetime.fromtimestamp(int(at) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        raise HTTPException(400, "cursor: `next` of the page before is needed") from None
    return Place(changed=changed, alert=AlertId(alert), receiver=receiver)


def alert_routes(ledger: Ledger) -> tuple[Route, ...]:
    """Return the routes of alerts and deliveries."""

    async def alerts(request: Request) -> Response:
        wanted = Wanted.of(Query.of(request, FILTERS))
        if wanted.cursor is not None and await ledger.alert(wanted.cursor) is None:
            raise HTTPException(400, "cursor: this alert is no longer kept: begin without one")
        found, cursor = await page(ledger, wanted)
        return answer({"alerts": [alert_record(alert) for alert in found], "next": cursor})

    async def alert(request: Request) -> Response:
        Query.of(request, ())
        found = await ledger.alert(AlertId(request.path_params["id"]))
        if found is None:
            raise HTTPException(404, "there is no alert of this id, or it is no longer kept")
        return answer(alert_record(found))

    async def deliveries(request: Request) -> Response:
        query = Query.of(request, ("receiver", "state", "alert", "limit", "cursor"))
        told, cursor, limit = query.word("alert"), query.word("cursor"), query.limit()
        found = await ledger.deliveries(
            limit=limit + 1,
            receiver=query.word("receiver"),
            state=query.one_of("state", STATES),
            alert=AlertId(told) if told is not None else None,
            before=place_of(cursor) if cursor is not None else None,
        )
        follows = cursor_of(found[limit - 1]) if len(found) > limit else None
        shown = [delivery_record(delivery) for delivery in found[:limit]]
        return answer({"deliveries": shown, "next": follows})

    return (
        Route("/api/v1/alerts", alerts),
        Route("/api/v1/alerts/{id}", alert),
        Route("/api/v1/deliveries", deliveries),
    )
