from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.alert.record import alert_record
from monitor.app.web import alerts as served_alerts
from monitor.model.development import TypeId
from monitor.model.watchlist import Kind
from tests.contracts.examples import NOON, alert, development, hours

ALERTS = "/api/v1/alerts"


def of_kind(name, kind, **more):
    """Return an alert of this kind."""
    return replace(alert(name, **more), kind=kind)


async def ids(port, query=""):
    """Return the ids of the alerts of a page, and the cursor of the next."""
    answer = await port.asking.get(f"{ALERTS}{query}")
    assert answer.status_code == 200, answer.text
    page = answer.json()
    return [record["id"] for record in page["alerts"]], page["next"]


async def test_alerts_are_the_records_that_webhooks_carry(serve):
    async with serve() as port:
        await port.emit(alert("a1"))
        page = (await port.asking.get(ALERTS)).json()
        one = (await port.asking.get(f"{ALERTS}/a1")).json()
    assert page == {"alerts": [alert_record(alert("a1"))], "next": None}
    assert one == alert_record(alert("a1"))


async def test_an_alert_that_there_is_not_is_said(serve):
    async with serve() as port:
        answer = await port.asking.get(f"{ALERTS}/nobody")
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


@pytest.fixture
def various():
    """Alerts that differ in what can be asked for, an hour apart, the first the oldest."""
    return (
        of_kind("a1", Kind.NEW, watchlists=("aid",), at=NOON),
        of_kind("a2", Kind.UPDATE, watchlists=("aid", "ukraine"), at=NOON + hours(1)),
        replace(
            of_kind("a3", Kind.NEW, watchlists=("ukraine",), at=NOON + hours(2)),
            development=replace(development("d3"), type=TypeId("meeting"), actors=()),
        ),
        replace(of_kind("a4", Kind.SOURCE, watchlists=(), at=NOON + hours(3)), development=None),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "a4 a3 a2 a1"),
        ("?watchlist=aid", "a2 a1"),
        ("?watchlist=nobody", ""),
        ("?kind=new", "a3 a1"),
        ("?type=meeting", "a3"),
        ("?actor=european-union", "a2 a1"),
        ("?actor=ukraine", "a3 a2 a1"),
        ("?actor=European%20Union", ""),
        ("?since=2025-12-20T13:00:00Z", "a4 a3 a2"),
        ("?until=2025-12-20T14:00:00Z", "a2 a1"),
        ("?since=2025-12-20T13:00:00Z&until=2025-12-20T15:00:00%2B01:00", "a2"),
        ("?since=2025-12-21", ""),
        ("?watchlist=ukraine&kind=new&type=meeting", "a3"),
        ("?limit=2", "a4 a3"),
    ],
)
async def test_alerts_are_asked_for_by_what_they_tell(serve, various, query, expected):
    async with serve() as port:
        await port.emit(*various)
        found, _ = await ids(port, query)
    assert found == expected.split()


@pytest.mark.parametrize("filters", ["", "&watchlist=aid", "&since=2025-12-20T13:00:00Z"])
async def test_pages_together_are_all_and_none_stands_twice(serve, filters):
    async with serve() as port:
        await port.emit(
            *(alert(f"a{n}", watchlists=("aid",), at=NOON + hours(n / 10)) for n in range(25))
        )
        whole, _ = await ids(port, f"?limit=200{filters}")
        found, cursor = await ids(port, f"?limit=7{filters}")
        while cursor is not None:
            assert len(found) % 7 == 0
            more, cursor = await ids(port, f"?limit=7{filters}&cursor={cursor}")
            found += more
    assert found == whole
    assert len(whole) > 7


async def test_a_page_that_ends_with_the_last_alert_has_no_next_one(serve):
    async with serve() as port:
        await port.emit(alert("a1"), alert("a2"))
        assert await ids(port, "?limit=2") == (["a2", "a1"], None)


async def test_a_filter_that_hardly_any_passes_is_answered_in_short_pages(serve):
    many = served_alerts.MOST_LOOKED + 50
    async with serve() as port:
        for start in range(0, many, 500):
            numbers = range(start, min(start + 500, many))
            await port.emit(*(alert(f"a{n:06}", at=NOON + timedelta(seconds=n)) for n in numbers))
        await port.emit(alert("rare", watchlists=("aid",), at=NOON - hours(1)))
        found, cursor = await ids(port, "?watchlist=aid")
        assert (found, cursor) == ([], "a000050")
        assert await ids(port, f"?watchlist=aid&cursor={cursor}") == (["rare"], None)


async def test_a_cursor_that_is_no_longer_kept_is_refused(serve, store):
    async with serve() as port:
        await port.emit(alert("a1"), alert("a2"))
        await store.ask("DEL", keys.alert("a2"))
        answer = await port.asking.get(f"{ALERTS}?cursor=a2")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("cursor: ")


@pytest.mark.parametrize(
    "query",
    ["?kind=odd", "?since=now", "?until=x", "?limit=0", "?watchlists=aid", "?type=a&type=b"],
)
async def test_what_is_odd_in_a_query_is_refused(serve, query):
    async with serve() as port:
        answer = await port.asking.get(f"{ALERTS}{query}")
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


async def test_deliveries_are_asked_for_by_receiver_state_and_alert(serve):
    async def found(query=""):
        answer = await port.asking.get(f"/api/v1/deliveries{query}")
        return sorted((d["alert"], d["receiver"]) for d in answer.json()["deliveries"])

    async with serve() as port:
        await port.emit(alert("a1", receivers=("desk", "mail")), alert("a2", receivers=("mail",)))
        assert await found() == [("a1", "desk"), ("a1", "mail"), ("a2", "mail")]
        assert await found("?receiver=desk") == [("a1", "desk")]
        assert await found("?alert=a2") == [("a2", "mail")]
        assert await found("?state=queued&receiver=mail&alert=a1") == [("a1", "mail")]
        assert await found("?state=dead") == []
        odd = await port.asking.get("/api/v1/deliveries?state=lost")
    assert odd.status_code == 400


@pytest.mark.parametrize("filters", ["", "&receiver=mail", "&state=queued", "&alert=a1"])
async def test_pages_of_deliveries_together_are_all_and_none_stands_twice(serve, filters):
    async def page(more):
        return (await port.asking.get(f"/api/v1/deliveries?{more}{filters}")).json()

    async with serve() as port:
        await port.emit(*(alert(f"a{n}", receivers=("desk", "mail", "a|b")) for n in range(3)))
        whole, told, cursor = (await page("limit=99"))["deliveries"], [], ""
        while cursor is not None:
            part = await page(f"limit=2&cursor={cursor}")
            told, cursor = told + part["deliveries"], part["next"]
    assert len(whole) >= 3
    assert told == whole


@pytest.mark.parametrize(
    "cursor", ["x", "YQ==", "YXxifGM=", "é", "OTk5OTk5OTk5OTk5OTk5OTk5OXxhfGI="]
)
async def test_a_cursor_that_is_none_is_refused_with_what_to_give(serve, cursor):
    async with serve() as port:
        answer = await port.asking.get(f"/api/v1/deliveries?cursor={cursor}")
    assert answer.status_code == 400
    assert "`next` of the page before" in answer.json()["detail"]
