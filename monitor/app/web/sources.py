"""How sources do, at a glance, by request."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.alert.record import Record
from monitor.app.web.answers import answer
from monitor.app.web.asking import Query
from monitor.model.health import Glance, Standing
from monitor.model.moment import rfc3339
from monitor.model.source import Source
from monitor.ports import Polls

WAITING, DISABLED = "waiting", "disabled"
STATES = (*(str(state) for state in Standing), WAITING, DISABLED)


def source_routes(polls: Polls, sources: Sequence[Source]) -> tuple[Route, ...]:
    """Return the route of the sources."""

    async def listed(request: Request) -> Response:
        wanted = Query.of(request, ("state",)).one_of("state", STATES)
        glances = await polls.glances()
        records = [glance_record(source, glances.get(source.id)) for source in sources]
        found = [record for record in records if wanted in {None, record["state"]}]
        return answer({"sources": found})

    return (Route("/api/v1/sources", listed),)


def glance_record(source: Source, glance: Glance | None) -> Record:
    """Return the source and how it does; addresses may hold secrets, and stay here."""
    state = WAITING if glance is None else str(glance.state)
    return {
        "id": source.id,
        "kind": str(source.kind),
        "outlet": source.outlet,
        "state": state if source.enabled else DISABLED,
        "asked": rfc3339(glance.asked) if glance is not None else None,
        "reached": glance.reached if glance is not None else None,
    }
