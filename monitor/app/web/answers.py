"""Answers of the web port: records as JSON, errors of one shape, and headers that harm nobody."""

import json
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.errors import TryLater
from monitor.ports import Journal

WORDS = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    413: "too_large",
    415: "unsupported_type",
    422: "invalid",
    500: "fault",
    503: "unavailable",
}
"""The `error` of each status."""

HARMLESS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
RETRY_SECONDS = 5


def answer(record: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return the record as JSON; a text that UTF-8 cannot carry has � for what it cannot."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return Response(
        text.encode(errors="replace") + b"\n",
        status_code=status,
        media_type="application/json",
        headers=headers,
    )


def refusal(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return why nothing else is answered: `{"error": word, "detail": sentence}`."""
    word = WORDS.get(status, "bad_request" if status < 500 else "fault")
    return answer({"error": word, "detail": detail}, status, headers)


async def refused(request: Request, fault: Exception) -> Response:
    """Return the refusal that a route, or the lack of one, raised."""
    assert isinstance(fault, HTTPException)
    detail = fault.detail
    if fault.status_code == 404 and detail == "Not Found":
        detail = f"there is nothing at {request.url.path}; /api/v1/ names all there is"
    if fault.status_code == 405:
        detail = f"{request.method} is not for this address"
    return refusal(fault.status_code, detail, fault.headers)


async def put_off(_: Request, fault: Exception) -> Response:
    """Return that the store cannot be used now."""
    headers = {"retry-after": str(RETRY_SECONDS)}
    return refusal(503, f"the store cannot be used now: {type(fault).__name__}", headers)


async def broken(_: Request, __: Exception) -> Response:
    """Return that it is our fault, and not what it is."""
    return refusal(500, "this is a fault of ours; the log says more")


HANDLERS = {HTTPException: refused, TryLater: put_off, Exception: broken}


class Harmless:
    """Gives every answer its headers, and tells faults of ours to the journal, never to clients."""

    def __init__(self, app: ASGIApp, journal: Journal) -> None:
        self._app = app
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application; its faults end here."""

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HARMLESS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, safely)
        except Exception as fault:  # noqa: BLE001 - one place where a bug meets a stranger's request
            self._journal.note("fault.web", path=scope["path"], detail=repr(fault))
