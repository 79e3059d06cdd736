"""Streams to servers, guarded against heads of answers that never end."""

import ssl
from typing import Any

import httpcore
import httpx

HEAD_BYTES = 131_072
"""Status lines and headers of one answer, with all that say only `100 Continue` before it."""


class HeadGuard(httpcore.AsyncNetworkStream):
    """Reads at most so much before the head of an answer is complete.

    The HTTP library bounds one head, but takes in provisional answers without end.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._left: int | None = HEAD_BYTES

    def head_came(self) -> None:
        """Let the body be read: it has bounds of its own."""
        self._left = None

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> bytes:
        """Read some bytes; raises `httpcore.RemoteProtocolError` if the head is too long."""
        found = await self._stream.read(max_bytes, timeout)
        if self._left is not None:
            self._left -= len(found)
            if self._left < 0:
                raise httpcore.RemoteProtocolError("its head never ends")
        return found

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> None:
        """Send the bytes; another answer begins after them."""
        self._left = HEAD_BYTES
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> httpcore.AsyncNetworkStream:
        """Return the stream within TLS, guarded as well."""
        return HeadGuard(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection, as httpcore names it."""
        return self._stream.get_extra_info(info)


async def head_came(response: httpx.Response) -> None:
    """Tell the stream of the answer that its head is complete; a hook of the client."""
    stream = response.extensions.get("network_stream")
    if isinstance(stream, HeadGuard):
        stream.head_came()
