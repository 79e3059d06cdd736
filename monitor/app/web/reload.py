"""The configuration in force, and another by request: read, checked, and put in force if nothing is
wrong in it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.app.daemon.standing import config_record, problem_records
from monitor.app.web.answers import WORDS, answer
from monitor.app.web.asking import Query
from monitor.model.inforce import ConfigState


@dataclass(frozen=True, slots=True, kw_only=True)
class Reloading:
    """`state`: what is in force; `reload`: tries to put what the files say in its place, and
    returns how that ended.
    """

    state: Callable[[], ConfigState]
    reload: Callable[[], Awaitable[ConfigState]]


def reload_routes(reloading: Reloading | None) -> tuple[Route, ...]:
    """Return the route of reloads; None: this process reads no configuration again."""

    async def asked(request: Request) -> Response:
        Query.of(request, ())
        if reloading is None:
            raise HTTPException(503, "this process reads no configuration again")
        if request.method != "POST":
            return answer(config_record(reloading.state()))
        return _ended(await reloading.reload())

    return (Route("/-/reload", asked, methods=["GET", "POST"]),)


def _ended(state: ConfigState) -> Response:
    """Return what is in force, or also why it still is."""
    if state.failure is None:
        return answer(config_record(state))
    body = {
        "error": WORDS[422],
        "detail": "the configuration before it stays in force",
        "problems": problem_records(state.failure),
        "in_force": config_record(state),
    }
    return answer(body, 422)
