"""A real SMTP server on loopback that keeps what it is handed."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

LOGIN = ("desk", "canary-password")


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One mail as it was handed in: its envelope, and its bytes."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    encrypted: bool
    login: str | None
    international: bool = False

    @property
    def parsed(self) -> EmailMessage:
        """The mail as a mail program reads it."""
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class MailServer:
    """Keeps mails in `handed`; `says` are answers by command (`MAIL`, `DATA`) or recipient that are
    given instead of taking it. `hangs`: the command or recipient at which it falls silent;
    `leaves`: the one at which it hangs up.
    """

    handed: list[Handed] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    hangs: str | None = None
    leaves: str | None = None
    port: int = 0

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        """Take the sender, or say otherwise."""
        if self.hangs == "MAIL":
            await asyncio.Event().wait()
        if "MAIL" in self.says:
            return self.says["MAIL"]
        envelope.mail_from = address
        return "250 fine"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        """Take the recipient, or say otherwise."""
        if self.hangs == address:
            await asyncio.Event().wait()
        if self.leaves == address:
            server.transport.close()
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail, or say otherwise."""
        if self.leaves == "DATA":
            server.transport.close()
        if "DATA" in self.says:
            return self.says["DATA"]
        login = session.auth_data
        self.handed.append(
            Handed(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=envelope.original_content or b"",
                encrypted=server.transport.get_extra_info("sslcontext") is not None,
                login=login.login.decode() if login is not None else None,
                international=envelope.smtp_utf8,
            )
        )
        return "250 taken"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802
        """Say goodbye, or nothing at all."""
        if self.hangs == "QUIT":
            await asyncio.Event().wait()
        return "221 bye"


class Conversation(SMTP):
    """One connection, which can be waited for to its end."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._ended = asyncio.Event()

    def connection_lost(self, error: Exception | None) -> None:
        """Note the end."""
        super().connection_lost(error)
        self._ended.set()

    async def hang_up(self) -> None:
        """End the connection, if it has not ended."""
        if self.transport is not None:
            self.transport.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), timeout=1)


def allowed(server, session, envelope, mechanism, auth_data) -> AuthResult:
    """Return whether the login is the one that the server knows."""
    known = isinstance(auth_data, LoginPassword) and (
        auth_data.login.decode(),
        auth_data.password.decode(),
    )
    return AuthResult(success=known == LOGIN, handled=False, auth_data=auth_data)


def certificate(authority: trustme.CA) -> ssl.SSLContext:
    """Return the TLS settings of a server at 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@asynccontextmanager
async def mail_server(
    *,
    start_tls: ssl.SSLContext | None = None,
    direct_tls: ssl.SSLContext | None = None,
    login_required: bool = False,
    international: bool = False,
) -> AsyncIterator[MailServer]:
    """Run a server on a free port of loopback for the length of the block."""
    kept = MailServer()
    loop = asyncio.get_running_loop()
    spoken: list[Conversation] = []

    def conversation() -> Conversation:
        spoken.append(
            Conversation(
                kept,
                loop=loop,
                hostname="mail.example",
                tls_context=start_tls,
                authenticator=allowed if login_required else None,
                auth_required=login_required,
                enable_SMTPUTF8=international,
            )
        )
        return spoken[-1]

    listening = await loop.create_server(conversation, "127.0.0.1", 0, ssl=direct_tls)
    kept.port = listening.sockets[0].getsockname()[1]
    try:
        yield kept
    finally:
        listening.close()
        for one in spoken:
            await one.hang_up()
