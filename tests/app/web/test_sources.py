from datetime import UTC, datetime

from monitor.app.web.sources import glance_record
from monitor.model.health import Glance, Health, Standing
from monitor.model.source import PollState, SourceId
from tests.contracts.examples import NOON, source


def glance(**more):
    return Glance(state=Standing.STALE, asked=datetime(2025, 12, 20, 12, tzinfo=UTC), **more)


def test_a_source_is_told_with_its_state_and_without_its_address():
    assert glance_record(source("gazette"), glance(reached=False)) == {
        "id": "gazette",
        "kind": "feed",
        "outlet": "Gazette",
        "state": "stale",
        "asked": "2025-12-20T12:00:00Z",
        "reached": False,
    }


def test_a_source_that_was_never_asked_waits():
    record = glance_record(source("gazette"), None)
    assert (record["state"], record["asked"], record["reached"]) == ("waiting", None, None)


def test_a_source_that_is_not_asked_is_disabled_whatever_it_was():
    assert glance_record(source("gazette", enabled=False), glance())["state"] == "disabled"


async def test_all_sources_are_listed_or_those_in_a_state(serve, clock):
    async with serve() as port:
        polls = port.application().polls
        await polls.register((source("gazette"), source("late")), {SourceId("gazette"): NOON})
        health = Health(state=Standing.STALE, since=NOON, why="nothing new")
        await polls.finish(
            SourceId("gazette"), PollState(polls=1, last_poll=NOON, health=health), NOON, ()
        )
        everything = (await port.asking.get("/api/v1/sources")).json()["sources"]
        stale = (await port.asking.get("/api/v1/sources?state=stale")).json()["sources"]
        odd = await port.asking.get("/api/v1/sources?state=sad")
    states = {record["id"]: record["state"] for record in everything}
    assert states == {"gazette": "stale", "closed": "disabled", "late": "waiting"}
    assert [record["id"] for record in stale] == ["gazette"]
    assert odd.status_code == 400
