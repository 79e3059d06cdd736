"""The whole daemon in this process, on a real store, with a newsroom and a receiver on loopback."""

import json
import socket
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager

import anyio
import httpx
import pytest

from monitor.adapters.archive.looking import Sought, reading
from monitor.adapters.clock import SystemClock
from monitor.app.archiving import archive_file
from monitor.app.config.loading import load
from monitor.app.config.settings import Configuration
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.service import Surroundings, serve
from monitor.app.rules import known_types
from monitor.app.telemetry.figures import Figures
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.http_server import Reply, http_server
from tests.fakes.journal import RecordingJournal
from tests.fakes.newsroom import newsroom
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


class Scene:
    """A daemon that is served while a block lasts."""

    def __init__(self, tmp_path, news, taken, redis_url) -> None:
        self.folder, self.news, self.taken, self.redis_url = tmp_path, news, taken, redis_url
        self.journal = RecordingJournal()

    def configuration(self, **more) -> Configuration:
        self.settings = Settings(
            feeds={"harbour": self.news.feed("harbour")},
            desk=self.taken.url,
            redis=self.redis_url,
            **more,
        )
        self.config = self.settings.write(self.folder)
        self.configured = load(self.config, types=known_types(), environment={})
        return self.configured

    @asynccontextmanager
    async def served(self, **more):
        surroundings = Surroundings(
            configuration=self.configuration(**more), figures=Figures(), journal=self.journal
        )
        stop = Stop()
        async with anyio.create_task_group() as group:
            group.start_soon(serve, surroundings, stop)
            try:
                await self.until(lambda: "daemon.started" in self.journal.events)
                yield
            finally:
                stop.set()

    async def until(self, so: Callable[[], object]) -> None:
        with anyio.fail_after(20):
            while not so():  # noqa: ASYNC110 - the ledger is kept by a thread
                await anyio.sleep(0.02)


@pytest.fixture
def scene(tmp_path, news, taken, redis_url):
    return Scene(tmp_path, news, taken, redis_url)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


async def answer(url: str, ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Return the answer, once somebody listens."""
    with anyio.fail_after(10):
        while True:
            try:
                return await ask()
            except httpx.ConnectError:
                await anyio.sleep(0.02)


async def test_an_article_is_told_while_it_runs_and_another_that_comes_later(scene):
    async with scene.served():
        await scene.until(lambda: len(scene.taken.alerts) == 1)
        scene.news.publish("harbour", pledge(1, before(SystemClock().now(), 5)))
        await scene.until(lambda: len(scene.taken.alerts) == 2)

    assert set(scene.taken.tried.values()) == {1}
    assert scene.journal.events[-1] == "daemon.stopped"


async def test_what_failed_is_sent_again_under_its_id(scene):
    scene.taken.status = lambda name: (503, False) if scene.taken.tried[name] < 3 else (204, True)
    async with scene.served():
        await scene.until(lambda: scene.taken.alerts)
    assert list(scene.taken.tried.values()) == [3]
    assert len(scene.journal.facts("delivery.retried")) == 2


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
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as asking,
    ):
        alive = await answer("/healthz", lambda: asking.get("/healthz"))
        ready = await asking.get("/readyz")
        closed = await asking.get("/metrics")
        await scene.until(lambda: scene.taken.alerts)
        key = {"authorization": "Bearer canary-token"}
        figures = await asking.get("/metrics", headers=key)

    assert "sources" in alive.json()
    assert 'monitor_sources{state="stale"} 0.0' in figures.text
    assert (alive.status_code, alive.json()["status"]) == (200, "ok")
    assert (ready.status_code, ready.json()) == (200, {"store": "ok"})
    assert closed.status_code == 401
    assert 'monitor_alerts_total{kind="new"}' in figures.text or "monitor_up 1.0" in figures.text


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


async def test_a_running_daemon_is_found_alive(scene):
    async with scene.served():
        config = str(scene.config)

        def alive() -> bool:
            return call("healthcheck", "--config", config).out.startswith("alive: ")

        with anyio.fail_after(20):
            while not await anyio.to_thread.run_sync(alive):
                pass
