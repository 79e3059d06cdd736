from ipaddress import ip_network

import pytest

from monitor.adapters.beacon import Beacon
from monitor.adapters.net import guarded_client
from tests.fakes.http_server import Reply, http_server


@pytest.fixture
async def server():
    async with http_server() as running:
        yield running


@pytest.fixture
async def client():
    async with guarded_client(allow=(ip_network("127.0.0.0/8"),)) as dialling:
        yield dialling


async def test_a_call_that_arrives_is_a_get_with_our_name(server, client):
    server.reply("/ping/canary", Reply())
    assert await Beacon(client, f"{server.url}/ping/canary", agent="monitor/1").call() is None
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("GET", "/ping/canary")
    assert asked.headers["user-agent"] == "monitor/1"


@pytest.mark.parametrize("status", [301, 404, 500])
async def test_only_a_2xx_is_a_call_that_arrived(server, client, status):
    server.reply("/ping", Reply(status=status, headers=(("Location", "/elsewhere"),)))
    assert await Beacon(client, f"{server.url}/ping").call() == f"HTTP {status}"
    assert len(server.asked) == 1


async def test_an_address_that_does_not_answer_costs_no_more_than_the_limit(server, client):
    server.reply("/ping", Reply(hang=True))
    hasty = Beacon(client, f"{server.url}/ping", limit=0.2)
    assert await hasty.call() == "no answer within 0.2 s"


async def test_no_fault_names_more_of_the_address_than_its_host(client):
    async with http_server() as gone:
        url = f"{gone.url}/canary"
    told = [
        await Beacon(client, url).call(),
        await Beacon(client, "http://nowhere.invalid/canary").call(),
        await Beacon(client, "http://host\x00/canary").call(),
    ]
    assert told == ["ConnectError", "the name nowhere.invalid cannot be resolved", "InvalidURL"]


async def test_an_address_inside_is_not_dialled(server):
    async with guarded_client() as guarded:
        told = await Beacon(guarded, f"{server.url}/ping").call()
    assert told is not None
    assert "127.0.0.1" in told
    assert server.asked == []
