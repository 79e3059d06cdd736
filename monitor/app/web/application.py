"""The whole of what the web port serves, put together."""

from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from monitor.app.config.settings import Configuration, WebSettings
from monitor.app.telemetry.figures import Figures
from monitor.app.web.access import Gate
from monitor.app.web.alerts import alert_routes
from monitor.app.web.answers import HANDLERS, Harmless, answer
from monitor.app.web.contract import CONTRACT, INDEX
from monitor.app.web.feeds import Feeds, feed_routes
from monitor.app.web.health import Pulse, health_routes
from monitor.app.web.reload import Reloading, reload_routes
from monitor.app.web.said import Saying, said_routes
from monitor.app.web.silences import BODY_WITHIN, Silencing, silence_routes
from monitor.app.web.sources import source_routes
from monitor.app.web.stream import Places, Stopping, Stream
from monitor.model.nature import Natures
from monitor.ports import Agenda, Clock, Journal, Ledger, Polls, Silences, Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the port shows, and where it reads that; `stop` ends what would go on for ever.
    `streams`: the places of those; `reloading` None: nothing is reloaded; `saying` None: links in
    mails are turned off.
    """

    configuration: Configuration
    natures: Natures
    ledger: Ledger
    wire: Wire
    agenda: Agenda
    silences: Silences
    polls: Polls
    clock: Clock
    journal: Journal
    stop: Stopping
    body_within: float = BODY_WITHIN
    streams: Places = field(default_factory=Places)
    reloading: Reloading | None = None
    saying: Saying | None = None


def web_app(settings: WebSettings, shown: Shown, figures: Figures, pulse: Pulse) -> ASGIApp:
    """Return the web application: health for everybody, all else behind the gate."""
    stream = Stream(ledger=shown.ledger, wire=shown.wire, stop=shown.stop, places=shown.streams)
    feeds = Feeds(
        ledger=shown.ledger,
        wire=shown.wire,
        agenda=shown.agenda,
        stream=stream,
        natures=shown.natures,
        clock=shown.clock,
        watchlists=tuple(w.name for w in shown.configuration.watchlists),
    )
    routes = (
        *health_routes(figures, pulse),
        Route("/api/v1", index),
        Route("/api/v1/", index),
        Route("/api/v1/openapi.json", document),
        *alert_routes(shown.ledger),
        *silence_routes(
            Silencing(silences=shown.silences, clock=shown.clock, body_within=shown.body_within)
        ),
        *source_routes(shown.polls, shown.configuration.sources),
        *feed_routes(feeds),
        *reload_routes(shown.reloading),
        *said_routes(shown.saying),
    )
    inner = Starlette(routes=routes, exception_handlers=HANDLERS)
    inner.router.redirect_slashes = False
    return Harmless(Gate(inner, settings), shown.journal)


async def index(_: Request) -> Response:
    """Name all that is served."""
    return answer(INDEX)


async def document(_: Request) -> Response:
    """Describe the addresses, what they take and what they answer, for programs."""
    return answer(CONTRACT)
