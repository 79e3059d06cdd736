"""Alerts as mails over SMTP."""

import asyncio
import socket
import ssl
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import aiosmtplib

from monitor.adapters.mail_wire import on_the_wire, postal
from monitor.alert.links import Signer
from monitor.alert.render.harmless import line
from monitor.alert.render.mail import Mail, mail
from monitor.alert.render.parts import Offer, Say, no_offer
from monitor.model.alert import Accepted, Alert, Partly, Refused, Response
from monitor.model.restraint import Message
from monitor.model.watchlist import EmailTarget, Receiver

_LONGEST_ANSWER = 300
_LASTING = 500
_START_TLS = {"smtp": None, "smtp+starttls": True, "smtps": False}
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Envelope:
    """One mail for several recipients; `options` are those of its MAIL command."""

    sender: str
    recipients: list[str]
    wire: bytes
    options: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Round:
    """What became of each recipient in one attempt."""

    reached: dict[str, None]
    open: list[str]
    refused: dict[str, Refused] = field(default_factory=dict)

    def note(self, asked: Collection[str], refused: dict[str, Refused]) -> None:
        """Note who of those asked was refused, and that the others have it."""
        self.refused |= refused
        self.reached |= dict.fromkeys(one for one in asked if one not in refused)

    @property
    def response(self) -> Response:
        """Return what that means for all of them together."""
        if not self.refused:
            return Accepted(detail=f"accepted for {len(self.reached)}")
        reasons = dict.fromkeys(self.refused.values())
        said = "; ".join(why.detail for why in reasons)
        lasting = all(why.lasting for why in reasons)
        if not self.reached:
            return Refused(detail=line(said, _LONGEST_ANSWER), lasting=lasting)
        detail = line(f"accepted for {len(self.reached)}; {said}", _LONGEST_ANSWER)
        return Partly(reached=tuple(self.reached), rest=Refused(detail=detail, lasting=lasting))


class Email:
    """Implements the `Channel` port for mail targets.

    `tls` checks certificates wherever TLS is required or a password is sent; TLS that is used
    only because it was offered is not checked, as it could as well be left out. `signer`: makes the
    links by which readers say what they think of an alert; None: mails have none.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, signer: Signer | None = None) -> None:
        self._tls = tls or ssl.create_default_context()
        self._signer = signer
        self._unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._unchecked.check_hostname = False
        self._unchecked.verify_mode = ssl.CERT_NONE

    async def send(
        self,
        message: Message,
        receiver: Receiver,
        *,
        reached: Collection[str] = (),
    ) -> Response:
        """Hand the mail in once, within the receiver's `send_limit`; faults are answers too."""
        target = receiver.target
        if not isinstance(target, EmailTarget):
            return Refused(detail="this receiver has no mail addresses", lasting=True)
        try:
            client = self._client(smtp_server(target.smtp), receiver)
            told = mail(message, target, ZoneInfo(receiver.timezone), self._offer(receiver))
        except ValueError as error:
            return Refused(detail=_safe(f"the mail cannot be made: {error}", target), lasting=True)
        limit = receiver.send_limit.total_seconds()
        this = _round(target, reached)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(limit):
                    await _hand_in(client, told, target, this)
                    with suppress(aiosmtplib.SMTPException, OSError):
                        await client.execute_command(b"QUIT")
        finally:
            _hang_up(client)
        silent = Refused(detail=f"the mail server did not answer within {limit:g} s")
        unanswered = [one for one in this.open if not (one in this.reached or one in this.refused)]
        this.note(unanswered, dict.fromkeys(unanswered, silent))
        return this.response

    def _offer(self, receiver: Receiver) -> Offer:
        if (signer := self._signer) is None:
            return no_offer

        def offer(alert: Alert) -> tuple[Say, ...]:
            links = signer.links(alert, receiver.name)
            return tuple(Say(words=words, link=link) for words, link in links)

        return offer

    def _client(self, server: Server, receiver: Receiver) -> aiosmtplib.SMTP:
        checked = server.user is not None or server.direct_tls or server.start_tls is True
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname=socket.gethostname(),
            timeout=receiver.send_limit.total_seconds(),
            use_tls=server.direct_tls,
            start_tls=server.start_tls,
            tls_context=self._tls if checked else self._unchecked,
        )


def _hang_up(client: aiosmtplib.SMTP) -> None:
    """Close the connection now: TLS would wait half a minute for a silent server to agree."""
    transport = client.transport
    client.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()


def _round(target: EmailTarget, reached: Collection[str]) -> _Round:
    """Return the recipients that have it before the attempt, and those who are to get it: each
    once. What is no address is refused; if that is the sender, nobody gets it.
    """
    had = dict.fromkeys(filter(None, map(postal, reached)))
    addresses = dict.fromkeys(filter(None, map(postal, target.to)))
    strange = {one for one in (target.sender, *target.to) if not postal(one)}
    refused = {
        one: Refused(detail=_safe(f"{one} is no mail address", target), lasting=True)
        for one in sorted(strange)
    }
    open_ones = [one for one in addresses if one not in had and target.sender not in strange]
    return _Round(reached=had, open=open_ones, refused=refused)


async def _hand_in(client: aiosmtplib.SMTP, told: Mail, target: EmailTarget, this: _Round) -> None:
    """Hand the mail in for all that are open; raises `TimeoutError`.

    Those whose address (or whose sender's) ASCII cannot write get a copy of their own, which needs
    SMTPUTF8: what a server says of it is not to keep the mail from the others.
    """
    if not this.open:
        return
    try:
        await client.connect()
        user = smtp_server(target.smtp).user
        if user is not None and target.password is not None:
            await client.login(user, target.password)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        this.note(this.open, dict.fromkeys(this.open, _refused(error, target)))
        return
    for envelope in _envelopes(told, target, this.open):
        this.note(envelope.recipients, await _transaction(client, envelope, target))


def _envelopes(told: Mail, target: EmailTarget, recipients: list[str]) -> Iterator[_Envelope]:
    """Return the mail for those whom ASCII can write, then for the others."""
    sender = postal(target.sender)
    plain = [one for one in recipients if f"{sender}{one}".isascii()]
    others = [one for one in recipients if one not in plain]
    if plain:
        yield _Envelope(sender=sender, recipients=plain, wire=on_the_wire(told))
    if others:
        wire = on_the_wire(told, international=True)
        yield _Envelope(sender=sender, recipients=others, wire=wire, options=("SMTPUTF8",))


async def _transaction(
    client: aiosmtplib.SMTP, envelope: _Envelope, target: EmailTarget
) -> dict[str, Refused]:
    """Return who was refused, and why."""
    asked = envelope.recipients
    try:
        answers, _ = await client.sendmail(
            envelope.sender, asked, envelope.wire, mail_options=envelope.options
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        refused = ((one.recipient, one.code, one.message) for one in error.recipients)
        answers = {one: aiosmtplib.SMTPResponse(code, said) for one, code, said in refused}
    except aiosmtplib.SMTPNotSupported:
        why = Refused(detail="the mail server takes ASCII addresses only", lasting=True)
        return dict.fromkeys(asked, why)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return dict.fromkeys(asked, _refused(error, target))
    return {
        address: Refused(
            detail=_safe(f"{address} refused: {answer.code} {answer.message}", target),
            lasting=answer.code >= _LASTING,
        )
        for address, answer in answers.items()
    }


def _refused(error: Exception, target: EmailTarget) -> Refused:
    """Return what the error means: a server's 5xx is lasting, what may be mended elsewhere is
    not.
    """
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            detail = f"the mail server refused the login: {error.code} {error.message}"
            lasting = False
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPTimeoutError():
            detail, lasting = f"the mail server cannot be used: {error.message}", False
        case aiosmtplib.SMTPResponseException():
            detail = f"the mail server refused the mail: {error.code} {error.message}"
            lasting = error.code >= _LASTING
        case _:
            detail, lasting = f"the mail was not handed in: {error}", False
    return Refused(detail=_safe(detail, target), lasting=lasting)


def _safe(detail: str, target: EmailTarget) -> str:
    """Return the text on one line, without the password."""
    if target.password:
        detail = detail.replace(target.password, "…")
    return line(detail, _LONGEST_ANSWER)
