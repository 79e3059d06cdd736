"""Two receivers on loopback, each with a ledger: a webhook that checks signatures, and a mail
server.
"""

import asyncio
import json
import secrets
import socket
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import anyio
from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.alert.record import Record

WEBHOOK_PATH = "/alerts"
CLOSING = 1.0
"""Seconds that open mail connections get to end."""


def new_secret() -> str:
    """Return a fresh secret for signing, as Standard Webhooks writes it."""
    return f"whsec_{b64encode(secrets.token_bytes(24)).decode()}"


@dataclass(slots=True)
class Ledger:
    """What a receiver took: the id of each alert as often as it came; `stored` counts files."""

    folder: Path
    taken: list[str] = field(default_factory=list)
    refused: int = 0
    stored: int = 0

    def store(self, suffix: str, content: bytes) -> None:
        """Write what came as the next file of the folder, from 001 on."""
        self.stored += 1
        (self.folder / f"{self.stored:03d}{suffix}").write_bytes(content)


def webhook_receiver(ledger: Ledger, secret: str, on_alert: Callable[[Record], None]) -> Starlette:
    """Return the receiver: it stores each request, takes what is signed rightly, and shows each
    alert once.
    """
    signed = Webhook(secret)

    async def take(request: Request) -> Response:
        body = (await request.body()).decode()
        headers = dict(request.headers)
        stored = json.dumps({"headers": headers, "body": body}, ensure_ascii=False, indent=1)
        ledger.store(".json", stored.encode())
        try:
            told = signed.verify(body, headers)
        except WebhookVerificationError as error:
            ledger.refused += 1
            return Response(f"{error}\n", status_code=401, media_type="text/plain")
        alert = headers["webhook-id"]
        first = alert not in ledger.taken
        ledger.taken.append(alert)
        if first:
            on_alert(told["data"])
        return Response(status_code=204)

    return Starlette(routes=[Route(WEBHOOK_PATH, take, methods=["POST"])])


@dataclass(frozen=True, slots=True)
class MailBox:
    """Takes mails for the mail server; a mail's id begins with that of its alert."""

    ledger: Ledger
    on_mail: Callable[[], None]

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Store the mail and note the alert that it tells."""
        del server, session
        content = envelope.content or b""
        content = content.encode() if isinstance(content, str) else content
        self.ledger.store(".eml", content)
        message_id = message_from_bytes(content, policy=default)["Message-ID"] or ""
        self.ledger.taken.append(str(message_id).strip("<> ").partition("@")[0])
        self.on_mail()
        return "250 OK"


@asynccontextmanager
async def mail_server(box: MailBox, listening: socket.socket) -> AsyncIterator[None]:
    """Serve SMTP at the socket while the context lasts."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(box, hostname="mail.newsdesk.example", loop=loop), sock=listening
    )
    try:
        yield
    finally:
        server.close()
        with anyio.move_on_after(CLOSING):
            await server.wait_closed()
