from dataclasses import replace
from datetime import date, timedelta
from email.utils import format_datetime

import feedparser
import icalendar
import pytest

from monitor.adapters import keys
from monitor.adapters.keys import Retention
from monitor.adapters.withdrawals import RedisWithdrawals
from monitor.model.alert import AlertId
from monitor.model.development import Cause, Told, TypeId, Withdrawal
from monitor.model.moment import When
from monitor.model.watchlist import Kind
from tests.contracts.examples import alert, development


def plan(name, day, *watchlists, **more):
    """Return a meeting that is planned for the day, and was told to these watchlists."""
    found = development(name)
    told = tuple(Told(watchlist=w, revision=1, kinds=(str(Kind.NEW),)) for w in watchlists)
    return replace(
        found,
        type=TypeId("meeting"),
        status="planned",
        when=When.of_day(day),
        expected_until=found.first_seen,
        told=told,
        **more,
    )


@pytest.fixture
def tomorrow(clock) -> date:
    return clock.now().date() + timedelta(days=1)


async def entries(port, path):
    """Return the ids of the entries of a feed, and the feed."""
    answer = await port.asking.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(answer.content)
    assert not read.bozo
    return [entry.id.rpartition(":")[2] for entry in read.entries], read.feed


async def uids(port, path):
    """Return the uids of the events of a calendar."""
    answer = await port.asking.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return [str(event["uid"]).partition("@")[0] for event in events]


async def test_a_feed_has_the_alerts_of_its_watchlist_those_stored_last_first(serve):
    async with serve() as port:
        await port.emit(alert("a1", watchlists=("ukraine",)), alert("a2", watchlists=("aid",)))
        await port.emit(alert("a3", watchlists=("ukraine", "aid")), alert("a4", watchlists=()))
        mine, told = await entries(port, "/feeds/ukraine.atom")
        everything, _ = await entries(port, "/feeds/all.atom")
        latest, _ = await entries(port, "/feeds/all.atom?limit=2")
        assert told.links[0].href == f"{port.address}/feeds/ukraine.atom"
    assert mine == ["a3", "a1"]
    assert everything == ["a4", "a3", "a2", "a1"]
    assert latest == ["a4", "a3"]


async def test_an_alert_that_is_no_longer_kept_leaves_the_feed(serve, store):
    async with serve() as port:
        await port.emit(alert("a1"), alert("a2"))
        await store.ask("DEL", keys.alert("a1"))
        assert (await entries(port, "/feeds/all.atom"))[0] == ["a2"]


@pytest.mark.parametrize("path", ["/feeds/nobody.atom", "/calendar/nobody.ics"])
async def test_a_watchlist_that_there_is_not_has_no_feed(serve, path):
    async with serve() as port:
        answer = await port.asking.get(path)
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    assert "ukraine, aid" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/feeds/all.atom", "/calendar.ics"])
async def test_who_has_the_feed_is_told_so_until_it_changes(serve, path, tomorrow):
    async with serve() as port:
        await port.emit(alert("a1"), developments=(plan("d1", tomorrow),))
        first = await port.asking.get(path)
        known = {"if-none-match": f'"other", W/{first.headers["etag"]}'}
        again = await port.asking.get(path, headers=known)
        anyone = await port.asking.get(path, headers={"if-none-match": "*"})
        await port.emit(alert("a2"), developments=(plan("d2", tomorrow),))
        changed = await port.asking.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "private, no-cache"
    assert anyone.status_code == 304
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


async def test_a_feed_says_when_it_last_changed_once_that_second_is_over(serve, clock):
    async with serve() as port:
        await port.emit(alert("a1"))
        early = await port.asking.get("/feeds/all.atom")
        assert "last-modified" not in early.headers
        clock.pass_by(timedelta(seconds=9))
        settled = await port.asking.get("/feeds/all.atom")
        stamp = settled.headers["last-modified"]
        known = await port.asking.get("/feeds/all.atom", headers={"if-modified-since": stamp})
        before = format_datetime(clock.now() - timedelta(days=1), usegmt=True)
        older = await port.asking.get("/feeds/all.atom", headers={"if-modified-since": before})
        both = {"if-modified-since": stamp, "if-none-match": '"other"'}
        other = await port.asking.get("/feeds/all.atom", headers=both)
    assert known.status_code == 304
    assert (older.status_code, other.status_code) == (200, 200)


@pytest.mark.parametrize("stamp", ["yesterday", "", "Sat, 20 Dec 2025 12:00:00 -0000", "1"])
async def test_an_odd_date_of_a_client_is_passed_over(serve, clock, stamp):
    async with serve() as port:
        await port.emit(alert("a1"))
        clock.pass_by(timedelta(seconds=9))
        answer = await port.asking.get("/feeds/all.atom", headers={"if-modified-since": stamp})
    assert answer.status_code == 200


async def test_a_host_that_is_no_name_does_not_stand_in_the_feed(serve):
    async with serve(token="sesame") as port:
        headers = {"host": 'a"b', "authorization": "Bearer sesame"}
        answer = await port.asking.get("/feeds/all.atom", headers=headers)
    assert answer.status_code == 200
    assert "links" not in feedparser.parse(answer.content).feed


async def test_calendars_have_plans_that_are_not_long_over_of_their_watchlist(serve, clock):
    today = clock.now().date()
    async with serve() as port:
        await port.emit(
            developments=(
                plan("soon", today + timedelta(days=3), "aid", "ukraine"),
                plan("just", today - timedelta(days=20), "ukraine"),
                plan("over", today - timedelta(days=40), "ukraine"),
            )
        )
        assert await uids(port, "/calendar.ics") == ["just", "soon"]
        assert await uids(port, "/calendar/aid.ics") == ["soon"]
        assert await uids(port, "/calendar/ukraine.ics") == ["just", "soon"]


async def test_a_plan_that_was_called_off_stays_as_such(serve, tomorrow):
    first = plan("d1", tomorrow, "aid")
    async with serve() as port:
        await port.emit(developments=(first,))
        off = replace(first, version=2, revision=2, status="cancelled", expected_until=None)
        await port.emit(developments=(off,))
        answer = await port.asking.get("/calendar/aid.ics")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


async def test_what_is_taken_back_is_corrected_in_feeds_and_called_off_in_calendars(
    serve, store, clock, tomorrow
):
    first = plan("d1", tomorrow, "aid")
    back = Withdrawal(at=clock.now(), cause=Cause.FEEDBACK, why="it was a rehearsal")
    gone = replace(first, version=2, withdrawn=back, expected_until=None)
    correction = replace(alert("c1", receivers=(), watchlists=()), kind=Kind.WITHDRAWN)
    async with serve() as port:
        await port.emit(alert("a1", watchlists=("aid",)), developments=(first,))
        withdrawals = RedisWithdrawals(store, clock, Retention())
        assert await withdrawals.withdraw(gone, (AlertId("a1"),), correction) is not None
        assert (await entries(port, "/feeds/aid.atom"))[0] == ["c1", "a1"]
        answer = await port.asking.get("/calendar/aid.ics")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    assert event["description"].startswith("Taken back: it was a rehearsal")


async def test_feeds_take_no_parameters_that_they_do_not_know(serve):
    async with serve() as port:
        feed = await port.asking.get("/feeds/all.atom?token=sesame")
        calendar = await port.asking.get("/calendar.ics?limit=3")
    assert (feed.status_code, calendar.status_code) == (400, 400)
    assert "sesame" not in feed.text
