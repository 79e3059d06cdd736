"""Alerts as signed webhooks, by the Standard Webhooks specification."""

import asyncio
import binascii
from collections.abc import Collection
from contextlib import suppress
from http import HTTPStatus

import httpx
from standardwebhooks.webhooks import EmptyWebhookSecretError
from standardwebhooks.webhooks import Webhook as Signature

from monitor.adapters.net import AddressRefused, NameUnknown
from monitor.alert.render.formats import Body, body_of
from monitor.fetch.waits import retry_at
from monitor.model.alert import Accepted, AlertId, Refused, Response
from monitor.model.restraint import Message
from monitor.model.watchlist import Receiver, WebhookTarget
from monitor.ports import Clock

MOST_READ = 4096
"""So many bytes of an answer are read, to use its connection again; what they say is not used."""
_NOT_YET = frozenset({408, 425, 429})
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ConnectError, "the connection was refused or failed"),
    (httpx.ProxyError, "the proxy refused"),
    (httpx.NetworkError, "the connection broke"),
    (httpx.RemoteProtocolError, "the answer is no HTTP"),
)
_UNUSABLE = (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError)


class Webhook:
    """Implements the `Channel` port for webhook targets; only 2xx is success, and no redirect is
    followed.

    `client` dials (guarded, as it should be); the texts of its errors are not passed on, for they
    may name secrets of the URL.
    """

    def __init__(self, client: httpx.AsyncClient, clock: Clock, *, agent: str = "monitor") -> None:
        self._client = client
        self._clock = clock
        self._agent = agent

    async def send(
        self,
        message: Message,
        receiver: Receiver,
        *,
        reached: Collection[str] = (),  # noqa: ARG002 - a webhook has one recipient
    ) -> Response:
        """Post the message once, within the receiver's `send_limit`; faults are answers too."""
        target = receiver.target
        if not isinstance(target, WebhookTarget):
            return Refused(detail="this receiver has no webhook", lasting=True)
        body = body_of(message, target.format)
        try:
            headers = self._headers(message.id, target, body)
        except (binascii.Error, EmptyWebhookSecretError, UnicodeError, ValueError):
            return Refused(detail="a secret is not whsec_ and base64", lasting=True)
        try:
            return await self._posted(receiver, target.url, headers, body.text)
        except AddressRefused as error:
            return Refused(detail=str(error), lasting=True)
        except NameUnknown as error:
            return Refused(detail=str(error))
        except _UNUSABLE:
            return Refused(detail="the URL cannot be used", lasting=True)
        except httpx.HTTPError as error:
            return _failed(error)

    def _headers(self, name: AlertId, target: WebhookTarget, body: Body) -> dict[str, str]:
        """Return the headers of one attempt, signed with each secret for its moment."""
        now = self._clock.now()
        headers = {
            "Content-Type": body.media_type,
            "User-Agent": self._agent,
            "webhook-id": name,
            "webhook-timestamp": str(int(now.timestamp())),
        }
        signatures = [Signature(s).sign(name, now, body.text) for s in target.secrets]
        if signatures:
            headers["webhook-signature"] = " ".join(signatures)
        return headers

    async def _posted(
        self, receiver: Receiver, url: str, headers: dict[str, str], body: str
    ) -> Response:
        limit = receiver.send_limit.total_seconds()
        answer: Response = Refused(detail=f"no answer within {limit:g} s")
        with suppress(TimeoutError):
            async with (
                asyncio.timeout(limit),
                self._client.stream(
                    "POST", url, headers=headers, content=body.encode(), follow_redirects=False
                ) as response,
            ):
                answer = self._answer(response)
                with suppress(httpx.HTTPError):
                    await _read_a_little(response)
        return answer

    def _answer(self, response: httpx.Response) -> Response:
        """Return what the head of the answer says; its words are ours, not the server's."""
        status = response.status_code
        detail = _status_words(status)
        if response.is_success:
            return Accepted(detail=detail)
        if status == HTTPStatus.GONE:
            return Refused(detail=detail, lasting=True, gone=True)
        if response.is_server_error or status in _NOT_YET:
            wish = retry_at(response.headers.get("retry-after"), now=self._clock.now())
            return Refused(detail=detail, retry_after=wish)
        if response.is_redirect:
            detail = f"{detail}: redirects are not followed"
        return Refused(detail=detail, lasting=True)


def _status_words(status: int) -> str:
    known = {entry.value: entry.phrase for entry in HTTPStatus}
    return f"HTTP {status} {known.get(status, '')}".rstrip()


async def _read_a_little(response: httpx.Response) -> None:
    read = 0
    async for chunk in response.aiter_raw():
        read += len(chunk)
        if read > MOST_READ:
            return


def _failed(error: Exception) -> Refused:
    """Return the first fault that is known among the error and what caused it."""
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return Refused(detail=words)
    return Refused(detail=f"not sent: {type(error).__name__}")
