"""Second opinions asked of a real server on loopback, good and bad answers."""

import json
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest

from monitor.adapters import keys
from monitor.adapters.endpoint import MOST_READ, PATH, REST, Endpoint, Terms
from monitor.adapters.net import guarded_client
from monitor.adapters.purse import RedisPurse
from monitor.errors import StoreUnreachable
from monitor.model.opinion import Agrees, Allowance, NoOpinion, Question, Unsure, Vetoes
from tests.fakes.http_server import Reply, http_server

LOOPBACK = (ip_network("127.0.0.0/8"),)
CANARY = "canary-key"
QUESTION = Question(
    type="aid_pledge",
    status="pledged",
    actors=("Germany",),
    counterparts=("Ukraine",),
    sentence="Germany pledged aid to Ukraine.",
)
AGREES = {"opinion": "agrees", "quote": "pledged aid", "why": "plain"}
OK = "/v1" + PATH


def completion(said: object, *, tokens: int | None = 50) -> Reply:
    text = said if isinstance(said, str) else json.dumps(said)
    body = {"choices": [{"message": {"content": text}}], "usage": {"total_tokens": tokens}}
    return Reply(pieces=(json.dumps(body).encode(),))


class Scene:
    def __init__(self, server, client, store, clock) -> None:
        self.server, self.client, self.store, self.clock = server, client, store, clock
        self.purse = RedisPurse(store, life=timedelta(days=1))
        self.terms = Terms(
            url=f"{server.url}/v1",
            model="small",
            budget=Allowance(calls=10, tokens=20_000),
            timeout=timedelta(seconds=30),
            key=CANARY,
        )

    def endpoint(self, **more) -> Endpoint:
        terms = replace(self.terms, **more)
        return Endpoint(self.client, terms, self.purse, self.clock, agent="monitor/test")

    async def spent(self) -> tuple[int, int]:
        calls, tokens = await self.store.ask(
            "HMGET", keys.spent(self.clock.now().date()), "calls", "tokens"
        )
        return int(calls or 0), int(tokens or 0)


@pytest.fixture
async def scene(store, clock):
    async with http_server() as server, guarded_client(allow=LOOPBACK) as client:
        yield Scene(server, client, store, clock)


@pytest.mark.parametrize(
    ("said", "opinion"),
    [
        (AGREES, Agrees(quote="pledged aid")),
        (AGREES | {"opinion": "vetoes"}, Vetoes(quote="pledged aid", why="plain")),
        (AGREES | {"opinion": "unsure"}, Unsure()),
    ],
)
async def test_an_answer_of_the_asked_form_is_the_opinion(scene, said, opinion):
    scene.server.reply(OK, completion(said))
    assert await scene.endpoint().opinion(QUESTION) == opinion


async def test_the_request_is_a_chat_completion_without_chance_and_with_the_key(scene):
    scene.server.reply(OK, completion(AGREES))
    await scene.endpoint(url=f"{scene.server.url}/v1/").opinion(QUESTION)
    (asked,) = scene.server.asked
    body = json.loads(asked.body)
    assert asked.headers["authorization"] == f"Bearer {CANARY}"
    assert (body["model"], body["temperature"]) == ("small", 0)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "The sentence: Germany pledged aid to Ukraine." in body["messages"][1]["content"]


async def test_a_server_without_keys_gets_none(scene):
    scene.server.reply(OK, completion(AGREES))
    await scene.endpoint(key=None).opinion(QUESTION)
    assert "authorization" not in scene.server.asked[0].headers


async def test_the_same_question_is_asked_once_by_all_nodes(scene):
    scene.server.reply(OK, completion(AGREES))
    first = await scene.endpoint().opinion(QUESTION)
    again = await scene.endpoint().opinion(QUESTION)
    assert first == again == Agrees(quote="pledged aid")
    assert len(scene.server.asked) == 1
    assert await scene.spent() == (1, 50)


async def test_another_model_or_sentence_is_asked_anew(scene):
    scene.server.reply(OK, completion(AGREES))
    await scene.endpoint().opinion(QUESTION)
    await scene.endpoint(model="large").opinion(QUESTION)
    await scene.endpoint().opinion(replace(QUESTION, sentence="France pledged aid."))
    assert len(scene.server.asked) == 3


async def test_no_more_is_asked_than_the_day_allows_and_the_next_day_again(scene):
    scene.server.reply(OK, completion(AGREES))
    endpoint = scene.endpoint(budget=Allowance(calls=1, tokens=20_000))
    other = replace(QUESTION, status="approved")
    await endpoint.opinion(QUESTION)
    assert await endpoint.opinion(other) == NoOpinion(why="the budget of the day is used up")
    assert await endpoint.opinion(QUESTION) == Agrees(quote="pledged aid")
    assert len(scene.server.asked) == 1
    scene.clock.pass_by(timedelta(days=1))
    assert await endpoint.opinion(other) == Agrees(quote="pledged aid")


async def test_the_tokens_of_a_day_are_a_bound_too(scene):
    endpoint = scene.endpoint(budget=Allowance(calls=10, tokens=100))
    assert await endpoint.opinion(QUESTION) == NoOpinion(why="the budget of the day is used up")
    assert scene.server.asked == []


async def test_a_cost_that_is_not_told_counts_as_reckoned(scene):
    scene.server.reply(OK, completion(AGREES, tokens=None))
    await scene.endpoint().opinion(QUESTION)
    calls, tokens = await scene.spent()
    assert calls == 1
    assert 300 < tokens < 2_000


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=500), "the endpoint answered HTTP 500"),
        (Reply(status=401), "the endpoint answered HTTP 401"),
        (
            Reply(status=302, headers=(("Location", "http://127.0.0.1:9/"),)),
            "the endpoint answered HTTP 302",
        ),
        (Reply(pieces=(b"<html>",)), "the answer is no chat completion"),
        (Reply(pieces=(b"x" * (MOST_READ + 1),)), f"the answer is longer than {MOST_READ} bytes"),
        (Reply(pieces=(b"x" * 999,), endless=True), f"the answer is longer than {MOST_READ} bytes"),
        (
            Reply(headers=(("Content-Encoding", "gzip"),), pieces=(b"x",)),
            "the answer is packed, though that was not asked for",
        ),
        (Reply(raw=b"nonsense\r\n\r\n"), "the answer is no HTTP"),
        (Reply(raw=b""), "the answer is no HTTP"),
    ],
)
async def test_a_server_that_fails_has_no_opinion_and_is_left_in_peace_for_a_while(
    scene, reply, why
):
    scene.server.reply(OK, reply, completion(AGREES))
    endpoint = scene.endpoint()
    failed = await endpoint.opinion(QUESTION)
    assert isinstance(failed, NoOpinion)
    assert failed.why.startswith(why)
    assert await endpoint.opinion(QUESTION) == NoOpinion(why="the endpoint failed a moment ago")
    assert len(scene.server.asked) == 1
    scene.clock.pass_by(REST)
    assert await endpoint.opinion(QUESTION) == Agrees(quote="pledged aid")


async def test_a_server_that_is_slow_has_no_opinion(scene):
    scene.server.reply(OK, Reply(hang=True))
    endpoint = scene.endpoint(timeout=timedelta(seconds=0.1))
    assert await endpoint.opinion(QUESTION) == NoOpinion(why="no answer within 0.1 s")


async def test_an_answer_of_another_form_is_no_opinion_and_not_kept(scene):
    scene.server.reply(OK, completion("I agree."), completion(AGREES))
    endpoint = scene.endpoint()
    assert await endpoint.opinion(QUESTION) == NoOpinion(why="the answer is not JSON")
    assert await endpoint.opinion(QUESTION) == Agrees(quote="pledged aid")


async def test_an_address_that_may_not_be_dialled_is_not(scene):
    async with guarded_client() as client:
        endpoint = Endpoint(client, scene.terms, scene.purse, scene.clock, agent="monitor/test")
        said = await endpoint.opinion(QUESTION)
    assert isinstance(said, NoOpinion)
    assert "not public" in said.why
    assert scene.server.asked == []


async def test_nobody_at_the_address_is_no_opinion(scene):
    said = await scene.endpoint(url="http://127.0.0.1:1/v1").opinion(QUESTION)
    assert isinstance(said, NoOpinion)
    assert said.why.startswith("no connection")


async def test_a_key_that_cannot_be_sent_is_never_told(scene):
    said = await scene.endpoint(key=f"{CANARY}\n").opinion(QUESTION)
    assert said == NoOpinion(why="the request cannot be sent: look at the key")
    assert CANARY not in repr(scene.terms)


async def test_halves_of_characters_in_a_page_break_nothing(scene):
    scene.server.reply(OK, completion(AGREES))
    broken = replace(QUESTION, sentence="Germany \ud800 pledged aid.")
    assert await scene.endpoint().opinion(broken) == Agrees(quote="pledged aid")


class LostPurse(RedisPurse):
    async def answer(self, key):
        raise StoreUnreachable("the Redis server does not answer")


async def test_a_store_that_cannot_be_asked_is_no_opinion(scene):
    purse = LostPurse(scene.store, life=timedelta(days=1))
    endpoint = Endpoint(scene.client, scene.terms, purse, scene.clock, agent="monitor/test")
    said = await endpoint.opinion(QUESTION)
    assert said == NoOpinion(why="the Redis server does not answer")
