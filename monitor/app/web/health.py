"""What watchers of the daemon ask: its figures, whether it lives, and whether it can work."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.app.telemetry.figures import Figures
from monitor.app.web.answers import answer

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
SLOWEST_TICK = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How the daemon answers for itself.

    `alive`: seconds since its last tick; `ready`: each dependency's state, "ok" or the fault.
    `sources`: how many sources are in each state of health, which is no fault of the daemon's.
    """

    alive: Callable[[], float]
    ready: Callable[[], Awaitable[dict[str, str]]]
    sources: Callable[[], Mapping[str, int]] = dict


def health_routes(figures: Figures, pulse: Pulse) -> tuple[Route, ...]:
    """Return the routes of figures and health."""

    async def metrics(_: Request) -> Response:
        return Response(figures.exposition(), media_type=PROMETHEUS)

    async def alive(_: Request) -> Response:
        seconds = pulse.alive()
        well = seconds < SLOWEST_TICK
        body = {
            "status": "ok" if well else "hangs",
            "last_tick_seconds": round(seconds, 1),
            "sources": dict(pulse.sources()),
        }
        return answer(body, 200 if well else 503)

    async def ready(_: Request) -> Response:
        states = await pulse.ready()
        well = all(state == "ok" for state in states.values())
        return answer(states, 200 if well else 503)

    return (Route("/metrics", metrics), Route("/healthz", alive), Route("/readyz", ready))
