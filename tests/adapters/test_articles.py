from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from tests.contracts.examples import commit, fingerprint, remembered
from tests.contracts.waiting import eventually


@pytest.fixture
def memory(store, clock):
    return RedisMemory(store, clock, Retention())


async def test_what_is_too_old_is_not_found(memory, clock):
    await memory.commit(commit(article=remembered("a1", "c1")))
    clock.pass_by(timedelta(days=29))
    assert len(await memory.neighbours(fingerprint("c1"), None)) == 1
    clock.pass_by(timedelta(days=12))
    assert await memory.neighbours(fingerprint("c1"), None) == ()


async def test_articles_of_many_days_are_found_together(memory, clock):
    articles = [remembered(f"a{n}", f"c{n}", "same") for n in range(5)]
    for article in articles:
        await memory.commit(commit(article=article))
        clock.pass_by(timedelta(days=6))
    found = await memory.neighbours(fingerprint("other", "same"), None)
    assert set(found) == set(articles)


async def test_a_hundred_articles_share_a_hash(memory, store):
    for number in range(150):
        await memory.commit(commit(article=remembered(f"a{number}", f"c{number}")))
    hashes = await store.ask("KEYS", keys.bucketed("articles", 0)[:-2] + "*")
    sizes = [await store.ask("HLEN", name) for name in hashes]
    assert sorted(sizes) == [51, 99]


async def test_at_most_sixty_four_neighbours_come(memory):
    bands = [f"b{number}" for number in range(80)]
    for number, band in enumerate(bands):
        await memory.commit(commit(article=remembered(f"a{number}", f"c{number}", band)))
    found = await memory.neighbours(fingerprint("other", *bands), None)
    assert len(found) == 64
    assert found[0] == remembered("a79", "c79", "b79")


async def test_all_that_is_kept_of_an_article_goes_with_its_time_bucket(store, clock):
    """By the server's own clock: a month is as many seconds here."""
    kept = Retention(articles=timedelta(seconds=3))
    memory = RedisMemory(store, clock, kept)
    article = remembered("a1", "c1", "b1", "b2")
    await memory.commit(commit(article=article))
    names = await store.ask("KEYS", keys.TAG + ":*:*:*")
    kinds = {name.decode().split(":")[1] for name in names}
    assert kinds == {"pages", "contents", "bands", "articles"}
    for name in names:
        assert 0 < await store.ask("PTTL", name) <= kept.bucket_ttl * 1000

    async def gone() -> bool:
        return not await store.ask("KEYS", keys.TAG + ":*:*:*")

    assert await eventually(gone)
    assert await memory.neighbours(article.fingerprint, article.url) == ()
