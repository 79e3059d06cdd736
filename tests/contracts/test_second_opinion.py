"""What every filling of the SecondOpinion port does: the fake and the real ones tell the same."""

import json
from datetime import timedelta
from ipaddress import ip_network

import pytest

from monitor.adapters.endpoint import PATH, Endpoint, Terms
from monitor.adapters.net import guarded_client
from monitor.adapters.purse import RedisPurse
from monitor.model.opinion import Agrees, Allowance, NoOpinion, Question, Unsure, Vetoes
from tests.fakes.http_server import Reply, http_server
from tests.fakes.opinion import ScriptedOpinion

QUESTION = Question(
    type="meeting",
    status="planned",
    actors=("Germany",),
    counterparts=("Ukraine",),
    sentence="Germany will meet Ukraine.",
)
OPINIONS = (
    Agrees(quote="will meet Ukraine"),
    Vetoes(quote="will meet", why="nobody said so"),
    Unsure(),
)


def _reply(opinion) -> Reply:
    word = {Agrees: "agrees", Vetoes: "vetoes", Unsure: "unsure"}[type(opinion)]
    said = {
        "opinion": word,
        "quote": getattr(opinion, "quote", ""),
        "why": getattr(opinion, "why", ""),
    }
    body = {"choices": [{"message": {"content": json.dumps(said)}}]}
    return Reply(pieces=(json.dumps(body).encode(),))


@pytest.fixture(params=["fake", "endpoint"])
async def adviser_of(request, store, clock):
    """Return a way to make the adviser under test that thinks this (None: it is out of order)."""
    if request.param == "fake":
        yield lambda opinion: ScriptedOpinion((opinion or NoOpinion(why="out of order"),))
        return
    terms = {"model": "small", "budget": Allowance(calls=99, tokens=99_999)}
    async with (
        http_server() as server,
        guarded_client(allow=(ip_network("127.0.0.0/8"),)) as client,
    ):

        def made(opinion):
            server.reply(f"/v1{PATH}", _reply(opinion) if opinion else Reply(status=503))
            purse = RedisPurse(store, life=timedelta(days=1))
            return Endpoint(
                client, Terms(url=f"{server.url}/v1", **terms), purse, clock, agent="monitor/test"
            )

        yield made


@pytest.mark.parametrize("opinion", OPINIONS, ids=lambda one: type(one).__name__)
async def test_an_opinion_is_told_as_it_is_and_twice_the_same(adviser_of, opinion):
    adviser = adviser_of(opinion)
    assert await adviser.opinion(QUESTION) == opinion
    assert await adviser.opinion(QUESTION) == opinion


async def test_one_that_is_out_of_order_has_no_opinion_and_raises_nothing(adviser_of):
    assert isinstance(await adviser_of(None).opinion(QUESTION), NoOpinion)
