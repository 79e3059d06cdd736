"""The whole daemon corrects what it told, and says what it could not deliver."""

from contextlib import asynccontextmanager
from functools import partial

import anyio
import pytest

from monitor.adapters import keys
from monitor.adapters.clock import SystemClock
from monitor.adapters.store import open_store
from monitor.app.config.loading import load
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.service import Surroundings, serve
from monitor.app.rules import known_types
from monitor.app.telemetry.figures import Figures
from tests.fakes.calling import Called, call
from tests.fakes.daemon import Settings
from tests.fakes.desk import SECRET, desk
from tests.fakes.journal import RecordingJournal
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def second():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def news():
    with newsroom() as room:
        room.publish("harbour", pledge(0, before(SystemClock().now(), 9)))
        yield room


class Scene:
    """A daemon that is served while a block lasts."""

    def __init__(self, folder, news, taken, redis_url) -> None:
        self.folder, self.news, self.taken, self.redis_url = folder, news, taken, redis_url
        self.journal, self.figures = RecordingJournal(), Figures()

    @asynccontextmanager
    async def served(self, **more):
        feeds = {"harbour": self.news.feed("harbour")}
        settings = Settings(feeds=feeds, desk=self.taken.url, redis=self.redis_url, **more)
        self.config = settings.write(self.folder)
        configuration = load(self.config, types=known_types(), environment={})
        around = Surroundings(
            configuration=configuration, figures=self.figures, journal=self.journal
        )
        stop = Stop()
        async with anyio.create_task_group() as group:
            group.start_soon(serve, around, stop)
            try:
                yield
            finally:
                stop.set()

    async def until(self, so) -> None:
        with anyio.fail_after(60):
            while not so():  # noqa: ASYNC110 - the ledger is kept by a thread
                await anyio.sleep(0.02)

    def told(self, kind: str, by=None) -> list[dict]:
        return [a for a in (by or self.taken).alerts.values() if a["kind"] == kind]

    async def says(self, *words: str) -> Called:
        """Run a command beside the daemon, and return what it wrote."""
        order = partial(call, *words, "--config", str(self.config))
        called = await anyio.to_thread.run_sync(order)
        assert called.code == 0, called.err
        return called

    async def look_again(self) -> None:
        """Make what is put off due now, as soon as something is."""
        store = await open_store(self.redis_url)
        try:
            with anyio.fail_after(30):
                while not (  # noqa: ASYNC110 - the daemon puts it off when it likes
                    put_off := await store.ask("ZRANGE", keys.LATER, 0, -1)
                ):
                    await anyio.sleep(0.02)
            for member in put_off:
                await store.ask("ZADD", keys.LATER, "XX", 0, member)
        finally:
            await store.close()


@pytest.fixture
def scene(tmp_path, news, taken, redis_url):
    return Scene(tmp_path, news, taken, redis_url)


async def test_what_somebody_says_is_wrong_is_corrected_and_told_again_when_it_is_right(scene):
    async with scene.served():
        await scene.until(lambda: scene.told("new"))
        (first,) = scene.told("new")
        await scene.says("feedback", "wrong", first["id"], "--author", "Ada")
        await scene.until(lambda: scene.told("withdrawn"))
        await scene.says("feedback", "right", first["id"], "--author", "Ada")
        await scene.until(lambda: len(scene.told("new")) == 2)

    (correction,) = scene.told("withdrawn")
    assert correction["development"]["id"] == first["development"]["id"]
    assert correction["why"] == ["Ada said that it is wrong"]
    assert [a["revision"] for a in scene.told("new")] == [1, 2]
    assert set(scene.taken.taken.values()) == {1}


async def test_a_page_that_turns_410_is_taken_back(scene):
    async with scene.served():
        await scene.until(lambda: scene.told("new"))
        scene.news.other["/harbour/canada-0"] = (410, "text/plain", b"gone\n")
        await scene.look_again()
        await scene.until(lambda: scene.told("withdrawn"))

    (correction,) = scene.told("withdrawn")
    assert correction["why"] == [f"its page is gone: {scene.news.url}/harbour/canada-0"]
    (noted,) = scene.journal.facts("alert.withdrawn")
    assert (noted["kind"], noted["receivers"]) == ("withdrawn", ("desk",))


async def test_what_is_given_up_at_one_receiver_is_told_to_another(scene, second):
    second.status = lambda _: (500, False)
    secret = f'webhook: {{url: "{second.url}", secret: {SECRET}}}'
    others = {"second": f"{secret}, retry: [1s], when_dead: desk"}
    async with scene.served(others=others):
        await scene.until(lambda: scene.told("delivery"))

    (announced,) = scene.told("delivery")
    (first,) = scene.told("new")
    assert announced["delivery"]["receiver"] == "second"
    assert announced["delivery"]["dead"] == 1
    assert announced["delivery"]["alerts"] == [first["id"]]
    assert announced["summary"].startswith("1 delivery to second was given up since ")
    assert "500" in announced["delivery"]["why"]
    assert announced["development"] is None
    assert scene.journal.facts("dead.announced")[0]["to"] == "desk"
