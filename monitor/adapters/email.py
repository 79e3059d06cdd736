"""Alerts as mails over SMTP."""

import asyncio
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.policy import Policy
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from monitor.alert.render.harmless import line
from monitor.alert.render.mail import Mail, mail
from monitor.model.alert import Accepted, Alert, Refused, Response
from monitor.model.watchlist import EmailTarget, Receiver

_LONGEST_ANSWER = 160
_START_TLS = {"smtp": None, "smtp+starttls": True, "smtps": False}
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_UNBROKEN = ("references", "in-reply-to", "list-id", "list-unsubscribe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mails are handed in; `start_tls` None: where offered, True: required, False: not."""

    host: str
    port: int
    user: str | None
    direct_tls: bool
    start_tls: bool | None


def smtp_server(url: str) -> Server:
    """Return the server of `smtp://[user@]host[:port]`, `smtp+starttls://…` or `smtps://…`; raises
    `ValueError`.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("not smtp://, smtp+starttls:// or smtps:// and a host")
    return Server(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        direct_tls=parts.scheme == "smtps",
        start_tls=_START_TLS[parts.scheme],
    )


class SubjectHeader(UnstructuredHeader, BaseHeader):
    """A subject that is encoded as a whole: folded by words, as the library does it, spaces
    between encoded ones get lost (seen in Python 3.11.7).
    """

    max_count = 1

    def fold(self, *, policy: Policy) -> str:
        """Return the header in lines that end as the policy says."""
        charset = "us-ascii" if self.isascii() else "utf-8"
        words = Header(self, charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


class UnbrokenHeader(UnstructuredHeader, BaseHeader):
    """A header that is written on one line as it is: a fold would make encoded words of long ids,
    which no mail program reads.
    """

    def fold(self, *, policy: Policy) -> str:
        """Return the header in one line."""
        return f"{self.name}: {self}{policy.linesep}"


def message(told: Mail) -> EmailMessage:
    """Return the mail in its form on the wire: 7-bit, ids and addresses of lists never folded."""
    registry = HeaderRegistry()
    registry.map_to_type("subject", SubjectHeader)
    for name in _UNBROKEN:
        registry.map_to_type(name, UnbrokenHeader)
    wire = EmailMessage(policy=WIRE.clone(cte_type="7bit", header_factory=registry))
    wire["From"] = told.sender
    wire["To"] = ", ".join(told.to)
    wire["Subject"] = told.subject
    wire["Date"] = format_datetime(told.date)
    wire["Message-ID"] = told.message_id
    if told.thread is not None:
        wire["In-Reply-To"] = told.thread
        wire["References"] = told.thread
    for name, value in told.headers:
        wire[name] = value
    wire.set_content(told.text)
    wire.add_alternative(told.html, subtype="html")
    return wire


class Email:
    """Implements the `Channel` port for mail targets.

    `tls` checks certificates wherever TLS is required or a password is sent; TLS that is used
    only because it was offered is not checked, as it could as well be left out.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls or ssl.create_default_context()
        self._unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._unchecked.check_hostname = False
        self._unchecked.verify_mode = ssl.CERT_NONE

    async def send(
        self,
        alert: Alert,
        receiver: Receiver,
        *,
        attempt: int,  # noqa: ARG002 - the port's signature
    ) -> Response:
        """Hand the mail in once, within the receiver's `send_limit`; faults are answers too.

        It counts as accepted when the server took it for one recipient at least; `detail` names
        those refused.
        """
        target = receiver.target
        if not isinstance(target, EmailTarget):
            return Refused(detail="this receiver has no mail addresses", lasting=True)
        try:
            client = self._client(smtp_server(target.smtp), target, receiver)
            wire = message(mail(alert, target)).as_bytes()
        except ValueError as error:
            return Refused(detail=_safe(f"the mail cannot be made: {error}", target), lasting=True)
        limit = receiver.send_limit.total_seconds()
        answer: Response = Refused(detail=f"the mail server did not answer within {limit:g} s")
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(limit):
                    answer = await _handed_in(client, target, wire)
                    with suppress(aiosmtplib.SMTPException, OSError):
                        await client.quit()
        finally:
            client.close()
        return answer

    def _client(self, server: Server, target: EmailTarget, receiver: Receiver) -> aiosmtplib.SMTP:
        checked = server.user is not None or server.direct_tls or server.start_tls is True
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=target.password if server.user is not None else None,
            local_hostname=socket.gethostname(),
            timeout=receiver.send_limit.total_seconds(),
            use_tls=server.direct_tls,
            start_tls=server.start_tls,
            tls_context=self._tls if checked else self._unchecked,
        )


async def _handed_in(client: aiosmtplib.SMTP, target: EmailTarget, wire: bytes) -> Response:
    """Return what the server answered to the whole transaction; raises `TimeoutError`."""
    recipients = [parseaddr(address)[1] for address in target.to]
    try:
        await client.connect()
        refused, _ = await client.sendmail(parseaddr(target.sender)[1], recipients, wire)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return _refused(error, target)
    if not refused:
        return Accepted(detail=f"accepted for {len(set(recipients))}")
    named = ", ".join(f"{address} ({said.code})" for address, said in refused.items())
    taken = len(set(recipients)) - len(refused)
    return Accepted(detail=_safe(f"accepted for {taken}; refused: {named}", target))


def _refused(error: Exception, target: EmailTarget) -> Refused:
    """Return what the error means: a server's 5xx is lasting, what may be mended elsewhere is
    not.
    """
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=refused):
            said = ", ".join(f"{r.recipient} ({r.code} {r.message})" for r in refused)
            detail, lasting = f"no recipient accepted: {said}", all(r.code >= 500 for r in refused)
        case aiosmtplib.SMTPAuthenticationError():
            detail = f"the mail server refused the login: {error.code} {error.message}"
            lasting = False
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPTimeoutError():
            detail, lasting = f"the mail server cannot be used: {error.message}", False
        case aiosmtplib.SMTPResponseException():
            detail = f"the mail server refused the mail: {error.code} {error.message}"
            lasting = error.code >= 500
        case OSError() | aiosmtplib.SMTPException():
            detail, lasting = f"the mail was not handed in: {error}", False
        case _:
            detail, lasting = f"an address cannot be used: {error}", True
    return Refused(detail=_safe(detail, target), lasting=lasting)


def _safe(detail: str, target: EmailTarget) -> str:
    """Return the text on one line, without the password."""
    if target.password:
        detail = detail.replace(target.password, "…")
    return line(detail, _LONGEST_ANSWER)
