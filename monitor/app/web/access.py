"""Who may ask for what: by token, or on this machine only and from no foreign web page."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.alert.links import PATH
from monitor.app.config.settings import WebSettings, is_loopback
from monitor.app.web.answers import refusal

OPEN = frozenset({"/healthz", "/readyz"})
"""What everybody may ask: watchers of the daemon have no token."""
SIGNED = f"{PATH}/"
"""Below it each link is its own proof: whoever has the mail may follow it."""
SAFE = frozenset({"GET", "HEAD"})
CHALLENGE = 'Basic realm="monitor", charset="UTF-8"'
"""Feed readers and calendars send a token as password, of any user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """Why a request is not answered, and with which status."""

    status: int
    detail: str


def denied(settings: WebSettings, method: str, headers: Mapping[str, str]) -> Denied | None:
    """Return why this request is not answered; None if it may be.

    A token opens all to who shows it. Without one, only requests of this machine are answered, and
    of no foreign web page: a name of the page's own could lead its reader's browser here.
    """
    foreign = _is_foreign(method, headers)
    if settings.token is not None:
        if not _shows(settings.token, headers.get("authorization", "")):
            return Denied(
                status=401, detail="a token is needed: as bearer token, or as password of any user"
            )
    elif not settings.is_local:
        return Denied(status=403, detail="others can reach this address: set web.token_file first")
    elif not _names_this_machine(headers.get("host", ""), settings.host):
        return Denied(
            status=403,
            detail="this is answered under a name of this machine only, such as localhost;"
            " for others set web.token_file",
        )
    elif _origin_is_foreign(headers):
        foreign = True
    return Denied(status=403, detail="a page of another origin may not ask") if foreign else None


def _shows(token: str, authorization: str) -> bool:
    """Return whether the header has the token; how long that takes tells nothing of it."""
    scheme, _, value = authorization.strip().partition(" ")
    shown = value.strip().encode("latin-1", errors="replace")  # the bytes as they came
    if scheme.lower() == "basic":
        try:
            shown = b64decode(shown, validate=True).partition(b":")[2]
        except binascii.Error:
            shown = b""
    elif scheme.lower() != "bearer":
        shown = b""
    return compare_digest(shown, token.encode())


def _is_foreign(method: str, headers: Mapping[str, str]) -> bool:
    """Return whether a page of another origin asks to change something."""
    if method in SAFE:
        return False
    site = headers.get("sec-fetch-site", "none")
    return site not in {"none", "same-origin"} or _origin_is_foreign(headers)


def _origin_is_foreign(headers: Mapping[str, str]) -> bool:
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host", "")


def _names_this_machine(host: str, listen: str) -> bool:
    if not host:
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name == listen or name.endswith(".localhost") or is_loopback(name)


class Gate:
    """Lets requests through that are allowed; the others get a refusal."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application, or refuse."""
        why = None
        if scope["path"] not in OPEN and not scope["path"].startswith(SIGNED):
            why = denied(self._settings, scope["method"], Headers(scope=scope))
        if why is None:
            await self._app(scope, receive, send)
            return
        headers = {"www-authenticate": CHALLENGE} if why.status == 401 else None
        await refusal(why.status, why.detail, headers)(scope, receive, send)
