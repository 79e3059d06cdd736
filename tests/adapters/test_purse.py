from datetime import date, timedelta

from monitor.adapters import keys
from monitor.adapters.purse import RedisPurse
from monitor.model.opinion import Allowance

TODAY, TOMORROW = date(2026, 3, 4), date(2026, 3, 5)
MOST = Allowance(calls=2, tokens=100)


def purse(store) -> RedisPurse:
    return RedisPurse(store, life=timedelta(days=30))


async def test_an_answer_is_kept_for_its_time(store):
    mine = purse(store)
    assert await mine.answer("k") is None
    await mine.keep("k", "großzügig")
    assert await mine.answer("k") == "großzügig"
    assert 2_591_000 <= await store.ask("TTL", keys.opinion("k")) <= 2_592_000


async def test_a_day_has_so_many_calls_and_the_next_as_many_again(store):
    mine = purse(store)
    assert [await mine.reserve(TODAY, 1, MOST) for _ in range(3)] == [True, True, False]
    assert await mine.reserve(TOMORROW, 1, MOST)


async def test_a_call_that_would_pass_the_tokens_is_refused_and_costs_nothing(store):
    mine = purse(store)
    assert await mine.reserve(TODAY, 60, MOST)
    assert not await mine.reserve(TODAY, 41, MOST)
    assert await mine.reserve(TODAY, 40, MOST)


async def test_what_was_reckoned_too_high_is_given_back(store):
    mine = purse(store)
    assert await mine.reserve(TODAY, 90, MOST)
    await mine.settle(TODAY, -80)
    assert await mine.reserve(TODAY, 90, MOST)


async def test_what_cost_more_than_was_reckoned_counts_though_it_passes_the_most(store):
    mine = purse(store)
    assert await mine.reserve(TODAY, 10, MOST)
    await mine.settle(TODAY, 900)
    assert not await mine.reserve(TODAY, 1, MOST)
    assert await store.ask("HGET", keys.spent(TODAY), "tokens") == b"910"


async def test_nodes_share_one_budget(store):
    assert await purse(store).reserve(TODAY, 100, MOST)
    assert not await purse(store).reserve(TODAY, 1, MOST)


async def test_what_is_given_back_on_a_new_day_never_makes_it_richer(store):
    mine = purse(store)
    await mine.settle(TODAY, -500)
    assert not await mine.reserve(TODAY, 101, MOST)
