import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from monitor.adapters.web_sites import Sites
from monitor.fetch.robots import NOTHING, Rules, Standing

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def site(name):
    return ("https", f"{name}.example", 443)


class Asker:
    """Tells each site's standing, and writes down how often it was asked."""

    def __init__(self, rules=NOTHING, until=NOON + HOUR):
        self.asked = 0
        self.told = Standing(rules=rules, why="as told", until=until)

    async def __call__(self):
        self.asked += 1
        await asyncio.wait([asyncio.ensure_future(asyncio.Event().wait())], timeout=0.01)
        return self.told


async def test_a_site_is_asked_about_once_by_all_who_want_to_know():
    sites, ask = Sites(10), Asker()
    found = await asyncio.gather(*(sites.standing(site("a"), NOON, ask) for _ in range(5)))
    assert found == [ask.told] * 5
    assert ask.asked == 1


async def test_what_is_too_old_is_asked_for_again():
    sites, ask = Sites(10), Asker()
    for now in (NOON, NOON + HOUR / 2, NOON + HOUR):
        await sites.standing(site("a"), now, ask)
    assert ask.asked == 2


async def test_a_clock_that_is_set_back_keeps_no_site_from_being_asked_again():
    sites = Sites(10)
    ahead = Asker(until=NOON + 9_000 * HOUR)
    await sites.standing(site("a"), NOON + 8_999 * HOUR, ahead)
    right = Asker()
    assert await sites.standing(site("a"), NOON, right) == right.told


async def test_the_sites_asked_about_longest_ago_are_forgotten():
    sites, ask = Sites(2), Asker()
    for name in "abac":
        await sites.standing(site(name), NOON, ask)
    assert ask.asked == 3
    await sites.standing(site("a"), NOON, ask)
    assert ask.asked == 3
    await sites.standing(site("b"), NOON, ask)
    assert ask.asked == 4


async def test_long_rules_are_remembered_for_fewer_sites():
    long = Rules.parse(b"User-agent: *\n" + b"Disallow: /a\n" * 1000)
    sites, ask = Sites(100, most_remembered=3 * long.weight), Asker(rules=long)
    for name in "abcd":
        await sites.standing(site(name), NOON, ask)
    await sites.standing(site("d"), NOON, ask)
    assert ask.asked == 4
    await sites.standing(site("a"), NOON, ask)
    assert ask.asked == 5


async def test_a_question_that_fails_leaves_nothing_behind():
    sites, ask = Sites(10), Asker()

    async def fails():
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        await sites.standing(site("a"), NOON, fails)
    assert sites._asking == {}
    assert await sites.standing(site("a"), NOON, ask) == ask.told
