"""The whole daemon in this process, on a real store, with a newsroom and a receiver on loopback."""

import json
import socket

import anyio
import httpx
import pytest

from monitor.adapters.archive.looking import Sought, reading
from monitor.adapters.clock import SystemClock
from monitor.adapters.store import open_store
from monitor.app.archiving import archive_file
from tests.fakes.calling import call
from tests.fakes.desk import desk
from tests.fakes.http_server import Reply, http_server
from tests.fakes.newsroom import newsroom
from tests.fakes.serving import Scene, answer, free_port
from tests.fakes.stories import before, pledge


@pytest.fixture
def news():
    with newsroom() as room:
        room.publish("harbour", pledge(0, before(SystemClock().now(), 9)))
        yield room


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def scene(tmp_path, news, taken, redis_url):
    return Scene(tmp_path, news, taken, redis_url)


async def test_an_article_is_told_while_it_runs_and_another_that_comes_later(scene):
    async with scene.served():
        await scene.until(lambda: len(scene.taken.alerts) == 1)
        scene.news.publish("harbour", pledge(1, before(SystemClock().now(), 5)))
        await scene.until(lambda: len(scene.taken.alerts) == 2)

    assert set(scene.taken.tried.values()) == {1}
    assert scene.journal.events[-1] == "daemon.stopped"


async def test_a_receiver_that_is_configured_no_more_is_told_of_while_it_is_owed_alerts(scene):
    scene.taken.status = lambda _: (503, False)
    async with scene.served():
        await scene.until(lambda: scene.taken.tried)
    assert scene.journal.facts("receiver.unknown") == []
    scene.folder /= "renamed"
    other = f'webhook: {{url: "{scene.taken.url}"}}'
    async with scene.served(desk=None, others={"bureau": other}):
        await scene.until(lambda: scene.journal.facts("receiver.unknown"))
    (told,) = scene.journal.facts("receiver.unknown")
    assert (told["receiver"], told["owed"]) == ("desk", 1)


async def test_what_failed_is_sent_again_under_its_id(scene):
    scene.taken.status = lambda name: (503, False) if scene.taken.tried[name] < 3 else (204, True)
    async with scene.served():
        await scene.until(lambda: scene.taken.alerts)
    assert list(scene.taken.tried.values()) == [3]
    assert len(scene.journal.facts("delivery.retried")) == 2


async def test_each_receiver_is_told_in_its_own_form(scene):
    async with http_server() as server:
        at = f"{server.host}:{server.port}"
        for path in ("/events", "/slack", "/api/v2/alerts", "/service"):
            server.reply(path, Reply(status=204))
        others = {
            "events": f"webhook: {{url: 'http://{at}/events', format: cloudevents}}",
            "room": f"webhook: {{url: 'http://{at}/slack', format: slack}}",
            "pager": f"webhook: {{url: 'http://{at}/api/v2/alerts', format: alertmanager}}",
            "chat": f"apprise: {{urls: ['json://{at}/service']}}",
        }
        async with scene.served(others=others):
            await scene.until(lambda: len(server.asked) == 4 and scene.taken.alerts)
    (alert,) = scene.taken.alerts.values()
    told = {asked.path: json.loads(asked.body) for asked in server.asked}
    assert told["/events"]["data"] == alert
    assert alert["summary"] in told["/slack"]["text"]
    assert told["/api/v2/alerts"][0]["annotations"]["summary"] == alert["summary"]
    assert told["/service"]["title"] == alert["summary"]


async def test_what_an_endpoint_vetoes_is_not_told_and_what_it_cannot_answer_is(scene):
    said = {"opinion": "vetoes", "quote": "Canada will give Ukraine", "why": "an exercise"}
    body = json.dumps({"choices": [{"message": {"content": json.dumps(said)}}]}).encode()
    async with http_server() as server:
        server.reply("/v1/chat/completions", Reply(pieces=(body,)), Reply(status=500))
        settings = f"{{kind: endpoint, endpoint: {{url: '{server.url}/v1', model: small}}}}"
        async with scene.served(verifier=settings):
            await scene.until(lambda: "opinion.vetoed" in scene.journal.events)
            scene.news.publish("harbour", pledge(1, before(SystemClock().now(), 5)))
            await scene.until(lambda: scene.taken.alerts)
    assert "opinion.missing" in scene.journal.events
    assert len(scene.taken.alerts) == 1
    assert scene.journal.facts("alert.emitted")[0]["summary"].startswith("Norway")


async def test_what_it_reads_is_archived_with_its_source(scene):
    async with scene.served():
        await scene.until(lambda: scene.taken.alerts)
    (alert,) = scene.taken.alerts.values()
    with reading(archive_file(scene.configured)) as reader:
        (kept,) = reader.articles(Sought())
    assert kept.article.id == alert["evidence"][0]["article"]
    assert (kept.source, kept.likeness) == ("harbour", "original")


async def test_news_is_told_though_nothing_can_be_archived(scene):
    (scene.folder / "state").mkdir()
    (scene.folder / "state" / "archive").touch()
    async with scene.served():
        await scene.until(lambda: scene.taken.alerts)
        scene.news.publish("harbour", pledge(1, before(SystemClock().now(), 5)))
        await scene.until(lambda: len(scene.taken.alerts) == 2)
    told = [facts["detail"] for facts in scene.journal.facts("fault.archive")]
    assert len(told) == 2  # once while it ran, and once at the end: what was missed
    assert "File exists" in told[0]
    assert scene.journal.facts("fault.archive")[1]["missed"] == 2


async def test_it_answers_for_itself_on_its_web_port(scene):
    port = free_port()
    (scene.folder / "token").write_text("canary-token\n")
    web = f"{{listen: '127.0.0.1:{port}', token_file: {scene.folder}/token}}"
    async with (
        scene.served(web=web),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as asking,
    ):
        alive = await answer("/healthz", lambda: asking.get("/healthz"))
        ready = await asking.get("/readyz")
        closed = await asking.get("/metrics")
        await scene.until(lambda: scene.taken.alerts)
        key = {"authorization": "Bearer canary-token"}
        figures = await asking.get("/metrics", headers=key)

    assert "sources" in alive.json()
    assert 'monitor_sources{state="stale"} 0.0' in figures.text
    assert "monitor_archive_bytes 0.0" not in figures.text, "it told what its archive takes"
    assert "monitor_archive_bytes " in figures.text
    assert (alive.status_code, alive.json()["status"]) == (200, "ok")
    assert (ready.status_code, ready.json()) == (200, {"store": "ok"})
    assert closed.status_code == 401
    assert 'monitor_alerts_total{kind="new"}' in figures.text or "monitor_up 1.0" in figures.text


async def test_what_it_tells_is_read_at_its_web_port_and_a_stream_ends_with_it(scene):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    streamed = set()

    async def listen(asking):
        async with asking.stream("GET", "/api/v1/stream?watchlist=aid", timeout=30) as events:
            async for line in events.aiter_lines():
                streamed.add(line)
        streamed.add("ended")

    async with (
        httpx.AsyncClient(base_url=address, timeout=30) as asking,
        anyio.create_task_group() as group,
        scene.served(web=f"{{listen: '127.0.0.1:{port}'}}"),
    ):
        await answer("/healthz", lambda: asking.get("/healthz"))
        group.start_soon(listen, asking)
        await scene.until(lambda: streamed)
        scene.news.publish("harbour", pledge(1, before(SystemClock().now(), 5)))
        await scene.until(lambda: len(scene.taken.alerts) == 2)
        await scene.until(lambda: "event: development.new" in streamed)
        page = (await asking.get("/api/v1/alerts?watchlist=aid")).json()["alerts"]
        feed = await asking.get("/feeds/aid.atom")
        sources = (await asking.get("/api/v1/sources")).json()["sources"]
    told = set(scene.taken.alerts)
    assert {record["id"] for record in page} == told
    assert all(f":alert:{name}<" in feed.text for name in told)
    assert [source["id"] for source in sources] == ["harbour"]
    assert "ended" in streamed
    assert scene.journal.events[-1] == "daemon.stopped"
    assert scene.journal.facts("fault.web") == []


async def test_a_web_port_that_is_taken_does_not_stop_it(scene):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        async with scene.served(web=f"{{listen: '{listen}'}}"):
            await scene.until(lambda: scene.taken.alerts)

    (fault,) = scene.journal.facts("fault.web")
    assert fault["listen"] == listen
    assert "set `web.listen`" in fault["detail"]


async def test_a_running_daemon_is_found_alive_until_it_stops(scene):
    def alive() -> bool:
        return call("healthcheck", "--config", str(scene.config)).out.startswith("alive: ")

    async with scene.served():
        with anyio.fail_after(30):
            while not await anyio.to_thread.run_sync(alive):
                pass
    assert not await anyio.to_thread.run_sync(alive)


async def test_an_address_outside_is_called_while_all_is_well(scene):
    async with http_server() as server:
        server.reply("/ping", Reply(), Reply(status=500), Reply(status=500), Reply())
        settings = f"{{url: '{server.url}/ping', every: 1s}}"
        async with scene.served(heartbeat=settings):
            await scene.until(lambda: len(server.asked) >= 4)
        after = len(server.asked)
    told = [facts["detail"] for facts in scene.journal.facts("fault.heartbeat")]
    assert told == ["the heartbeat address: HTTP 500"]
    assert after < 10


async def refused_more(store, count: int) -> None:
    """Wait until the server has refused so many more writes for want of memory."""

    async def refused() -> int:
        return int((await store.facts("errorstats"))["errorstat_OOM"].removeprefix("count="))

    before = await refused()
    with anyio.fail_after(30):
        while await refused() < before + count:  # noqa: ASYNC110 - the server counts them
            await anyio.sleep(0.05)


async def test_no_address_is_called_while_the_store_takes_no_writes(scene, start_server):
    url = start_server("--appendonly", "yes", "--maxmemory-policy", "noeviction")
    store = await open_store(url)
    scene.redis_url = url
    async with http_server() as server:
        server.reply("/ping", Reply())
        async with scene.served(heartbeat=f"{{url: '{server.url}/ping', every: 1s}}"):
            await scene.until(lambda: server.asked)
            await store.ask("CONFIG", "SET", "maxmemory", "1")
            await scene.until(lambda: scene.refused("call"))
            missed = len(server.asked)
            await refused_more(store, 8)
            assert len(server.asked) == missed
            assert scene.refused("call") == 1
            await store.ask("CONFIG", "SET", "maxmemory", "0")
            await scene.until(lambda: len(server.asked) > missed)
    await store.close()


async def test_a_full_store_stops_the_intake_and_shows_in_readyz_until_there_is_room(
    scene, start_server
):
    url = start_server("--appendonly", "yes", "--maxmemory-policy", "noeviction")
    store = await open_store(url)
    scene.redis_url = url
    address = f"127.0.0.1:{free_port()}"
    async with (
        scene.served(web=f"{{listen: '{address}'}}"),
        httpx.AsyncClient(base_url=f"http://{address}", timeout=30) as asking,
    ):
        await scene.until(lambda: scene.taken.alerts)
        await store.ask("CONFIG", "SET", "maxmemory", "1")
        await scene.until(lambda: "fault.store_full" in scene.journal.events)
        ready = await asking.get("/readyz")
        assert (ready.status_code, "no memory" in ready.json()["store"]) == (503, True)
        asked = len(scene.news.asked)
        scene.news.publish("harbour", pledge(1, before(SystemClock().now(), 5)))
        await refused_more(store, 3)
        assert len(scene.news.asked) <= asked + 1  # one was asked for as it was noticed
        await store.ask("CONFIG", "SET", "maxmemory", "0")
        # A poll in hand as it became full is due again after its lease.
        await scene.until(lambda: len(scene.taken.alerts) == 2, limit=60)
        assert (await asking.get("/readyz")).status_code == 200
    await store.close()
    assert scene.journal.events.count("fault.store_full") == 1
    assert scene.journal.events.count("intake.resumed") == 1
    assert set(scene.taken.taken.values()) == {1}
