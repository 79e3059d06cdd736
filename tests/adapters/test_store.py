import asyncio
from contextlib import suppress

import pytest
import redis
from redis import exceptions

from monitor.adapters import keys
from monitor.adapters.store import SHAPE, Script, open_store, translate
from monitor.errors import DependencyUnavailable, StoreFull, StoreUnreachable

FORGETFUL = ("--appendonly", "no", "--save", "")


async def refusal(url, **how):
    """Return why the server is refused."""
    with pytest.raises(DependencyUnavailable) as refused:
        await open_store(url, **how)
    return str(refused.value)


async def test_a_safe_server_is_taken_and_marked_with_our_shape(redis_url):
    store = await open_store(redis_url)
    assert await store.ask("GET", keys.SHAPE) == str(SHAPE).encode()
    await store.close()


async def test_replies_are_raw(store):
    await store.ask("HSET", keys.HELD, "a", "1")
    assert await store.ask("HGETALL", keys.HELD) == [b"a", b"1"]
    await store.ask("DEL", keys.HELD)


async def test_a_store_of_an_older_version_is_taken_and_marked_with_our_shape(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        client.set(keys.SHAPE, SHAPE - 1)
        store = await open_store(redis_url)
        await store.close()
        assert client.get(keys.SHAPE) == str(SHAPE).encode()


async def test_a_store_of_a_newer_version_is_refused(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        client.set(keys.SHAPE, SHAPE + 1)
    said = await refusal(redis_url)
    assert f"shape {SHAPE + 1}" in said
    assert "upgrade this node" in said


@pytest.mark.parametrize("url", ["http://redis", "localhost:6379", "redis+cluster://a:1"])
async def test_other_urls_are_refused(url):
    assert "starts with one of unix://, redis://, rediss://" in await refusal(url)


async def test_a_url_that_cannot_be_read_is_refused():
    assert "cannot be read" in await refusal("redis://localhost:port")


async def test_a_server_that_is_not_there_is_said_so(tmp_path):
    said = await refusal(f"unix://{tmp_path}/none")
    assert "does not answer" in said
    assert "start it" in said


async def test_a_server_that_never_speaks_is_given_up(tmp_path):
    async def silent(reader, writer):
        await reader.read()
        writer.close()

    server = await asyncio.start_unix_server(silent, tmp_path / "s")
    async with server:
        assert "does not answer" in await refusal(f"unix://{tmp_path}/s", reply_limit=0.05)


async def test_a_server_that_may_evict_keys_is_refused(start_server):
    said = await refusal(start_server("--maxmemory-policy", "allkeys-lru", "--appendonly", "yes"))
    assert "allkeys-lru" in said
    assert "maxmemory-policy noeviction" in said


async def test_a_server_that_keeps_nothing_is_refused_unless_that_is_allowed(start_server):
    url = start_server(*FORGETFUL)
    said = await refusal(url)
    assert "appendonly yes" in said
    assert "allow_volatile" in said
    await (await open_store(url, allow_volatile=True)).close()


async def test_snapshots_count_as_kept(start_server):
    store = await open_store(start_server("--appendonly", "no", "--save", "3600 1"))
    await store.close()


async def test_a_server_that_hides_its_settings_is_asked_to_keep_its_log(start_server):
    url = start_server(*FORGETFUL, "--rename-command", "CONFIG", "")
    assert "keeps nothing on disk" in await refusal(url)


async def test_a_wrong_password_is_said_so(start_server):
    url = start_server("--requirepass", "right", *FORGETFUL)
    assert "password" in await refusal(f"{url}?password=wrong")
    assert "password" in await refusal(url)


async def test_an_old_server_is_refused(tmp_path):
    answers = {
        b"SETINFO": b"+OK\r\n",
        b"PING": b"+PONG\r\n",
        b"INFO": b"$20\r\nredis_version:6.2.14\r\n",
    }

    async def old(reader, writer):
        while line := await reader.readline():
            writer.write(answers.get(line.strip(), b""))
        writer.close()

    server = await asyncio.start_unix_server(old, tmp_path / "s")
    async with server:
        assert "Redis 6.2.14; it must be 7.0" in await refusal(f"unix://{tmp_path}/s")


async def test_a_script_is_sent_once_and_then_called_by_its_name(store):
    script = Script(text="#!lua flags=no-writes\nreturn {ARGV[1], #KEYS}")
    assert await store.run(script, [keys.WORK], ["a"]) == [b"a", 1]
    known = await store.ask("SCRIPT", "EXISTS", script.sha)
    assert known == [1]
    assert await store.run(script, [], ["b"]) == [b"b", 0]


async def test_our_own_mistakes_are_not_dressed_up(store):
    with pytest.raises(exceptions.ResponseError, match="unknown command"):
        await store.ask("NO-SUCH-COMMAND")


async def test_a_server_that_went_away_is_unreachable(start_server):
    store = await open_store(start_server())
    with suppress(StoreUnreachable):
        await store.ask("SHUTDOWN", "NOSAVE")
    with pytest.raises(StoreUnreachable, match="does not answer"):
        await store.ask("PING")
    await store.close()


async def test_connections_that_the_server_closed_are_replaced(store, redis_url):
    with redis.Redis.from_url(redis_url) as client:
        for _ in range(20):
            client.client_kill_filter(_type="normal", skipme=True)
            with suppress(StoreUnreachable):
                await store.ask("PING")
            assert await store.ask("PING") == b"PONG"


async def test_a_command_whose_answer_is_lost_is_not_repeated(start_server):
    url = start_server()
    store = await open_store(url, reply_limit=0.2)
    with redis.Redis.from_url(url) as client:
        client.client_pause(400, all=True)
        with pytest.raises(StoreUnreachable):
            await store.ask("INCR", keys.NUMBERS)
        client.client_unpause()
        assert client.get(keys.NUMBERS) in {None, b"1"}
    await store.close()


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (exceptions.OutOfMemoryError("command not allowed"), StoreFull),
        (exceptions.ResponseError("MISCONF Errors writing to the AOF file"), StoreFull),
        (exceptions.ResponseError("NOREPLICAS Not enough good replicas"), StoreFull),
        (exceptions.ConnectionError("closed"), StoreUnreachable),
        (exceptions.TimeoutError("timeout"), StoreUnreachable),
        (exceptions.BusyLoadingError("loading"), StoreUnreachable),
        (OSError("no route"), StoreUnreachable),
        (exceptions.ResponseError("BUSY Redis is busy running a script"), StoreUnreachable),
        (exceptions.ReadOnlyError("no writes here"), StoreUnreachable),
        (exceptions.ClusterDownError("no slot"), StoreUnreachable),
        (exceptions.MovedError("7 10.0.0.1:6379"), StoreUnreachable),
        (exceptions.ResponseError("NOGROUP No such key"), StoreUnreachable),
        (exceptions.ResponseError("UNBLOCKED the stream key no longer exists"), StoreUnreachable),
        (exceptions.AuthenticationError("WRONGPASS"), DependencyUnavailable),
        (exceptions.NoPermissionError("this user"), DependencyUnavailable),
        (exceptions.ResponseError("ERR wrong number of arguments"), type(None)),
    ],
)
def test_each_fault_of_the_server_has_its_meaning(error, meaning):
    assert type(translate(error)) is meaning
