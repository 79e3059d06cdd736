"""Other configurations for a daemon that runs in this process, on a real store."""

import asyncio
from contextlib import asynccontextmanager

import anyio
import httpx
import pytest

from monitor.adapters import keys
from monitor.adapters.clock import SystemClock
from monitor.adapters.heartbeat import RedisHeartbeat
from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.adapters.store import open_store
from monitor.model.source import SourceId
from tests.app.web.test_contract import check
from tests.fakes.desk import desk
from tests.fakes.newsroom import newsroom
from tests.fakes.serving import Scene, answer, free_port
from tests.fakes.stories import before, pledge

KEY = {"authorization": "Bearer canary-token"}


def story(number: int):
    return pledge(number, before(SystemClock().now(), 5))


@pytest.fixture
def news():
    with newsroom() as room:
        room.publish("harbour", story(0))
        yield room


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


class Edited(Scene):
    """A daemon whose configuration is edited."""

    def edit(self, name: str, old: str, new: str) -> None:
        """Write the file anew as editors do: another one takes its place."""
        file = self.config / name
        text = file.read_text()
        assert old in text
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(text.replace(old, new))
        beside.rename(file)

    async def reloaded(self, count: int) -> dict:
        """Wait until so many attempts have ended, and return what was told of the last."""
        ends = ("config.reloaded", "config.refused")
        await self.until(lambda: sum(map(self.journal.events.count, ends)) >= count)
        last = [event for event in self.journal.events if event in ends][-1]
        return {"event": last, **self.journal.facts(last)[-1]}

    def add_source(self, name: str) -> None:
        line = f"sources:\n  - {{id: {name}, feed: {self.news.feed(name)!r}, outlet: {name}}}\n"
        self.edit("sources.yaml", "sources:\n", line)

    @asynccontextmanager
    async def store(self):
        store = await open_store(self.redis_url)
        try:
            yield store
        finally:
            await store.close()

    async def polls(self, source: str) -> int:
        """Return how many polls of the source are remembered."""
        async with self.store() as store:
            polls = RedisPolls(store, SystemClock(), Retention())
            return (await polls.state(SourceId(source))).polls


@pytest.fixture
def scene(tmp_path, news, taken, redis_url):
    return Edited(tmp_path, news, taken, redis_url)


async def test_what_is_saved_is_in_force_and_a_source_that_comes_back_keeps_its_memory(scene):
    scene.news.publish("pier", story(1))
    async with scene.served(reloads=True):
        await scene.until(lambda: len(scene.taken.alerts) == 1)
        scene.add_source("pier")
        told = await scene.reloaded(1)
        assert (told["event"], told["trigger"], told["sources"]) == ("config.reloaded", "files", 2)
        await scene.until(lambda: len(scene.taken.alerts) == 2)

        scene.edit("sources.yaml", "id: pier", "enabled: false, id: pier")
        scene.bell.ring()
        assert (await scene.reloaded(2))["sources"] == 1
        asked = scene.news.asked.count("/pier/feed")
        polled = await scene.polls("pier")
        scene.news.publish("harbour", story(2))
        await scene.until(lambda: len(scene.taken.alerts) == 3)
        assert scene.news.asked.count("/pier/feed") <= asked + 1

        scene.news.publish("pier", story(3))
        scene.edit("sources.yaml", "enabled: false, id: pier", "id: pier")
        scene.bell.ring()
        await scene.reloaded(3)
        await scene.until(lambda: len(scene.taken.alerts) == 4)
        assert await scene.polls("pier") > polled > 0
    assert set(scene.taken.taken.values()) == {1}
    assert scene.journal.facts("fault.reload") == []


@asynccontextmanager
async def asked(scene):
    """Serve the daemon with its web port, and give a client that shows the token."""
    port = free_port()
    (scene.folder / "token").write_text("canary-token\n")
    web = f"{{listen: '127.0.0.1:{port}', token_file: {scene.folder}/token}}"
    address = f"http://127.0.0.1:{port}"
    async with (
        scene.served(reloads=True, web=web),
        httpx.AsyncClient(base_url=address, timeout=30, headers=KEY) as asking,
    ):
        await answer("/healthz", lambda: asking.get("/healthz"))
        yield asking


async def test_an_edit_with_a_fault_leaves_in_force_what_was_and_says_so_everywhere(scene):
    async with asked(scene) as asking:
        scene.edit("sources.yaml", "outlet:", "outlit: x, outlet:")
        assert (await scene.reloaded(1))["event"] == "config.refused"
        scene.news.publish("harbour", story(1))
        await scene.until(lambda: len(scene.taken.alerts) == 2)
        health = (await asking.get("/healthz")).json()["config"]
        assert (await asking.get("/readyz")).status_code == 200
        figures = (await asking.get("/metrics")).text
        async with scene.store() as store, asyncio.timeout(20):
            while not (config := (await RedisHeartbeat(store).read())[0].config).refused:
                pass
    (mistake,) = scene.journal.facts("config.mistake")
    assert mistake["detail"].startswith("sources.yaml:2:")
    assert 'did you mean "outlet"?' in mistake["detail"]
    assert (health["last_reload_successful"], health["problems"]) == (False, 1)
    assert "monitor_config_last_reload_successful 0.0" in figures
    assert (config.failure.mistakes[0].line, config.failure.trigger) == (2, "files")


async def test_a_request_is_answered_with_what_is_in_force_or_with_what_is_wrong(scene):
    async with asked(scene) as asking:
        first = (await asking.get("/-/reload")).json()
        scene.edit("sources.yaml", "outlet:", "outlit: x, outlet:")
        refused = await asking.post("/-/reload")
        check(refused, "/-/reload", "post")
        scene.edit("sources.yaml", "outlit: x, outlet:", "outlet:")
        scene.edit("monitor.yaml", "version: 1", "version: 1\ncatch_up: 12h")
        taken = await asking.post("/-/reload")
        check(taken, "/-/reload", "post")
        (scene.folder / "token").write_text("another-token\n")
        scene.bell.ring()
        await scene.until(lambda: len(scene.journal.facts("config.reloaded")) == 2)
        assert (await asking.get("/-/reload")).status_code == 401
        other = {"authorization": "Bearer another-token"}
        assert (await asking.get("/-/reload", headers=other)).status_code == 200
    assert (refused.status_code, refused.json()["problems"][0]["line"]) == (422, 2)
    in_force = refused.json()["in_force"]
    assert (in_force["digest"], in_force["since"]) == (first["digest"], first["since"])
    assert (taken.status_code, taken.json()["refused"]) == (200, 1)
    assert taken.json()["digest"] != first["digest"]
    assert scene.journal.facts("config.reloaded")[1]["trigger"] == "signal"


async def test_what_waits_at_a_receiver_goes_by_its_new_settings(scene):
    scene.taken.status = lambda _: (503, False)
    with desk() as other:
        async with scene.served(reloads=True, retry="1h"):
            await scene.until(lambda: scene.journal.facts("delivery.retried"))
            scene.taken.status = lambda _: (204, True)
            added = f"receivers:\n  - {{name: bureau, webhook: {{url: '{other.url}'}}}}\n"
            scene.edit("monitor.yaml", "receivers:\n", added)
            scene.edit("monitor.yaml", "retry: [1h]", "retry: [1s]")
            scene.edit("watchlists/aid.yaml", "notify: [desk]", "notify: [desk, bureau]")
            scene.bell.ring()
            await scene.until(lambda: scene.taken.taken)
            await scene.until(lambda: scene.journal.facts("receiver.changed"))
            scene.news.publish("harbour", story(1))
            await scene.until(lambda: len(other.alerts) == 1 and len(scene.taken.alerts) == 2)

            other.status = lambda _: (503, False)
            scene.news.publish("harbour", story(2))
            await scene.until(lambda: len(other.tried) == 2)
            scene.edit("monitor.yaml", added, "receivers:\n")
            scene.edit("watchlists/aid.yaml", "notify: [desk, bureau]", "notify: [desk]")
            scene.bell.ring()
            await scene.until(lambda: scene.journal.facts("receiver.unknown"))
    (told,) = scene.journal.facts("receiver.changed")
    assert (told["receiver"], told["tried_again"]) == ("desk", 1)
    assert scene.journal.facts("receiver.unknown")[-1]["owed"] == 1
    assert set(scene.taken.taken.values()) == {1}


async def test_an_interval_counts_at_once_and_what_has_to_wait_for_a_restart_is_named(scene):
    async with scene.served(reloads=True):
        await scene.until(lambda: scene.taken.alerts)
        scene.edit("monitor.yaml", "every: 1s", "every: 1h")
        scene.bell.ring()
        await scene.reloaded(1)
        asked = len(scene.news.asked)
        scene.edit("monitor.yaml", "every: 1h", "every: 1s")
        scene.edit("monitor.yaml", 'redis: "', 'redis_options: {appendfsync: always}\nredis: "')
        scene.edit("monitor.yaml", "allow: [127.0.0.0/8]", "allow: [127.0.0.0/16]")
        scene.bell.ring()
        await scene.until(lambda: len(scene.news.asked) > asked + 1)
        scene.news.publish("harbour", story(1))
        await scene.until(lambda: len(scene.taken.alerts) == 2)
    (waits, *_) = scene.journal.facts("config.needs_restart")
    assert waits["settings"] == ["redis_options"]


async def test_a_reload_that_a_stop_comes_upon_ends_without_a_fault(scene):
    async with scene.served(reloads=True):
        await scene.until(lambda: scene.taken.alerts)
        scene.edit("monitor.yaml", "every: 1s", "every: 2s")
        scene.bell.ring()
        await anyio.sleep(0.01)  # it is heard; to read and make all takes longer
        assert scene.journal.facts("config.reloaded") == []
    assert len(scene.journal.facts("config.reloaded")) == 1
    assert scene.journal.events[-1] == "daemon.stopped"


async def test_a_fault_in_what_follows_from_a_reload_is_told_and_costs_nothing_else(scene):
    async with scene.served(reloads=True):
        await scene.until(lambda: scene.taken.alerts)
        scene.edit("monitor.yaml", "every: 1s", "every: 1h")
        scene.bell.ring()
        await scene.reloaded(1)
        async with scene.store() as store:
            await store.ask("SET", keys.poll_state(SourceId("harbour")), "no record", "EX", 60)
        scene.edit("monitor.yaml", "every: 1h", "every: 2h")
        scene.bell.ring()
        await scene.until(lambda: scene.journal.facts("fault.settling"))
        scene.edit("monitor.yaml", "every: 2h", "every: 1h")
        scene.bell.ring()
        assert (await scene.reloaded(3))["event"] == "config.reloaded"


async def test_a_folder_that_is_gone_takes_nothing_out_of_force_until_that_is_asked_for(scene):
    async with scene.served(reloads=True):
        await scene.until(lambda: scene.taken.alerts)
        (scene.config / "watchlists").rename(scene.config / ".watchlists")
        assert (await scene.reloaded(1))["event"] == "config.refused"
        scene.news.publish("harbour", story(1))
        await scene.until(lambda: len(scene.taken.alerts) == 2)
        scene.bell.ring()
        assert (await scene.reloaded(2))["watchlists"] == 0
