"""`monitor watch`, its screen driven by keys, on a real store of its own."""

from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from monitor.adapters.store import open_store
from monitor.app.cli.status import usable_configuration
from monitor.app.cli.watch_app import Watch
from monitor.app.cli.watch_panes import Alerts
from monitor.app.cli.watch_windows import Picking, Reading, Silencing
from monitor.model.health import Standing
from monitor.model.watchlist import Severity
from tests.alert import examples
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.seen import Left

FEEDS = dict.fromkeys(("harbour", "gazette"), "http://127.0.0.1:9/")
HOSTILE = "Grain \x1b[2J deal [b]x[/b] [@click=app.quit]y\u202egnp.exe\r\n held"
NARROW, WIDE = (80, 24), (140, 40)


@pytest.fixture
def config(tmp_path, redis_url) -> Path:
    return Settings(feeds=FEEDS, desk="https://d.example/", redis=redis_url).write(tmp_path)


@pytest.fixture
async def there(redis_url):
    """A store with a daemon that is well, and nothing told yet."""
    store = await open_store(redis_url)
    left = Left(store)
    await left.node()
    await left.sources(harbour=Standing.FRESH, gazette=Standing.QUIET)
    yield left
    await store.close()


class Screen:
    """The screen of a running `monitor watch`, and the keys below it."""

    def __init__(self, app: Watch, pilot) -> None:
        self.app, self.pilot = app, pilot

    async def until(self, so: Callable[[], object]) -> None:
        """Wait until it is so, for ten seconds at most."""
        for _ in range(500):
            if so():
                return
            await self.pilot.pause(0.02)
        assert so(), self.text

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def text(self) -> str:
        """All that is on the screen and on the windows over it, without colours."""
        shown = (screen._compositor.render_strips() for screen in self.app.screen_stack)
        return "\n".join(strip.text for strips in shown for strip in strips)

    def shows(self, *words: str) -> Callable[[], bool]:
        return lambda: all(word in self.text for word in words)

    @property
    def told(self) -> list[str]:
        """The ids of the alerts in the list, from its top."""
        return [str(o.id) for o in self.app.screen_stack[0].query_one(Alerts).options]


@asynccontextmanager
async def watching(config: Path, size=NARROW, environment=None):
    settings, faults = usable_configuration(config)
    app = Watch(settings, faults=faults, environment=environment or {})
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Screen(app, pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_alert_is_shown_as_it_comes_with_its_evidence_and_how_the_daemon_does(
    config, there, size
):
    async with watching(config, size) as screen:
        await screen.until(screen.shows("No alert yet.", "1 fresh, 1 quiet", "nothing waits"))
        await there.desk.emit(there.alert("a1"))
        await screen.until(screen.shows("European Union pledges €90bn", "The leaders promised"))
        assert "monitor runs since" in screen.text
        update = replace(examples.UPDATE, at=there.now)
        await there.desk.emit(update)
        await screen.until(screen.shows("amount  €90bn → €105bn"))
        assert screen.told == [update.id, "a1"]
        await screen.press("down")
        await screen.until(screen.shows("The leaders promised", "Harbour Herald"))
        await there.desk.emit(there.alert("a3", severity=Severity.CRITICAL))
        await screen.until(lambda: len(screen.told) == 3)
        assert screen.app.query_one(Alerts).selected == "a1"
        assert screen.app.screen.has_class("-wide") == (size is WIDE)


async def test_alerts_are_sifted_by_watchlist_and_severity(config, there):
    await there.desk.emit(
        there.alert("a1", watchlists=("aid",), severity=Severity.LOW),
        there.alert("a2", watchlists=("ukraine",), severity=Severity.HIGH),
        there.alert("a3", watchlists=("ukraine",), severity=Severity.CRITICAL),
    )
    async with watching(config) as screen:
        await screen.until(lambda: len(screen.told) == 3)
        await screen.press("f")
        picking = screen.app.screen
        assert isinstance(picking, Picking)
        assert picking.query_one(OptionList).option_count == 3
        await screen.press("down", "down", "enter")
        await screen.until(lambda: sorted(screen.told) == ["a2", "a3"])
        await screen.until(screen.shows("Alerts: 2, for ukraine"))
        await screen.press("v", "v", "v")
        await screen.until(lambda: screen.told == ["a3"])
        await screen.until(screen.shows("for ukraine, critical only"))
        await screen.press("f", "down", "enter")
        await screen.until(screen.shows("No alert passes the filter."))
        await screen.press("f", "home", "enter", "v")
        await screen.until(lambda: len(screen.told) == 3)


async def test_what_is_like_an_alert_is_silenced_for_a_while(config, there):
    await there.desk.emit(there.alert("a1"))
    async with watching(config) as screen:
        await screen.until(lambda: screen.told == ["a1"])
        await screen.press("s")
        assert isinstance(screen.app.screen, Silencing)
        await screen.press("enter")
        await screen.until(screen.shows("say why"))
        screen.app.screen.query_one("#duration", Input).value = "soon"
        await screen.press("enter")
        await screen.until(screen.shows("'soon' is no length of time"))
        screen.app.screen.query_one("#duration", Input).value = "2h"
        await screen.press(*"known", "enter")
        await screen.until(screen.shows("silenced until", "held back: 1 delivery"))
        (kept,) = await there.desk.silences.kept()
        assert [(m.aspect, m.pattern) for m in kept.matchers] == [("development", "d1")]
        assert kept.comment == "known"
        assert (kept.until - kept.start).total_seconds() == 7200


async def test_an_alert_is_explained(config, there):
    await there.desk.emit(there.alert("a1"))
    async with watching(config) as screen:
        await screen.until(lambda: screen.told == ["a1"])
        await screen.press("e")
        assert isinstance(screen.app.screen, Reading)
        await screen.until(lambda: "looking" not in screen.text)
        assert "European Union pledges" in screen.text
        await screen.press("escape", "question_mark")
        await screen.until(screen.shows("close a window"))
        await screen.press("escape")
        assert not isinstance(screen.app.screen, Reading)


async def test_its_article_is_opened_or_its_link_shown_where_there_is_no_browser(
    config, there, tmp_path
):
    await there.desk.emit(there.alert("a1"))
    opened = tmp_path / "opened"
    browser = tmp_path / "xdg-open"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o700)
    async with watching(config) as screen:
        await screen.until(lambda: screen.told == ["a1"])
        await screen.press("o")
        await screen.until(screen.shows("no browser here", "https://harbour-herald.example/summit"))
    environment = {"DISPLAY": ":9", "PATH": f"{tmp_path}:/usr/bin:/bin"}
    async with watching(config, environment=environment) as screen:
        await screen.until(lambda: screen.told == ["a1"])
        await screen.press("o")
        await screen.until(opened.exists)
    assert opened.read_text() == "https://harbour-herald.example/summit\n"


async def test_words_of_strangers_do_nothing_but_stand_there(config, there):
    hostile = replace(examples.evidence(HOSTILE), url="javascript:alert(1)", outlet=HOSTILE)
    strange = there.alert("a1", summary=HOSTILE, evidence=(hostile,), watchlists=(HOSTILE,))
    await there.desk.emit(strange)
    async with watching(config, WIDE) as screen:
        await screen.until(screen.shows("[b]x[/b] [@click=app.quit]y"))
        assert not {"\x1b", "\u202e", "\r"} & set(screen.text)
        await screen.press("o")
        await screen.until(screen.shows("it has no link that can be followed"))
        for key in "fse":
            await screen.press(key)
            await screen.until(screen.shows("Grain"))
            await screen.press("escape")
        assert screen.app.is_running


async def test_a_store_that_goes_away_is_waited_for_and_what_came_meanwhile_is_shown(
    tmp_path, start_server
):
    url = start_server()
    config = Settings(feeds=FEEDS, redis=url).write(tmp_path)
    store = await open_store(url)
    there = Left(store)
    await there.desk.emit(there.alert("a1"))
    async with watching(config) as screen:
        screen.app.following.again = 0.05
        await screen.until(lambda: screen.told == ["a1"])
        await store.ask("CONFIG", "SET", "maxclients", "1")
        await store.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        await screen.until(screen.shows("store lost"))
        await screen.press("s", "tab", *"x", "enter")
        await there.desk.emit(there.alert("a2"))
        await store.ask("CONFIG", "SET", "maxclients", "100")
        await screen.until(lambda: screen.told == ["a2", "a1"])
        await screen.until(screen.shows("the store answers again"))
        assert "store lost" not in screen.text
    await store.close()


def test_without_a_terminal_it_says_what_to_use_instead(config):
    called = call("watch", "--config", str(config), terminal=True)
    assert called.code == 2
    assert "needs a terminal; `monitor alerts` and `monitor status` do not" in called.err


@pytest.mark.parametrize(
    ("name", "told"), [("ade", 'did you mean "aid"?'), ("nothing", "there are aid")]
)
def test_a_watchlist_that_is_not_configured_is_refused(config, name, told):
    called = call("watch", "--config", str(config), "--watchlist", name, terminal=True, answers="")
    assert called.code == 2
    assert called.err == f'there is no watchlist "{name}" in the configuration; {told}\n'


async def test_where_nothing_was_stored_yet_it_says_how_to_begin(tmp_path):
    config = Settings(feeds=FEEDS).write(tmp_path)
    async with watching(config, WIDE) as screen:
        await screen.until(screen.shows("nothing was stored yet; start a daemon: `monitor run`"))
        assert isinstance(screen.app.query_one("#alert", Static), Static)
    assert not (tmp_path / "state").exists()
