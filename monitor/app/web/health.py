"""What watchers of the daemon ask: its figures, whether it lives, and whether it can work."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.app.telemetry.figures import Figures
from monitor.app.web.answers import answer
from monitor.model.inforce import ConfigState
from monitor.model.moment import rfc3339

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
SLOWEST_TICK = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How the daemon answers for itself.

    `alive`: seconds since its last tick; `ready`: each dependency's state, "ok" or the fault.
    `sources`: how many sources are in each state of health; `config`: what it works by. A bad
    source or edit is no fault of the daemon's.
    """

    alive: Callable[[], float]
    ready: Callable[[], Awaitable[dict[str, str]]]
    sources: Callable[[], Mapping[str, int]] = dict
    config: Callable[[], ConfigState | None] = lambda: None


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
            "config": _config(pulse.config()),
        }
        return answer(body, 200 if well else 503)

    async def ready(_: Request) -> Response:
        states = await pulse.ready()
        well = all(state == "ok" for state in states.values())
        return answer(states, 200 if well else 503)

    return (Route("/metrics", metrics), Route("/healthz", alive), Route("/readyz", ready))


def _config(state: ConfigState | None) -> dict[str, object] | None:
    """Return what everybody may know of the configuration: none of its words."""
    if state is None:
        return None
    return {
        "digest": state.digest,
        "since": rfc3339(state.since),
        "last_reload_successful": state.is_latest,
        "problems": len(state.failure.mistakes) + state.failure.more if state.failure else 0,
        "needs_restart": list(state.needs_restart),
    }
