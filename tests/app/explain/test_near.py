"""Near misses of a watchlist, as the roads of articles in a real store show them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.app.cli.looking import View
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.explain.near import last_week, missed
from monitor.app.rules import known_types
from tests.adapters.test_visits import LONG_AGO, nearly
from tests.contracts.examples import alert


@pytest.fixture
def view(store, clock):
    configuration = load(shipped_folder(), types=known_types(), environment={})
    return View(store, configuration, clock)


async def test_the_week_ends_now_or_with_the_latest_that_a_clock_behind_ours_wrote(view, clock):
    week, written = timedelta(days=7), clock.now()
    assert await last_week(view, "ukraine") == written - week
    assert await view.memory.commit(nearly(1))
    clock.pass_by(timedelta(days=9))
    assert abs(await last_week(view, "ukraine") - written + week) < timedelta(milliseconds=1)
    assert await last_week(view, "other") == written + timedelta(days=2)


async def shown(view, limit=9):
    found = await missed(view, "ukraine", since=LONG_AGO, limit=limit)
    return [(one.near.development, one.article.id) for one in found]


async def test_a_development_is_shown_once_by_the_latest_article_that_still_shows_it(view, clock):
    for number in range(4):
        assert await view.memory.commit(nearly(number))
        clock.pass_by(timedelta(minutes=1))
    assert await shown(view) == [("d1", "a3"), ("d0", "a1")]
    assert await shown(view, limit=1) == [("d1", "a3")]

    later = nearly(3)
    assert await view.memory.commit(replace(later, trace=replace(later.trace, decisions=())))
    assert await shown(view) == [("d1", "a2"), ("d0", "a1")]


async def test_what_a_road_showed_when_it_told_something_outlives_a_second_reading(view):
    first = nearly(1)
    assert await view.memory.commit(replace(first, alerts=(alert(),)))
    assert await view.memory.commit(replace(first, trace=replace(first.trace, decisions=())))
    assert await shown(view) == [("d0", "a1")]
