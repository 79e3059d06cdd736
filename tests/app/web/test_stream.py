import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
import httpx
import pytest

from monitor.adapters import keys
from monitor.app.daemon.loops import Stop
from monitor.app.web.stream import MOST_CLIENTS, START, Events, Places, Stream
from monitor.errors import StoreUnreachable
from tests.contracts.examples import alert


@dataclass
class Listener:
    """A client of the stream: the events that came, as an event source of a browser has them."""

    lines: object
    last: str | None = None
    events: list[dict[str, str]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    async def block(self):
        """Return the next block of fields; None at the end."""
        fields = {}
        async for line in self.lines:
            self.raw.append(line)
            if not line:
                break
            name, _, value = line.partition(": ")
            fields[name] = value
        else:
            return None
        self.last = fields.get("id", self.last)
        if "data" in fields:
            self.events.append(fields)
        return fields

    async def until(self, number):
        """Read until so many events have come, and return the ids of their alerts."""
        async with asyncio.timeout(30):
            while len(self.events) < number:
                assert await self.block() is not None, "the stream ended"
        return [json.loads(event["data"])["id"] for event in self.events]


@asynccontextmanager
async def listening(port, *, last=None, query="", status=200):
    """Listen to the stream; the first block has come then."""
    headers = {"last-event-id": last} if last is not None else {}
    timeout = httpx.Timeout(30)
    async with port.asking.stream(
        "GET", f"/api/v1/stream{query}", headers=headers, timeout=timeout
    ) as answer:
        assert answer.status_code == status
        listener = Listener(answer.aiter_lines())
        await listener.block()
        yield listener


async def test_alerts_come_as_events_of_their_kind(serve):
    async with serve() as port, listening(port) as listener:
        await port.emit(alert("a1"))
        assert await listener.until(1) == ["a1"]
    (event,) = listener.events
    assert event["event"] == "development.update"
    assert json.loads(event["data"])["summary"] == alert().summary
    assert listener.last == event["id"] != "a1"


async def test_only_what_comes_later_comes_to_a_new_client(serve):
    async with serve() as port:
        await port.emit(alert("before"))
        async with listening(port) as listener:
            await port.emit(alert("after"))
            assert await listener.until(1) == ["after"]


async def test_who_comes_back_misses_nothing_and_gets_nothing_twice(serve):
    async with serve() as port:
        async with listening(port) as first:
            await port.emit(alert("a1"))
            await first.until(1)
        await port.emit(*(alert(f"a{n}") for n in range(2, 200)))
        async with listening(port, last=first.last) as second:
            await port.emit(alert("a200"))
            assert await second.until(199) == [f"a{n}" for n in range(2, 201)]


async def test_who_left_before_any_event_misses_nothing_either(serve):
    async with serve() as port:
        await port.emit(alert("old"))
        async with listening(port) as first:
            pass
        await port.emit(alert("missed"))
        async with listening(port, last=first.last) as second:
            assert await second.until(1) == ["missed"]


async def test_a_new_store_is_listened_to_from_its_start(serve):
    async with serve() as port:
        async with listening(port) as first:
            pass
        assert first.last == "0-0"
        await port.emit(alert("first"))
        async with listening(port, last=first.last) as second:
            assert await second.until(1) == ["first"]


async def test_a_client_of_a_watchlist_hears_of_that_alone(serve):
    async with serve() as port, listening(port, query="?watchlist=aid") as listener:
        await port.emit(alert("a1", watchlists=("ukraine",)))
        await port.emit(alert("a2", watchlists=("ukraine", "aid")))
        await port.emit(alert("a1", watchlists=("aid",)))
        assert await listener.until(2) == ["a2", "a1"]


async def test_what_another_node_stores_is_heard_too(serve):
    async with serve() as here, serve() as there, listening(here) as listener:
        await there.emit(alert("elsewhere"))
        assert await listener.until(1) == ["elsewhere"]


async def test_who_comes_back_to_another_node_goes_on_there(serve):
    async with serve() as there:
        async with serve() as here, listening(here, query="?watchlist=aid") as first:
            await here.emit(alert("a1", watchlists=("aid",)))
            await first.until(1)
        await there.emit(alert("a2", watchlists=("aid",)), alert("a3", watchlists=("ukraine",)))
        async with listening(there, last=first.last, query="?watchlist=aid") as second:
            await there.emit(alert("a4", watchlists=("aid",)))
            assert await second.until(2) == ["a2", "a4"]


async def test_an_id_of_a_time_that_the_store_has_lost_goes_on_at_its_end(serve):
    async with serve() as port:
        await port.emit(alert("old"))
        async with listening(port, last="99999999999999-0") as listener:
            await port.emit(alert("new"))
            assert await listener.until(1) == ["new"]


@pytest.mark.parametrize("last", ["a1b2", "-", "1-", "9" * 30 + "-0", "1-1, 1-2"])
async def test_an_id_that_is_none_of_ours_is_refused(serve, last):
    async with serve() as port:
        answer = await port.asking.get("/api/v1/stream", headers={"last-event-id": last})
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


async def test_a_watchlist_that_there_is_not_is_refused(serve):
    async with serve() as port:
        answer = await port.asking.get("/api/v1/stream?watchlist=nobody")
    assert answer.status_code == 404
    assert "ukraine, aid" in answer.json()["detail"]


async def test_the_stop_of_the_daemon_ends_every_stream_in_time(serve):
    async with serve() as port, listening(port) as listener, listening(port) as other:
        port.stop.set()
        async with asyncio.timeout(30):
            while await listener.block() is not None:
                pass
            while await other.block() is not None:
                pass
    assert port.journal.events == []


async def test_more_clients_than_may_listen_are_refused(serve):
    async with serve() as port, anyio.create_task_group() as group:
        here = [asyncio.Event() for _ in range(MOST_CLIENTS)]
        leave = asyncio.Event()

        async def listen(there):
            async with listening(port):
                there.set()
                await leave.wait()

        for there in here:
            group.start_soon(listen, there)
        async with asyncio.timeout(30):
            for there in here:
                await there.wait()
        answer = await port.asking.get("/api/v1/stream")
        assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
        leave.set()


class NoWire:
    """A wire on which nothing comes, or that fails."""

    def __init__(self, fault=None):
        self.fault = fault

    async def latest(self, watchlist, *, count):
        return ()

    async def after(self, position, watchlist, *, count, wait):
        if self.fault is not None:
            raise self.fault
        await anyio.sleep(wait.total_seconds())
        return ()


async def texts(wire, number, *, ledger=None):
    """Return the first texts of a stream of this wire."""
    stream = Stream(ledger=ledger, wire=wire, stop=Stop(), places=Places())
    found = []
    async for text in stream.events(START, None):
        found.append(text)
        if len(found) == number:
            break
    return found


@pytest.mark.looptime
async def test_a_quiet_stream_shows_every_fifteen_seconds_that_all_is_well(looptime):
    began = anyio.current_time()
    assert await texts(NoWire(), 3) == ["retry: 3000\nid: 0-0\n\n", ": ping\n\n", ": ping\n\n"]
    assert anyio.current_time() - began == pytest.approx(30, abs=0.5)


async def test_a_store_that_fails_ends_the_stream_and_its_client_comes_back():
    assert await texts(NoWire(StoreUnreachable("gone")), 9) == ["retry: 3000\nid: 0-0\n\n"]


async def test_an_alert_that_is_no_longer_kept_is_passed_over(serve):
    async with serve() as port:
        await port.emit(alert("a1"))
        await port.store.ask("DEL", keys.alert("a1"))
        async with listening(port, last="0-1") as listener:
            await port.emit(alert("a2"))
            assert await listener.until(1) == ["a2"]


async def test_a_stream_whose_events_end_is_ended_and_leaves_its_place():
    async def two():
        yield "data: 1\n\n"
        yield "data: 2\udc80\n\n"

    async def never():
        await anyio.sleep_forever()

    async def send(message):
        sent.append(message)

    sent, places = [], Places()
    await Events(two(), Stop(), places)({"type": "http"}, never, send)
    assert [message.get("body") for message in sent] == [None, b"data: 1\n\n", b"data: 2?\n\n", b""]
    assert places.taken == 0
    names = [name for name, _ in sent[0]["headers"]]
    assert b"content-length" not in names
    assert sent[-1]["more_body"] is False
