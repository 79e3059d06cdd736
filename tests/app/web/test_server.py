"""The server against clients that send slowly, take slowly, or send what is no request."""

import asyncio
import socket
from contextlib import asynccontextmanager, suppress

import anyio
import pytest
from starlette.responses import PlainTextResponse

from monitor.app.web.server import LONGEST_HEAD, Patience, web_server

LARGE = "x" * 8_000_000
"""More than the buffers of both ends of a connection hold."""


async def application(scope, receive, send):
    await PlainTextResponse(LARGE if scope["path"] == "/large" else "well")(scope, receive, send)


@asynccontextmanager
async def running(**patience):
    """Serve the application with this patience."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        server = web_server(application, Patience(**patience))
        async with anyio.create_task_group() as group:
            group.start_soon(server.serve, [bound])
            yield bound.getsockname()
            server.should_exit = True


@asynccontextmanager
async def connected(address):
    """Connect, and close at the end."""
    reader, writer = await asyncio.open_connection(*address)
    try:
        yield reader, writer
    finally:
        writer.close()


async def all_of(reader):
    """Return what comes until the server closes."""
    async with asyncio.timeout(30):
        return await reader.read()


async def test_a_request_is_answered():
    async with running() as address, connected(address) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = await all_of(reader)
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert answer.endswith(b"well")


@pytest.mark.parametrize("sent", [b"", b"GET / HTT"])
async def test_a_client_that_sends_no_whole_request_is_left(sent):
    async with (
        running(head=0.2) as address,
        connected(address) as (reader, writer),
    ):
        writer.write(sent)
        assert await all_of(reader) == b""


async def test_dripping_does_not_prolong_the_wait():
    async with (
        running(head=0.3) as address,
        connected(address) as (reader, writer),
        anyio.create_task_group() as group,
    ):
        left = anyio.Event()

        async def drip():
            while not left.is_set():
                writer.write(b"a")
                with anyio.move_on_after(0.02):
                    await left.wait()

        group.start_soon(drip)
        with suppress(ConnectionResetError):
            assert await all_of(reader) == b""
        left.set()


async def test_between_two_requests_a_client_may_not_drip_either():
    async with (
        running(head=0.2) as address,
        connected(address) as (reader, writer),
    ):
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await reader.readuntil(b"well")
        writer.write(b"GET")
        assert await all_of(reader) == b""


async def test_a_client_that_takes_nothing_is_cut_off():
    async with running(taken=0.2) as address, connected(address) as (reader, writer):
        writer.transport.pause_reading()
        writer.write(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        while not await _is_cut_off(writer):
            await anyio.lowlevel.checkpoint()
        writer.transport.resume_reading()
        with suppress(ConnectionError):
            assert len(await all_of(reader)) < len(LARGE)


async def _is_cut_off(writer):
    """Send more; return whether the other end does not want it any longer."""
    async with asyncio.timeout(30):
        writer.write(b"x")
        try:
            await writer.drain()
        except ConnectionError:
            return True
    return False


async def test_a_client_that_takes_all_in_the_end_gets_all():
    async with running() as address, connected(address) as (reader, writer):
        writer.write(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert len(await all_of(reader)) > len(LARGE)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET /" + b"x" * (LONGEST_HEAD + 1),
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_refused(sent):
    async with running() as address, connected(address) as (reader, writer):
        writer.write(sent)
        assert (await all_of(reader)).startswith(b"HTTP/1.1 400")
