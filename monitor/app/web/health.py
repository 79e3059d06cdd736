"""The daemon's own web port: figures for Prometheus, and whether it lives and can work."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hmac import compare_digest

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from monitor.app.telemetry.figures import Figures

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How the daemon answers for itself.

    `alive`: seconds since its last tick; `ready`: each dependency's state, "ok" or the fault.
    `sources`: how many sources are in each state of health, which is no fault of the daemon's.
    """

    alive: Callable[[], float]
    ready: Callable[[], Awaitable[dict[str, str]]]
    sources: Callable[[], Mapping[str, int]] = dict


SLOWEST_TICK = 30.0


def health_app(figures: Figures, pulse: Pulse, token: str | None) -> Starlette:
    """Return the web application; a `token` set must be sent as a bearer token for `/metrics`."""

    async def metrics(request: Request) -> Response:
        shown = request.headers.get("authorization", "")
        if token and not compare_digest(shown.encode(), f"Bearer {token}".encode()):
            return PlainTextResponse("a bearer token is needed\n", status_code=401)
        return Response(figures.exposition(), media_type=PROMETHEUS)

    async def alive(_: Request) -> Response:
        seconds = pulse.alive()
        well = seconds < SLOWEST_TICK
        body = {
            "status": "ok" if well else "hangs",
            "last_tick_seconds": round(seconds, 1),
            "sources": dict(pulse.sources()),
        }
        return JSONResponse(body, status_code=200 if well else 503)

    async def ready(_: Request) -> Response:
        states = await pulse.ready()
        well = all(state == "ok" for state in states.values())
        return JSONResponse(states, status_code=200 if well else 503)

    return Starlette(
        routes=[
            Route("/metrics", metrics),
            Route("/healthz", alive),
            Route("/readyz", ready),
        ]
    )


class QuietServer(uvicorn.Server):
    """A web server that leaves signals to the daemon."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def web_server(app: Starlette) -> QuietServer:
    """Return a server for the application; it is to be given a bound socket."""
    return QuietServer(
        uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False)
    )
