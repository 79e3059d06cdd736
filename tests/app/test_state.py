"""The store of a node: ours or a Redis elsewhere."""

import os
import signal

import anyio
import pytest

from monitor.app.config.settings import Configuration
from monitor.app.state import opened_store, retention_of
from monitor.errors import DependencyUnavailable
from tests.fakes.journal import RecordingJournal


def configuration(tmp_path, **more) -> Configuration:
    return Configuration(folder=tmp_path, state_dir=tmp_path / "s", **more)


async def until(journal: RecordingJournal, event: str) -> None:
    with anyio.fail_after(30):
        while event not in journal.events:  # noqa: ASYNC110 - a process is waited for
            await anyio.sleep(0.02)


async def test_the_embedded_server_is_started_used_and_stopped(tmp_path):
    journal = RecordingJournal()
    async with opened_store(configuration(tmp_path), journal) as store:
        assert await store.ask("PING") == b"PONG"
    assert journal.events == ["server.started", "server.stopped"]
    assert journal.facts("server.stopped") == [{"returncode": 0}]


async def test_a_second_node_uses_the_server_that_runs_and_takes_over_when_it_goes(tmp_path):
    one, other = RecordingJournal(), RecordingJournal()
    settings = configuration(tmp_path)
    leaving = anyio.Event()

    async def first_node() -> None:
        async with opened_store(settings, one) as store:
            await store.ask("SET", "{monitor}:numbers", "7")
            await leaving.wait()

    async with anyio.create_task_group() as group:
        group.start_soon(first_node)
        await until(one, "server.started")
        async with opened_store(settings, other) as second:
            leaving.set()
            await until(other, "server.taken_over")
            assert await second.ask("GET", "{monitor}:numbers") == b"7"
    assert other.events[:2] == ["server.adopted", "server.taken_over"]


async def test_a_server_that_dies_is_started_again_and_both_are_told(tmp_path):
    journal = RecordingJournal()
    async with opened_store(configuration(tmp_path), journal):
        os.kill(journal.facts("server.started")[0]["pid"], signal.SIGKILL)
        await until(journal, "server.restarting")
        with anyio.fail_after(30):
            while journal.events.count("server.started") < 2:  # noqa: ASYNC110 - as above
                await anyio.sleep(0.02)
    assert journal.facts("fault.server_died")[0]["returncode"] == -signal.SIGKILL


async def test_a_server_that_cannot_start_again_is_told_with_the_reason(tmp_path):
    journal = RecordingJournal()
    async with opened_store(configuration(tmp_path), journal):
        folder = tmp_path / "s" / "valkey" / "appendonlydir"
        folder.rename(tmp_path / "aside")
        folder.write_text("a file where a folder should be")
        os.kill(journal.facts("server.started")[0]["pid"], signal.SIGKILL)
        await until(journal, "fault.server_unstartable")
        folder.unlink()
        (tmp_path / "aside").rename(folder)
        await until(journal, "server.restarting")


async def test_a_redis_elsewhere_is_used_as_it_is(tmp_path, redis_url):
    journal = RecordingJournal()
    async with opened_store(configuration(tmp_path, redis=redis_url), journal) as store:
        assert await store.ask("PING") == b"PONG"
    assert journal.events == []
    assert not (tmp_path / "s").exists()


async def test_a_store_that_cannot_be_had_is_said_with_what_to_do(tmp_path):
    settings = configuration(tmp_path, redis="redis://127.0.0.1:9/0")
    with pytest.raises(DependencyUnavailable, match="start it, or correct"):
        async with opened_store(settings, RecordingJournal()):
            pass


def test_articles_and_developments_are_kept_as_configured(tmp_path):
    settings = configuration(tmp_path)
    kept = retention_of(settings)
    assert kept.articles == settings.retention.articles
    assert kept.developments == settings.retention.developments
