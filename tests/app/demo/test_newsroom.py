from datetime import UTC, datetime

import httpx
import pytest

from monitor.app.demo.newsroom import Newsroom
from monitor.app.demo.outlets import OUTLETS, outlet
from monitor.app.demo.story import editions

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PORTS = {one.id: 40_000 + number for number, one in enumerate(OUTLETS)}


@pytest.fixture
def newsroom():
    return Newsroom(opened=NOW, ports=PORTS)


@pytest.fixture
async def reader(newsroom):
    transport = httpx.ASGITransport(newsroom.application())
    async with httpx.AsyncClient(transport=transport) as client:
        yield client


def printed(where):
    return next(p for edition in editions(NOW) for p in edition if p.outlet == where)


async def test_what_is_printed_stands_at_its_own_outlet_only(newsroom, reader):
    one = printed("harbour")
    newsroom.publish([one])

    here = await reader.get(f"{newsroom.home('harbour')}{one.path}")
    elsewhere = await reader.get(f"{newsroom.home('linden')}{one.path}")

    assert one.title in here.text
    assert elsewhere.status_code == 404


async def test_a_listing_grows_with_what_is_printed(newsroom, reader):
    one = printed("kestrel")
    before = await reader.get(newsroom.listed_at(outlet("kestrel")))
    newsroom.publish([one])
    after = await reader.get(newsroom.listed_at(outlet("kestrel")))

    assert one.path not in before.text
    assert one.path in after.text


@pytest.mark.parametrize(
    ("where", "validator", "condition"),
    [("harbour", "etag", "if-none-match"), ("linden", "last-modified", "if-modified-since")],
)
async def test_a_reader_who_has_it_is_told_so_until_it_changes(
    newsroom, reader, where, validator, condition
):
    address = newsroom.listed_at(outlet(where))
    newsroom.publish([printed(where)])
    first = await reader.get(address)
    again = {condition: first.headers[validator]}

    unchanged = await reader.get(address, headers=again)
    newsroom.publish([p for e in editions(NOW) for p in e if p.outlet == where][1:])
    changed = await reader.get(address, headers=again)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200


async def test_an_unreadable_condition_is_passed_over(newsroom, reader):
    newsroom.publish([printed("linden")])

    answer = await reader.get(
        newsroom.listed_at(outlet("linden")), headers={"if-modified-since": "lately"}
    )

    assert answer.status_code == 200


async def test_pages_are_packed_where_outlet_and_reader_can(newsroom, reader):
    address = newsroom.listed_at(outlet("northgate"))
    newsroom.publish([printed("northgate")])

    packed = await reader.get(address, headers={"accept-encoding": "gzip"})
    plain = await reader.get(address, headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text


async def test_robots_are_told_where_they_may_not_go(newsroom, reader):
    answer = await reader.get(f"{newsroom.home('pelham')}/robots.txt")

    assert "Disallow: /search" in answer.text
